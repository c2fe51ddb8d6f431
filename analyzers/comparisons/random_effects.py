"""Means of groups of articles, where articles differ more than those who comment by chance do.

A random-effects model (DerSimonian & Laird, *Meta-analysis in Clinical Trials*, Controlled Clinical
Trials 7, 1986): each article's figure is its group's mean, plus how this article differs (variance
``tau_squared``, the same in all groups), plus its own error (variance known). ``tau_squared`` is
found as Paule & Mandel do (*Consensus Values and Weighting Factors*, Journal of Research of the
National Bureau of Standards 87, 1982), and is as uncertain as Student's t says (Hartung & Knapp,
Statistics in Medicine 20, 2001; not below 1, as Röver, Knapp & Friede, 2015).

numpy is needed to import this module: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analyzers.quantification import Matrix

_HALVINGS = 30
_NEVER_NONE = 1e-9  # variance, so that a figure without error has a finite weight


@dataclass(frozen=True)
class Means:
    """A mean and its standard error for each group, with degrees of freedom, 1 or more."""

    means: Matrix
    errors: Matrix
    freedom: int
    tau_squared: float


def means_of(values: Matrix, variances: Matrix, groups: Matrix) -> Means:
    """Give each group's mean; ``groups`` (article) are numbers from 0 without a gap.

    Needs more articles than groups; else what lies between articles can't be told.
    """
    freedom = len(values) - int(groups.max()) - 1
    between = solve(lambda tau: _unlikeness(values, variances + tau, groups) - freedom, values)
    weights = 1 / np.maximum(variances + between, _NEVER_NONE)
    sums = np.bincount(groups, weights)
    means = np.bincount(groups, weights * values) / sums
    left = float((weights * (values - means[groups]) ** 2).sum()) / freedom
    return Means(means, np.sqrt(max(1.0, left) / sums), freedom, between)


def _unlikeness(values: Matrix, variances: Matrix, groups: Matrix) -> float:
    """Give Cochran's Q within groups: the degrees of freedom, if variances are right."""
    weights = 1 / np.maximum(variances, _NEVER_NONE)
    means = np.bincount(groups, weights * values) / np.bincount(groups, weights)
    return float((weights * (values - means[groups]) ** 2).sum())


def solve(falling: Callable[[float], float], values: Matrix) -> float:
    """Find where a falling function is 0, from 0 to what the values can differ by; 0 if nowhere."""
    if falling(0.0) <= 0:
        return 0.0
    low, high = 0.0, max(float(np.ptp(values)) ** 2, _NEVER_NONE)
    while falling(high) > 0:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2
