"""Nesting that a page shows by indentation alone: all comments lie beside each other.

Told by what sets a comment in: a margin, a spacer, a class such as ``depth-2``, an ``indent``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from threads.formats.html_nesting import Laid
from threads.formats.html_walk import attribute
from threads.markup import Element

# What sets a comment in stands among its first elements.
_FIRST = 12
_MARGIN = re.compile(
    r"(?:margin|padding)-left\s{0,3}:\s{0,3}(?P<by>\d{1,5}(?:\.\d{1,3})?)\s?(?:px|em|rem|%|pt)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:.{0,40}[-_])?(?:depth|level|lvl|indent)[-_]?(?P<by>\d{1,3})", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,4}")
_STYLE = 500  # characters


def indented(laid: Sequence[Laid]) -> Sequence[Laid]:
    """Nest comments that lie beside each other as they are set in; others are given as they are.

    Each answers the last one before it that is set in less.
    """
    if len(laid) < 2 or any(place.level > 1 for place in laid):
        return laid
    depths = [_depth(place.item) for place in laid]
    if min(depths) == max(depths) or depths[0] > min(depths):
        return laid
    found: list[Laid] = []
    around: list[tuple[float, Laid]] = []
    for flat, depth in zip(laid, depths, strict=True):
        while around and around[-1][0] >= depth:
            around.pop()
        under = around[-1][1] if around else None
        place = flat
        if under is not None:
            place = flat._replace(under=under.number, level=under.level + 1)
        around.append((depth, place))
        found.append(place)
    return found


def _depth(item: Element) -> float:
    """Give how far a comment is set in, in whatever unit its page uses; 0 where nothing says."""
    for tag in (item, *islice(item.inside(), _FIRST)):
        if tag.attrs and (depth := _own_depth(tag)) is not None:
            return depth
    return 0


def _own_depth(tag: Element) -> float | None:
    if _NUMBER.fullmatch(indent := attribute(tag, "indent")):
        return float(indent)
    if margin := _MARGIN.search(attribute(tag, "style")[:_STYLE]):
        return float(margin["by"])
    for name in attribute(tag, "class")[:_STYLE].split():
        if level := _LEVEL.fullmatch(name):
            return float(level["by"])
    return None
