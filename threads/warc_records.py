"""The records of a WARC file, each whole or told as broken, whatever lies around it.

warcio reads a record; where one begins and ends is found here, because a file may be damaged in
the middle (the next record is looked for), a record may be larger than memory (what isn't wanted
is passed over) and a few bytes may unpack to gigabytes (pieces are unpacked one at a time).
The format: ISO 28500, https://iipc.github.io/warc-specifications/.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

_PIECE = 2**16
_LONGEST_HEAD = 2**16
_GZIP = b"\x1f\x8b\x08"
# Of a gzip member, enough to unpack its first bytes: the header may hold a file's name.
_ENOUGH = 1024
# Of a gzip member, as much is kept as a page of 20 MB hardly packs to.
_MOST_KEPT = 2**23
_NO_RECORD = "no WARC record begins where one should"
_PADDING = b"\0\r\n\t "
_START = re.compile(rb"WARC/[01]\.\d{1,2}\s")
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d)")
_LENGTH = re.compile(rb"^content-length[ \t]{0,9}:[ \t]{0,9}(\d{1,15})[ \t\r]{0,9}$", re.I | re.M)


class Broken(Exception):
    """A record that can't be had; ``head`` is what is known of it."""

    def __init__(self, what: str, head: bytes = b"") -> None:
        super().__init__(what)
        self.what = what
        self.head = head


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record: its own headers up to the empty line, and its block."""

    head: bytes
    block: bytes


# Tells by a record's head and the first 64 KB of its block whether the record is wanted.
Wanted = Callable[[Record], bool]


def cut_records(file: BinaryIO, wanted: Wanted, most: int) -> Iterator[Record | Broken]:
    """Cut a file, gzipped or plain, into its records; gives those wanted of at most ``most`` bytes.

    A broken record comes as ``Broken`` in its place.
    """
    for stream in _streams(Bytes(lambda: file.read(_PIECE))):
        try:
            yield from _records(stream, wanted, most)
        except Broken as broken:
            yield broken


class Bytes:
    """Bytes that come in pieces, with some of them looked at before they are taken.

    ``more`` gives the next piece, none at the end.
    """

    def __init__(self, more: Callable[[], bytes]) -> None:
        self._more = more
        self._held = bytearray()

    def peek(self, size: int) -> bytes:
        """Give the next bytes and leave them; fewer only at the end."""
        while len(self._held) < size and (piece := self._more()):
            self._held += piece
        return bytes(memoryview(self._held)[:size])

    def read(self, size: int) -> bytes:
        """Take the next bytes; fewer only at the end."""
        data = self.peek(size)
        del self._held[:size]
        return data

    def line(self, longest: int) -> bytes:
        """Take up to the end of the line, at most ``longest`` bytes."""
        end = -1
        seen = 0
        while (end := self._held.find(b"\n", seen)) < 0 and len(self._held) < longest:
            seen = len(self._held)
            if len(self.peek(seen + 1)) == seen:
                break
        return self.read(min(longest, end + 1) if end >= 0 else longest)

    def skip(self, size: int) -> bool:
        """Pass over bytes; gives whether there were as many."""
        while size > 0 and (passed := len(self.read(min(size, _PIECE)))):
            size -= passed
        return size == 0

    def seek(self, mark: bytes) -> bool:
        """Pass over all that stands before a mark; gives whether there is one."""
        while (at := self._held.find(mark)) < 0:
            del self._held[: max(len(self._held) - len(mark) + 1, 0)]
            if not (piece := self._more()):
                return False
            self._held += piece
        del self._held[:at]
        return True

    def put_back(self, data: bytes) -> None:
        """Let these bytes come next."""
        self._held[:0] = data


def _records(stream: Bytes, wanted: Wanted, most: int) -> Iterator[Record | Broken]:
    lost = False
    while line := stream.line(_LONGEST_HEAD):
        if not _START.match(line):
            if line.strip() and not lost:
                lost = True
                yield Broken(_NO_RECORD)
            continue
        lost = False
        head = _head(stream, line)
        length = _LENGTH.search(head)
        if length is None:
            lost = True
            yield Broken("a record without a length", head)
            continue
        try:
            record = _record(stream, head, int(length[1]), wanted=wanted, most=most)
        except Broken as broken:
            lost = True
            yield Broken(broken.what, head)
        else:
            if record is not None:
                yield record


def _head(stream: Bytes, line: bytes) -> bytes:
    head = line
    while line.strip() and len(head) < _LONGEST_HEAD:
        line = stream.line(_LONGEST_HEAD)
        head += line
    return head


def _record(stream: Bytes, head: bytes, length: int, *, wanted: Wanted, most: int) -> Record | None:
    """Take a record's block; gives None for what isn't wanted."""
    asked = wanted(Record(head, stream.peek(min(length, _PIECE))))
    if not asked or length > most:
        if not stream.skip(length):
            raise Broken("the file breaks off in the middle of a record", head)
        if not _is_end(stream.peek(5)):
            raise Broken("its length isn't what it says", head)
        if asked:
            raise Broken(f"larger than {most / 2**20:.0f} MB", head)
        return None
    block = stream.read(length)
    after = stream.peek(5)  # one more than there should be: a packed one's sum is checked then
    if len(block) == length and _is_end(after):
        return Record(head, block)
    # If the length is too large, the next record was taken for this one's end.
    if following := _NEXT.search(block):
        stream.put_back(block[following.end() :])
    elif len(block) < length:
        raise Broken("the file breaks off in the middle of this record", head)
    raise Broken("its length isn't what it says", head)


def _is_end(after: bytes) -> bool:
    """Tell whether a record may end here: two line ends follow, or fewer and the file's end."""
    bare = after.replace(b"\r", b"")
    return bare.startswith(b"\n\n") or bare in (b"", b"\n")


def _streams(raw: Bytes) -> Iterator[Bytes]:
    """Give the bytes to look for records in: of the file, or of each gzip member of it."""
    if raw.peek(len(_GZIP)) != _GZIP:
        yield raw
        return
    member = None
    while True:
        if not _starts_record(raw):
            told = member is not None and member.damaged
            if raw.peek(_ENOUGH).strip(_PADDING) and not told:
                yield Bytes(_no_record)
            if not _find_member(raw):
                return
        member = _Member(raw)
        yield Bytes(member.more)


def _no_record() -> bytes:
    raise Broken(_NO_RECORD)


def _find_member(raw: Bytes) -> bool:
    """Go to where a gzip member with a record begins; gives whether there is one."""
    while raw.seek(_GZIP):
        if _starts_record(raw):
            return True
        raw.read(1)
    return False


def _starts_record(raw: Bytes) -> bool:
    try:
        start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw.peek(_ENOUGH), 16)
    except zlib.error:
        return False
    return start.lstrip().startswith(b"WARC/")


class _Member:
    """One gzip member, unpacked piece by piece.

    What was taken of it is kept for a while: damage may hide its end, and then the next members
    were taken for a part of it.
    """

    def __init__(self, raw: Bytes) -> None:
        self._raw = raw
        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._packed = b""
        self._taken = bytearray()
        self._ended = False
        self.damaged = False

    def more(self) -> bytes:
        """Give the next piece; raises ``Broken`` where the packed data is damaged."""
        while not self._ended:
            packed = self._packed or self._take()
            try:
                piece = self._inflate.decompress(packed, _PIECE)
            except zlib.error as error:
                self._give_back()
                raise Broken("its packed data is damaged") from error
            self._packed = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._ended = True
                self._raw.put_back(self._inflate.unused_data)
            elif not packed:
                self._give_back()
                raise Broken("the file breaks off in the middle of a record")
            if piece:
                return piece
        return b""

    def _take(self) -> bytes:
        if len(self._taken) > _MOST_KEPT:
            self._taken.clear()
        piece = self._raw.read(_PIECE)
        self._taken += piece
        return piece

    def _give_back(self) -> None:
        """Let the next member be looked for behind this one's first byte."""
        self._ended = self.damaged = True
        self._raw.put_back(bytes(self._taken[1:]))
