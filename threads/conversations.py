"""A file of utterances (ConvoKit's JSON Lines), a conversation at a time.

A first pass notes where each conversation's lines stand, a second gives them together. Of a file in
which conversations follow each other that takes two numbers a conversation; where their lines lie
scattered, two a line. Of what is said, no more than one conversation is held.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from threads.errors import SourceUnreadable
from threads.formats.convokit_jsonl import conversation_of
from threads.page import Page

# A line, and all lines of a conversation: as much as a page may have.
LARGEST = 64 * 2**20
_KEY = b'"conversation_id"'
_STATED = re.compile(rb'"conversation_id"\s{0,9}:\s{0,9}"([^"\\]{1,200})"')
_MARK = b"\xef\xbb\xbf"


def conversations(path: Path) -> Iterator[Page]:
    """Give a page for each conversation of a file, in the order they begin.

    Raises ``PageError`` for a line that is no utterance, ``SourceUnreadable`` for a line or a
    conversation larger than any is, and ``OSError``.
    """
    with path.open("rb") as file:
        for name, places in _places(file, str(path)).items():
            data = _read(file, places, f"{path}#{name}")
            yield Page.from_bytes(data, f"{path}#{name}")


def _places(file: BinaryIO, where: str) -> dict[str, array[int]]:
    """Map each conversation to where its runs of lines begin and end."""
    places: dict[str, array[int]] = {}
    last, at = "", 0
    for number, line in enumerate(iter(lambda: file.readline(LARGEST + 1), b""), 1):
        if len(line) > LARGEST:
            raise _too_large(f"line {number}", where)
        end = at + len(line)
        text = line.removeprefix(_MARK) if number == 1 else line
        if not text.isspace():
            name = _name(text, where, number)
            if name == last:
                places[name][-1] = end
            else:
                places.setdefault(name, array("Q")).extend((at, end))
            last = name
        at = end
    return places


def _name(line: bytes, where: str, number: int) -> str:
    """Tell a line's conversation, without parsing it where the key stands in it only once."""
    found = _STATED.search(line) if line.count(_KEY) == 1 else None
    if found:
        name = found[1].decode("utf-8", "replace")
        if name.isprintable():
            return name
    return conversation_of(line.decode("utf-8", "replace"), where, number)


def _read(file: BinaryIO, places: array[int], where: str) -> bytes:
    pieces = []
    if sum(places[1::2]) - sum(places[::2]) > LARGEST:
        raise _too_large("a conversation", where)
    for start, end in zip(places[::2], places[1::2], strict=True):
        file.seek(start)
        pieces.append(file.read(end - start))
    return b"\n".join(piece.rstrip(b"\n") for piece in pieces) + b"\n"


def _too_large(what: str, where: str) -> SourceUnreadable:
    what = f"{what} is larger than {LARGEST // 2**20} MB"
    return SourceUnreadable(what, where=where, remedy="is it another kind of file?")
