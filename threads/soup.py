"""BeautifulSoup, the reader of record: what it makes of a page is what we read of it.

``threads.markup`` gives the same tree faster; tests hold it to that, page by page.
"""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PreformattedString

from threads.markup import Document, Element, Held


class DeepSoup(BeautifulSoup):
    """Builds a tree in time linear in the page, however deep it is.

    BeautifulSoup 4.15 climbs to the root for every piece of text after an element, in case text
    is inserted before what is there already. lxml hands over a page from front to back, so nothing
    ever is: 10,000 nested comments took 310 s to build with the climb, and take 4 s without.
    """

    def _linkage_fixer(self, el: Tag) -> None:
        child = el.contents[-1]
        if isinstance(child, NavigableString) and child is not el.contents[0]:
            child.next_sibling = child.next_element = None
        else:
            super()._linkage_fixer(el)


def make_soup(markup: str) -> BeautifulSoup:
    """Parse markup with lxml, which mends unclosed tags."""
    return DeepSoup(markup, "lxml")


def from_soup(soup: BeautifulSoup) -> Document:
    """Give BeautifulSoup's tree as ours; its namespaces, comments and declarations are left out."""
    root = Document()
    nodes, inside = root.nodes, [iter(soup.contents)]
    around: list[Element] = [root]
    while around:
        for node in inside[-1]:
            if isinstance(node, Tag):
                tag = Element(node.name, _attributes(node), around[-1], nodes, len(nodes))
                nodes.append(tag)
                around.append(tag)
                inside.append(iter(node.contents))
                break
            if type(node) in (NavigableString, CData):
                nodes.append(str(node))
            elif not isinstance(node, PreformattedString):
                nodes.append(Held(node))
        else:
            inside.pop()
            around.pop().end = len(nodes)
    return root


def _attributes(tag: Tag) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else " ".join(value)
        for name, value in tag.attrs.items()
    }
