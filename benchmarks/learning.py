"""How the fast engine learns: pairs as numbers, and multinomial logistic regression on beliefs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from analyzers.engines.linear import LinearModel
from analyzers.engines.scoring import described
from analyzers.ngrams import grams
from analyzers.pairs import Pair
from analyzers.vocabulary import Vocabulary
from benchmarks.neural.tempering import softmax
from benchmarks.stance_rows import LABELS, Labelled

Matrix = Any  # a NumPy array or a SciPy sparse matrix
MOST_STEPS = 100
# Penalties on the squares of weights, chosen by cross-validation; half or nearly twice as much on
# n-grams changes macro-F1 by 0.002.
HELD, GRAMS_HELD = 20.0, 60.0
LEAST_SPREAD = 0.15  # of a feature: a rare one is not to weigh more for being rare
LEAST_TIMES = 12  # texts that an n-gram stands in, or it is left out
TAUGHT = 0.4  # importance of an unlabelled row
# Importance of a neutral row. With 1 the model calls fewer rows neutral than there are, with 1.2
# more.
NEUTRAL = 1.1


class Fitted(NamedTuple):
    """Weights (feature x label) and bias (label)."""

    weights: Matrix
    bias: Matrix

    def logits(self, values: Matrix) -> Matrix:
        """Give row x label."""
        return values @ self.weights + self.bias


def fit(values: Matrix, beliefs: Matrix, penalty: Matrix, importance: Matrix) -> Fitted:
    """Find the weights that make the beliefs likeliest, ``penalty`` (a feature) on their squares.

    ``beliefs`` are row x label, ``importance`` a row's weight in the sum. Deterministic.
    """
    labels, features = beliefs.shape[1], values.shape[1]
    values = sparse.csr_matrix(values)
    across = values.T.tocsr()
    held = np.broadcast_to(penalty, (features,))[:, None]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights, bias = flat[:-labels].reshape(features, labels), flat[-labels:]
        logits = values @ weights + bias
        highest = logits.max(axis=1, keepdims=True)
        parts = np.exp(logits - highest)
        whole = parts.sum(axis=1, keepdims=True)
        likely = np.log(whole[:, 0]) + highest[:, 0] - (beliefs * logits).sum(axis=1)
        error = (parts / whole - beliefs) * importance[:, None]
        slope = np.concatenate([(across @ error + held * weights).ravel(), error.sum(axis=0)])
        return float((importance * likely).sum() + 0.5 * (held * weights**2).sum()), slope

    start = np.zeros(features * labels + labels)
    steps = {"maxiter": MOST_STEPS}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=steps).x
    return Fitted(found[:-labels].reshape(features, labels), found[-labels:])


@dataclass(frozen=True)
class Described:
    """Pairs as numbers: named features (pair x feature) and n-grams (pair x key, sparse)."""

    names: tuple[str, ...]
    keys: Matrix
    named: Matrix
    counted: Matrix

    def rows(self, chosen: Matrix) -> tuple[Matrix, Matrix]:
        """Give the numbers of some pairs."""
        return self.named[chosen], self.counted[chosen]


def describe(pairs: Sequence[Pair], at_once: int = 1000) -> Described:
    """Turn pairs to numbers; n-grams that stand in few of them are left out."""
    named, rows, keys = [], [], []
    vocabulary, names = Vocabulary(), ()
    for start in range(0, len(pairs), at_once):
        features = described(pairs[start : start + at_once], vocabulary)
        names = tuple(sorted(features.columns))
        named.append(features.matrix(names))
        for of, found in (
            (features.replies, grams(features.texts, of_parent=False)),
            (features.parents, grams(features.texts, of_parent=True)),
        ):
            order = np.argsort(found.texts, kind="stable")
            first, last = (
                np.searchsorted(found.texts[order], of, side=side) for side in ("left", "right")
            )
            rows.append(np.repeat(start + np.arange(len(of)), last - first))
            keys += [found.keys[order[a:b]] for a, b in zip(first, last, strict=True)]
    known, column = np.unique(np.concatenate(keys), return_inverse=True)
    counted = sparse.csr_matrix(
        (np.ones(len(column)), (np.concatenate(rows), column)), shape=(len(pairs), len(known))
    )
    counted = (counted > 0).astype(np.float64)
    kept = np.flatnonzero(np.asarray(counted.sum(axis=0)).ravel() >= LEAST_TIMES)
    return Described(names, known[kept], np.concatenate(named), counted[:, kept].tocsr())


class Learning:
    """Rows to be tested on, rows that are always learned from, unlabelled ones: all as numbers.

    ``always`` are labelled rows of other sets.
    """

    def __init__(
        self, rows: Sequence[Labelled], always: Sequence[Labelled], unlabelled: Sequence[Pair]
    ) -> None:
        both = [*rows, *always]
        self.data = describe([*(row.pair for row in both), *unlabelled])
        self.truth = np.array([LABELS.index(row.label) for row in rows])
        self.threads = np.array([row.thread for row in rows])
        self.topics = np.array([row.topic for row in rows])
        self._beliefs = np.array([row.belief for row in both])
        neutral = [row.label == "neutral" for row in both]
        self._importance = np.where(neutral, NEUTRAL, 1.0)
        self.means = self.data.named.mean(axis=0)
        self.spread = np.maximum(self.data.named.std(axis=0), LEAST_SPREAD)
        self._named = (self.data.named - self.means) / self.spread
        self._whole = sparse.hstack([self._named, self.data.counted]).tocsr()
        self._held = np.repeat([HELD, GRAMS_HELD], [len(self.data.names), len(self.data.keys)])

    def learn(self, rows: Matrix) -> Fitted:
        """Learn from some of the rows, and from all others.

        A first model, of named features, tells what to believe of the unlabelled ones.
        """
        size = len(self._beliefs)
        kept = np.append(rows, np.arange(len(self.truth), size))
        beliefs, importance = self._beliefs[kept], self._importance[kept]
        first = fit(self._named[kept], beliefs, HELD, importance)
        taught = softmax(first.logits(self._named[size:]))
        return fit(
            self._whole[np.append(kept, np.arange(size, size + len(taught)))],
            np.concatenate([beliefs, taught]),
            self._held,
            np.append(importance, np.full(len(taught), TAUGHT)),
        )

    def logits(self, fitted: Fitted, rows: Matrix) -> Matrix:
        """Give the logits of some rows."""
        return fitted.logits(self._whole[rows])

    def cross_validate(self, groups: Matrix, folds: int) -> tuple[Matrix, Matrix]:
        """Give each row's logits by a model that never saw its group, and the row's fold."""
        logits, part = np.zeros((len(self.truth), len(LABELS))), np.zeros(len(self.truth), int)
        split = GroupKFold(folds).split(self.truth, groups=groups)
        for number, (train, test) in enumerate(split):
            logits[test], part[test] = self.logits(self.learn(train), test), number
        return logits, part

    def model(self, heat: float) -> LinearModel:
        """Learn from all rows, fold the scaling into the weights, those of n-grams in eight bits.

        ``heat`` is the temperature.
        """
        fitted = self.learn(np.arange(len(self.truth)))
        size = len(self.data.names)
        weights = fitted.weights[:size] / self.spread[:, None]
        counted, scale = eight_bits(fitted.weights[size:])
        return LinearModel(
            labels=LABELS,
            names=self.data.names,
            bias=fitted.bias - self.means @ weights,
            weights=weights,
            means=self.means,
            keys=self.data.keys,
            gram_weights=counted * scale,
            temperature=heat,
        )


def eight_bits(weights: Matrix) -> tuple[Matrix, float]:
    """Give weights as whole numbers from -127 to 127, and what these are to be multiplied by."""
    scale = float(np.abs(weights).max()) / 127
    return np.round(weights / scale).astype(np.int8), scale
