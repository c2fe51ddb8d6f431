"""Long comments shown in part, and words in them marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

WHOLE = 12
"""Up to so many lines a text is shown whole."""
_BEGINNING = 9  # lines shown of a longer one: what is left out is worth a line that says so
_AROUND = 2  # lines shown before and after one with words that are searched for
HOW_TO_SEE = "--full shows them"

# Stand before and after found words until their line is cut; of the private use area, so that no
# text holds them by right.
_OPEN, _CLOSE = "\ue000", "\ue001"
_SHOWN_AS = {_OPEN: "»", _CLOSE: "«"}
_TAKEN = {ord(_OPEN): "\ufffd", ord(_CLOSE): "\ufffd"}
_EDGES = re.compile(f"[{_OPEN}{_CLOSE}]")


def enclose(text: str, pattern: re.Pattern[str] | None) -> str:
    """Put what ``pattern`` finds between marks that ``paint`` draws; no others stay in the text."""
    plain = text.translate(_TAKEN)
    if pattern is None:
        return plain
    return pattern.sub(lambda found: f"{_OPEN}{found[0]}{_CLOSE}", plain)


def paint(lines: Iterable[str], **style: Any) -> Iterator[str]:
    """Style lines, what is enclosed in them reversed and between » and «."""
    inside = False
    for line in lines:
        if not inside and _OPEN not in line:
            yield click.style(line, **style) if style and line else line
            continue
        drawn, start = [], 0
        for edge in _EDGES.finditer(line):
            end = edge.end() if edge[0] == _CLOSE else edge.start()
            drawn.append(_piece(line[start:end], inside, style))
            inside, start = edge[0] == _OPEN, end
        yield "".join((*drawn, _piece(line[start:], inside, style)))


def _piece(text: str, inside: bool, style: dict[str, Any]) -> str:
    if not text:
        return ""
    shown = _EDGES.sub(lambda edge: _SHOWN_AS[edge[0]], text)
    look = {"bold": True, "reverse": True} if inside else style
    return click.style(shown, **look) if look else shown


def parts_shown(lines: Sequence[str], *, full: bool) -> Iterator[range | int]:
    """Say which lines of a text to show, in order: ranges of them, numbers of lines left out.

    A text of up to ``WHOLE`` lines is shown whole, of a longer one its beginning, or where words
    are enclosed in it the lines around each.
    """
    if full or len(lines) <= WHOLE:
        yield range(len(lines))
        return
    start = 0
    for part in _kept(lines):
        if part.start > start:
            yield part.start - start
        yield part
        start = part.stop
    if start < len(lines):
        yield len(lines) - start


def _kept(lines: Sequence[str]) -> Iterator[range]:
    marked = [at for at, line in enumerate(lines) if _OPEN in line or _CLOSE in line]
    if not marked:
        yield range(_last_said(lines, _BEGINNING))
        return
    start, stop = _around(marked[0], len(lines))
    for at in marked[1:]:
        nearer, further = _around(at, len(lines))
        if nearer > stop + 1:
            yield range(start, stop)
            start = nearer
        stop = further
    yield range(start, stop)


def _around(at: int, count: int) -> tuple[int, int]:
    """Give a line's surroundings; a gap of one line at an end isn't worth a line that says so."""
    start, stop = max(0, at - _AROUND), min(count, at + _AROUND + 1)
    return 0 if start == 1 else start, count if stop == count - 1 else stop


def _last_said(lines: Sequence[str], count: int) -> int:
    """Give the number of lines up to the last that isn't empty, of the first ``count``."""
    return next((at for at in range(count, 0, -1) if lines[at - 1].strip()), count)
