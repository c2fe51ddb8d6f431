"""The same thread with other trees, as likely as its own edges are uncertain.

An edge stays with the probability that its ``confidence`` says. Else the comment goes to the
runner-up that its evidence names, the article where none is named, which then stands for all other
candidates. Edges are drawn one by one, though one wrong edge often brings on the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threads.model import Reply, Thread

CERTAIN = 0.995  # an edge this sure is left alone
MOST, FEWEST = 12, 2  # trees drawn
_REDRAWN = 24_000  # comments, over all trees; of many comments few trees tell as much


def how_many(thread: Thread) -> int:
    """Say how many trees to draw: the fewer the longer the thread is, 1 for a certain tree."""
    if not _uncertain(thread):
        return 1
    return max(FEWEST, min(MOST, _REDRAWN // len(thread.comments)))


def other_trees(thread: Thread, number: int, seed: int) -> Iterator[Thread]:
    """Yield the thread with its uncertain edges drawn again, ``number`` times.

    What is drawn depends on the comments' ids, not on their order.
    """
    import numpy as np

    doubtful = _uncertain(thread)
    confidence = np.array([reply.confidence for reply in doubtful])
    chance = np.random.default_rng(seed)
    for _ in range(number):
        moved = np.flatnonzero(chance.random(len(doubtful)) >= confidence)
        others = {doubtful[k].comment_id: _runner_up(doubtful[k]) for k in moved.tolist()}
        yield replace(
            thread,
            replies=tuple(
                replace(reply, parent_id=others[reply.comment_id])
                if reply.comment_id in others
                else reply
                for reply in thread.replies
            ),
        )


def _uncertain(thread: Thread) -> list[Reply]:
    found = [reply for reply in thread.replies if reply.confidence < CERTAIN]
    return sorted(found, key=lambda reply: reply.comment_id)


def _runner_up(reply: Reply) -> str | None:
    other = reply.evidence.get("runner_up")
    return other if isinstance(other, str) and other != "article" else None
