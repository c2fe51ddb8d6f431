"""Whether a page's nesting has a floor: a deepest level at which replies print as siblings.

WordPress nests to a depth that its owner sets (1 to 10, 5 by default). Replies to a comment at the
deepest level are printed after it at the same level, so there the layout tells only that a comment
answers the one it is laid in, or one printed before it. Above the floor, nesting is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from threads.model import Placement
from threads.subjects import parse_subject

# WordPress's default and its limit: a page that reaches just these levels has come to its floor.
_USUAL_FLOORS = (5, 10)


class Place(NamedTuple):
    """What is known of one comment's place, in printed order.

    ``level`` is 1 at top level, ``under`` the number of the comment that it is laid in.
    ``can_answer`` tells whether it has a reply link, None where that is not known.
    """

    level: int
    under: int | None
    posted_at: str | None = None
    subject: str | None = None
    can_answer: bool | None = None


def placements(
    places: Sequence[Place], ids: Sequence[str], *, floors: bool = True, flat: bool = False
) -> list[Placement]:
    """Give each comment's placement; ``ids`` are theirs, in the same order.

    Where nothing is nested and yet subjects answer each other, the page is a flat list. A site
    without ``floors`` nests as deep as it must. ``flat``: the page is a flat list anyway.
    """
    floor = floor_level(places) if floors else None
    found = []
    for place in places:
        under = ids[place.under] if place.under is not None else None
        if flat or floor == 1:
            found.append(Placement(kind="listed"))
        elif place.level == floor:
            found.append(Placement(kind="floor", under=under))
        else:
            found.append(Placement(kind="nested", under=under))
    return found


def floor_level(places: Sequence[Place]) -> int | None:
    """Give the level that is the floor, None where nothing shows that there is one.

    Any of four things shows it, all at the deepest level: it is the usual one; a subject has more
    ``Re:`` than the nesting explains; comments there have no reply link while others do;
    siblings there, and only there, stand out of the order of time (a reply printed right after
    its parent comes before the parent's next sibling).
    """
    deepest = max((place.level for place in places), default=0)
    lowest = [place for place in places if place.level == deepest]
    if any(parse_subject(place.subject).depth >= deepest for place in lowest):
        return deepest
    if deepest < 2:
        return None
    if deepest in _USUAL_FLOORS or _closed(places, deepest) or _disordered(places, deepest):
        return deepest
    return None


def _closed(places: Sequence[Place], deepest: int) -> bool:
    """Tell whether only the deepest comments can't be answered."""
    above = [place.can_answer for place in places if place.level < deepest]
    below = [place.can_answer for place in places if place.level == deepest]
    return all(can is True for can in above) and all(can is False for can in below)


def _disordered(places: Sequence[Place], deepest: int) -> bool:
    """Tell whether siblings stand out of the order of time at the deepest level alone.

    Pages may print their top level newest first, so each level's own direction counts.
    """
    turns: dict[int, set[bool]] = {}
    last: dict[tuple[int, int | None], str] = {}
    for place in places:
        if place.posted_at is None:
            continue
        key = (place.level, place.under)
        before = last.get(key)
        if before is not None and before != place.posted_at:
            turns.setdefault(place.level, set()).add(before < place.posted_at)
        last[key] = place.posted_at
    mixed = [level for level, directions in turns.items() if len(directions) > 1]
    return mixed == [deepest]
