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
_BLOCK = 2**20
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
            yield Page.from_bytes(_read(file, places, f"{path}#{name}"), f"{path}#{name}")


def _places(file: BinaryIO, where: str) -> dict[str, array[int]]:
    """Map each conversation to where its runs of lines begin and end."""
    places: dict[str, array[int]] = {}
    last, token, before = "", b"", 0
    for number, (block, start, end) in enumerate(_lines(file, where), 1):
        # Mostly the key has the value that it had in the line before, and no object stands before
        # it: then it is the utterance's own, and not one that somebody put into its meta.
        key = block.find(token, start, end) if token else -1
        if key < 0 or block.find(b"{", start + 1, key) >= 0:
            line = block[start:end]
            if not line.removeprefix(_MARK).strip():
                before += end + 1 - start
                continue
            name, token = _named(line, where, number)
            if name != last:
                places.setdefault(name, array("Q")).extend((before, before))
            last = name
        before += end + 1 - start
        places[last][-1] = before
    return places


def _lines(file: BinaryIO, where: str) -> Iterator[tuple[bytes, int, int]]:
    """Give where lines begin and end in blocks; raises ``SourceUnreadable`` for an endless one."""
    rest = b""
    while block := file.read(_BLOCK):
        block = rest + block
        start = 0
        while (end := block.find(b"\n", start)) >= 0:
            yield block, start, end
            start = end + 1
        rest = block[start:]
        if len(rest) > LARGEST:
            raise _too_large("a line", where)
    yield rest, 0, len(rest)


def _named(line: bytes, where: str, number: int) -> tuple[str, bytes]:
    """Tell a line's conversation, parsed only where that isn't plain, and how it is written."""
    found = _STATED.search(line) if line.count(_KEY) == 1 else None
    if found:
        name = found[1].decode("utf-8", "replace")
        if name.isprintable():
            return name, found[0]
    text = line.removeprefix(_MARK).decode("utf-8", "replace")
    return conversation_of(text, where, number), b""


def _read(file: BinaryIO, places: array[int], where: str) -> bytes:
    if sum(places[1::2]) - sum(places[::2]) > LARGEST:
        raise _too_large("a conversation", where)
    pieces = []
    for start, end in zip(places[::2], places[1::2], strict=True):
        file.seek(start)
        pieces.append(file.read(end - start))
    if pieces[-1][-1:] != b"\n":  # the file's last line
        pieces.append(b"\n")
    return b"".join(pieces)


def _too_large(what: str, where: str) -> SourceUnreadable:
    what = f"{what} is larger than {LARGEST // 2**20} MB"
    return SourceUnreadable(what, where=where, remedy="is it another kind of file?")
