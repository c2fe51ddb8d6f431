"""The reply tree in reading order, and what of it a picture can hold.

Everything is iterative: threads run 10,000 levels deep. Rows that contradict a tree (a parent that
is not there, a circle) cost no comment: such a comment is read as answering the article.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.rows import CommentRow


@dataclass(frozen=True)
class Branch:
    """One comment in reading order: a parent before its replies, a branch kept together.

    ``level`` is 1 at top level; ``size`` counts the comment and everything under it; ``chain`` is
    the id of the top-level comment that it stands under.
    """

    row: CommentRow
    parent: str | None
    level: int
    size: int
    chain: str
    replies: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """The branches by comment id, in reading order."""

    branches: Mapping[str, Branch]
    tops: tuple[str, ...]

    @property
    def levels(self) -> int:
        """The depth of the deepest comment, 0 without comments."""
        return max((branch.level for branch in self.branches.values()), default=0)


@dataclass(frozen=True)
class Folded:
    """What a picture shows: ``kept`` comments, and per parent ("" the article) what it hides.

    ``hidden`` gives the ids of the children left out under a kept parent; ``cover`` leads from
    every hidden comment's nearest left-out ancestor to that parent.
    """

    kept: frozenset[str]
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def count(self, outline: Outline) -> int:
        """Count the comments that are not shown."""
        return len(outline.branches) - len(self.kept)


def outline(rows: Sequence[CommentRow]) -> Outline:
    """Put comments in reading order; siblings stay in order of position."""
    known = {row.id: row for row in rows}
    parents = {
        row.id: row.parent_id if row.parent_id in known and row.parent_id != row.id else None
        for row in rows
    }
    children: dict[str | None, list[str]] = {}
    for row in rows:
        children.setdefault(parents[row.id], []).append(row.id)
    order = _preorder(children, children.get(None, []))
    for row in rows:  # what no top-level comment leads to stands on a circle: cut it open there
        if row.id not in order:
            children[parents[row.id]].remove(row.id)
            parents[row.id] = None
            children.setdefault(None, []).append(row.id)
            order |= _preorder(children, [row.id])
    sizes = _sizes(order, parents)
    chains = _chains(order, parents)
    branches = {
        name: Branch(known[name], parents[name], level, sizes[name], chains[name],
                     tuple(children.get(name, ())))
        for name, level in order.items()
    }  # fmt: skip
    return Outline(branches, tuple(children.get(None, ())))


def fold(tree: Outline, *, cells: int, levels: int) -> Folded:
    """Choose what to show in at most ``cells`` cells and ``levels`` levels, largest branches first.

    Each parent with something left out takes one further cell, which is counted in. So a thread
    that fits is shown whole, and of one that doesn't the branches with most comments are.
    """
    kept: set[str] = set()
    waiting = dict.fromkeys(("", *tree.branches), 0)
    heap: list[tuple[int, int, str]] = []

    def open_up(name: str, names: Sequence[str]) -> None:
        waiting[name] = len(names)
        for child in names:
            branch = tree.branches[child]
            heapq.heappush(heap, (-branch.size, branch.row.position, child))

    open_up("", tree.tops)
    folds = 1 if tree.tops else 0
    while heap:
        branch = tree.branches[heap[0][2]]
        above = branch.parent or ""
        change = (1 if branch.replies else 0) - (1 if waiting[above] == 1 else 0)
        if len(kept) + 1 + folds + change > cells:
            break
        heapq.heappop(heap)
        kept.add(branch.row.id)
        waiting[above] -= 1
        folds += change
        waiting[branch.row.id] = len(branch.replies)
        if branch.level < levels:
            open_up(branch.row.id, branch.replies)
    return Folded(frozenset(kept), _hidden(tree, kept))


def _hidden(tree: Outline, kept: set[str]) -> dict[str, tuple[str, ...]]:
    hidden = {}
    for name in ["", *(name for name in tree.branches if name in kept)]:
        children = tree.branches[name].replies if name else tree.tops
        left_out = tuple(child for child in children if child not in kept)
        if left_out:
            hidden[name] = left_out
    return hidden


def _preorder(children: Mapping[str | None, Sequence[str]], tops: Sequence[str]) -> dict[str, int]:
    """Give level by id, in reading order."""
    order: dict[str, int] = {}
    stack = [(name, 1) for name in reversed(tops)]
    while stack:
        name, level = stack.pop()
        if name not in order:
            order[name] = level
            stack.extend((child, level + 1) for child in reversed(children.get(name, ())))
    return order


def _sizes(order: Mapping[str, int], parents: Mapping[str, str | None]) -> dict[str, int]:
    sizes = dict.fromkeys(order, 1)
    for name in reversed(list(order)):
        parent = parents[name]
        if parent is not None:
            sizes[parent] += sizes[name]
    return sizes


def _chains(order: Mapping[str, int], parents: Mapping[str, str | None]) -> dict[str, str]:
    chains: dict[str, str] = {}
    for name in order:
        parent = parents[name]
        chains[name] = name if parent is None else chains[parent]
    return chains
