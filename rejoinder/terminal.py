"""Text for a terminal: made harmless, measured in cells, folded to a width.

Comments are written by strangers. A terminal obeys control characters (escape sequences retitle
the window, move the cursor, rewrite what was printed) and the bidirectional ones reorder a line,
so nothing of a page reaches the terminal but through ``neutralise`` or ``one_line``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_STAND_IN = 0xFFFD
_NARROWEST = 40  # columns; where there are fewer, the terminal breaks the lines
_OBEYED = (
    range(0x80, 0xA0),  # C1: eight-bit escape sequences
    (0x061C, 0x200E, 0x200F),  # direction marks
    (0x200B, 0x2060, 0xFEFF),  # without width: they hide one word in another
    range(0x2028, 0x202F),  # line and paragraph separators, embeddings and overrides
    range(0x2066, 0x206A),  # isolates
    range(0xD800, 0xE000),  # lone surrogates: no encoding can print them
    range(0xFFF9, 0xFFFC),  # interlinear annotation
    range(0xE0000, 0xE0080),  # tags: text that nobody sees
)
# Marks that are put on a letter: more than _MARKS in a row are no language but a tower of them
# that covers the lines around ("zalgo").
_MARKS = 4
_TOWER = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e"
    f"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]){{{_MARKS + 1},}}"
)
_HARMLESS: dict[int, int | str] = {
    **_PICTURES,
    0x09: " ",
    0x7F: 0x2421,
    **{code: _STAND_IN for codes in _OBEYED for code in codes},
}


def neutralise(text: str) -> str:
    """Replace every character that a terminal would obey by one that it prints.

    Control characters become their pictures (escape: ``␛``), directional and invisible ones
    ``�``, a tab a space, a heap of marks upon one letter a ``�``. Newlines stay.
    """
    harmless = text.translate(_HARMLESS)
    return harmless if text.isascii() else _TOWER.sub("\ufffd", harmless)


def one_line(text: str) -> str:
    """Neutralise ``text`` and fold all its white space, newlines too, to single spaces."""
    return " ".join(neutralise(text).split())


def text_width(stream: TextIO | None = None) -> int:
    """Give the columns of the terminal that ``stream`` is, or stdout without it.

    80 where it is none; ``COLUMNS`` overrides both, and 40 is the least.
    """
    columns = 0
    if stream is not None and "COLUMNS" not in os.environ:
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(stream.fileno()).columns
    return max(columns or shutil.get_terminal_size((80, 24)).columns, _NARROWEST)


def cells(text: str) -> int:
    """Count the columns that ``text`` takes; a CJK character or an emoji takes two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fold(text: str, width: int) -> list[str]:
    """Break neutralised ``text`` into lines of at most ``width`` cells, at spaces where possible.

    Its own newlines are kept, and so are empty lines between paragraphs.
    """
    return [row for line in text.split("\n") for row in _fold_line(line, max(width, 2))]


def cut(text: str, width: int) -> str:
    """Give the beginning of neutralised ``text`` that fits a line, with … where that isn't all."""
    if cells(text) <= width:
        return text
    return fold(text, width - 1)[0] + "…"


def _fold_line(line: str, width: int) -> Iterator[str]:
    row: list[str] = []
    used = 0
    for word in line.split():
        for piece, taken in _pieces(word, width):
            if row and used + 1 + taken > width:
                yield " ".join(row)
                row, used = [], 0
            used += taken + bool(row)
            row.append(piece)
    yield " ".join(row)


def _pieces(word: str, width: int) -> list[tuple[str, int]]:
    """Cut a word that is wider than the line; gives each piece with its cells."""
    taken = cells(word)
    if taken <= width:
        return [(word, taken)]
    from rich.cells import chop_cells

    return [(piece, cells(piece)) for piece in chop_cells(word, width)]
