"""Lines and paragraphs of plain-text extracts, however the extractor indented and wrapped them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

# Blanks that extractors leave at line ends, beside those that ``str.strip`` knows.
_INVISIBLE = "\ufeff\u200b\u200e\u200f"
_BULLET = re.compile(r"(?:[-–—*•·▪]\s|\d{1,3}[.)]\s)")
_SENTENCE_END = tuple(".!?:;…。！？\"”’')]»")
_OPENING = re.compile(r"(?:\s[\"'“‘(\[«]|[“‘(\[«])$")
# Extractors break a line at a link or a template's seam. One that ends without punctuation was
# broken if it is too long for a heading, or goes on in lower case.
_BROKEN_AT, _BROKEN_IF_LOWER = 90, 20
# Lines of a text wrapped by hand or by mail are about this long.
_WRAPPED = range(40, 101)


def clean_lines(text: str) -> list[str]:
    """Split into lines without indentation, no-break spaces made plain, empty lines kept."""
    return [
        line.replace("\u00a0", " ").strip().strip(_INVISIBLE).strip() for line in text.split("\n")
    ]


def blank_run(lines: Sequence[str], at: int) -> int:
    """Count the empty lines from ``at`` on."""
    end = at
    while end < len(lines) and not lines[end]:
        end += 1
    return end - at


def groups(lines: Iterable[str]) -> list[list[str]]:
    """Give the runs of lines that empty lines separate."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


def article_paragraphs(lines: Iterable[str]) -> list[str]:
    """Give an article's paragraphs: a line is one, unless it was wrapped or broken off.

    Extractors print a paragraph as one long line and separate some by a mere newline.
    """
    found: list[str] = []
    for group in groups(lines):
        if _is_wrapped(group):
            found.append(" ".join(group))
        else:
            found += _mended(group)
    return found


def _is_wrapped(group: list[str]) -> bool:
    return (
        len(group) > 2
        and all(len(line) in _WRAPPED for line in group[:-1])
        and not any(_BULLET.match(line) for line in group[1:])
        and sum(not line.endswith(_SENTENCE_END) for line in group[:-1]) * 2 > len(group) - 1
    )


def _mended(group: list[str]) -> list[str]:
    parts: list[list[str]] = []
    for line in group:
        if parts and not _BULLET.match(line) and _is_broken(parts[-1][-1], line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return [_joined(part) for part in parts]


def _is_broken(line: str, following: str) -> bool:
    if _OPENING.search(line[-2:]):
        return True
    if line.endswith(_SENTENCE_END):
        return False
    return len(line) >= (_BROKEN_IF_LOWER if following[0].islower() else _BROKEN_AT)


def _joined(part: list[str]) -> str:
    """Join the pieces of a line, without a blank after an opening mark."""
    text = part[0]
    pieces = [text]
    for last, line in pairwise(part):
        pieces.append(line if _OPENING.search(last[-2:]) else f" {line}")
    return "".join(pieces)


def marked_quotes(text: str) -> tuple[str, ...]:
    """Give the passages that stand on lines beginning with ``>``, marks and all."""
    found: list[list[str]] = []
    inside = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        if quoted and inside:
            found[-1].append(line)
        elif quoted:
            found.append([line])
        inside = quoted
    return tuple("\n".join(lines) for lines in found)
