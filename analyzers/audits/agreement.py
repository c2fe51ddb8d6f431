"""How far two labellings agree: accuracy, Cohen's kappa, and their intervals.

Accuracy's interval is Wilson's (*JASA* 22, 1927); kappa's is from the standard error of Fleiss,
Cohen & Everitt (*Psychological Bulletin* 72, 1969). Where comments were drawn with unequal
chances, each counts by the inverse of its chance, and they are taken for as many as equal ones
that would tell as much (Kish, *Survey Sampling*, 1965).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.9

Table = list[list[float]]


@dataclass(frozen=True)
class Agreement:
    """Two labellings of the same comments.

    ``counts`` (first × second) are comments, not weighed. ``accuracy`` is the share on which both
    agree, ``kappa`` that share beyond chance, -1 to 1, None where both gave one and the same label
    throughout. Each with the ends of its 90% interval; those of kappa are None where its standard
    error is 0, as where both agree on every comment: a few such labels don't make that certain.
    """

    labelled: int
    counts: list[list[int]]
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None


def agreement(
    first: Sequence[int], second: Sequence[int], classes: int, weights: Sequence[float] = ()
) -> Agreement:
    """Compare two labellings by numbers of classes; raises ``ValueError`` where there is nothing.

    ``weights`` are what each comment counts for, all the same without.
    """
    if not first:
        raise ValueError("no labels to compare")
    weights = weights or [1.0] * len(first)
    total = sum(weights)
    counts = [[0] * classes for _ in range(classes)]
    shares = [[0.0] * classes for _ in range(classes)]
    for one, other, weight in zip(first, second, weights, strict=True):
        counts[one][other] += 1
        shares[one][other] += weight / total
    size = total**2 / sum(weight**2 for weight in weights)
    agreed = min(1.0, sum(shares[at][at] for at in range(classes)))
    found, error = kappa(shares, size)
    reach = normal(LEVEL) * error if error else None
    return Agreement(
        len(first),
        counts,
        agreed,
        *wilson(agreed, size),
        found,
        None if found is None or reach is None else max(-1.0, found - reach),
        None if found is None or reach is None else min(1.0, found + reach),
    )


def kappa(shares: Table, size: float) -> tuple[float | None, float | None]:
    """Give Cohen's kappa and its standard error; None for both where chance alone agrees fully.

    ``shares`` (first × second) sum to 1, of ``size`` comments.
    """
    every = range(len(shares))
    rows = [sum(shares[at]) for at in every]
    columns = [sum(row[at] for row in shares) for at in every]
    agreed = sum(shares[at][at] for at in every)
    by_chance = sum(rows[at] * columns[at] for at in every)
    if by_chance > 1 - 1e-12:
        return None, None
    found = (agreed - by_chance) / (1 - by_chance)
    beyond = 1 - found
    same = sum(shares[at][at] * (1 - (rows[at] + columns[at]) * beyond) ** 2 for at in every)
    other = sum(
        shares[one][two] * (columns[one] + rows[two]) ** 2
        for one in every
        for two in every
        if one != two
    )
    spread = same + beyond**2 * other - (found - by_chance * beyond) ** 2
    spread = spread if spread > 1e-12 else 0.0  # what rounding leaves of none
    return found, math.sqrt(spread / size) / (1 - by_chance)


def wilson(share: float, size: float) -> tuple[float, float]:
    """Give both ends of Wilson's 90% interval of a share among ``size``."""
    z = normal(LEVEL)
    middle = share + z**2 / (2 * size)
    reach = z * math.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    scale = 1 + z**2 / size
    low, high = max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
    return min(low, share), max(high, share)  # which rounding errors would part by 1e-17


def normal(level: float) -> float:
    """Give how many standard deviations from the mean the middle ``level`` of a normal goes."""
    return NormalDist().inv_cdf((1 + level) / 2)
