"""From counts of labels that err to shares of what is true, and how sure these are.

A label's chances given the truth are known from labelled rows. Of a new thread they are known with
two doubts, as the rows were few and as no two threads are alike; both are carried by letting the
labels be Dirichlet-multinomial around what the shares would lead to (after Keith & O'Connor,
*Uncertainty-aware generative models for inferring document class prevalence*, EMNLP 2018).
Inverting the confusion (Forman 2008) needs no prior, but overshoots where the labels tell little;
docs/measures.md compares them.

numpy is needed to import this module: import it where it is used.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

Matrix = np.ndarray[Any, np.dtype[Any]]

CLASSES = 3
_STEPS = 40  # a share is looked for in steps of 1/41
_ROUNDS = 3  # of fitting the chances to the thread; a fourth changes shares by less than 0.002
_GOLDEN = (math.sqrt(5) - 1) / 2  # its multiples fill a unit evenly, without chance
_UNSEEN = 0.5  # rows added to each count, Jeffreys' prior

_lgamma = np.frompyfunc(math.lgamma, 1, 1)


@dataclass(frozen=True)
class Errors:
    """What is known of how labels err.

    ``counts`` (class × bin) are labelled rows by their true class and by what they were taken for;
    bins are labels, or finer. ``worth`` (a class) is how many rows drawn from all threads at random
    these are as good as. ``concentration``: in each thread the chances of a class are others, as if
    they were counted in so many comments; the larger, the more alike threads are. ``prior`` (a
    class): parameters of the Dirichlet distribution that shares of threads have; all 1 where none
    is likelier.
    """

    counts: Matrix
    worth: Matrix
    concentration: float
    prior: Matrix

    @property
    def chances(self) -> Matrix:
        """Give the chance of each bin, class by class."""
        counts: Matrix = self.counts + _UNSEEN
        chances: Matrix = counts / counts.sum(axis=1, keepdims=True)
        return chances


class Quantifier:
    """Turns counts of labels into draws of true shares."""

    def __init__(self, errors: Errors) -> None:
        self._errors = errors
        self._chances = errors.chances
        self._shares = simplex()
        expected = self._shares @ self._chances
        self._concentrations = _concentrations(self._shares, expected, errors)
        self._parameters = self._concentrations[:, None] * expected
        prior = (np.log(self._shares) * (errors.prior - 1)).sum(axis=1)
        own = _log_gamma(self._parameters).sum(axis=1)
        self._constant = prior + _log_gamma(self._concentrations) - own

    def posterior(self, tally: Matrix) -> Matrix:
        """Give the probability of each of ``shares`` once this many of each bin were counted."""
        known = (
            self._constant
            - _log_gamma(self._concentrations + tally.sum())
            + _log_gamma(self._parameters + tally).sum(axis=1)
        )
        likely: Matrix = np.exp(known - known.max())
        likely /= likely.sum()
        return likely

    @property
    def shares(self) -> Matrix:
        """Give the shares that are weighed (point × class), none of them quite 0."""
        return self._shares

    def draw(self, tally: Matrix, number: int, chance: np.random.Generator) -> Matrix:
        """Draw shares (draw × class) among those who were counted, not among readers at large.

        Each draw takes shares from the posterior, fits the chances of labels to them and to what
        was counted, and says of each counted label what was meant by it.
        """
        at = chance.choice(len(self._shares), number, p=self.posterior(tally))
        meant = self._meant(self._shares[at], tally)
        found: Matrix = np.zeros((number, CLASSES))
        for column in np.flatnonzero(tally > 0):
            whole = math.ceil(tally[column])
            drawn = chance.multinomial(whole, meant[:, :, column])
            found += drawn * (tally[column] / whole)
        found /= tally.sum()
        return found

    def _meant(self, shares: Matrix, tally: Matrix) -> Matrix:
        """Give for each draw what a label means (draw × class × bin, sum 1 over the classes)."""
        chances = np.broadcast_to(self._chances, (len(shares), *self._chances.shape))
        for _ in range(_ROUNDS):
            counted = _by_class(shares, chances) * tally
            fitted = self._errors.concentration * self._chances + counted
            chances = fitted / fitted.sum(axis=2, keepdims=True)
        return _by_class(shares, chances)


def _by_class(shares: Matrix, chances: Matrix) -> Matrix:
    joint = shares[:, :, None] * chances
    parts: Matrix = joint / joint.sum(axis=1, keepdims=True)
    return parts


def simplex() -> Matrix:
    """List shares of three classes on an even grid, kept off the edges by a third of a step."""
    steps = np.arange(_STEPS + 1)
    first, second = (side.ravel() for side in np.meshgrid(steps, steps, indexing="ij"))
    inside = first + second <= _STEPS
    parts = np.stack([first, second, _STEPS - first - second], axis=1)[inside]
    kept: Matrix = (parts + 1 / CLASSES) / (_STEPS + 1)
    return kept


def _concentrations(shares: Matrix, expected: Matrix, errors: Errors) -> Matrix:
    """Match the Dirichlet distribution's variance to that between threads and of the chances."""
    chances = errors.chances
    doubt = 1 / (errors.concentration + 1) + 1 / errors.worth
    variance = shares**2 @ ((chances * (1 - chances)).sum(axis=1) * doubt)
    spread = (expected * (1 - expected)).sum(axis=1)
    matched: Matrix = np.maximum(spread / variance - 1, 1.0)
    return matched


def _log_gamma(values: Matrix) -> Matrix:
    found: Matrix = np.asarray(_lgamma(values), float)
    return found


def interval(draws: Matrix, level: float, step: float) -> tuple[Matrix, Matrix]:
    """Give both ends of the middle ``level`` of draws (draw × figure), as floats.

    Shares of few comments are far apart: each draw is spread over ``step`` (mid-P, Lancaster 1961),
    without which intervals hold the truth more often than they say.
    """
    evenly = (np.arange(len(draws)) * _GOLDEN % 1.0)[:, None] - 0.5
    spread = np.clip(draws + evenly * step, 0.0, 1.0)
    tails = (1 - level) / 2, (1 + level) / 2
    low, high = np.quantile(spread, tails, axis=0)
    return low, high
