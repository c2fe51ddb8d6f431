"""Comments that are only referred to: a row that keeps their replies together until they turn up.

A tombstone has the number that its replies name and nothing else, so that every page which lacks
the comment makes the same one. It stands right before the first of its replies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from threads.model import Comment, Placement, Thread

_INSIDE = ("nested", "floor")


def is_missing(comment: Comment) -> bool:
    """Tell whether the comment is known by its replies alone, which say no more than its number."""
    if comment.state != "missing" or comment.placement.under is not None:
        return False
    return bool(comment.external_id) and not (comment.author or comment.text)


def shown_in(thread: Thread) -> int:
    """Count the comments of which a thread has more than their place."""
    return sum(comment.state != "missing" for comment in thread.comments)


def with_tombstones(thread: Thread) -> Thread:
    """Put a tombstone in place of each comment that others are laid under and the page lacks.

    What a comment is laid under may be named by page-local id or by number on the site; of
    several comments of one id the first is meant. Where the thread needs no tombstone and
    positions are distinct, they stay; else comments are numbered anew.
    """
    ids = {comment.id for comment in thread.comments}
    numbers = numbered(thread.comments)
    comments = [_placed(comment, ids, numbers) for comment in thread.comments]
    unknown = {c.placement.under: None for c in comments if c.placement.under not in ids}
    stones = [_tombstone(name) for name in unknown if name is not None]
    clash = len({comment.position for comment in comments}) < len(comments)
    if not stones and not clash:
        return replace(thread, comments=tuple(comments))
    in_order = sorted(comments, key=lambda comment: comment.position)
    return replace(thread, comments=tuple(renumbered(with_stones(in_order, stones))))


def numbered(comments: Iterable[Comment]) -> dict[str, str]:
    """Map numbers on the site to ids: the first comment's where a site gave a number twice."""
    numbers: dict[str, str] = {}
    for comment in comments:
        if comment.external_id and not is_missing(comment):
            numbers.setdefault(comment.external_id, comment.id)
    return numbers


def found_again(stones: Iterable[Comment], numbers: Mapping[str, str]) -> dict[str, str]:
    """Map the tombstones whose comment has turned up to the ids of those comments."""
    wanted = ((stone.id, stone.external_id or "") for stone in stones)
    return {stone: numbers[number] for stone, number in wanted if number in numbers}


def with_stones(comments: Iterable[Comment], stones: Iterable[Comment]) -> list[Comment]:
    """Put each tombstone before the first comment laid under it; those without one go."""
    waiting = {stone.id: stone for stone in stones}
    order: list[Comment] = []
    for comment in comments:
        stone = waiting.pop(comment.placement.under or "", None)
        order += [comment] if stone is None else [stone, comment]
    return order


def renumbered(comments: Iterable[Comment]) -> list[Comment]:
    """Count positions from 1."""
    return [replace(comment, position=at) for at, comment in enumerate(comments, 1)]


def _placed(comment: Comment, ids: set[str], numbers: Mapping[str, str]) -> Comment:
    placement = comment.placement
    if placement.under is None or placement.under in ids:
        return comment
    if placement.kind not in _INSIDE or not placement.under:
        return replace(comment, placement=Placement(kind=placement.kind))
    if placement.under not in numbers:
        return comment
    return replace(comment, placement=replace(placement, under=numbers[placement.under]))


def _tombstone(number: str) -> Comment:
    return Comment(id=number, position=0, external_id=number, state="missing")
