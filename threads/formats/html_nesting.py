"""Which element holds which comment, told from where the bylines stand and not from class names.

Three nestings are met, and mixed: replies inside their parent's element (``li > ul > li``,
``div > div``), and replies in the element that follows it (``li`` + ``li > ul > li``). What all
have in common: comments that are siblings stand at the same height above their bylines.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from threads.markup import Element

# A comment without siblings is bounded by the nearest of these around its byline.
_ITEM_TAGS = frozenset({"li", "article", "tr", "dd"})
_TEXT_TAGS = frozenset({"p", "blockquote", "br"})


class Laid(NamedTuple):
    """A comment's number (in the sequence given), its element, its parent's number, its level.

    ``under`` is None at ``level`` 1. ``rest`` are the elements in which it goes on.
    """

    number: int
    item: Element
    under: int | None
    level: int
    rest: tuple[Element, ...] = ()


def lay_out(
    root: Element, marks: Sequence[Element], known: Callable[[Element], bool] | None = None
) -> list[Laid]:
    """Find each mark's comment element and parent; linear in the size of the page.

    ``marks`` are one element per comment in document order: its byline, or the comment's own
    element, for which ``known`` holds. A mark that shares its element with an earlier is left out.
    """
    chains = _chains(marks)
    sure = [known is not None and known(mark) for mark in marks]
    pairs = list(zip(chains, sure, strict=True))
    height = _item_height([[] if own else chain for chain, own in pairs])
    items = [chain[0] if own and chain else _item(chain, height) for chain, own in pairs]
    terms = _Terms()
    return _nest(root, [terms.of(item) if item is not None else None for item in items], terms)


def _chains(marks: Sequence[Element]) -> list[list[Element]]:
    """Give for each mark itself and its ancestors up to the last that holds no earlier mark."""
    seen: set[Element] = set()
    chains = []
    for mark in marks:
        chain: list[Element] = []
        node: Element | None = mark
        while node is not None and node not in seen:
            seen.add(node)
            chain.append(node)
            node = node.parent
        chains.append(chain)
    return chains


def _item_height(chains: list[list[Element]]) -> int | None:
    """Give how far above their marks comments' elements stand, None where nothing shows it.

    Where a chain ends, its parent belongs to an earlier comment's chain. If both stand at the
    same height below it, they are siblings; a reply stands higher (it brings its list along). If
    there are no siblings: a chain that ends as high as its parent stands is a comment's element
    directly in a comment's element.
    """
    place: dict[Element | None, int] = {
        tag: height for chain in chains for height, tag in enumerate(chain)
    }
    siblings: Counter[int] = Counter()
    direct: Counter[int] = Counter()
    for chain in filter(None, chains):
        above = place.get(chain[-1].parent)
        if above == len(chain):
            siblings[len(chain) - 1] += 1
        elif above == len(chain) - 1:
            direct[len(chain) - 1] += 1
    found = siblings or direct
    return found.most_common(1)[0][0] if found else None


def _item(chain: list[Element], height: int | None) -> Element | None:
    if not chain:
        return None
    if height is not None:
        return chain[min(height, len(chain) - 1)]
    for tag in chain:
        if tag.name in _ITEM_TAGS:
            return tag
    return _around_text(chain)


def _around_text(chain: list[Element]) -> Element:
    """Give the innermost ancestor of a mark that holds what marks text, the last if none does."""
    low = high = chain[0].at  # between these nothing does
    for tag in chain[1:]:
        nodes, around = tag.nodes, itertools.chain(range(tag.at + 1, low), range(high, tag.end))
        if any(isinstance(node := nodes[at], Element) and node.name in _TEXT_TAGS for at in around):
            return tag
        low, high = tag.at, tag.end
    return chain[-1]


class _Terms:
    """Comments as terms and their descriptions: a ``dt`` and each ``dd`` up to the next ``dt``."""

    def __init__(self) -> None:
        self._terms: dict[Element, Element] = {}
        self._rest: dict[Element, list[Element]] = {}
        self._known: set[Element] = set()

    def of(self, item: Element) -> Element:
        """Give the term that an element describes; itself, if it describes none."""
        if item.name not in ("dt", "dd"):
            return item
        self._learn(item)
        return self._terms.get(item, item)

    def rest(self, item: Element) -> tuple[Element, ...]:
        """Give the descriptions of a term."""
        return tuple(self._rest.get(item, ())) if self._rest else ()

    def scopes(self, numbers: Mapping[Element, int]) -> dict[Element, int]:
        """Give the descriptions with their terms' numbers."""
        return {part: numbers[x] for x in self._rest if x in numbers for part in self._rest[x]}

    def _learn(self, item: Element) -> None:
        above = item.parent
        if above is None or above in self._known:
            return
        self._known.add(above)
        term: Element | None = None
        for tag in above.children:
            if tag.name == "dt":
                term = tag
            elif tag.name == "dd" and term is not None:
                self._terms[tag] = term
                self._rest.setdefault(term, []).append(tag)


def _nest(root: Element, items: list[Element | None], terms: _Terms) -> list[Laid]:
    numbers = {item: number for number, item in enumerate(items) if item is not None}
    scopes = {**_followers(items), **terms.scopes(numbers), **numbers}
    levels: dict[int, int] = {}
    laid: list[Laid] = []
    around: list[Element] = []
    for scope in sorted(scopes, key=_at):
        if scope is root:
            continue
        while around and around[-1].end <= scope.at:
            around.pop()
        number = scopes[scope]
        if items[number] is scope:
            under = scopes[around[-1]] if around else None
            levels[number] = 1 if under is None else levels[under] + 1
            laid.append(Laid(number, scope, under, levels[number], terms.rest(scope)))
        around.append(scope)
    return laid


def _at(tag: Element) -> int:
    return tag.at


def _followers(items: list[Element | None]) -> dict[Element, int]:
    """Give the elements that follow comments: what comments they hold are its replies."""
    found = {}
    for number, item in enumerate(items):
        after = item.follower if item is not None else None
        if after is not None:
            found[after] = number
    return found
