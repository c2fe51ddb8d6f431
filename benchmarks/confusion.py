"""Turn judged rows whose truth is known to what ``analyzers.quantification`` knows of errors.

Rows come in groups (threads, or topics), as errors are more alike within one than across. How much
is told by the likeliest concentration of a Dirichlet-multinomial distribution over the groups'
confusions (Minka, *Estimating a Dirichlet distribution*, 2000), that of shares by the likeliest
parameters over the groups' true shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import gammaln

from analyzers.known_errors import bins
from analyzers.quantification import CLASSES, Errors

Matrix = np.ndarray[Any, np.dtype[Any]]

LEVELS = 3  # bins of each label
_LEAST, _MOST = 4.0, 2000.0  # concentration
_USUAL, _HELD = np.log(2.0), 0.125  # a prior's parameters are drawn to 2, by this much


@dataclass(frozen=True)
class Rows:
    """Judged rows: probabilities (row × class), the true class, and the group of each."""

    probabilities: Matrix
    truth: Matrix
    groups: Matrix

    def some(self, chosen: Matrix) -> Rows:
        """Take some of the rows."""
        return Rows(self.probabilities[chosen], self.truth[chosen], self.groups[chosen])


def cuts_of(rows: Rows, levels: int = LEVELS) -> Matrix:
    """Cut each label's rows in equal parts by how sure they are (class × cut)."""
    labels, sure = rows.probabilities.argmax(axis=1), rows.probabilities.max(axis=1)
    at = np.arange(1, levels) / levels
    return np.array(
        [
            np.quantile(sure[labels == label], at) if (labels == label).any() else at
            for label in range(CLASSES)
        ]
    ).round(4)


def errors_of(
    rows: Rows,
    cuts: Matrix,
    *,
    prior: Matrix | None = None,
    concentration: float | None = None,
) -> Errors:
    """Count, and fit concentration and prior unless they are given."""
    labels = np.zeros((CLASSES, 0))
    by_label = confusions(rows, labels)
    if concentration is None:
        concentration = concentration_of(by_label)
    counts = confusions(rows, cuts).sum(axis=0)
    if prior is None:
        prior = prior_of(by_label.sum(axis=2))
    return Errors(counts, worth_of(by_label, concentration), concentration, prior)


def confusions(rows: Rows, cuts: Matrix) -> Matrix:
    """Count group × class × bin."""
    names, at = np.unique(rows.groups, return_inverse=True)
    counts = np.zeros((len(names), CLASSES, CLASSES * (cuts.shape[1] + 1)))
    np.add.at(counts, (at, rows.truth, bins(rows.probabilities, cuts)), 1)
    return counts


def concentration_of(counts: Matrix) -> float:
    """Fit how alike groups err; less one group's worth, as their mean is fitted to them, too."""
    whole = counts.sum(axis=0) + 0.5
    means = whole / whole.sum(axis=1, keepdims=True)

    def unlikely(log: float) -> float:
        return -sum(_likely(counts[:, k], np.exp(log) * means[k]) for k in range(CLASSES))

    found = minimize_scalar(unlikely, bounds=np.log([_LEAST, _MOST]), method="bounded").x
    return round(float(np.exp(found)) * (len(counts) - 1) / len(counts), 1)


def worth_of(counts: Matrix, concentration: float) -> Matrix:
    """Say how many rows drawn at random each class's rows are as good as, coming in groups."""
    by_group = counts.sum(axis=2)
    whole = np.maximum(by_group.sum(axis=0), 1)
    lumps = (by_group**2).sum(axis=0) / whole**2
    worth: Matrix = (1 / (lumps / (concentration + 1) + 1 / whole)).round(1)
    return worth


def prior_of(shares: Matrix) -> Matrix:
    """Fit a Dirichlet distribution to true counts (group × class)."""

    def unlikely(logs: Matrix) -> float:
        return float(_HELD * ((logs - _USUAL) ** 2).sum() - _likely(shares, np.exp(logs)))

    start = np.full(CLASSES, _USUAL)
    found = minimize(unlikely, start, method="L-BFGS-B", bounds=[(-2, 5)] * CLASSES).x
    parameters: Matrix = np.exp(found).round(3)
    return parameters


def _likely(counts: Matrix, parameters: Matrix) -> float:
    """Give the log likelihood of counts (group × bin), less what the parameters don't change."""
    whole, total = parameters.sum(), counts.sum(axis=1)
    each = gammaln(counts + parameters) - gammaln(parameters)
    return float((gammaln(whole) - gammaln(whole + total) + each.sum(axis=1)).sum())
