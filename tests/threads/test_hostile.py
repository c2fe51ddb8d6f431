"""What strangers may send: nested without end, too large for memory, named to trip us up."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from threads import page as pages
from threads.errors import PageError, SourceUnreadable, StoreError
from threads.formats import read_page
from threads.formats.convokit_jsonl import read as read_utterances
from threads.identity import identify
from threads.ingest import read_pages
from threads.page import Page
from threads.sources import open_page, open_pages
from threads.store import Store
from threads.tree import rebuild

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases" / "html"
ADDRESS_SPACE = 2**31


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("article_news.html", "<h2>"),
        ("article_news.html", "<h3>x"),
        ("legacy_flat.html", '<a href="/rss">'),
        ("legacy_thread_inside.html", "<p><a>"),
        ("slashdot.html", "<time>x"),
        ("slashdot.html", "<p>x"),
        ("wordpress_list_german.html", "<cite class=fn>"),
        ("wordpress_list_german.html", "<cite class=fn>x"),
    ],
)
def test_what_nests_takes_time_in_proportion(name: str, tag: str) -> None:
    text = (CASES / name).read_text("utf-8")
    at = text.rindex("<", 0, len(text) * 2 // 3)

    def seconds(times: int) -> float:
        start = time.process_time()
        read_page(Page("page.html", text[:at] + tag * times + text[at:]))
        return time.process_time() - start

    # Twice as deep takes twice as long; 4 leaves room for a machine with other work.
    assert any(seconds(6_000) < max(4 * seconds(1_500), 1.0) for _ in range(3))


@pytest.mark.parametrize(
    "comment",
    [
        "<div class=comment><a>Ann{n}</a> <span>May 5, 2012</span><p>said {n}",
        "<div class=comment><a>Ann{n}</a> <span>3 hours ago</span><p>said {n}",
        "<ul class=comments><li><a>Ann{n}</a> <span>May 5, 2012</span><p>said {n}",
        "<div id=comment-{n}><cite class=fn>Ann</cite> May 5, 2012<div class=body>said {n}</div>",
        "<dl><dt id=comment-{n}>Ann May 5, 2012</dt><dd><p>said {n}",
    ],
)
def test_comments_in_one_another_take_time_in_proportion(comment: str) -> None:
    def seconds(times: int) -> float:
        text = "<body>" + "".join(comment.format(n=n) for n in range(times))
        start = time.process_time()
        assert len(read_page(Page("page.html", text)).comments) >= times - 1
        return time.process_time() - start

    assert any(seconds(3_200) < max(7 * seconds(800), 0.5) for _ in range(3))


def test_end_tags_without_end_are_refused() -> None:
    """The parser looks for each of them among all that is open: that takes the square of it."""
    page = Page("page.html", "<body>" + "<frameset></li></a>" * 60_000)
    with pytest.raises(PageError, match=r"^page\.html: nests deeper than any page does"):
        read_page(page)
    deep = "<ol><li><div>Ann May 5, 2012</div><p>So</p>" * 10_000 + "</li></ol>" * 10_000
    assert len(Page("page.html", f"<body>{deep}").tree.nodes) > 60_000


@pytest.mark.parametrize("name", ["list_french.html", "wordpress_list_german.html"])
def test_what_says_nothing_is_looked_through_once(name: str) -> None:
    """Each of them may be the author's name, and has all the others in it."""
    text = (CASES / name).read_text("utf-8")
    at = text.index(">", text.rindex("<li")) + 1

    def seconds(tag: str) -> float:
        start = time.process_time()
        read_page(Page("page.html", text[:at] + tag * 6_000 + text[at:]))
        return time.process_time() - start

    assert any(seconds("<cite class=fn>") < 2 * seconds("<i class=fn-a>") for _ in range(5))


def test_a_name_is_not_looked_for_at_any_length() -> None:
    name = "a b " * 20_000 + "x"
    line = '{"id":"%s","conversation_id":"r","speaker":"%s","text":"%s","timestamp":%d}'
    said = [("r", "z", "art"), ("1", name, "well"), ("2", "y", name * 2), ("3", "w", name * 3)]
    text = "\n".join(line % (*each, at) for at, each in enumerate(said))
    start = time.process_time()
    assert len(rebuild(identify(read_utterances(Page("u.jsonl", text)))).replies) == 3
    assert time.process_time() - start < 5  # 60 s as the length of the name times that of the text


def test_more_tags_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MOST_MARKS", 1_000)
    assert Page.from_bytes(b"<p>" * 1_000, "x").is_html
    for mark in (b"<", b"[", b"{"):
        with pytest.raises(SourceUnreadable, match="more than 1,000 tags"):
            Page.from_bytes(mark * 1_001, "x")


def test_a_packed_page_is_no_page(tmp_path: Path) -> None:
    import gzip

    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(b"<p>x" * 1_000))
    with pytest.raises(SourceUnreadable, match="binary data"):
        open_page(str(packed))


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in (b"caf\xe9.html", b"a\nb\x1b[31m.html"):
        try:
            (folder / os.fsdecode(name)).write_bytes(
                (ROOT / "examples/ebooks.html").read_bytes() + name
            )
        except OSError:
            pytest.skip("this file system takes Unicode names only")
    with Store(tmp_path / "x.db") as store:
        summary = read_pages(store, open_pages([str(folder)]))
        assert (summary.pages, summary.failures) == (2, [])
        sources = [row["source"] for row in store.query("SELECT source FROM snapshots")]
    assert sum(r"caf\udce9.html" in source for source in sources) == 1


def test_half_a_character_is_refused_by_the_database(tmp_path: Path) -> None:
    with Store(tmp_path / "x.db") as store, pytest.raises(StoreError, match="half a character"):
        store.search("\ud800")


def test_a_gigabyte_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    """Read from a file of holes, from standard input and from an archive, in 2 GB of addresses."""
    large = tmp_path / "large.html"
    with large.open("wb") as file:
        file.write(b"<html><p>x")
        file.truncate(2**30)
    ask = (
        "import sys; from threads.sources import open_pages;"
        " print(*open_pages(sys.argv[1:]), sep='\\n')"
    )

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))

    with large.open("rb") as stdin:
        done = subprocess.run(
            [sys.executable, "-c", ask, str(large), "-"],
            stdin=stdin, capture_output=True, text=True, cwd=ROOT, preexec_fn=limited,
            check=True,
        )  # fmt: skip
    assert done.stdout.count("larger than 64 MB") == 2


def test_a_record_of_a_gigabyte_is_passed_over() -> None:
    from threads.warc import warc_pages

    class Endless(io.RawIOBase):
        """A record of a gigabyte, made as it is read."""

        def __init__(self) -> None:
            self.head = (
                b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
                b"Content-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"
            ) % 2**30
            self.left = 2**24

        def read(self, size: int = -1) -> bytes:
            data, self.head = self.head or bytes(min(size, self.left)), b""
            self.left -= len(data)
            return data

    (error,) = warc_pages(Endless(), "crawl.warc")  # type: ignore[arg-type]
    assert "breaks off" in str(error)
