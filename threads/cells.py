r"""Texts as cells of a CSV that no spreadsheet takes for formulas, and back without loss.

A cell that begins with an apostrophe is guarded: what follows is the text, in which a backslash
stands before a character that is meant as it is, and ``\xNN`` or ``\uNNNN`` for a control character
or half a surrogate pair. Every other cell is its text. Guarded are texts that

- a spreadsheet would run, which begin with ``= + - @ %`` or their wide forms, blanks and quotes
  before them or not (https://owasp.org/www-community/attacks/CSV_Injection);
- would be run if the file were cut up at other separators than commas: those characters after a
  separator or a line's end get a backslash before them;
- hold control characters, which would end a cell or command a terminal;
- begin with an apostrophe themselves; or are empty where an empty cell means null.
"""

from __future__ import annotations

import re

GUARD = "'"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_SPECIAL = re.compile(f"[=+\\-@%＝＋－＠\\\\{_CONTROLS}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_CUTS = frozenset(",;|\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
# What may stand between a cell's beginning and a formula: quotes, and what is not seen.
_UNSEEN = frozenset("\"'\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff")
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))", re.DOTALL)


def guarded(text: str, empty_is_null: bool = False) -> str:
    """Give the cell for a text; ``plain`` undoes it."""
    if not text:
        return GUARD if empty_is_null else text
    if text[0] in "'\t" or any(map(_harms, _SPECIAL.finditer(text))):
        return GUARD + _SPECIAL.sub(_kept, text)
    return text


def legible(text: str, longest: int) -> str:
    """Give the cell for a text as people read it; "…" at its end says that the text goes on.

    A space stands for a control character, a line feed for each end of a line.
    """
    cell = guarded(_CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
    return cell if len(cell) <= longest else f"{cell[:longest]}…"


def plain(cell: str) -> str:
    """Give the text of a cell."""
    if not cell.startswith(GUARD):
        return cell
    return _ESCAPE.sub(_decoded, cell[len(GUARD) :])


def _harms(found: re.Match[str]) -> bool:
    return found[0] != "\\" and (bool(_CONTROL.match(found[0])) or _begins_cell(found) is not None)


def _begins_cell(found: re.Match[str]) -> str | None:
    """Give what ends the cell before this character, "" where none comes before; None: inside.

    Each blank or quote is looked at from one character only, the next special one after it.
    """
    text, place = found.string, found.start() - 1
    while place >= 0:
        if text[place] in _CUTS:
            return text[place]
        if not (text[place].isspace() or text[place] in _UNSEEN):
            return None
        place -= 1
    return ""


def _kept(found: re.Match[str]) -> str:
    """Write a special character of a guarded cell; at its very beginning the guard is enough."""
    if _CONTROL.match(found[0]):
        number = ord(found[0])
        return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
    return f"\\{found[0]}" if found[0] == "\\" or _begins_cell(found) else found[0]


def _decoded(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else found[3]
