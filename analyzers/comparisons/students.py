"""Student's t distribution, and Holm's correction for many tests, without scipy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from statistics import NormalDist

_NORMAL = NormalDist()
_MANY = 300  # degrees of freedom from which on it is taken for the normal distribution


def tail(t: float, freedom: float = math.inf) -> float:
    """Give the probability, 0 to 1, of being as far from 0 as ``t`` or farther, either way.

    Finite sums for whole degrees of freedom: Abramowitz & Stegun, *Handbook of Mathematical
    Functions*, 1964, 26.7.3 and 26.7.4. From 300 of them on the normal distribution.
    """
    if freedom > _MANY:
        return math.erfc(abs(t) / math.sqrt(2))
    degrees = int(freedom)
    angle = math.atan(abs(t) / math.sqrt(degrees))
    square = math.cos(angle) ** 2
    odd = degrees % 2
    term = total = math.cos(angle) if odd else 1.0
    for n in range(3 if odd else 2, degrees, 2):
        term *= square * (n - 1) / n
        total += term
    if degrees == 1:
        total = 0.0
    inside = math.sin(angle) * total
    inside = 2 / math.pi * (angle + inside) if odd else inside
    return min(1.0, max(0.0, 1 - inside))


@cache
def reach(level: float, freedom: float = math.inf) -> float:
    """Give how far the middle ``level`` goes from 0, either way."""
    normal = _NORMAL.inv_cdf((1 + level) / 2)
    if freedom > _MANY:
        return normal
    low, high = normal, 2 * normal
    while tail(high, freedom) > 1 - level:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle, freedom) > 1 - level else (low, middle)
    return (low + high) / 2


def holm(chances: Sequence[float]) -> list[float]:
    """Correct probabilities for there being so many of them, in the order given.

    What is below 0.05 then is so with at most 5% chance of a single false one among all, however
    they hang together. Source: Holm, *A Simple Sequentially Rejective Multiple Test Procedure*,
    Scandinavian Journal of Statistics 6, 1979.
    """
    corrected, least = [0.0] * len(chances), 0.0
    order = sorted(range(len(chances)), key=chances.__getitem__)
    for rank, place in enumerate(order):
        least = max(least, min(1.0, (len(chances) - rank) * chances[place]))
        corrected[place] = least
    return corrected
