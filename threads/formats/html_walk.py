"""Walking a page's tree with an explicit stack, and its printed lines with where they stand.

Comments nest thousands of levels deep and hold one another, so nothing here recurses, climbs, or
walks a branch twice: a branch that belongs to somebody else is skipped, not searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from bs4 import Tag
from bs4.element import CData, NavigableString

Kind = Literal["open", "close", "text"]
Skip = Callable[[Tag], bool]

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
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)


def walk(root: Tag, skip: Skip | None = None) -> Iterator[tuple[Kind, Tag | NavigableString]]:
    """Yield what is inside ``root`` in document order; skipped elements are not entered.

    Comments, declarations and the content of ``SILENT`` elements are left out.
    """
    tags, inside = [root], [iter(root.contents)]
    while tags:
        for node in inside[-1]:
            if isinstance(node, Tag):
                if node.name in SILENT or (skip is not None and skip(node)):
                    continue
                yield "open", node
                tags.append(node)
                inside.append(iter(node.contents))
                break
            if type(node) is NavigableString or type(node) is CData:
                yield "text", node
        else:
            inside.pop()
            tag = tags.pop()
            if tags:
                yield "close", tag


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, the block that it stands in, and its images' words.

    ``linked`` is how many characters of it are links. ``item`` is the innermost element around it
    for which the scan's ``is_item`` held. ``times`` are the ``datetime`` attributes of its ``time``
    elements.
    """

    text: str
    block: Tag
    item: Tag | None = None
    alts: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    linked: int = 0


class _Scan:
    """What is gathered of the line being read."""

    def __init__(self, root: Tag) -> None:
        self.blocks = [root]
        self.items: list[Tag] = []
        self.links = 0
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.alts: list[str] = []
        self.times: list[str] = []
        self.linked = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        if self.links:
            self.linked += len(text)

    def line(self) -> Line | None:
        """Give the line that ends here, None when nothing stands in it."""
        text = " ".join("".join(self.parts).split())
        item = self.items[-1] if self.items else None
        found = None
        if text or self.alts or self.times:
            found = Line(
                text, self.blocks[-1], item, tuple(self.alts), tuple(self.times), self.linked
            )
        self.clear()
        return found


def scan_lines(
    root: Tag, is_item: Callable[[Tag], bool] | None = None, skip: Skip | None = None
) -> Iterator[Line]:
    """Yield the printed lines of a page or a part of it, hidden ones too.

    An image with a word for it, or a ``time`` alone, counts as a line even where no text is.
    """
    scan = _Scan(root)
    for kind, node in walk(root, skip):
        if kind == "text":
            scan.write(str(node))
            continue
        assert isinstance(node, Tag)
        holds = is_item is not None and is_item(node)
        if (holds or node.name in BLOCKS or node.name == "br") and (line := scan.line()):
            yield line
        if kind == "open":
            _enter(scan, node, holds)
        else:
            _leave(scan, node, holds)
    if line := scan.line():
        yield line


def _enter(scan: _Scan, tag: Tag, holds: bool) -> None:
    if holds:
        scan.items.append(tag)
    if holds or tag.name in BLOCKS:
        scan.blocks.append(tag)
    elif tag.name == "a":
        scan.links += 1
    elif tag.name == "img" and (alt := attribute(tag, "alt")):
        scan.alts.append(alt)
    elif tag.name == "time" and (when := attribute(tag, "datetime")):
        scan.times.append(when)


def _leave(scan: _Scan, tag: Tag, holds: bool) -> None:
    if holds:
        scan.items.pop()
    if holds or tag.name in BLOCKS:
        scan.blocks.pop()
    elif tag.name == "a":
        scan.links -= 1


def attribute(tag: Tag, name: str) -> str:
    """Give an attribute as one stripped string, empty where it is missing."""
    value = tag.get(name)
    if value is None:
        return ""
    return (value if isinstance(value, str) else " ".join(value)).strip()


def classes(tag: Tag) -> tuple[str, ...]:
    """Give an element's class names."""
    return tuple(attribute(tag, "class").split())


def is_hidden(tag: Tag) -> bool:
    """Tell whether the markup itself hides an element (style sheets are not read)."""
    if tag.has_attr("hidden"):
        return True
    style = attribute(tag, "style")
    return bool(style) and _HIDDEN.search(style) is not None


def holds_blocks(tag: Tag) -> bool:
    """Tell whether an element is more than one line: whether blocks stand in it."""
    return any(isinstance(node, Tag) and node.name in BLOCKS for node in tag.descendants)
