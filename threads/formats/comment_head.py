"""Who wrote a comment and when, told from its lines: above its text, below it, or on one line.

Class names are asked first; without them a date that stands alone or beside nothing but a name
makes a byline, in whatever order and language: ``by Ann on March 9, 2011 at 7:15 am. Reply #``,
``On November 1, 2012 Ann said:``, ``Ann 7. Juli 2017 um 13:02 Uhr - Antworten``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from threads import landmarks
from threads.dates import DayOrder, is_date_line, ordered, parse_date
from threads.formats import selectors
from threads.formats.html_comment import Own
from threads.formats.html_text import plain
from threads.formats.html_walk import BLOCKS, Line, attribute, classes, holds_blocks, scan_lines
from threads.markup import Element

# A byline stands within the first or the last lines of a comment, and is no longer than this.
_FIRST, _LAST, _LENGTH = 6, 4, 180
_NAME_LENGTH, _NAME_WORDS = 100, 12
_BAR_WORDS = 6
# Elements and texts in what holds a name, drawings beside it included.
_MOST_NODES = 500
_NAME_NODES = 24
# A byline that only its markup tells apart has no longer names.
_BYLINE_WORDS = 6

_BY = re.compile(
    r"(?:(?:post|posted|written|submitted|comment) )?(?:by|von|par|por|di|door|af|av):?\s", re.I
)
_TRIM = " \t,;:|·•–—-()[]#»…\u200b"
_NUMBERED = re.compile(r"#\d{1,6}[\s.:]{1,3}")
_DIGIT = re.compile(r"[0-9]")
_COUNT = re.compile(r"[+-]?\d{1,6}(?: [^\W\d_]{1,12})?")
# What follows a date in brackets, [3 favorites] or (link), is no longer than this.
_NOTE = 40
_CLOSING = (")", "]")
_AGO = 40  # characters of "about 11 years ago"
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
        author = _clean(plain(hinted, most=_MOST_NODES))
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
    if name is None and line.parts and _DIGIT.search(line.text):
        name = _name_among(line.parts)
    if name and name.casefold() in landmarks.LABELS:
        return None
    return name or "" if name is not None or line.times else None


@lru_cache(maxsize=1024)
def _name_among(parts: tuple[str, ...]) -> str | None:
    """Give the name among a line's texts of which one is a date, however they run together.

    "" where there is none; None where no text is a date, or where there are other words.
    """
    texts = [text for part in parts if (text := _trim(" ".join(part.split())))]
    dated = [text for text in texts if is_date_line(text) or landmarks.RELATIVE.fullmatch(text)]
    if not dated:
        return None
    names = [text for text in texts if text not in dated and not _is_aside(text)]
    if len(names) > 1 or any(len(name.split()) > _BYLINE_WORDS for name in names):
        return None
    return _clean(names[0]) if names else ""


def _is_aside(text: str) -> bool:
    """Tell of a text in a byline whether it is neither name nor date: a link, a count, a verb."""
    folded = text.casefold()
    return (
        not any(map(str.isalnum, text))
        or folded in _NOT_NAMES
        or folded in landmarks.VERBS
        or folded in landmarks.BADGES
        or landmarks.is_link_bar(text)
        or _COUNT.fullmatch(text) is not None
    )


@lru_cache(maxsize=1024)
def _name_beside_date(text: str) -> str | None:
    """Give what stands beside the date: "" for nothing, None where that is no name (or no date)."""
    if not parse_date(text):
        return "" if len(text) <= _AGO and _tells_time(text) else None
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
    when = parse_date(text)
    if text[-1:] in _CLOSING:
        at = max(text.rfind("("), text.rfind("["))
        if 0 < at >= len(text) - _NOTE and parse_date(text[:at]) == when:
            text = text[:at].rstrip()
    words = text.split()
    if not words or not landmarks.may_end_link_bar(words[-1]):
        return text
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
    name = landmarks.less_status(says["name"] if says else name)
    if numbered := _NUMBERED.match(name):
        name = name[numbered.end() :]
    name = _trim(name)
    if by := _BY.match(name):
        name = name[by.end() :]
    while (words := name.split()) and _is_no_name(words[-1]):
        name = " ".join(words[:-1])
    name = _trim(landmarks.less_status(name))
    return "" if len(name) > _NAME_LENGTH or name.casefold() in _NOT_NAMES else name


def _tells_time(text: str) -> bool:
    """Tell whether a text has a date in it, or is one like "3 hours ago"."""
    return bool(parse_date(text)) or landmarks.RELATIVE.fullmatch(text.strip(_TRIM)) is not None


def _is_no_name(word: str) -> bool:
    return word.casefold() in _NOT_NAMES or word.rstrip(".…") in landmarks.VERBS


def _trim(name: str) -> str:
    """Take separators off both ends; a bracket that belongs to the name stays: ``Ann (Leeds)``."""
    bare = name.strip(_TRIM)
    if "(" not in bare or bare.count("(") == bare.count(")"):
        return bare
    return f"{bare})" if f"{bare})" in name else bare


def _likely_author(own: Own) -> Element | None:
    """Give the element that a class is likely to name the author by, or schema.org's property.

    Less sure than what ``_hinted_author`` goes by: its text must be no more than a name.
    """
    for tag in own.tags:
        if tag.attrs and tag.end - tag.at <= _NAME_NODES and _may_be_author(tag):
            text = _clean(plain(tag))
            if text and not _is_aside(text) and not any(map(_tells_time, (text, *tag.strings))):
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
        name = _name_beside_date(line.text)
        return _clean(says["name"]) if name is None else name
    if name := dateline(line):
        return name
    for tag in islice(line.block.inside(_INLINE_NAMES), 4):
        text = _clean(plain(tag))
        if text and not _is_aside(text) and not _tells_time(text):
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


def _when(line: Line, order: Callable[[], DayOrder] | None) -> str | None:
    """Give the date on a line, if it can with the time of day; a long line is the text."""
    first = None
    for text in (*line.times, *line.parts, line.text if len(line.text) <= _LENGTH else ""):
        if text in line.parts and not is_date_line(text.strip(_TRIM)):
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
