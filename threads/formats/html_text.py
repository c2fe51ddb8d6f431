"""Markup to plain text: paragraphs, lines, list items, and the passages marked as quotations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from threads.formats import selectors
from threads.formats.html_walk import (
    BLOCKS,
    CONTROLS,
    Skip,
    attribute,
    classes,
    is_hidden,
    walk,
)
from threads.markup import Element

# Breaks between what was written and what comes next, in rising strength.
_NONE, _SPACE, _LINE, _PARAGRAPH = range(4)
_BREAKS = ("", " ", "\n", "\n\n")
_LINE_BLOCKS = frozenset({"li", "dt", "dd", "tr", "option"})
# All that these do to a text is to end what stands before them.
_ROUTINE = (BLOCKS | {"b", "strong", "a", "span", "u", "small"}) - {
    *("li", "pre", "div", "blockquote")
}
_FIELDS = frozenset({"input", "textarea", "select", "button"})
_CELLS = frozenset({"td", "th"})
_STRENGTH = {
    **dict.fromkeys(BLOCKS, _PARAGRAPH),
    **dict.fromkeys(_LINE_BLOCKS, _LINE),
    **dict.fromkeys(_CELLS, _SPACE),
}
_SLANTED = frozenset({"i", "em"})
# An italic line within a paragraph is a quotation only from this length on: "<i>Really?</i>"
# alone in a line is mostly emphasis, a whole paragraph in italics on Techdirt mostly is not.
_ITALIC_LINE_WORDS = 5

_SMILEY = re.compile(r"[:;=8xX>][^\s\w]{0,2}[\w()/\\|*<>]{1,10}:?|\^_?\^|<3")
_SMILEY_CLASSES = frozenset({"wp-smiley", "emoji", "smiley", "smilie"})
_ALT_MAX = 24


class Passage(NamedTuple):
    """Plain text with the passages that its markup sets off as quotations, letter for letter.

    Quotations don't overlap: a quote within a quote stands for itself, and what is around it too.
    """

    text: str
    quoted: tuple[str, ...] = ()


def read_text(
    root: Element, *, skip: Skip | None = None, italic_quotes: bool = False, hidden: bool = False
) -> Passage:
    """Render what is inside an element.

    Paragraphs are separated by an empty line, lines (``br``, list items, table rows) by a
    newline. Dropped: hidden elements unless ``hidden`` (``root`` itself may be hidden), form
    controls, images except smileys, and whatever ``skip`` names. ``italic_quotes``: a paragraph
    wholly in italics is a quotation.
    """
    writer = _Writer(italic_quotes=italic_quotes)

    def unread(tag: Element) -> bool:
        if tag.name in CONTROLS and not (tag.name == "form" and _is_shown(tag)):
            return True
        if skip is not None and skip(tag):
            return True
        return bool(tag.attrs) and not hidden and is_hidden(tag)

    for kind, node in walk(root, unread):
        if not isinstance(node, Element):
            writer.write(node)
        elif node.name in _ROUTINE:
            writer.edge(node.name)
        else:
            writer.open(node) if kind == "open" else writer.close(node)
    return writer.passage()


def join_passages(passages: Sequence[Passage]) -> Passage:
    """Make one passage of several, a paragraph or more each."""
    if len(passages) == 1:
        return passages[0]
    texts = [passage.text for passage in passages if passage.text]
    quoted = [quote for passage in passages for quote in passage.quoted]
    return Passage("\n\n".join(texts), tuple(quoted))


def plain(root: Element, *, skip: Skip | None = None, most: int | None = None) -> str:
    """Render what is inside an element on one line.

    "" for one with more than ``most`` elements and texts inside. What looks into element after
    element needs that: where they nest, each would be read as often as it lies in others.
    """
    if most is not None and root.end - root.at > most:
        return ""
    if root.end == root.at + 2 and type(text := root.nodes[root.at + 1]) is str:
        return " ".join(text.split())
    return " ".join(read_text(root, skip=skip).text.split())


@dataclass(slots=True)
class _Row:
    """One printed line: where it stands, and whether its words are in italics or not."""

    start: int
    end: int = 0
    first: bool = False
    slanted: bool = False
    upright: bool = False


@dataclass(slots=True)
class _Writer:
    """Collapses blanks, keeps offsets; a break is written only when text follows it."""

    italic_quotes: bool
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    pending: int = _NONE
    bullet: str = ""
    verbatim: int = 0
    slanted: int = 0
    quotes: int = 0
    quote_start: int | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)

    def open(self, tag: Element) -> None:
        name = tag.name
        if name in _SLANTED:
            self.slanted += 1
        elif name == "br":
            self._break(_PARAGRAPH if self.pending >= _LINE else _LINE)
        elif name == "img":
            self._put(_smiley(tag))
        elif name == "q":
            self._put('"')
            self._turn(1)
        else:
            self.edge(name)
            if name == "li":
                self.bullet = "- "
            elif name == "pre":
                self.verbatim += 1
            elif _is_quotation(tag):
                self._turn(1)

    def close(self, tag: Element) -> None:
        name = tag.name
        if name in _SLANTED:
            self.slanted -= 1
        elif name == "q":
            self._turn(-1)
            self._put('"')
        elif _is_quotation(tag):
            self._turn(-1)
        elif name == "pre":
            self.verbatim -= 1
        self.edge(name)

    def write(self, text: str) -> None:
        """Take text as it stands in the markup."""
        if self.verbatim:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._break(_PARAGRAPH if self.pending >= _LINE else _LINE)
                self._put(line.rstrip())
            return
        words = " ".join(text.split())
        if not words or text[0].isspace():
            self._break(_SPACE)
        self._put(words)
        if words and text[-1].isspace():
            self._break(_SPACE)

    def passage(self) -> Passage:
        self._end_span()
        text = "".join(self.chunks)
        spans = self.spans
        if self.italic_quotes:
            spans = sorted(spans + self._italic_spans(text))
        return Passage(text, tuple(text[a:b] for a, b in spans))

    def edge(self, name: str) -> None:
        """Break where an element begins or ends, as strongly as it does."""
        strength = _STRENGTH.get(name, _NONE)
        self.pending = max(self.pending, strength)

    def _break(self, strength: int) -> None:
        self.pending = max(self.pending, strength)

    def _put(self, text: str) -> None:
        if not text:
            return
        self._flush()
        if self.quotes and self.quote_start is None:
            self.quote_start = self.length
        self._append(text)
        row = self.rows[-1]
        row.end = self.length
        if self.quotes:
            row.upright = True  # quoted already: not to be found again by its italics
        elif self.italic_quotes and any(c.isalnum() for c in text):
            row.slanted |= self.slanted > 0
            row.upright |= self.slanted == 0

    def _flush(self) -> None:
        """Write the break that is due, start a row after it, and the list item's mark."""
        strength = self.pending if self.length else _PARAGRAPH
        if self.length:
            self._append(_BREAKS[self.pending])
        self.pending = _NONE
        if strength >= _LINE:
            self.rows.append(_Row(self.length, first=strength == _PARAGRAPH))
        if self.bullet:
            self._append(self.bullet)
            self.bullet = ""

    def _append(self, text: str) -> None:
        self.chunks.append(text)
        self.length += len(text)

    def _turn(self, by: int) -> None:
        """Go one quotation deeper or back: the passage so far ends here."""
        self._end_span()
        self.quotes += by

    def _end_span(self) -> None:
        if self.quote_start is not None:
            self.spans.append((self.quote_start, self.length))
        self.quote_start = None

    def _italic_spans(self, text: str) -> list[tuple[int, int]]:
        spans = []
        for paragraph in self._paragraphs():
            for slanted, group in groupby(paragraph, key=_is_italic):
                rows = list(group)
                span = (rows[0].start, rows[-1].end)
                words = len(text[slice(*span)].split())
                if slanted and (len(rows) == len(paragraph) or words >= _ITALIC_LINE_WORDS):
                    spans.append(span)
        return spans

    def _paragraphs(self) -> list[list[_Row]]:
        found: list[list[_Row]] = []
        for row in self.rows:
            if row.first:
                found.append([])
            found[-1].append(row)
        return found


def _is_shown(form: Element) -> bool:
    """Tell whether a form has nothing to fill in: old Reddit lays each comment's text in one."""
    fields = list(form.inside(_FIELDS))
    hidden = all(tag.name == "input" and attribute(tag, "type") == "hidden" for tag in fields)
    return hidden and form.first("p") is not None


def _is_italic(row: _Row) -> bool:
    return row.slanted and not row.upright


def _is_quotation(tag: Element) -> bool:
    """Tell whether a block is a quotation, by its name or, for a ``div``, by its class."""
    if tag.name == "div":
        return not selectors.QUOTATIONS.isdisjoint(classes(tag))
    return bool(tag.name == "blockquote")


def _smiley(tag: Element) -> str:
    """Give an image's word where it is a smiley: ``:-)``, an emoji, or so by its class."""
    alt = attribute(tag, "alt")
    if not alt or len(alt) > _ALT_MAX:
        return ""
    if _SMILEY.fullmatch(alt) or _SMILEY_CLASSES.intersection(classes(tag)):
        return alt
    return alt if all(unicodedata.category(c) in ("So", "Sk", "Mn", "Cf") for c in alt) else ""
