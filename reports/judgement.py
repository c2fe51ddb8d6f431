"""What may be said of small numbers: plain tests that stand between a figure and a claim.

They look at sampling alone and know nothing of the stance engine's own mistakes, so they can only
hold a claim back, never prove one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

FEWEST = 10
"""Below this many comments a share in percent pretends to know more than it does."""

FEWEST_DRAWN = 5
"""Of fewer comments a bar or a trend shows what isn't there; the sentence stands alone."""

LEVEL = 0.1
"""A difference is called one when chance alone gives it in fewer than one case in ten."""

_ALIKE = 1e-9  # of logarithms of chances that differ by rounding alone


def sides_differ(one: int, other: int) -> bool:
    """Tell whether two counts differ by more than an even coin would make them, at ``LEVEL``."""
    return coin(one, other) < LEVEL


def coin(one: int, other: int) -> float:
    """Give the chance that an even coin makes two counts differ as much as these, or more.

    Exact two-sided binomial (sign) test; the normal approximation from 1,000 on.
    """
    total, low = one + other, min(one, other)
    if total == 0:
        return 1.0
    if total >= 1000:
        return math.erfc((abs(one - other) - 1) / math.sqrt(2 * total))
    tail = sum(math.comb(total, count) for count in range(low + 1))
    return float(min(1, 2 * tail / 2**total))


def together(both: int, one: int, other: int, total: int) -> float:
    """Give the chance that two marks meet as unusually often as they do, or more so.

    Of ``total`` things ``one`` have the first mark, ``other`` the second, ``both`` have both.
    Fisher's exact test, two-sided: the chances of all tables no likelier than this one.
    """
    tables = range(max(0, one + other - total), min(one, other) + 1)
    logs = [
        _log_comb(one, count) + _log_comb(total - one, other - count) - _log_comb(total, other)
        for count in tables
    ]
    found = logs[both - tables.start]
    return min(1.0, sum(math.exp(log) for log in logs if log <= found + _ALIKE))


def holm(chances: Sequence[float]) -> list[bool]:
    """Say which of several tests hold together at ``LEVEL`` (Holm 1979)."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    held = [False] * len(chances)
    for rank, place in enumerate(order):
        if chances[place] * (len(chances) - rank) >= LEVEL:
            break
        held[place] = True
    return held


def halves_differ(first: Sequence[float], second: Sequence[float]) -> bool:
    """Tell whether two samples of scores differ by more than chance.

    Mann-Whitney U with tie and continuity correction, normal approximation (Mann & Whitney 1947),
    at ``LEVEL``. Samples of fewer than ``FEWEST`` each are never said to differ.
    """
    n, m = len(first), len(second)
    if min(n, m) < FEWEST:
        return False
    ranks = _ranks([*first, *second])
    u = sum(ranks[:n]) - n * (n + 1) / 2
    total = n + m
    ties = sum(count**3 - count for count in Counter([*first, *second]).values())
    variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    if variance <= 0:
        return False
    distance = max(abs(u - n * m / 2) - 0.5, 0)
    return math.erfc(distance / math.sqrt(2 * variance)) < LEVEL


def _log_comb(total: int, count: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(total - count + 1)


def _ranks(values: Sequence[float]) -> list[float]:
    """Rank from 1, ties sharing their mean rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + end + 1) / 2
        start = end
    return ranks
