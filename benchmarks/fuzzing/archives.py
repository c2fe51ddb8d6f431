"""Web archives made of pages: sound records, then torn, packed twice, with wrong lengths."""

from __future__ import annotations

import gzip
import zlib
from random import Random

from benchmarks.fuzzing.encodings import damaged

_CODINGS = ("", "", "gzip", "deflate", "br", "zstd")
_STATUS = ("200 OK", "200 OK", "203 X", "404 Not Found", "200", "2000 OK", "")
_TYPES = (
    "text/html",
    "text/html; charset=utf-16",
    "application/xhtml+xml",
    "image/png",
    "TEXT/HTML",
)


def archive_of(chance: Random, pages: list[bytes]) -> bytes:
    """Put pages into an archive, gzipped or not, and damage it as often as not."""
    packed = chance.random() < 0.6
    records = [_record(chance, number, page) for number, page in enumerate(pages)]
    data = b"".join(gzip.compress(r, 1, mtime=0) if packed else r for r in records)
    return damaged(chance, data) if chance.random() < 0.6 else data


def _record(chance: Random, number: int, page: bytes) -> bytes:
    coding = chance.choice(_CODINGS)
    body = gzip.compress(page, 1, mtime=0) if coding == "gzip" else page
    body = zlib.compress(page, 1) if coding == "deflate" else body
    head = f"HTTP/1.1 {chance.choice(_STATUS)}\r\nContent-Type: {chance.choice(_TYPES)}\r\n"
    if coding:
        head += f"Content-Encoding: {coding}\r\n"
    if chance.random() < 0.2:
        head += "Transfer-Encoding: chunked\r\n"
        size = chance.choice((len(body), len(body) + 1, 2**31, -1))
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (size, body)
    block = head.encode() + b"\r\n" + body
    length = chance.choice((len(block),) * 6 + (len(block) + 7, len(block) - 1, 0, 10**14))
    told = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032}>\r\n"
        f"WARC-Date: 2019-03-12T10:00:00Z\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    )
    return told.encode() + block + b"\r\n\r\n"
