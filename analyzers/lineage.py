"""Who answers whom, in an order in which parents come before their replies. Never recurses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from threads.model import Comment, Thread


def speaks(comment: Comment) -> bool:
    """Whether there are words of the comment's own to score.

    Not so for removed and missing comments, and for one that only quotes: these get no row of
    sentiment or stance, rather than one that says "neutral" of words nobody wrote.
    """
    return comment.state == "present" and bool(comment.own_text.strip())


@dataclass(frozen=True, slots=True)
class Lineage:
    """A thread's tree by comment id.

    ``order``: every comment once, parents before their replies. ``parents``: None for the
    article. ``roots``: to the top-level comment that each stands under (a root under itself).
    """

    order: tuple[str, ...]
    parents: Mapping[str, str | None]
    roots: Mapping[str, str]

    @property
    def chains(self) -> dict[str, list[str]]:
        """Give each root's comments, itself first, parents before their replies."""
        chains: dict[str, list[str]] = defaultdict(list)
        for comment_id in self.order:
            chains[self.roots[comment_id]].append(comment_id)
        return dict(chains)


def trace(thread: Thread) -> Lineage:
    """Follow a thread's replies.

    A comment without a reply edge, or whose parent isn't in the thread, answers the article. So
    does the first comment of each loop, which ``threads.tree.rebuild`` never makes but a row edited
    by hand might.
    """
    ids = [comment.id for comment in sorted(thread.comments, key=lambda c: (c.position, c.id))]
    known = {comment_id: place for place, comment_id in enumerate(ids)}
    edges = {reply.comment_id: reply.parent_id for reply in thread.replies}
    parents = {i: edges.get(i) if edges.get(i) in known else None for i in ids}
    children: dict[str | None, list[str]] = defaultdict(list)
    for comment_id in ids:
        children[parents[comment_id]].append(comment_id)
    roots: dict[str, str] = {}
    for start in children[None]:
        _descend(start, children, roots)
    for start in ids:
        if start not in roots:
            first = min(_loop_above(start, parents), key=known.__getitem__)
            parents[first] = None
            _descend(first, children, roots)
    return Lineage(tuple(roots), parents, roots)


def _loop_above(start: str, parents: Mapping[str, str | None]) -> list[str]:
    """Give the comments of the loop that a comment's parents end in."""
    above, at = {start: 0}, start
    while (at := parents[at] or at) not in above:
        above[at] = len(above)
    return [comment_id for comment_id, place in above.items() if place >= above[at]]


def depths_of(lineage: Lineage) -> dict[str, int]:
    """Count levels: 1 for a root."""
    depths: dict[str, int] = {}
    for comment_id in lineage.order:
        parent = lineage.parents[comment_id]
        depths[comment_id] = 1 if parent is None else depths[parent] + 1
    return depths


def _descend(start: str, children: Mapping[str | None, list[str]], roots: dict[str, str]) -> None:
    """Enter ``start`` and all that stands under it, parents first."""
    roots[start] = start
    waiting = [start]
    while waiting:
        parent = waiting.pop()
        for child in children.get(parent, ()):
            if child not in roots:
                roots[child] = start
                waiting.append(child)
