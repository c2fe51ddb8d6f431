"""Walking a page's tree with an explicit stack, and its printed lines with where they stand.

Comments nest thousands of levels deep and hold one another, so nothing here recurses, climbs, or
walks a branch twice: a branch that belongs to somebody else is skipped, not searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from threads.dates import is_moment
from threads.markup import Element

Kind = Literal["open", "close", "text"]
Skip = Callable[[Element], bool]

# Their content is no text of the page.
SILENT = frozenset(
    {
        "script", "style", "template", "noscript", "iframe", "object", "svg", "canvas", "audio",
        "video", "head", "title"
    }
)  # fmt: skip
CONTROLS = frozenset({"form", "button", "select", "textarea", "input", "label"})
# Elements that start a new line; all others run on within one.
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
    }
)  # fmt: skip
_MARKS = frozenset({"a", "img", "time"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_PARTS = 12  # a byline has no more texts
_DATED = 16, 80  # characters of a title that is a date with a time of day
_NAMES_KEPT = 200  # characters; longer class attributes are split anew each time
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


def walk(root: Element, skip: Skip | None = None) -> Iterator[tuple[Kind, Element | str]]:
    """Yield what is inside ``root`` in document order; skipped elements are not entered.

    Comments, declarations and the content of ``SILENT`` elements are left out.
    """
    nodes, at, last = root.nodes, root.at + 1, root.end
    around: list[Element] = []
    end = last
    while True:
        while at == end:
            if not around:
                return
            yield "close", around.pop()
            end = around[-1].end if around else last
        node = nodes[at]
        if isinstance(node, Element):
            if node.name in SILENT or (skip is not None and skip(node)):
                at = node.end
                continue
            yield "open", node
            around.append(node)
            end = node.end
        elif type(node) is str:
            yield "text", node
        at += 1


def elements(root: Element, skip: Skip | None = None) -> Iterator[Element]:
    """Yield the elements that ``walk`` opens."""
    nodes, at, last = root.nodes, root.at + 1, root.end
    while at < last:
        node = nodes[at]
        at += 1
        if isinstance(node, Element):
            if node.name in SILENT or (skip is not None and skip(node)):
                at = node.end
            else:
                yield node


def texts(root: Element) -> Iterator[str]:
    """Yield the texts that ``walk`` gives."""
    nodes, at, last = root.nodes, root.at + 1, root.end
    while at < last:
        node = nodes[at]
        at += 1
        if isinstance(node, Element):
            if node.name in SILENT:
                at = node.end
        elif type(node) is str:
            yield node


class Line(NamedTuple):
    """One printed line: its text, the block that it stands in, and its images' words.

    ``linked`` is how many characters of it are links. ``item`` is the innermost element around it
    for which the scan's ``is_item`` held. ``times`` are the ``datetime`` attributes of its ``time``
    elements, and the titles that are a date and a time of day. ``parts`` are its texts as they lie
    in the markup, where there are a few: nothing else may stand between a name and a date.
    """

    text: str
    block: Element
    item: Element | None = None
    alts: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    linked: int = 0
    parts: tuple[str, ...] = ()


class _Scan:
    """What is gathered of the line being read."""

    __slots__ = ("alts", "blocks", "items", "linked", "links", "parts", "times")

    def __init__(self, root: Element) -> None:
        self.blocks = [root]
        self.items: list[Element] = []
        self.links = self.linked = 0
        self.parts: list[str] = []
        self.alts: list[str] = []
        self.times: list[str] = []

    def turn(self, tag: Element, opens: bool, holds: bool) -> None:
        """Go into a block or an item, or out of it."""
        self.blocks.append(tag) if opens else self.blocks.pop()
        if holds:
            self.items.append(tag) if opens else self.items.pop()

    def mark(self, tag: Element, opens: bool) -> None:
        """Take note of a link, an image, a time."""
        if tag.name == "a":
            self.links += 1 if opens else -1
        elif not opens:
            return
        elif tag.name == "img" and (alt := attribute(tag, "alt")):
            self.alts.append(alt)
        elif tag.name == "time" and (when := attribute(tag, "datetime")):
            self.times.append(when)

    def entitle(self, tag: Element) -> None:
        """Take note of a title that tells what "3 hours ago" stands for."""
        title = attribute(tag, "title")
        if _DATED[0] <= len(title) <= _DATED[1] and is_moment(title):
            self.times.append(title)

    def line(self) -> Line | None:
        """Give the line that ends here, None when nothing stands in it."""
        text = " ".join("".join(self.parts).split())
        item = self.items[-1] if self.items else None
        found = None
        if text or self.alts or self.times:
            alts, times = tuple(self.alts), tuple(self.times)
            parts = tuple(self.parts) if 1 < len(self.parts) <= _PARTS else ()
            found = Line(text, self.blocks[-1], item, alts, times, self.linked, parts)
            self.alts.clear()
            self.times.clear()
        self.parts.clear()
        self.linked = 0
        return found


def scan_lines(
    root: Element, is_item: Callable[[Element], bool] | None = None, skip: Skip | None = None
) -> Iterator[Line]:
    """Yield the printed lines of a page or a part of it, hidden ones too.

    An image with a word for it, or a ``time`` alone, counts as a line even where no text is.
    """
    # This goes as ``walk`` does, without its steps: of all that reads a page it runs most.
    scan = _Scan(root)
    parts, alts, times = scan.parts, scan.alts, scan.times
    nodes, at, end = root.nodes, root.at + 1, root.end
    last, holds = end, False
    around: list[Element] = []
    while at < last or around:
        opens = at < end
        node = nodes[at] if opens else around.pop()
        if isinstance(node, Element):
            name = node.name
            if opens and (name in SILENT or (skip is not None and skip(node))):
                at = node.end
                continue
            if is_item is not None:
                holds = is_item(node)
            breaks = name in BLOCKS or holds
            if (parts or alts or times) and (breaks or name == "br") and (line := scan.line()):
                yield line
            if breaks:
                scan.turn(node, opens, holds)
            elif name in _MARKS:
                scan.mark(node, opens)
            if opens:
                if "title" in node.attrs:
                    scan.entitle(node)
                around.append(node)
            end = around[-1].end if around else last
        elif type(node) is str:
            parts.append(node)
            if scan.links:
                scan.linked += len(node)
        at += opens
    if line := scan.line():
        yield line


def attribute(tag: Element, name: str) -> str:
    """Give an attribute as one stripped string, empty where it is missing."""
    value = tag.attrs.get(name)
    return value.strip() if value else ""


def classes(tag: Element) -> tuple[str, ...]:
    """Give an element's class names."""
    names = tag.attrs.get("class")
    if not names:
        return ()
    return _split(names) if len(names) <= _NAMES_KEPT else tuple(names.split())


@lru_cache(maxsize=4096)
def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def is_hidden(tag: Element) -> bool:
    """Tell whether the markup itself hides an element (style sheets are not read)."""
    if not tag.attrs:
        return False
    style = tag.attrs.get("style")
    return "hidden" in tag.attrs or (bool(style) and _HIDDEN.search(style or "") is not None)


def holds_blocks(tag: Element) -> bool:
    """Tell whether an element is more than one line: whether blocks stand in it."""
    return next(tag.inside(BLOCKS), None) is not None
