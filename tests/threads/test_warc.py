"""Web archives: every page of them, whatever else and however damaged the file."""

from __future__ import annotations

import gzip
import io
import re
import sys
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.threads.builders import few
from threads import warc
from threads.errors import SourceError, SourceNotFound, SourceUnreadable
from threads.page import Page
from threads.sources import expand, open_pages
from threads.warc import warc_pages
from threads.warc_records import Broken, Bytes, cut_records

TEXT = "<html><h1>A story</h1><p>Größe ist nicht alles.</p></html>"
MOST = 10**6


class Archive:
    """Writes records as crawlers do."""

    def __init__(self, packed: bool = True) -> None:
        self.parts: list[bytes] = []
        self._packed = packed

    def add(
        self,
        uri: str = "https://a.example/",
        body: bytes = TEXT.encode(),
        *,
        status: str = "200 OK",
        kind: str = "response",
        http: dict[str, str] | None = None,
        warc: dict[str, str] | None = None,
    ) -> Archive:
        file = io.BytesIO()
        writer = WARCWriter(file, gzip=self._packed)
        headers = {"Content-Type": "text/html; charset=utf-8", **(http or {})}
        record = writer.create_warc_record(
            uri,
            kind,
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, list(headers.items()), "HTTP/1.1"),
            warc_headers_dict={
                "WARC-Record-ID": f"<urn:uuid:{len(self.parts):032}>",
                "WARC-Date": "2019-03-12T10:00:00Z",
                **(warc or {}),
            },
        )
        writer.write_record(record)
        self.parts.append(file.getvalue())
        return self

    @property
    def data(self) -> bytes:
        return b"".join(self.parts)


def pages(data: bytes) -> list[Page | SourceError]:
    return list(warc_pages(io.BytesIO(data), "crawl.warc"))


def texts(found: list[Page | SourceError]) -> list[str]:
    return [each.text for each in found if isinstance(each, Page)]


def uris(count: int) -> list[str]:
    return [f"https://a.example/{n}" for n in range(count)]


def archive_of(count: int, packed: bool) -> Archive:
    archive = Archive(packed)
    for uri in uris(count):
        archive.add(uri, f"<p>{uri}".encode() * 40)
    return archive


both_ways = pytest.mark.parametrize("packed", [True, False])


@both_ways
def test_pages_are_named_by_their_addresses(packed: bool) -> None:
    archive = Archive(packed).add("https://a.example/x?y=1")
    url = "https://a.example/x?y=1"
    assert pages(archive.data) == [Page(url, TEXT, url, "2019-03-12T10:00:00Z")]


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2019-03-12T10:00:00.123456Z", "2019-03-12T10:00:00Z"),
        ("2019-03-12", ""),
        ("20190312100000", ""),
        ("yesterday", ""),
    ],
)
def test_the_time_of_capture_is_told_to_the_second(told: str, at: str) -> None:
    (found,) = pages(Archive().add(warc={"WARC-Date": told}).data)
    assert isinstance(found, Page)
    assert found.captured == at


@both_ways
def test_only_pages_are_read(packed: bool) -> None:
    archive = Archive(packed)
    archive.add("https://a.example/1")
    archive.add("https://a.example/x.png", b"\x89PNG", http={"Content-Type": "image/png"})
    archive.add("https://a.example/404", status="404 Not Found")
    archive.add("https://a.example/old", status="301 Moved", http={"Location": "/1"})
    archive.add("https://a.example/206", status="206 Partial Content")
    archive.add("https://a.example/1", b"", kind="revisit")
    archive.add("https://a.example/api", b"{}", http={"Content-Type": "application/json"})
    archive.add("urn:pageinfo:1")
    archive.add("https://a.example/2", http={"Content-Type": "application/xhtml+xml"})
    found = pages(archive.data)
    assert [page.source for page in found if isinstance(page, Page)] == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("http", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(TEXT.encode())),
        ({"Content-Encoding": "br"}, brotli.compress(TEXT.encode())),
        ({"Content-Encoding": "gzip"}, TEXT.encode()),  # unpacked, the header kept
        ({"Transfer-Encoding": "chunked"}, b"5\r\n%b\r\n0\r\n\r\n"),
        ({"Transfer-Encoding": "chunked"}, TEXT.encode()),  # put together, the header kept
        ({"Content-Type": "text/html; charset=windows-1252"}, TEXT.encode("cp1252")),
        ({"Content-Type": "TEXT/HTML;charset='iso-8859-1'"}, TEXT.encode()),
    ],
)
def test_however_it_was_sent(http: dict[str, str], body: bytes) -> None:
    if body.startswith(b"5"):
        data = TEXT.encode()
        body = b"5\r\n" + data[:5] + b"\r\n%x\r\n" % len(data[5:]) + data[5:] + b"\r\n0\r\n\r\n"
    assert texts(pages(Archive().add(http=http, body=body).data)) == [TEXT]


def test_http_2_and_addresses_in_brackets() -> None:
    data = Archive(packed=False).add().data
    data = data.replace(b"HTTP/1.1 200 OK", b"HTTP/2 200     ")
    data = data.replace(b"URI: https://a.example/", b"URI: <https://a.example/>")
    data = b"".join(line for line in data.splitlines(True) if b"Digest" not in line)
    (found,) = pages(data)
    assert isinstance(found, Page)
    assert found.source == "https://a.example/"


@pytest.mark.parametrize(
    ("add", "said"),
    [
        ({"body": b""}, "empty"),
        ({"body": b"<p>" + b"x" * MOST}, "larger than"),
        ({"http": {"Content-Encoding": "gzip"}, "body": gzip.compress(bytes(5 * MOST))}, "larger"),
        (
            {"http": {"Content-Encoding": "gzip"}, "body": gzip.compress(bytes(9))[:-9]},
            "damaged|off",
        ),
        ({"http": {"Content-Encoding": "zstd"}, "body": b"\x28\xb5"}, "packed as zstd"),
        ({"warc": {"WARC-Truncated": "length"}}, "cut off when it was archived"),
        ({"body": b"GIF89a\0\1"}, "binary data"),
    ],
)
def test_a_page_that_can_not_be_had_is_told_and_the_others_read(
    add: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "MOST_BYTES", MOST)
    archive = Archive().add().add("https://a.example/bad", **add).add()  # type: ignore[arg-type]
    first, bad, last = pages(archive.data)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(bad, SourceUnreadable)
    assert bad.where == "crawl.warc: https://a.example/bad"
    assert any(word in bad.what for word in said.split("|"))
    assert bad.remedy


# Damaged files


@both_ways
def test_a_file_that_breaks_off(packed: bool) -> None:
    data = archive_of(3, packed).data
    found = pages(data[:-100])
    assert len(texts(found)) == 2
    assert isinstance(found[-1], SourceUnreadable)
    assert "breaks off" in found[-1].what


def test_a_damaged_member_loses_one_record() -> None:
    parts = archive_of(5, packed=True).parts
    for flip in range(0, len(parts[2]), 3):
        bad = bytearray(parts[2])
        bad[flip] ^= 0xFF
        found = pages(b"".join([*parts[:2], bytes(bad), *parts[3:]]))
        assert len(texts(found)) >= 4
        assert len(found) == 5  # a damaged date is none, and any other damage is told once


@pytest.mark.parametrize("claimed", ["10", "999", "99999", "-5", "x", ""])
def test_a_wrong_length_loses_one_record(claimed: str) -> None:
    parts = archive_of(5, packed=False).parts
    head, mark, rest = parts[2].partition(b"Content-Length: ")
    bad = head + mark + claimed.encode() + b"\r\n" + rest.partition(b"\r\n")[2]
    found = pages(b"".join([*parts[:2], bad, *parts[3:]]))
    assert len(texts(found)) == 4
    assert sum(isinstance(each, SourceUnreadable) for each in found) == 1


def test_a_length_stated_twice_makes_no_answer() -> None:
    head = "WARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: x\r\n"
    body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>"
    record = f"WARC/1.0\r\n{head}Content-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
    (refused,) = warc_pages(io.BytesIO(record.encode()), "a.warc")
    assert "no answer of a server" in str(refused)


def test_noise_between_records_is_passed_over() -> None:
    for packed in (True, False):
        parts = archive_of(3, packed).parts
        found = pages((b"\0noise \x1f\x8b\x08 noise" * 50 + b"\r\n").join(parts))
        assert len(texts(found)) == 3
        assert len(found) == 5


def test_a_changed_letter_is_found_by_the_digest() -> None:
    data = Archive(packed=False).add().add().data
    assert data.count(b"WARC-Block-Digest") == 2
    first, second = pages(data.replace(b"nicht alles", b"nicht ollas", 1))
    assert isinstance(first, SourceUnreadable)
    assert "digest" in first.what
    assert isinstance(second, Page)


def test_many_records_in_one_gzip_member() -> None:
    data = gzip.compress(archive_of(4, packed=False).data)
    assert len(texts(pages(data))) == 4


def test_what_is_no_web_archive_is_told_once() -> None:
    for data in (b"\x89PNG" + bytes(range(256)) * 2_000, b"<html>" * 9, b"", gzip.compress(b"x")):
        found = pages(data)
        assert not texts(found)
        assert len(found) <= 1


def test_a_file_of_broken_records_comes_to_an_end() -> None:
    found = pages(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * 5_000)
    assert len(found) == 101
    assert isinstance(found[-1], SourceError)
    assert "the rest is not read" in found[-1].what


@pytest.mark.parametrize("digest", [b"sha1:\0", b"sh\0a1:x", b"shake_128:x", b":", b"none:x"])
def test_a_digest_that_is_none_is_survived(digest: bytes) -> None:
    data = re.sub(rb"(Digest: )[^\r]*", lambda found: found[1] + digest, archive_of(2, False).data)
    assert digest in data
    assert len(pages(data)) == 2


DAMAGED = {packed: archive_of(3, packed).data for packed in (True, False)}


@few
@given(st.data())
def test_any_damage_is_survived(data: st.DataObject) -> None:
    packed = data.draw(st.booleans())
    whole = bytearray(DAMAGED[packed])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    for found in pages(bytes(whole)):
        assert isinstance(found, Page | SourceError)


# Bytes


@few
@given(st.lists(st.binary(min_size=1, max_size=9)), st.integers(1, 12))
def test_pieces_make_no_difference(pieces: list[bytes], size: int) -> None:
    def stream() -> Bytes:
        left = iter(pieces)
        return Bytes(lambda: next(left, b""))

    whole = b"".join(pieces)
    by_size, by_line, by_limit = stream(), stream(), stream()
    assert by_size.peek(size) == whole[:size]
    assert b"".join(iter(lambda: by_size.read(size), b"")) == whole
    lines = list(iter(lambda: by_line.line(10_000), b""))
    assert lines == re.findall(rb"[^\n]*\n|[^\n]+", whole)
    limited = list(iter(lambda: by_limit.line(size), b""))
    assert b"".join(limited) == whole
    assert all(len(line) <= size for line in limited)
    assert stream().skip(len(whole))
    assert not stream().skip(len(whole) + 1)
    mark = whole[-2:]
    seeking = stream()
    assert seeking.seek(mark)
    assert seeking.read(len(whole)) == whole[whole.find(mark) :]


def test_what_is_not_wanted_is_never_held() -> None:
    """A film of a gigabyte in a crawl costs no memory."""
    largest = 0

    class Film(io.RawIOBase):
        left = 2_000

        def readinto(self, buffer: memoryview) -> int:
            raise NotImplementedError

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return bytes(2**16) if self.left >= 0 else b""

    film, head = Film(), b"WARC/1.0\r\nContent-Length: %d\r\n\r\n" % (2_000 * 2**16)
    chain = iter([head])
    file = type("File", (), {"read": lambda self, size: next(chain, None) or film.read(size)})()

    def wanted(record: object) -> bool:
        nonlocal largest
        largest = max(largest, len(getattr(record, "block", b"")))
        return False

    assert list(cut_records(file, wanted, MOST)) == []
    assert 0 < largest <= 2**16


def test_a_record_too_large_is_told_without_being_held() -> None:
    data = archive_of(1, packed=False).data
    (found,) = cut_records(io.BytesIO(data), lambda record: True, 10)
    assert isinstance(found, Broken)
    assert b"WARC-Target-URI" in found.head


# As a source


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.WARC.gz"])
def test_an_archive_is_a_source_also_in_a_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(archive_of(2, packed=name.endswith("gz")).data)
    (tmp_path / "dump.gz").write_bytes(b"not a page")
    assert list(expand([str(tmp_path)])) == [str(path)]
    assert [page.source for page in open_pages([str(path)]) if isinstance(page, Page)] == uris(2)


def test_archives_that_can_not_be_opened(tmp_path: Path) -> None:
    (gone,) = open_pages([str(tmp_path / "gone.warc")])
    assert isinstance(gone, SourceNotFound)


def test_an_archive_without_a_page_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    picture = {"Content-Type": "image/png"}
    for content in (b"", Archive(packed=False).add(http=picture).data):
        path.write_bytes(content)
        (found,) = open_pages([str(path)])
        assert isinstance(found, SourceUnreadable)
        assert str(found) == f"{path}: no page in this archive"


def test_without_warcio_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive_of(1, packed=True).data)
    monkeypatch.setitem(sys.modules, "warcio.recordloader", None)
    (error,) = open_pages([str(path)])
    assert isinstance(error, SourceError)
    assert error.where == str(path)
    assert "pip install 'rejoinder[warc]'" in error.remedy
