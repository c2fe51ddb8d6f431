"""What was mended in a thread: the facts of a rebuilt thread that a sound page would not show.

They are read off the thread as it is stored, whichever pages it came from and in whichever order,
so that reading a page again finds the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from threads.model import Comment, Thread
from threads.tombstones import is_missing

RepairKind = Literal["missing_parent", "duplicate_id", "cycle", "parent_later"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One thing that was mended.

    ``kind`` is ``missing_parent`` (``comment_id`` is the tombstone), ``duplicate_id`` (a number
    that an earlier comment has too), ``cycle`` (the comment whose edge was cut) or
    ``parent_later`` (a reply laid inside what the page prints after it). ``detail`` is a sentence
    for people.
    """

    comment_id: str
    kind: RepairKind
    detail: str


def repairs(thread: Thread) -> tuple[Repair, ...]:
    """List what was mended in a rebuilt thread, by kind and then in the comments' order."""
    return (
        *_missing_parents(thread),
        *_duplicate_ids(thread),
        *_cycles(thread),
        *_late_parents(thread),
    )


def _missing_parents(thread: Thread) -> Iterator[Repair]:
    replies = Counter(reply.parent_id for reply in thread.replies)
    for comment in filter(is_missing, thread.comments):
        count = replies[comment.id]
        what = "1 reply hangs" if count == 1 else f"{count:,} replies hang"
        detail = f"comment {comment.external_id} is on no page read; {what} under its place"
        yield Repair(comment_id=comment.id, kind="missing_parent", detail=detail)


def _duplicate_ids(thread: Thread) -> Iterator[Repair]:
    first: dict[str, Comment] = {}
    for comment in thread.comments:
        if not comment.external_id:
            continue
        known = first.setdefault(comment.external_id, comment)
        if known is not comment:
            detail = (
                f"#{known.position} has the number {comment.external_id} too; "
                "what answers it hangs there"
            )
            yield Repair(comment_id=comment.id, kind="duplicate_id", detail=detail)


def _cycles(thread: Thread) -> Iterator[Repair]:
    laid = {comment.id: comment.placement.under for comment in thread.comments}
    for reply in thread.replies:
        if reply.method == "repair":
            itself = laid[reply.comment_id] == reply.comment_id
            detail = "it answers itself" if itself else "it answers what answers it"
            yield Repair(
                comment_id=reply.comment_id, kind="cycle", detail=f"{detail}; put at top level"
            )


def _late_parents(thread: Thread) -> Iterator[Repair]:
    position = {comment.id: comment.position for comment in thread.comments}
    for reply in thread.replies:
        after = position.get(reply.parent_id or "", 0)
        if reply.method == "nesting" and after > position[reply.comment_id]:
            detail = f"printed before #{after}, which it answers"
            yield Repair(comment_id=reply.comment_id, kind="parent_later", detail=detail)
