"""In which order the comments of two readings stand.

The flat view's own order wins, as its numbers are what readers cite; comments that it lacks are
put in by time. Between threaded views a new comment follows the one it is printed after, and a
further comment page continues (or, if its comments are older, precedes) what is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from threads.identity import minute
from threads.model import Comment


def united_order(
    stored: Sequence[Comment],
    fresh: Sequence[Comment],
    names: Mapping[str, str],
    united: Mapping[str, Comment],
) -> tuple[list[str], bool]:
    """Give the ids of the union in order, and whether that is a flat view's order."""
    base, other = [c.id for c in stored], [names[c.id] for c in fresh]
    flat = _is_flat(stored)
    if not flat and _is_flat(fresh):
        flat, base, other = True, other, base
    if flat and all("T" in minute(comment.posted_at) for comment in united.values()):
        return _by_time(base, other, united), True
    return _weave(base, other, united), flat


def _is_flat(comments: Sequence[Comment]) -> bool:
    """Tell whether comments stand in the flat view's order, whatever is known of their parents."""
    kinds = {comment.placement.kind for comment in comments}
    if not comments or kinds == {"listed"}:
        return bool(comments)
    times = [minute(comment.posted_at) for comment in comments]
    in_time = all("T" in time for time in times) and times == sorted(times)
    return in_time and "threaded" not in kinds


def _by_time(base: list[str], other: list[str], united: Mapping[str, Comment]) -> list[str]:
    """Put what ``base`` lacks among it by time, after its equals; ``base`` keeps its order."""
    present = set(base)
    new = sorted(
        (name for name in other if name not in present),
        key=lambda name: minute(united[name].posted_at),
    )
    order: list[str] = []
    waiting = iter(base)
    held = next(waiting, None)
    for name in new:
        time = minute(united[name].posted_at)
        while held is not None and minute(united[held].posted_at) <= time:
            order.append(held)
            held = next(waiting, None)
        order.append(name)
    return order if held is None else [*order, held, *waiting]


def _weave(base: list[str], other: list[str], united: Mapping[str, Comment]) -> list[str]:
    """Put what ``base`` lacks after the comment that it follows in ``other``."""
    present = set(base)
    followers: dict[str | None, list[str]] = defaultdict(list)
    anchor: str | None = None
    for name in other:
        if name in present:
            anchor = name
        else:
            followers[anchor].append(name)
    shared = next((name for name in other if name in present), None)
    first = followers.pop(None, [])
    order: list[str] = []
    for name in base:
        order += first if name == shared else ()
        order += [name, *followers.get(name, ())]
    if shared is not None:
        return order
    return first + order if _earlier(first, base, united) else order + first


def _earlier(block: list[str], base: list[str], united: Mapping[str, Comment]) -> bool:
    """Tell whether a page that shares nothing with ``base`` begins before it."""
    starts = [
        min(
            (minute(united[name].posted_at) for name in names if united[name].posted_at), default=""
        )
        for names in (block, base)
    ]
    return all(starts) and starts[0] < starts[1]
