"""The fast engine's model: a multinomial logistic regression over named features and n-grams.

p(label) = exp(z / T) / sum over labels, z = bias + sum of weight x value. T is the temperature
found in training (Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2). The
weights of named features are JSON, those of n-grams, by key (``analyzers.ngrams``), a NumPy file
of numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.features import PairFeatures
from analyzers.ngrams import Grams, Places, grams
from threads.errors import RejoinderError

Matrix = NDArray[np.float64]
_ENDINGS = 1 << 19  # a power of two, some twenty times as many as there are keys


class Hits(NamedTuple):
    """N-grams of pairs that the model has a weight for, each once a pair and side.

    By hit: the pair, the row of the weight table, and where in ``grams`` of that side it stands.
    """

    pairs: Places
    rows: Places
    found_at: Places
    grams: Grams


class _Finder:
    """Finds keys by their last bits, in a fifth of the time of a binary search.

    ``first`` has by ending the row of a key that ends so, ``following`` by row that of another one
    with the same ending; -1 for none.
    """

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        self._keys = keys
        self._first = np.full(_ENDINGS, -1, np.int32)
        self._following = np.full(len(keys), -1, np.int32)
        for row, ending in enumerate(self._endings(keys).tolist()):
            self._following[row], self._first[ending] = self._first[ending], row

    @staticmethod
    def _endings(keys: NDArray[np.uint64]) -> Places:
        endings: Places = (keys & np.uint64(_ENDINGS - 1)).view(np.int64)
        return endings

    def find(self, wanted: NDArray[np.uint64]) -> tuple[Places, Places]:
        """Give the places of those in ``wanted`` that are known, in order, and their rows."""
        rows = self._first[self._endings(wanted)]
        places = np.flatnonzero(rows >= 0)
        rows = rows[places]
        found = []
        while len(places):
            right = self._keys[rows] == wanted[places]
            found.append((places[right], rows[right]))
            others = self._following[rows]
            more = np.flatnonzero(~right & (others >= 0))
            places, rows = places[more], others[more]
        if not found:
            return places, places
        at, of = (np.concatenate(parts) for parts in zip(*found, strict=True))
        order = np.argsort(at, kind="stable")
        return at[order], of[order].astype(np.int64)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Labels in order, and one weight a label for each feature and n-gram.

    ``means`` are the features' mean values in training; ``keys`` are in order, and as many as rows
    of ``gram_weights``.
    """

    labels: tuple[str, ...]
    names: tuple[str, ...]
    bias: Matrix
    weights: Matrix
    means: Matrix
    keys: NDArray[np.uint64]
    gram_weights: Matrix
    temperature: float
    _finder: _Finder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_finder", _Finder(self.keys))

    def logits(self, features: PairFeatures, hits: tuple[Hits, ...]) -> Matrix:
        """Give the tempered logits, pair x label."""
        found = self.bias + features.matrix(self.names) @ self.weights
        for side in hits:
            for label in range(len(self.labels)):
                weights = self.gram_weights[side.rows, label]
                found[:, label] += np.bincount(side.pairs, weights, minlength=len(found))
        tempered: Matrix = found / self.temperature
        return tempered

    def hits(self, features: PairFeatures) -> tuple[Hits, Hits]:
        """Find the n-grams that have a weight: those of the replies, those of the parents."""
        return (
            self._hits(grams(features.texts, of_parent=False), features.replies),
            self._hits(grams(features.texts, of_parent=True), features.parents),
        )

    def _hits(self, found: Grams, of: Places) -> Hits:
        known, at = self._finder.find(found.keys)
        once = found.texts[known] * max(1, len(self.keys)) + at
        once, first = np.unique(once, return_index=True)
        text, row = np.divmod(once, max(1, len(self.keys)))
        # Sorted by text, so each pair's hits are a slice.
        starts = np.searchsorted(text, of)
        counts = np.searchsorted(text, of, side="right") - starts
        pairs = np.repeat(np.arange(len(of)), counts)
        slices = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(len(pairs))
        return Hits(pairs, row[slices], known[first][slices], found)

    def lead(self, weights: Matrix, label: int) -> Matrix:
        """Give how far each row of weights speaks for a label over the mean of the others."""
        others = (weights.sum(axis=-1) - weights[..., label]) / (len(self.labels) - 1)
        led: Matrix = (weights[..., label] - others) / self.temperature
        return led


def load_model(named: Traversable, counted: Traversable) -> LinearModel:
    """Read a model; raises ``RejoinderError`` where a file isn't one."""
    path = named
    try:
        stored = json.loads(named.read_text("utf-8"))
        features = stored["features"]
        path = counted
        with counted.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            keys, weights, scale = arrays["keys"], arrays["weights"], arrays["scale"]
        path = named
        return LinearModel(
            labels=tuple(stored["labels"]),
            names=tuple(features),
            bias=np.array(stored["bias"], np.float64),
            weights=np.array([one["weights"] for one in features.values()], np.float64),
            means=np.array([one["mean"] for one in features.values()], np.float64),
            keys=keys.astype(np.uint64),
            gram_weights=weights.astype(np.float64) * float(scale),
            temperature=float(stored["temperature"]),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError) as problem:
        raise RejoinderError(
            f"no model of stance in it: {problem}", where=str(path), remedy="install again"
        ) from problem
