"""Which comments are gone from a page: what a later snapshot leaves out of what stood before.

A comment page shows a part of a thread, and the next one another part: what a snapshot leaves out
is gone only where the snapshot shows the place at which it stood. The same file or address read
again shows the same place. Of another file that is told by the comments which both show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Another file that shows this share of what one showed before shows that part of the thread to its
# ends; comment pages overlap less, or lose at one end what they gain at the other.
_SAME_PART = 0.75


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file or address shows: comments by id, in the thread's order.

    ``claimed`` is the number of comments it says the thread has, None where it doesn't say.
    ``count`` is the number of those that it shows itself.
    """

    comments: Sequence[str]
    count: int
    claimed: int | None

    @property
    def lacks(self) -> int:
        """How many of the comments that it claims it doesn't show; 0 where it claims none."""
        return 0 if self.claimed is None else max(0, self.claimed - self.count)

    @property
    def is_whole(self) -> bool:
        """Whether it says that it shows all comments there are."""
        return self.claimed is not None and not self.lacks


def left_out(before: Shown, now: Shown, *, same_source: bool) -> list[str]:
    """List the comments of ``before`` that are gone in ``now``, in order.

    None where ``now`` lacks more of what it claims: then it shows less of the thread, or another
    part. Of another source it counts what lies between two comments that it shows, too; what lies
    before the first or after the last of them, only where it shows the same part to the end.
    """
    here = set(now.comments)
    if now.lacks > before.lacks:
        return []
    if same_source:
        return [name for name in before.comments if name not in here]
    shared = [at for at, name in enumerate(before.comments) if name in here]
    if not shared:
        return []
    start, end = _reach(before, now, shared)
    return [name for name in before.comments[start:end] if name not in here]


def _reach(before: Shown, now: Shown, shared: Sequence[int]) -> tuple[int, int]:
    """Give the stretch of ``before`` that ``now`` shows the place of, as a slice."""
    start, end, total = shared[0], shared[-1] + 1, len(before.comments)
    if now.is_whole:
        return 0, total
    if len(shared) < _SAME_PART * total:
        return start, end
    # A page that begins with other comments and ends sooner, or the reverse, has moved on.
    begins = now.comments[0] == before.comments[start]
    ends = now.comments[-1] == before.comments[end - 1]
    return (0 if ends else start), (total if begins else end)
