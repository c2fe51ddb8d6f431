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

from threads.errors import SourceNotFound, SourceUnreadable
from threads.formats.convokit_jsonl import conversation_of
from threads.page import Page

# A line, and all lines of a conversation: as much as a page may have.
LARGEST = 64 * 2**20
_BLOCK = 2**15
_KEY = b'"conversation_id"'
_STATED = re.compile(rb'"conversation_id"\s{0,9}:\s{0,9}"([^"\\]{1,200})"')
_MARK = b"\xef\xbb\xbf"


def conversations(path: Path) -> Iterator[Page]:
    """Give a page for each conversation of a file, in the order they begin.

    Raises ``PageError`` for a line that is no utterance, ``SourceNotFound``, and
    ``SourceUnreadable``, also for a line or a conversation larger than any is.
    """
    with _opened(path) as file:
        yield from _pages(file, _places(file, str(path)), str(path))


def checked(path: Path) -> Iterator[Page] | None:
    """Give the same pages once every line was found to be an utterance; before, nothing is given.

    None for what isn't such a file in UTF-8, and for a single conversation: a page as any other.
    Raises what ``conversations`` raises.
    """
    with _opened(path) as file:
        start = file.read(2**16).removeprefix(_MARK).lstrip()
        file.seek(0)
        if not start.startswith(b"{") or _KEY not in start:
            return None
        try:
            places = _places(file, str(path), each=True)
        except UnicodeDecodeError:
            return None
    return _again(path, places) if len(places) > 1 else None


def _again(path: Path, places: dict[str, array[int]]) -> Iterator[Page]:
    with _opened(path) as file:
        yield from _pages(file, places, str(path))


def _pages(file: BinaryIO, places: dict[str, array[int]], where: str) -> Iterator[Page]:
    for name, runs in places.items():
        yield Page.from_bytes(_read(file, runs, f"{where}#{name}"), f"{where}#{name}")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb", buffering=2**20)
    except FileNotFoundError as error:
        raise SourceNotFound("no such file", where=str(path)) from error
    except OSError as error:
        raise SourceUnreadable((error.strerror or "").lower(), where=str(path)) from error


def _places(file: BinaryIO, where: str, *, each: bool = False) -> dict[str, array[int]]:
    """Map each conversation to where its runs of lines begin and end; ``each`` line is parsed."""
    places: dict[str, array[int]] = {}
    last, token, at, number = "", b"", 0, 0
    for block in _blocks(file, where):
        lines = block.count(b"\n")
        if token and not each and block.count(_KEY) == lines == block.count(token):
            # The conversation goes on all through: told without looking at each line.
            at += len(block)
            number += lines
            places[last][-1] = at
            continue
        for line in block.split(b"\n")[:-1]:
            start, at, number = at, at + len(line) + 1, number + 1
            if not line.removeprefix(_MARK).strip():
                last, token = "", b""  # left out: the next line begins another run
                continue
            if each:
                name = conversation_of(line.decode("utf-8-sig"), where, number)
            else:
                name, token = _named(line, where, number)
            if name != last:
                places.setdefault(name, array("Q")).extend((start, at))
                last = name
            places[last][-1] = at
    return places


def _blocks(file: BinaryIO, where: str) -> Iterator[bytes]:
    """Give whole lines, many at once; raises ``SourceUnreadable`` for an endless one."""
    begun: list[bytes] = []  # of a line that goes on in the next block
    size = 0
    while block := file.read(_BLOCK):
        lines, end, rest = block.rpartition(b"\n")
        if end:
            yield b"".join((*begun, lines, end))
            begun, size = [], 0
        begun.append(rest)
        size += len(rest)
        if size > LARGEST:
            raise _too_large("a line", where)
    if any(begun):
        yield b"".join((*begun, b"\n"))


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
