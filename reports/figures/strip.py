"""A chain's stances at a glance: a strip of bars in printed order, drawn by the page as SVG.

Support rises, opposition falls, neutral stays on the line, what isn't scored leaves a gap: it reads
without colour. A chain of more comments than ``BARS`` is gathered into that many bars, each the
shares of its comments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reports.outline import Outline
from reports.palette import Side, side

BARS = 60
_STEP, _HALF = 5, 10
"""Width of a bar with its gap, and the height of a whole one; the line lies at ``_HALF + 1``."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars of each side as the data of one SVG path ("" for none), ``width`` units wide."""

    width: int
    support: str
    oppose: str
    neutral: str


def strips(tree: Outline, roots: Collection[int]) -> dict[int, Strip]:
    """Give the strips of the chains that the comments at these positions begin, by position."""
    chains: dict[str, list[tuple[int, Side]]] = {
        name: [] for name in tree.tops if tree.branches[name].row.position in roots
    }
    for branch in tree.branches.values():
        if branch.chain in chains and branch.row.state == "present":
            chains[branch.chain].append((branch.row.position, side(branch.row.to_article)))
    return {
        tree.branches[name].row.position: strip([stance for _, stance in sorted(stances)])
        for name, stances in chains.items()
    }


def strip(sides: Sequence[Side]) -> Strip:
    """Draw the sides of successive comments in at most ``BARS`` bars."""
    paths: dict[str, list[str]] = {"support": [], "oppose": [], "neutral": []}
    bars = list(gathered(sides))
    for place, (support, oppose, neutral) in enumerate(bars):
        left = place * _STEP
        if support:
            paths["support"].append(_box(left, _HALF + 1, -support * _HALF))
        if oppose:
            paths["oppose"].append(_box(left, _HALF + 1, oppose * _HALF))
        if neutral and not support and not oppose:
            paths["neutral"].append(_box(left, _HALF - 0.5, 3))
    return Strip(len(bars) * _STEP, **{name: "".join(boxes) for name, boxes in paths.items()})


def gathered(sides: Sequence[Side]) -> Iterator[tuple[float, float, float]]:
    """Give by bar the shares of its comments that support, oppose and are neutral, 0..1."""
    count = min(BARS, len(sides))
    for place in range(count):
        part = sides[len(sides) * place // count : len(sides) * (place + 1) // count]
        support, oppose, neutral = map(part.count, ("support", "oppose", "neutral"))
        yield support / len(part), oppose / len(part), neutral / len(part)


def _box(left: float, top: float, height: float) -> str:
    return f"M{left:g} {top:g}v{round(height, 1):g}h{_STEP - 1}v{round(-height, 1):g}z"
