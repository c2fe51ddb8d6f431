"""Weigh the evidence: an additive conditional logit over the candidates for a parent.

P(p | c) = exp(s(c, p) / T) / Σ_q exp(s(c, q) / T) with s a sum of one-dimensional functions, each a
slope and steps (McFadden 1974, "Conditional Logit Analysis of Qualitative Choice Behavior"; the
additive form after Hastie & Tibshirani 1986). Weights are data (``data/parent_model.json``), made
by ``benchmarks/train_tree.py``; comments that quote and comments that don't have weights of their
own, on pages where most quote and on pages where few do. Temperatures T are fitted on threads held
out from the weights (Guo et al. 2017).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from threads.evidence import Features

DATA = "parent_model.json"


class Weight(NamedTuple):
    """One feature's contribution in nats: ``slope`` × value, and the step that it has reached.

    ``steps`` is one longer than ``edges``; value v has step ``bisect_left(edges, v)``.
    """

    slope: float
    edges: tuple[float, ...] = ()
    steps: tuple[float, ...] = (0.0,)


@dataclass(frozen=True)
class ParentModel:
    """Weights and temperatures by regime (one of ``REGIMES``)."""

    weights: dict[str, dict[str, Weight]]
    temperature: dict[str, float]
    version: str

    def contributions(self, features: Features, regime: str) -> dict[str, float]:
        """Split a score into what each feature adds to it (in nats)."""
        weights, found = self.weights[regime], {}
        for name, value in features.items():
            if name in weights:
                slope, edges, steps = weights[name]
                found[name] = slope * value + steps[bisect_left(edges, value)]
        return found

    def probabilities(self, contributions: list[dict[str, float]], regime: str) -> list[float]:
        """Give each candidate's probability from its contributions; they sum to 1."""
        scores = [sum(parts.values()) for parts in contributions]
        return softmax(scores, self.temperature[regime])


def softmax(scores: list[float], temperature: float = 1.0) -> list[float]:
    """Turn scores to probabilities without overflow."""
    top = max(scores)
    powers = [math.exp((score - top) / temperature) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


REGIMES = ("forum, quoting", "forum, plain", "article, quoting", "article, plain")


def regime_of(*, quotes: bool, forum: bool) -> str:
    """Name the weights that serve a comment: by the page's habit, and whether itself quotes."""
    return f"{'forum' if forum else 'article'}, {'quoting' if quotes else 'plain'}"


@lru_cache(maxsize=1)
def load_model() -> ParentModel:
    """Read the shipped weights, once a process."""
    text = resources.files("threads").joinpath("data", DATA).read_text("utf-8")
    return model_from(json.loads(text))


def model_from(data: dict[str, Any]) -> ParentModel:
    """Make a model of its JSON form."""
    weights = {
        regime: {
            name: Weight(entry["slope"], tuple(entry["edges"]), tuple(entry["steps"]))
            for name, entry in features.items()
        }
        for regime, features in data["weights"].items()
    }
    return ParentModel(weights, dict(data["temperature"]), data["version"])
