"""The bytes of an answer: decompressed while they come, never more than is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from threads.errors import SourceUnreadable

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_BARE = -zlib.MAX_WBITS
_GZIP_START = b"\x1f\x8b"
_PIECE = 2**16


class Decoder(Protocol):
    """Undoes a content coding, piece by piece."""

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` holds, in pieces of about 64 KB however well it was packed."""
        ...

    @property
    def complete(self) -> bool:
        """Whether the packed data came to its own end."""
        ...


def read_body(
    chunks: Iterable[bytes], coding: str | None, most: int, *, cut: bool = False
) -> bytes:
    """Read a body of at most ``most`` bytes after decoding; what is beyond is cut or an error.

    ``coding`` is the ``Content-Encoding``. Raises ``SourceUnreadable`` for a body that is too
    large, breaks off, is packed in an unknown way or not in the way that it says.
    """
    decoder = _decoder(coding)
    body = bytearray()
    for chunk in chunks:
        for piece in decoder.decode(chunk):
            body += piece
            if len(body) > most:
                if cut:
                    return bytes(body[:most])
                raise SourceUnreadable(
                    f"larger than {most / 2**20:.0f} MB", remedy="is it another kind of file?"
                )
    if body and not decoder.complete:
        raise SourceUnreadable(
            f"breaks off in the middle: its {coding} data has no end", remedy="try again"
        )
    return bytes(body)


def _decoder(coding: str | None) -> Decoder:
    name = (coding or "").strip().lower()
    if name not in _DECODERS:
        raise SourceUnreadable(f"packed as {name[:40]}, which can't be unpacked here")
    return _DECODERS[name]()


class _Plain:
    complete = True

    def decode(self, data: bytes) -> Iterator[bytes]:
        yield data


class _Inflate:
    """gzip in one member or several, zlib, and the bare deflate that some servers send.

    What follows the packed data is ignored, as browsers do.
    """

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._held = b""
        self._started = False

    def decode(self, data: bytes) -> Iterator[bytes]:
        data = self._held + data
        self._held = b"" if self._started or len(data) >= 2 else data  # two bytes tell the kind
        more = not self._held
        while more:
            if self._inflate.eof:
                if not data.startswith(_GZIP_START):
                    return
                self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
            piece = self._some(data)
            yield piece
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            # A full piece may have left some behind of what was taken in.
            more = bool(data) or (len(piece) == _PIECE and not self._inflate.eof)

    def _some(self, data: bytes) -> bytes:
        try:
            piece = self._inflate.decompress(data, _PIECE)
        except zlib.error as error:
            if self._started:
                raise SourceUnreadable("its packed data is damaged", remedy="try again") from error
            self._started = True
            self._inflate = zlib.decompressobj(_BARE)
            return self._some(data)
        self._started = True
        return piece

    @property
    def complete(self) -> bool:
        return self._inflate.eof


class _Brotli:
    """Only archives hold it: servers aren't told that we could read it."""

    def __init__(self) -> None:
        try:
            import brotli
        except ImportError as error:
            raise SourceUnreadable(
                "packed as br, which needs another library", remedy="pip install brotli"
            ) from error
        self._error: type[Exception] = brotli.error
        self._decompressor = brotli.Decompressor()

    def decode(self, data: bytes) -> Iterator[bytes]:
        try:
            piece = self._decompressor.process(data, output_buffer_limit=_PIECE)
            while piece:
                yield piece
                done = self._decompressor.is_finished()
                piece = b"" if done else self._decompressor.process(b"", output_buffer_limit=_PIECE)
        except self._error as error:
            raise SourceUnreadable("its packed data is damaged", remedy="try again") from error

    @property
    def complete(self) -> bool:
        return bool(self._decompressor.is_finished())


_DECODERS: dict[str, Callable[[], Decoder]] = {
    "": _Plain,
    "identity": _Plain,
    "gzip": _Inflate,
    "x-gzip": _Inflate,
    "deflate": _Inflate,
    "br": _Brotli,
}
