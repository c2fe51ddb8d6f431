"""Pages out of WARC files, the format of web archives and of crawlers (ISO 28500)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from threads.errors import SourceError, SourceUnreadable
from threads.page import Page
from threads.warc_records import Broken, Record, cut_records
from threads.web.body import read_body

MOST_BYTES = 20 * 2**20
# In a file so damaged, what still looks like a record is none.
_MOST_BROKEN = 100
_RESPONSE = re.compile(rb"^warc-type[ \t]{0,9}:[ \t]{0,9}response[ \t\r]{0,9}$", re.I | re.M)
_ADDRESS = re.compile(rb"^warc-target-uri[ \t]{0,9}:[ \t]{0,9}<?(\S{1,2000}?)>?\s", re.I | re.M)
_DATE = re.compile(rb"^warc-date[ \t]{0,9}:[ \t]{0,9}(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", re.I | re.M)
_STATUS_OK = re.compile(rb"HTTP/[\d.]{1,3} 20[03]\b")
_HTML = re.compile(
    rb"^content-type[ \t]{0,9}:[ \t]{0,9}(?:text/html|application/xhtml\+xml)\b", re.I | re.M
)
_CHARSET = re.compile(r"""charset\s{0,3}=\s{0,3}["']?([\w.:-]{2,40})""", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)


def warc_pages(file: BinaryIO, name: str) -> Iterator[Page | SourceError]:
    """Give every HTML page that a WARC file holds, named by the address it was found at.

    These are the response records of status 200; what they revisit, requests, images and errors
    are passed over. A record that is broken, cut off by the crawler or too large comes as the
    error in its place.
    """
    loader = _loader(name)
    broken = 0
    for record in cut_records(file, _is_page, MOST_BYTES):
        try:
            if isinstance(record, Broken):
                address = _address(record.head)
                remedy = address and f"read {address} itself"
                raise SourceUnreadable(record.what, where=address, remedy=remedy)
            yield _page(loader, record)
        except SourceError as error:
            broken += 1
            where = f"{name}: {error.where}" if error.where else name
            yield type(error)(error.what, where=where, remedy=error.remedy)
        if broken == _MOST_BROKEN:
            yield SourceUnreadable(f"{broken} broken records; the rest is not read", where=name)
            return


def _loader(name: str) -> Any:
    """Give warcio's way to read one record; it is an extra, and not all have it."""
    try:
        from warcio.recordloader import ArcWarcRecordLoader
    except ImportError as error:
        raise SourceError(
            "reading web archives needs the library warcio",
            where=name,
            remedy="pipx inject rejoinder warcio brotli, or pip install 'rejoinder[warc]'",
        ) from error
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    return partial(loader.parse_record_stream, known_format="warc", check_digests=True)


def _is_page(record: Record) -> bool:
    http = re.split(rb"\r?\n\r?\n", record.block, maxsplit=1)[0]
    return bool(
        _RESPONSE.search(record.head)
        and _WEB.match(_address(record.head))
        and _STATUS_OK.match(http)
        and _HTML.search(http)
    )


def _address(head: bytes) -> str:
    found = _ADDRESS.search(head)
    return found[1].decode("utf-8", "replace") if found else ""


def _date(head: bytes) -> str:
    """Give the time of capture to the second, "" where none is told."""
    found = _DATE.search(head)
    return f"{found[1].decode()}Z" if found else ""


def _page(loader: Any, record: Record) -> Page:
    address = _address(record.head)
    try:
        http, payload = _payload(loader, record)
        coding = http.get_header("content-encoding") or ""
        # Some crawlers keep the header and store what it packed.
        packed = payload.lstrip()[:1] != b"<"
        body = read_body([payload], coding if packed else "", MOST_BYTES)
    except SourceError as error:
        remedy = error.remedy or f"read {address} itself"
        raise type(error)(error.what, where=address, remedy=remedy) from error
    charset = _CHARSET.search(http.get_header("content-type") or "")
    return Page.from_bytes(
        body,
        address,
        charset=charset[1] if charset else None,
        url=address,
        captured=_date(record.head),
    )


def _payload(loader: Any, record: Record) -> tuple[Any, bytes]:
    """Give a record's HTTP headers and what they head, out of its chunks."""
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    foreign = (ArchiveLoadFailed, ChunkedDataException, StatusAndHeadersParserException)
    try:
        found = loader(io.BytesIO(record.head + record.block))
        if found.http_headers is None:
            raise SourceUnreadable("no answer of a server, though it says that it is one")
        payload = found.raw_stream.read()
        chunked = (found.http_headers.get_header("transfer-encoding") or "").strip().lower()
        if chunked == "chunked":
            payload = ChunkedDataReader(io.BytesIO(payload)).read()
    except (*foreign, EOFError, TypeError, ValueError) as error:
        raise SourceUnreadable("no record that can be read") from error
    if why := found.rec_headers.get_header("WARC-Truncated"):
        raise SourceUnreadable(f"cut off when it was archived ({why[:40]})")
    if any("block digest failed" in problem for problem in found.digest_checker.problems):
        raise SourceUnreadable("damaged: it doesn't have the digest that it says")
    return found.http_headers, payload
