"""Which element holds which comment, told from where the bylines stand and not from class names.

Three nestings are met, and mixed: replies inside their parent's element (``li > ul > li``,
``div > div``), and replies in the element that follows it (``li`` + ``li > ul > li``). What all
have in common: comments that are siblings stand at the same height above their bylines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bs4 import Tag

from threads.formats.html_walk import walk

# A comment without siblings is bounded by the nearest of these around its byline.
_ITEM_TAGS = frozenset({"li", "article", "tr", "dd"})
_TEXT_TAGS = ["p", "blockquote", "br"]


@dataclass(frozen=True, slots=True)
class Laid:
    """A comment's number (in the sequence given), its element, its parent's number, its level.

    ``under`` is None at ``level`` 1.
    """

    number: int
    item: Tag
    under: int | None
    level: int


def lay_out(
    root: Tag, marks: Sequence[Tag], known: Callable[[Tag], bool] | None = None
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
    return _nest(root, items)


def _chains(marks: Sequence[Tag]) -> list[list[Tag]]:
    """Give for each mark itself and its ancestors up to the last that holds no earlier mark."""
    seen: set[int] = set()
    chains = []
    for mark in marks:
        chain: list[Tag] = []
        node: Tag | None = mark
        while node is not None and id(node) not in seen:
            seen.add(id(node))
            chain.append(node)
            node = node.parent
        chains.append(chain)
    return chains


def _item_height(chains: list[list[Tag]]) -> int | None:
    """Give how far above their marks comments' elements stand, None where nothing shows it.

    Where a chain ends, its parent belongs to an earlier comment's chain. If both stand at the
    same height below it, they are siblings; a reply stands higher (it brings its list along). If
    there are no siblings: a chain that ends as high as its parent stands is a comment's element
    directly in a comment's element.
    """
    place = {id(tag): height for chain in chains for height, tag in enumerate(chain)}
    siblings: Counter[int] = Counter()
    direct: Counter[int] = Counter()
    for chain in filter(None, chains):
        above = place.get(id(chain[-1].parent))
        if above == len(chain):
            siblings[len(chain) - 1] += 1
        elif above == len(chain) - 1:
            direct[len(chain) - 1] += 1
    found = siblings or direct
    return found.most_common(1)[0][0] if found else None


def _item(chain: list[Tag], height: int | None) -> Tag | None:
    if not chain:
        return None
    if height is not None:
        return chain[min(height, len(chain) - 1)]
    for tag in chain:
        if tag.name in _ITEM_TAGS:
            return tag
    return next((tag for tag in chain[1:] if tag.find(_TEXT_TAGS)), chain[-1])


def _nest(root: Tag, items: list[Tag | None]) -> list[Laid]:
    numbers = {id(item): number for number, item in enumerate(items) if item is not None}
    scopes = {**_followers(items), **numbers}
    levels: dict[int, int] = {}
    laid: list[Laid] = []
    around: list[int] = []
    for kind, node in walk(root):
        number = scopes.get(id(node)) if kind != "text" else None
        if number is None:
            continue
        if kind == "close":
            around.pop()
            continue
        item = items[number]
        if item is node:
            under = around[-1] if around else None
            levels[number] = 1 if under is None else levels[under] + 1
            laid.append(Laid(number, item, under, levels[number]))
        around.append(number)
    return laid


def _followers(items: list[Tag | None]) -> dict[int, int]:
    """Give the elements that follow comments: what comments they hold are its replies."""
    found = {}
    for number, item in enumerate(items):
        after = item.find_next_sibling(True) if item is not None else None
        if isinstance(after, Tag):
            found[id(after)] = number
    return found
