"""Who wrote a comment and when, told from its lines: above its text, below it, or on one line.

Class names are asked first; without them a date that stands alone or beside nothing but a name
makes a byline, in whatever order and language: ``by Ann on March 9, 2011 at 7:15 am. Reply #``,
``On November 1, 2012 Ann said:``, ``Ann 7. Juli 2017 um 13:02 Uhr - Antworten``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from threads import landmarks
from threads.dates import DayOrder, is_date_line, ordered, parse_date
from threads.formats import selectors
from threads.formats.bylines import (
    LENGTH,
    NAME_LENGTH,
    NAME_WORDS,
    TRIM,
    clean_name,
    dateline,
    is_aside,
    name_beside_date,
    tells_time,
    without_bar,
)
from threads.formats.html_comment import Own
from threads.formats.html_text import plain
from threads.formats.html_walk import BLOCKS, Line, attribute, classes, holds_blocks, scan_lines
from threads.markup import Element

# A byline stands within the first or the last lines of a comment.
_FIRST, _LAST = 6, 4
# Elements and texts in what holds a name, drawings beside it included.
_MOST_NODES = 500
_NAME_NODES = 24
_INLINE_NAMES = frozenset({"b", "strong", "cite", "a"})


class Head(NamedTuple):
    """Who and when; ``lines`` are the printed lines that say so and ``blocks`` where they stand.

    ``posted_at`` is a date as ``threads.dates`` gives it.
    """

    author: str | None
    posted_at: str | None
    lines: frozenset[str] = frozenset()
    blocks: tuple[Element, ...] = ()

    def stands_in(self, tag: Element) -> bool:
        """Tell whether an element is all byline: the smallest block around author or date."""
        if tag not in self.blocks or holds_blocks(tag):
            return False
        return tag.first("br") is None or all(x.text in self.lines for x in scan_lines(tag))


def read_head(
    own: Own, mark: Element | None = None, order: Callable[[], DayOrder] | None = None
) -> Head:
    """Find author and date of a comment; either may be missing.

    ``mark`` is the block of its date, where that is known; ``order`` tells how its page writes
    5/6/2012.
    """
    lines = [line for line in own.lines if line.text or line.times]
    near = [line for line in lines if line.block is mark] if mark is not None else []
    if not any(dateline(line) is not None for line in near):
        near = [*lines[:_FIRST], *reversed(lines[_FIRST:][-_LAST:])]
    dates = [line for line in near if dateline(line) is not None]
    dated = max(dates, key=_evidence) if len(dates) > 1 else next(iter(dates), None)
    hinted = _hinted_author(own) or _likely_author(own)
    if hinted is not None:
        author = clean_name(plain(hinted, most=_MOST_NODES))
        told = [line for line in lines if _holds(line.block, hinted)][:1]
    else:
        author, told = _printed_author(lines, dated)
    told += [dated] if dated is not None else []
    return Head(
        author=author or None,
        posted_at=next(filter(None, (_when(line, order) for line in reversed(told))), None),
        lines=frozenset(line.text for line in told),
        blocks=tuple(line.block for line in told),
    )


def _printed_author(lines: Sequence[Line], dated: Line | None) -> tuple[str, list[Line]]:
    """Give the author without any class name's help, and the lines beside the date that name him.

    "NAME says:", the date's own line, the line before it. "The rule says:" further down in a
    comment names nobody.
    """
    at = next((n for n, line in enumerate(lines) if line is dated), 0)
    around = lines[max(0, at - 2) : at + 3] if dated is not None else lines[:1]
    says = next((line for line in around if landmarks.SAYS.fullmatch(line.text)), None)
    for line in (says, dated):
        if line is not None and (name := _name_on(line)):
            return name, [line]
    before = _line_before(lines, dated) if dated is not None else None
    return (clean_name(before.text), [before]) if before is not None else ("", [])


def _evidence(line: Line) -> int:
    """Say how likely a date is the comment's own and not one that its text mentions."""
    named = selectors.COMMENT_DATES.search(" ".join((*classes(line.block), *_parent_classes(line))))
    return (
        4 * bool(line.times)
        + 2 * (line.linked > 0)
        + 2 * (without_bar(line.text) != line.text)
        + bool(named)
        + bool(is_date_line(line.text) or dateline(line))
    )


def _parent_classes(line: Line) -> tuple[str, ...]:
    return classes(line.block.parent) if line.block.parent is not None else ()


def _likely_author(own: Own) -> Element | None:
    """Give the element that a class is likely to name the author by, or schema.org's property.

    Less sure than what ``_hinted_author`` goes by: its text must be no more than a name.
    """
    for tag in own.tags:
        if tag.attrs and tag.end - tag.at <= _NAME_NODES and _may_be_author(tag):
            text = clean_name(plain(tag))
            if text and not is_aside(text) and not any(map(tells_time, (text, *tag.strings))):
                return tag
    return None


def _may_be_author(tag: Element) -> bool:
    """Tell by names and properties; what holds blocks is more than a name."""
    said = attribute(tag, "itemprop") or attribute(tag, "property")
    named = said in selectors.AUTHOR_PROPERTIES or any(
        map(selectors.COMMENT_AUTHOR_NAMES.fullmatch, classes(tag))
    )
    return named and not holds_blocks(tag) and tag.first("br") is None


def _hinted_author(own: Own) -> Element | None:
    """Give the element that a class or a role says holds the author's name."""
    cites = None
    says_something = _Saying()
    for tag in own.tags:
        if tag.attrs and _is_called_author(tag) and says_something(tag):
            return tag
        if tag.name == "cite" and cites is None and tag.parent is not None:
            quoted = tag.parent.name in ("blockquote", "p", "q")
            cites = None if quoted or not says_something(tag) else tag
    return cites


class _Saying:
    """Tells of elements, in the page's order, whether there is text to be seen in them."""

    def __init__(self) -> None:
        self._silent = 0  # up to this node nothing is said in the last large element

    def __call__(self, tag: Element) -> bool:
        """Look into an element; into a large one only near its beginning."""
        if tag.end - tag.at <= _MOST_NODES:
            return bool(plain(tag))
        # Elements that say nothing may stand in each other by the thousand.
        begin, end = max(tag.at + 1, self._silent), tag.at + _MOST_NODES
        texts = (node for node in tag.nodes[begin:end] if type(node) is str)
        if any(map(str.strip, texts)):
            return True
        self._silent = max(self._silent, end)
        return False


def _is_called_author(tag: Element) -> bool:
    if not selectors.COMMENT_AUTHORS.isdisjoint(classes(tag)):
        return True
    return selectors.COMMENT_AUTHOR_ID.fullmatch(attribute(tag, "id")) is not None


def _name_on(line: Line) -> str:
    """Give the name on a byline: what its markup sets off, else its words less the date."""
    if says := landmarks.SAYS.fullmatch(line.text):
        name = name_beside_date(line.text)
        return clean_name(says["name"]) if name is None else name
    if name := dateline(line):
        return name
    for tag in islice(line.block.inside(_INLINE_NAMES), 4):
        text = clean_name(plain(tag))
        if text and not is_aside(text) and not tells_time(text):
            return text
    return ""


def _line_before(lines: Sequence[Line], dated: Line) -> Line | None:
    """Give the line above a date, where it may be a name."""
    at = next((n for n, line in enumerate(lines) if line is dated), 0)
    if not at or not lines[at - 1].text:
        return None
    before = lines[at - 1]
    fits = len(before.text) <= NAME_LENGTH and len(before.text.split()) <= NAME_WORDS
    return before if fits and not landmarks.is_link_bar(before.text) else None


def _when(line: Line, order: Callable[[], DayOrder] | None) -> str | None:
    """Give the date on a line, if it can with the time of day; a long line is the text."""
    first = None
    for text in (*line.times, *line.parts, line.text if len(line.text) <= LENGTH else ""):
        if text in line.parts and not is_date_line(text.strip(TRIM)):
            continue
        when = parse_date(ordered(text, order) if order is not None else text)
        if when and "T" in when:
            return when
        first = first or when
    return first


def _holds(block: Element, tag: Element) -> bool:
    """Tell whether a block is the nearest around an element (or the element itself)."""
    node: Element | None = tag
    while node is not None and node.name not in BLOCKS:
        node = node.parent
    return node is block
