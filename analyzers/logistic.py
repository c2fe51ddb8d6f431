"""A multinomial logistic model over named features, read from JSON and computed in plain Python.

p(label) = exp(z / T) / sum over labels, z = bias + sum of weight x value. T is the temperature
found in training (Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from math import exp
from typing import NamedTuple

from threads.errors import RejoinderError


class Pull(NamedTuple):
    """How much a feature speaks for a label.

    ``weight`` is in log-odds against the mean of the other labels, beyond what the feature's
    usual value in the training rows would give; negative where it speaks against.
    """

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """Labels in order, and by feature one weight a label and the mean value in training."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    means: Mapping[str, float]
    temperature: float

    def probabilities(self, values: Mapping[str, float]) -> tuple[float, ...]:
        """Give a probability (0..1, sum 1) for each label; ``values`` has every feature."""
        logits = list(self.bias)
        for feature, weights in self.weights.items():
            value = values[feature]
            if value:
                logits = [z + w * value for z, w in zip(logits, weights, strict=True)]
        highest = max(logits)
        parts = [exp((z - highest) / self.temperature) for z in logits]
        whole = sum(parts)
        return tuple(part / whole for part in parts)

    def pulls(self, values: Mapping[str, float], label: str) -> list[Pull]:
        """Give what each feature adds for ``label`` by standing above its usual value.

        The strongest first. What a feature says by its absence is left out: a reader can't look
        it up in the comment.
        """
        chosen, others = self.labels.index(label), len(self.labels) - 1
        pulls = []
        for feature, weights in self.weights.items():
            above = values[feature] - self.means[feature]
            if above > 0:
                lead = weights[chosen] - (sum(weights) - weights[chosen]) / others
                pulls.append(Pull(feature, lead * above / self.temperature))
        return sorted(pulls, key=lambda pull: -pull.weight)


def load_model(path: Traversable) -> LogisticModel:
    """Read a model; raises ``RejoinderError`` where the file isn't one."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        features = stored["features"]
        return LogisticModel(
            labels=tuple(stored["labels"]),
            bias=tuple(stored["bias"]),
            weights={name: tuple(feature["weights"]) for name, feature in features.items()},
            means={name: feature["mean"] for name, feature in features.items()},
            temperature=stored["temperature"],
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise RejoinderError(
            f"no model of stance in it: {problem}", where=str(path), remedy="install again"
        ) from problem
