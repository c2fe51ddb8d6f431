"""Shares of opinion in groups of articles, corrected for errors that all articles have in common.

Labels of a group's articles are added up. Articles differ more than chance makes labels differ
(other readers, another topic, other irony), so that they are worth fewer labels than they have:
``worth`` finds how many, from how much articles of a group do differ (a beta-binomial's design
effect: Williams, *Extra-Binomial Variation in Logistic Linear Models*, Applied Statistics 31, 1982;
Rao & Scott, *A Simple Method for the Analysis of Clustered Binary Data*, Biometrics 48, 1992).

What is not known of the engine's errors is the same for every article that it judged. So the
chances of its labels are drawn again and again (always the same ones), and all groups are
corrected by the same draw: of a difference between groups, much of that doubt cancels. Each draw
gives the probability of shares on the grid of ``quantification``, none held likelier beforehand.

numpy is needed to import this module: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analyzers.comparisons.random_effects import solve
from analyzers.comparisons.students import reach
from analyzers.quantification import CLASSES, Errors, Matrix, simplex

SEED = 20
_ROWS = 2000  # draws × groups reckoned at once
_UNSEEN = 0.5  # labels added to each expected share, so that none is 0
_GRID = simplex()
STEPS = int(np.unique(_GRID[:, 0]).size)
STEP = 1 / STEPS


@dataclass(frozen=True)
class View:
    """A figure that shares are looked at by: which columns of ``corrected`` are its values.

    They are ``STEP`` wide, the first begins at ``start``. ``weights`` (class) of the shares make
    it.
    """

    columns: slice
    start: float
    weights: tuple[int, ...]


_THIRD = -STEP / 6  # where the first step of a share begins, its middle being a third of a step
VIEWS = (
    View(slice(0, STEPS), _THIRD, (1, 0, 0)),
    View(slice(STEPS, 2 * STEPS), _THIRD, (0, 1, 0)),
    View(slice(2 * STEPS, 3 * STEPS), _THIRD, (0, 0, 1)),
    View(slice(3 * STEPS, 5 * STEPS - 1), -1 + STEP / 2, (1, 0, -1)),
)


def _columns() -> Matrix:
    """Say which points of the grid (rows) stand in which column."""
    places = np.round(_GRID * STEPS - 1 / CLASSES).astype(int)
    found = np.zeros((len(_GRID), VIEWS[-1].columns.stop))
    for view in VIEWS:
        step = places @ np.array(view.weights)
        found[np.arange(len(_GRID)), view.columns.start + step - step.min()] = 1
    return found


_AT = _columns()


@dataclass(frozen=True)
class Labels:
    """Labels of articles: ``shares`` (article × class) sum to 1, of ``sizes`` (article) voices.

    ``groups`` and ``engines`` (article) are numbers from 0; ``errors`` (engine) are what is known
    of each engine, ``names`` (engine) tell their draws apart.
    """

    shares: Matrix
    sizes: Matrix
    groups: Matrix
    engines: Matrix
    errors: Sequence[Errors]
    names: Sequence[str]

    @property
    def number(self) -> int:
        """How many groups there are."""
        return int(self.groups.max()) + 1

    @property
    def cells(self) -> Matrix:
        """Number what was judged by one engine in one group."""
        found: Matrix = np.unique(
            self.groups * len(self.errors) + self.engines, return_inverse=True
        )[1]
        return found


def likely(labels: Labels, level: float, draws: int) -> Matrix:
    """Give what is likely of each group (draw × group × column), where there are several articles.

    How much articles differ is known the worse the fewer they are: probabilities are as much wider
    at ``level`` as Student's t asks.
    """
    freedom = len(labels.shares) - int(labels.cells.max()) - 1
    narrower = (reach(level) / reach(level, freedom)) ** 2
    return corrected(labels, worth(labels.sizes, unlikeness(labels)) * narrower, draws)


def worth(sizes: Matrix, unlike: float | Matrix) -> Matrix:
    """Give how many independent labels each article is worth."""
    found: Matrix = 1 / (1 / sizes + unlike)
    return found


def unlikeness(labels: Labels) -> float:
    """Give how unlike articles of a group are, 0 to 1: the intra-class correlation of labels.

    Where it is as found, Pearson's chi-squared over all articles is what is expected of it.
    """
    cells = labels.cells
    expected = (CLASSES - 1) * (len(cells) - int(cells.max()) - 1)

    def excess(unlike: float) -> float:
        weights = worth(labels.sizes, unlike)
        sums = np.stack([np.bincount(cells, weights * part) for part in labels.shares.T], axis=1)
        means = (sums + _UNSEEN) / (sums.sum(axis=1, keepdims=True) + CLASSES * _UNSEEN)
        away = (labels.shares - means[cells]) ** 2 / means[cells]
        return float((weights * away.sum(axis=1)).sum()) - expected

    return min(1.0, solve(excess, np.array([0.0, 1.0])))


def corrected(labels: Labels, weights: Matrix, draws: int) -> Matrix:
    """Give probabilities (draw × group × column of ``VIEWS``), labels being worth ``weights``."""
    number = labels.number
    counted = np.zeros((len(labels.errors), number, CLASSES))
    np.add.at(counted, (labels.engines, labels.groups), labels.shares * weights[:, None])
    chances = [
        _log_chances(name, errors, draws)
        for name, errors in zip(labels.names, labels.errors, strict=True)
    ]
    found = np.empty((draws, number, _AT.shape[1]))
    at_once = max(1, _ROWS // number)
    for start in range(0, draws, at_once):
        some = slice(start, start + at_once)
        parts = [tally @ drawn[some] for tally, drawn in zip(counted, chances, strict=True)]
        known = np.sum(parts, axis=0)
        likely = np.exp(known - known.max(axis=2, keepdims=True))
        likely /= likely.sum(axis=2, keepdims=True)
        found[some] = (likely.reshape(-1, len(_GRID)) @ _AT).reshape(-1, *found.shape[1:])
    return found


_DRAWN: dict[tuple[str, int], Matrix] = {}


def _log_chances(name: str, errors: Errors, draws: int) -> Matrix:
    """Give the logarithm of a label's chance (draw × label × point), drawn once for an engine."""
    if (name, draws) not in _DRAWN:
        logs = np.log(_GRID @ chances_of(errors, name, draws))
        _DRAWN[name, draws] = np.ascontiguousarray(logs.swapaxes(1, 2))
    return _DRAWN[name, draws]


def chances_of(errors: Errors, name: str, draws: int) -> Matrix:
    """Draw the chances of labels (draw × true class × label), always the same for an engine."""
    chance = np.random.default_rng([SEED, *name.encode()])
    drawn = chance.gamma(errors.worth[:, None] * by_label(errors), size=(draws, CLASSES, CLASSES))
    found: Matrix = (drawn + 1e-12) / (drawn + 1e-12).sum(axis=2, keepdims=True)
    return found


def level_of(steps: Matrix, view: View, level: float) -> tuple[float, float, float]:
    """Give mean and interval of a figure from the probabilities of its steps (draw × step)."""
    whole = steps[:, view.columns].mean(axis=0)
    mean = float(whole @ values_of(view))
    low, high = _quantiles(whole, view.start, level)
    least = float(min(view.weights))
    return mean, min(mean, max(least, low)), max(mean, min(1.0, high))


def values_of(view: View) -> Matrix:
    """Give the middle of each step."""
    found: Matrix = view.start + (np.arange(view.columns.start, view.columns.stop) + 0.5) * STEP
    found -= view.columns.start * STEP
    return found


def difference_of(one: Matrix, other: Matrix, view: View, level: float) -> tuple[float, float]:
    """Give the interval of the difference of a figure in two groups.

    ``one`` and ``other`` (draw × column) stand under the same draws of the engine's errors.
    """
    steps = view.columns.stop - view.columns.start
    size = 2 * steps - 1
    first, second = one[:, view.columns], other[:, view.columns][:, ::-1]
    spectrum = np.fft.rfft(first, size) * np.fft.rfft(second, size)
    difference = np.clip(np.fft.irfft(spectrum.mean(axis=0), size), 0, None)
    return _quantiles(difference, -(steps - 0.5) * STEP, level)


def _quantiles(steps: Matrix, start: float, level: float) -> tuple[float, float]:
    """Give the middle ``level`` of what is spread evenly over each step."""
    ends = start + np.arange(len(steps) + 1) * STEP
    reached = np.concatenate([[0.0], np.cumsum(steps)])
    low, high = np.interp([(1 - level) / 2, (1 + level) / 2], reached / reached[-1], ends)
    return float(low), float(high)


def contrasts(labels: Labels, view: View, unlike: Matrix | float) -> tuple[Matrix, Matrix]:
    """Weigh each article's labels so that groups of the same opinion have the same mean.

    Gives the figures and the variances of their errors, ``unlike`` being how much articles differ
    beyond that. A share is the adjusted count (Forman, *Quantifying counts and costs via
    classification*, 2008): it may leave 0 to 1, and is right on average. How the labels err is the
    same in all groups, so that not knowing it makes no difference where there is none.
    """
    weights = np.stack([_weights(errors, view) for errors in labels.errors])[labels.engines]
    means = labels.shares.mean(axis=0)
    spread = (weights**2) @ means - (weights @ means) ** 2
    figures: Matrix = (weights * labels.shares).sum(axis=1)
    return figures, spread / worth(labels.sizes, unlike)


def _weights(errors: Errors, view: View) -> Matrix:
    if -1 in view.weights:
        return np.array(view.weights, float)  # surer than inverting, and as good a test
    found: Matrix = np.linalg.inv(by_label(errors)) @ np.array(view.weights, float)
    return found


def by_label(errors: Errors) -> Matrix:
    """Give the chance of each label, class by class."""
    found: Matrix = errors.chances.reshape(CLASSES, CLASSES, -1).sum(axis=2)
    return found
