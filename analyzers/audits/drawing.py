"""Draw the comments of which a label tells most, each with a known chance.

The surer a stance, the less its label tells: the chance of a comment goes up with the standard
deviation of its label, half of it shared out evenly so that no sure mistake is out of reach
(Zrnic & Candès, *Active Statistical Inference*, ICML 2024). Comments are drawn at even steps
through a list that is sorted by predicted label and how sure it is, so that each of these strata
gets its part (systematic sampling with unequal chances: Madow, *Annals of Mathematical
Statistics* 20, 1949).

numpy is needed to import this module: import it where it is used.
"""

from __future__ import annotations

import numpy as np

from analyzers.quantification import Matrix

EVEN = 0.5  # part of the chances that doesn't depend on how sure a stance is
_LEVELS = 10  # of sureness, within which the order is by lot


def chances(probabilities: Matrix, number: int) -> Matrix:
    """Give each comment's chance to be drawn (0 to 1); they sum to ``number``, or to all there are.

    ``probabilities`` (comment × label) sum to 1 by comment.
    """
    size = len(probabilities)
    if number >= size:
        return np.ones(size)
    doubt = np.sqrt(np.clip(1 - (probabilities**2).sum(axis=1), 0, None))
    total = doubt.sum()
    parts = np.full(size, 1 / size)
    if total > 0:
        parts = EVEN * parts + (1 - EVEN) * doubt / total
    found: Matrix = np.zeros(size)
    certain: Matrix = np.zeros(size, bool)
    while True:
        left = number - certain.sum()
        found[~certain] = left * parts[~certain] / parts[~certain].sum()
        over = (found > 1) & ~certain
        if not over.any():
            return found
        certain |= over
        found[certain] = 1.0


def draw(probabilities: Matrix, number: int, seed: int) -> tuple[Matrix, Matrix]:
    """Draw comments; gives their places in ascending order, and the chance of each.

    The same for the same seed and the same probabilities in the same order.
    """
    chance = chances(probabilities, number)
    lots = np.random.default_rng(seed)
    labels, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    order = np.lexsort((lots.random(len(labels)), np.round(sure * _LEVELS), labels))
    ends = np.cumsum(chance[order])
    steps = lots.random() + np.arange(min(number, len(labels)))
    places = np.searchsorted(ends, steps * (ends[-1] / max(1, len(steps))), side="right")
    drawn: Matrix = np.sort(order[np.unique(np.minimum(places, len(order) - 1))])
    return drawn, chance[drawn]
