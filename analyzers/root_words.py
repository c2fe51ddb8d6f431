"""Stance towards a short post, from the words of each comment under it.

Under an article the replies' stances are carried along the tree (``analyzers.article_stance``).
Under a short post whose thread is short posts, too, that was measured to add nothing to what each
one's own words say of the root: most answer the root whichever reply they hang under. There a
multinomial logistic model over some forty named features judges, trained on the rumour threads of
RumourEval 2019 A by ``benchmarks/train_root_words.py``. Figures and what not to conclude stand in
docs/stance.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp
from statistics import median_low
from typing import Any, NamedTuple

from analyzers.article_stance import ToArticle
from analyzers.pairs import LEAD, Pair
from analyzers.root_features import ROOT_CUES_FILE, root_features
from threads.errors import RejoinderError
from threads.model import Article

ROOT_WORDS_FILE = files("analyzers") / "data" / "root_words.json"
FILES = (ROOT_WORDS_FILE, ROOT_CUES_FILE)
# Words that half of the comments have at most: so in the training threads of RumourEval but for 169
# of 5,204 posts, and in 7 of 122 discussions of a debating forum (Internet Argument Corpus).
SHORT = 35
_REASONS = 3

Three = tuple[float, float, float]


class RootModel(NamedTuple):
    """Weights for support, neutral, oppose: one triple as bias, one and a mean value by feature."""

    bias: Three
    weights: Mapping[str, Three]
    means: Mapping[str, float]

    def judge(self, values: Mapping[str, float]) -> ToArticle:
        """Give the chances (sum 1, four decimals)."""
        support, neutral, oppose = self.bias
        for feature, (s, n, o) in self.weights.items():
            value = values[feature]
            support, neutral, oppose = support + s * value, neutral + n * value, oppose + o * value
        highest = max(support, neutral, oppose)
        parts = [exp(z - highest) for z in (support, neutral, oppose)]
        s, o = round(parts[0] / sum(parts), 4), round(parts[2] / sum(parts), 4)
        return ToArticle(s, max(0.0, round(1 - s - o, 4)), o)

    def reasons(self, values: Mapping[str, float], label: str) -> list[dict[str, Any]]:
        """Give up to three features that speak most for a label by standing above their usual.

        ``weight``: log-odds for the label over the mean of the others.
        """
        at = ToArticle._fields.index(label)
        pulls = []
        for feature, weights in self.weights.items():
            above = values[feature] - self.means[feature]
            pull = round(above * (3 * weights[at] - sum(weights)) / 2, 2)
            if above > 0 and pull > 0:
                pulls.append((-pull, feature))
        return [{"feature": name, "weight": -less} for less, name in sorted(pulls)[:_REASONS]]


class Heard(NamedTuple):
    """A stance towards the root, and the features that spoke for it."""

    stance: ToArticle
    because: list[dict[str, Any]]


def is_short_talk(article: Article, pairs: Iterable[Pair]) -> bool:
    """Whether a thread is short posts under a short post that, unlike an article, has no title."""
    root = [] if article.title else (article.body or "").split()
    sizes = [len(pair.reply.split()) for pair in pairs]
    return bool(sizes) and 0 < len(root) <= LEAD and median_low(sizes) <= SHORT


def hear(pair: Pair, root: str) -> Heard:
    """Judge a comment's stance towards its thread's root from words alone."""
    model, values = root_model(), root_features(pair, root)
    stance = model.judge(values)
    return Heard(stance, model.reasons(values, stance.label))


@cache
def root_model() -> RootModel:
    """Give the model that ships with the package."""
    return load_root_model(ROOT_WORDS_FILE)


def load_root_model(path: Traversable) -> RootModel:
    """Read a model; raises ``RejoinderError`` where the file isn't one."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        return RootModel(
            bias=_three(stored["bias"]),
            weights={name: _three(one["weights"]) for name, one in stored["features"].items()},
            means={name: float(one["mean"]) for name, one in stored["features"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise RejoinderError(
            f"no model of stance in it: {problem}", where=str(path), remedy="install again"
        ) from problem


def _three(stored: list[float]) -> Three:
    support, neutral, oppose = map(float, stored)
    return support, neutral, oppose
