"""Who wrote a comment and when, told from its lines: above its text, below it, or on one line.

Class names are asked first; without them a date that stands alone or beside nothing but a name
makes a byline, in whatever order and language: ``by Ann on March 9, 2011 at 7:15 am. Reply #``,
``On November 1, 2012 Ann said:``, ``Ann 7. Juli 2017 um 13:02 Uhr - Antworten``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats import selectors
from threads.formats.html_comment import Own
from threads.formats.html_text import plain
from threads.formats.html_walk import BLOCKS, Line, attribute, classes, holds_blocks
from threads.markup import Element

# A byline stands within the first or the last lines of a comment, and is no longer than this.
_FIRST, _LAST, _LENGTH = 6, 4, 180
_NAME_LENGTH, _NAME_WORDS = 100, 12
_BAR_WORDS = 6
# Elements and texts in what holds a name, drawings beside it included.
_MOST_NODES = 500

_BY = re.compile(
    r"(?:(?:posted|written|submitted|comment) )?(?:by|von|par|por|di|door|af|av)\s", re.I
)
_TRIM = " \t,;:|·•–—-()[]#\u200b"
_NOT_NAMES = frozenset({"on", "at", "am", "le", "el", "um", "posted", "by", "and", "the"})
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
        return any(tag is block for block in self.blocks) and not holds_blocks(tag)


def read_head(own: Own) -> Head:
    """Find author and date of a comment; either may be missing."""
    lines = [line for line in own.lines if line.text or line.times]
    near = [*lines[:_FIRST], *reversed(lines[_FIRST:][-_LAST:])]
    dates = [line for line in near if dateline(line) is not None]
    dated = max(dates, key=_evidence) if len(dates) > 1 else next(iter(dates), None)
    hinted = _hinted_author(own)
    if hinted is not None:
        author = _clean(plain(hinted, most=_MOST_NODES))
        told = [line for line in lines if _holds(line.block, hinted)][:1]
    else:
        author, told = _printed_author(lines, dated)
    told += [dated] if dated is not None else []
    return Head(
        author=author or None,
        posted_at=_when(dated) if dated is not None else None,
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
    return (_clean(before.text), [before]) if before is not None else ("", [])


def _evidence(line: Line) -> int:
    """Say how likely a date is the comment's own and not one that its text mentions."""
    named = selectors.COMMENT_DATES.search(" ".join((*classes(line.block), *_parent_classes(line))))
    return (
        4 * bool(line.times)
        + 2 * (line.linked > 0)
        + 2 * (_without_bar(line.text) != line.text)
        + bool(named)
        + bool(is_date_line(line.text) or dateline(line))
    )


def _parent_classes(line: Line) -> tuple[str, ...]:
    return classes(line.block.parent) if line.block.parent is not None else ()


def dateline(line: Line) -> str | None:
    """Give the name on a line that holds a date and at most a name ("" for none), else None.

    A line with a ``time`` element is one whatever its words.
    """
    if len(line.text) > _LENGTH:
        return None
    name = _name_beside_date(line.text)
    return name or "" if name is not None or line.times else None


@lru_cache(maxsize=1024)
def _name_beside_date(text: str) -> str | None:
    """Give what stands beside the date: "" for nothing, None where that is no name (or no date)."""
    if not parse_date(text):
        return None
    rest = _without_bar(text)
    says = landmarks.SAYS.fullmatch(rest)
    rest = says["name"] if says else rest
    if is_date_line(rest):
        return ""
    words = rest.split()
    most = min(len(words), _NAME_WORDS + 1)
    for count in range(1, most):
        if is_date_line(" ".join(words[count:])):
            return _clean(" ".join(words[:count]))
    # "On November 1 Ann said:" is a byline, "On November 1 Ann left." a sentence.
    for count in range(1, most if says else 1):
        if is_date_line(" ".join(words[:-count])):
            return _clean(" ".join(words[-count:]))
    return None


@lru_cache(maxsize=1024)
def _without_bar(text: str) -> str:
    """Cut ``| Permalink``, ``- Antworten``, ``(#123)``, ``. Reply #`` off the end of a date."""
    words = text.split()
    if not words or not landmarks.may_end_link_bar(words[-1]):
        return text
    when = parse_date(text)
    for count in range(min(_BAR_WORDS, len(words) - 1), 0, -1):
        bar, rest = " ".join(words[-count:]), " ".join(words[:-count])
        told = "#" in bar or any(c.isalpha() for c in bar)
        if told and landmarks.is_link_bar(bar) and parse_date(rest) == when:
            return rest
    return text


def _clean(name: str) -> str:
    """Take ``by``, brackets, verbs and separators off a name; "" where nothing is left."""
    name = " ".join(name.split())[: 2 * _LENGTH]
    says = landmarks.SAYS.fullmatch(name)
    name = (says["name"] if says else name).strip(_TRIM)
    if by := _BY.match(name):
        name = name[by.end() :]
    while (words := name.split()) and words[-1].casefold() in _NOT_NAMES:
        name = " ".join(words[:-1])
    name = name.strip(_TRIM)
    return "" if len(name) > _NAME_LENGTH or name.casefold() in _NOT_NAMES else name


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
        name = _name_beside_date(line.text)
        return _clean(says["name"]) if name is None else name
    if name := dateline(line):
        return name
    for tag in islice(line.block.inside(_INLINE_NAMES), 4):
        text = _clean(plain(tag))
        if text and not parse_date(text) and not landmarks.is_link_bar(text):
            return text
    return ""


def _line_before(lines: Sequence[Line], dated: Line) -> Line | None:
    """Give the line above a date, where it may be a name."""
    at = next((n for n, line in enumerate(lines) if line is dated), 0)
    if not at or not lines[at - 1].text:
        return None
    before = lines[at - 1]
    fits = len(before.text) <= _NAME_LENGTH and len(before.text.split()) <= _NAME_WORDS
    return before if fits and not landmarks.is_link_bar(before.text) else None


def _when(line: Line) -> str | None:
    for text in (*line.times, line.text):
        if when := parse_date(text):
            return when
    return None


def _holds(block: Element, tag: Element) -> bool:
    """Tell whether a block is the nearest around an element (or the element itself)."""
    node: Element | None = tag
    while node is not None and node.name not in BLOCKS:
        node = node.parent
    return node is block


def body_root(own: Own, head: Head) -> Element | None:
    """Give the element whose class says that it holds the comment's text, less any byline."""
    for name in selectors.COMMENT_BODIES:
        root = own.only((name,))
        if root is None or root is own.item:
            continue
        if not any(root.at <= block.at < root.end for block in head.blocks):
            return root
    return None
