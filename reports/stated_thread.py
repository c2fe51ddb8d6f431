"""A thread as its source states it, as one object and without a database.

Where every comment says what it answers, nothing is rebuilt: that is what makes it fast. The tree
is rebuilt where one doesn't say so, where a comment is missing or where they answer in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.utterances import ScoredThread, Tree
from threads.model import Comment, Reply, Thread, maker

_reply = maker(Reply)


def stated_thread(thread: Thread) -> ScoredThread:
    """Put a thread together that was read and not identified; of it nothing is scored.

    ``comment.id`` is the source's own where that tells comments apart. ``quotes`` and ``own_text``
    are filled in only where the tree had to be rebuilt.
    """
    replies: Sequence[Reply] | None = _stated(thread.comments)
    if replies is None:
        thread = _rebuilt(thread)
        replies = thread.replies
    return ScoredThread(
        article=thread.article, tree=Tree(thread.comments, replies), quotes=thread.quotes
    )


def _stated(comments: Sequence[Comment]) -> list[Reply] | None:
    """Give the replies as the layout has them; None where it doesn't tell them all."""
    if any(comment.placement.kind != "nested" for comment in comments):
        return None
    parents = {comment.id: comment.placement.under for comment in comments}
    depths = _depths(parents) if len(parents) == len(comments) else None
    if depths is None:
        return None
    return [
        _reply(comment.id, comment.placement.under, depths[comment.id], "nesting", 1.0, {})
        for comment in comments
    ]


def _depths(parents: dict[str, str | None]) -> dict[str | None, int] | None:
    """Count levels; None where a parent isn't there or comments go round in a circle."""
    depths: dict[str | None, int] = {None: 0}
    for child, parent in parents.items():
        if parent in depths:  # nearly always: it was said before
            depths[child] = depths[parent] + 1
            continue
        path: list[str] = []
        at: str | None = child
        while at not in depths:
            if at not in parents or len(path) > len(parents):
                return None
            path.append(at)
            at = parents[at]
        for name in reversed(path):
            depths[name] = depths[parents[name]] + 1
    return depths


def _rebuilt(thread: Thread) -> Thread:
    from threads.identity import identify
    from threads.tombstones import with_tombstones
    from threads.tree import rebuild

    alike = len({comment.id for comment in thread.comments}) < len(thread.comments)
    return rebuild(identify(thread) if alike else with_tombstones(thread))
