"""How often labels are right, and between which bounds that may lie by chance."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

DRAWS = 1000

Row = TypeVar("Row")
Labelled = Sequence[tuple[str, str]]  # the true label and the one that was given


def accuracy(pairs: Labelled) -> float:
    """Give the share of labels that are right; 0 for none."""
    return sum(true == given for true, given in pairs) / max(1, len(pairs))


def macro_f1(pairs: Labelled) -> float:
    """Give the mean over the labels of F1, 0 for a label that never comes up where it should."""
    true, given = Counter(t for t, _ in pairs), Counter(g for _, g in pairs)
    both = Counter(t for t, g in pairs if t == g)
    scores = [2 * both[label] / (true[label] + given[label]) for label in true | given]
    return sum(scores) / max(1, len(scores))


def interval(
    figure: Callable[[Sequence[Row]], float], pairs: Sequence[Row], groups: Sequence[Hashable]
) -> tuple[float, float]:
    """Give the 95% interval of a figure by drawing whole groups anew (percentile bootstrap).

    ``groups`` names each pair's group, such as its discussion, as pairs of one aren't independent.
    Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13. The same every time.
    """
    members: dict[Hashable, list[Row]] = {}
    for group, pair in zip(groups, pairs, strict=True):
        members.setdefault(group, []).append(pair)
    drawn_from, dice = list(members.values()), random.Random(0)
    drawn = sorted(
        figure([pair for group in dice.choices(drawn_from, k=len(drawn_from)) for pair in group])
        for _ in range(DRAWS)
    )
    return drawn[round(0.025 * (DRAWS - 1))], drawn[round(0.975 * (DRAWS - 1))]
