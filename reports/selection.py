"""Which comments of a thread are asked for: a part of its tree, or single comments of it.

Nothing here draws. What is asked for narrows: each wish leaves out what the others would show.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.doubts import DOUBTFUL, TIE, Doubt
from reports.outline import Branch, Outline
from reports.word_search import word_pattern
from threads.errors import RejoinderError
from threads.names import is_shared

NO_NAME = "(no name)"
_NAMED = 5  # names in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for of a thread.

    ``depth`` is the deepest level, 1 = top level; ``chain`` the position of any comment of a chain;
    ``by`` an author's name or a part of it; ``words`` what a comment contains; ``unclear`` asks
    for comments whose place or stance is unsure.
    """

    depth: int | None = None
    chain: int | None = None
    by: str | None = None
    words: str | None = None
    unclear: bool = False

    @property
    def picks(self) -> bool:
        """Whether single comments are asked for, and no tree."""
        return self.by is not None or self.words is not None or self.unclear


@dataclass(frozen=True, slots=True)
class Selection:
    """The comments asked for, by id in reading order.

    ``folded`` counts the replies that are left out below a comment. ``picked``: these are single
    comments from anywhere in the thread, by position. ``told`` says in sentences what they are,
    nothing of a whole thread. ``pattern`` finds the words asked for.
    """

    outline: Outline
    shown: tuple[str, ...]
    folded: Mapping[str, int] = field(default_factory=dict)
    picked: bool = False
    told: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    doubts: Mapping[str, tuple[Doubt, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether the thread is not narrowed to some of its chains or comments."""
        return not self.told

    def branches(self) -> Iterator[Branch]:
        """Yield what is shown, in reading order."""
        return (self.outline.branches[name] for name in self.shown)


def select(
    tree: Outline, wanted: Wanted, doubts: Mapping[str, tuple[Doubt, ...]] | None = None
) -> Selection:
    """Choose what is asked for of a thread; ``doubts`` are needed where the unclear is.

    Raises ``RejoinderError`` for a comment or an author that the thread hasn't, and for a name
    that several bear.
    """
    root = None if wanted.chain is None else _root(tree, wanted.chain)
    reach = [
        branch
        for branch in tree.branches.values()
        if (root is None or branch.chain == root.row.id)
        and (wanted.depth is None or branch.level <= wanted.depth)
    ]
    if wanted.picks:
        return _picked(tree, wanted, reach, doubts or {})
    return Selection(
        tree,
        shown=tuple(branch.row.id for branch in reach),
        folded={
            branch.row.id: branch.size - 1
            for branch in reach
            if branch.level == wanted.depth and branch.replies
        },
        told=() if root is None else (_chain_told(tree, root, wanted.chain),),
    )


def _picked(
    tree: Outline,
    wanted: Wanted,
    reach: Sequence[Branch],
    doubts: Mapping[str, tuple[Doubt, ...]],
) -> Selection:
    name = None if wanted.by is None else author_meant(tree, wanted.by)
    pattern = None if wanted.words is None else word_pattern(wanted.words)
    unclear = doubts if wanted.unclear else {}
    found = [
        branch.row.id
        for branch in sorted(reach, key=lambda branch: branch.row.position)
        if (name is None or _same(branch.row.author or NO_NAME, name))
        and (pattern is None or _has(branch, pattern))
        and (not wanted.unclear or branch.row.id in unclear)
    ]
    return Selection(
        tree,
        tuple(found),
        picked=True,
        told=tuple(_picked_told(tree, wanted, name, len(found))),
        pattern=pattern,
        doubts=unclear,
    )


def _root(tree: Outline, position: int) -> Branch:
    for branch in tree.branches.values():
        if branch.row.position == position:
            return tree.branches[branch.chain]
    places = [branch.row.position for branch in tree.branches.values()]
    there = f"there are #{min(places)} to #{max(places)}" if places else "it has no comments"
    raise RejoinderError(f"no comment of the thread is #{position}", remedy=there)


def _has(branch: Branch, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(branch.row.text) or pattern.search(branch.row.subject or ""))


def author_meant(tree: Outline, given: str) -> str:
    """Give the name as printed of the author who is meant by it or by a part of it.

    Raises ``RejoinderError`` for a name that nobody bears, naming the nearest, and for a part of
    several names.
    """
    names: dict[str, str] = {}
    for branch in tree.branches.values():
        name = branch.row.author or NO_NAME
        names.setdefault(_plain(name), name)
    plain = _plain(given)
    if plain in names:
        return names[plain]
    found = [name for key, name in names.items() if plain and plain in key]
    if len(found) == 1:
        return found[0]
    if found:
        raise RejoinderError(
            f"{len(found):,} names in the thread have “{given}” in them", remedy=_some(found)
        )
    near = [names[key] for key in difflib.get_close_matches(plain, list(names), n=1)]
    remedy = f"did you mean {near[0]}?" if near else f"among others there are {_some(names)}"
    raise RejoinderError(
        f"no comment of the thread is by “{given}”", remedy=remedy if names else "it has none"
    )


def _some(names: Sequence[str] | Mapping[str, str]) -> str:
    given = list(names.values() if isinstance(names, Mapping) else names)
    return ", ".join(given[:_NAMED]) + (", …" if len(given) > _NAMED else "")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _same(one: str, other: str) -> bool:
    return one == other or _plain(one) == _plain(other)


def _chain_told(tree: Outline, root: Branch, asked: int | None) -> str:
    place = root.row.position
    through = "" if asked == place else f", in which #{asked} stands"
    return f"the chain of #{place}{through}: {root.size:,} of {len(tree.branches):,} comments"


def _picked_told(tree: Outline, wanted: Wanted, name: str | None, found: int) -> Iterator[str]:
    wishes = [] if name is None else [f"by {name}"]
    if wanted.words is not None:
        wishes.append(f"with “{' '.join(wanted.words.split())}”")
    if wanted.unclear:
        wishes.append("unclear")
    if wanted.chain is not None:
        wishes.append(f"in the chain of #{_root(tree, wanted.chain).row.position}")
    if wanted.depth is not None:
        wishes.append(f"down to level {wanted.depth}")
    yield f"{found:,} of {len(tree.branches):,} comments: {', '.join(wishes)}"
    if name and (name == NO_NAME or is_shared(name)):
        yield "a name that many share: these comments need not be one person's"
    if wanted.unclear:
        yield (
            f"unclear: what it answers is less than {DOUBTFUL:.0%} sure, or of the stances the two"
            f" likeliest lie within {TIE * 100:.0f} points"
        )
