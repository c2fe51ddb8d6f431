"""A chain's stances at a glance: a strip of bars in printed order, drawn by the page as SVG.

Support rises, opposition falls, neutral stays on the line: it reads without colour. A chain of
more comments than ``BARS`` is gathered into that many bars, each the shares of its comments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.outline import Outline
from reports.palette import Side, side

BARS = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """``comments`` successive comments: the shares that support and oppose, 0..1."""

    comments: int
    support: float
    oppose: float


def strips(tree: Outline) -> dict[str, tuple[Bar, ...]]:
    """Give every chain's strip by the position of the comment that begins it."""
    chains: dict[str, list[tuple[int, Side]]] = {}
    for branch in tree.branches.values():
        if branch.row.state == "present":
            stance = (branch.row.position, side(branch.row.to_article))
            chains.setdefault(branch.chain, []).append(stance)
    return {
        str(tree.branches[name].row.position): strip([stance for _, stance in sorted(stances)])
        for name, stances in chains.items()
    }


def strip(sides: Sequence[Side]) -> tuple[Bar, ...]:
    """Gather the sides of successive comments into at most ``BARS`` bars."""
    count = min(BARS, len(sides))
    cuts = [len(sides) * place // count for place in range(count + 1)] if count else []
    return tuple(_bar(sides[start:end]) for start, end in zip(cuts, cuts[1:], strict=False))


def _bar(sides: Sequence[Side]) -> Bar:
    total = len(sides)
    return Bar(total, sides.count("support") / total, sides.count("oppose") / total)
