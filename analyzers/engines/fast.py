"""The engine for archives and the fallback: a logistic model over named features of the pair.

Trained by ``benchmarks/train_fast.py``; what it was trained on, how often it is right and what
not to conclude from it stand in ``docs/stance.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from analyzers.engines import Judged, rounded
from analyzers.features import Features, pair_features
from analyzers.logistic import LogisticModel, load_model
from analyzers.pairs import Pair
from analyzers.reading import CUES_FILE, NOTHING, Reading, read
from analyzers.sentiment import score_text
from threads.errors import RejoinderError

MODEL_FILE = files("analyzers") / "data" / "stance_fast.json"
REASONS = 3  # features shown as evidence
LEAST_PULL = 0.1  # log-odds; what pulls less is not worth showing
LONGEST_WORDS = 120  # characters of a passage shown as evidence
MOST_WORDS = 5


class FastEngine:
    """A small logistic model whose every reason can be printed."""

    name = "fast"
    version = "1"

    @property
    def models(self) -> tuple[Traversable, ...]:
        """The weights and the cue lists."""
        return (MODEL_FILE, CUES_FILE)

    @cached_property
    def model(self) -> LogisticModel:
        """The weights that ship with the package."""
        return load_model(MODEL_FILE)

    def obstacle(self) -> RejoinderError | None:
        """Give None: it runs everywhere."""
        return None

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge every pair, each distinct text being read once."""
        readings: dict[str, Reading] = {"": NOTHING}

        def reading(text: str) -> Reading:
            if text not in readings:
                readings[text] = read(text, score_text(text).compound)
            return readings[text]

        judged = []
        for pair in pairs:
            # To a top-level comment, the article is the passages that it quotes from it.
            parent = pair.quoted if pair.to_article and pair.quoted else pair.parent
            features = pair_features(
                reading(pair.reply), reading(parent), retorts=bool(pair.quoted)
            )
            judged.append(self._judge(features))
        return judged

    def _judge(self, features: Features) -> Judged:
        values = {name: feature.value for name, feature in features.items()}
        found = dict(zip(self.model.labels, self.model.probabilities(values), strict=True))
        stance = rounded(found["agree"], found["disagree"])
        return Judged(stance, self._reasons(features, values, stance.label))

    def _reasons(
        self, features: Features, values: Mapping[str, float], label: str
    ) -> list[dict[str, Any]]:
        """Give the present features that speak most for the label, with the words they rest on."""
        pulls = [pull for pull in self.model.pulls(values, label) if pull.weight >= LEAST_PULL]
        return [
            {
                "feature": pull.feature,
                "words": [
                    word[:LONGEST_WORDS] for word in features[pull.feature].words[:MOST_WORDS]
                ],
                "weight": round(pull.weight, 2),
            }
            for pull in pulls[:REASONS]
        ]
