"""What hostile input is fed to: each target takes bytes and raises where a promise is broken.

A target gives how much it found to look at (comments, pages), so that a run can tell whether it
came past the door. ``RejoinderError`` is a promise kept: the input was refused.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.fuzzing.oracles import check_thread, told
from threads.errors import PageError, RejoinderError
from threads.formats import pages_in, read_page
from threads.identity import identify
from threads.ingest import read_pages
from threads.markup import read_markup
from threads.model import Thread
from threads.page import Page
from threads.soup import from_soup, make_soup
from threads.store import Store
from threads.tree import rebuild
from threads.warc import warc_pages

# Of a feed or file of very many threads; more only take time.
_MOST_PARTS = 50
_MOST_CHARACTERS = 3_000


def read(data: bytes) -> int:
    """Read a page by whichever reader, rebuild its tree, and look at all that it holds."""
    found = 0
    page = Page.from_bytes(data, "page.html")
    for part in list(pages_in(page))[:_MOST_PARTS]:
        try:
            thread = read_page(part)
        except PageError:
            continue
        check_thread(rebuild(identify(thread)))
        found += 1 + len(thread.comments)
    return found


def markup(data: bytes) -> int:
    """Hold the fast tree to BeautifulSoup's, and what is read through it."""
    text = Page.from_bytes(data, "page.html").text
    ours, theirs = read_markup(text), from_soup(make_soup(text))
    assert told(ours) == told(theirs), "not BeautifulSoup's tree"
    first, second = _through(text, ours), _through(text, theirs)
    assert first == second, "not the thread that BeautifulSoup's tree is read to"
    return 1 + len(first.comments) if isinstance(first, Thread) else 0


def _through(text: str, tree: object) -> Thread | str:
    page = Page("page.html", text)
    page.__dict__["tree"] = tree
    try:
        return read_page(page)
    except PageError as error:
        return str(error)


def counted(before: Thread) -> Callable[[bytes], int]:
    """Give a target for changes that bear on no structure: the comments must stay the same."""

    def target(data: bytes) -> int:
        try:
            after = read_page(Page.from_bytes(data, "page.html"))
        except RejoinderError as error:
            raise AssertionError("refused, and it was a page before") from error
        heads = [
            [(c.author, c.posted_at, c.external_id) for c in thread.comments]
            for thread in (before, after)
        ]
        assert len(heads[0]) == len(heads[1]), "a comment was lost or won"
        assert heads[0] == heads[1], "another author, time or number"
        check_thread(rebuild(identify(after)))
        return len(after.comments)

    return target


def stored(*others: bytes) -> Callable[[bytes], int]:
    """Give a target that reads pages of one article into a database, twice, and gets them back."""

    def target(data: bytes) -> int:
        with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "fuzz.db")) as store:
            pages = list(_pages((data, *others)))
            first = read_pages(store, pages)
            again = read_pages(store, pages)
            assert again.comments_new == again.comments_changed == 0, "read again: another thing"
            assert first.pages == again.unchanged, "not known again"
            for article in store.articles():
                thread = store.load_thread(article.id)
                check_thread(thread)
            (checked,) = store.query("PRAGMA foreign_key_check") or [None]
            assert checked is None, f"a row that leads nowhere: {checked}"
            store.search("lorem OR zqx")
            return first.pages

    return target


def _pages(many: tuple[bytes, ...]) -> list[Page]:
    found = []
    for number, data in enumerate(many):
        try:
            found.append(Page.from_bytes(data, f"page-{number}.html"))
        except RejoinderError:
            continue
    return found


def archive(data: bytes) -> int:
    """Read a web archive, and the pages in it."""
    found = 0
    for each in warc_pages(io.BytesIO(data), "fuzz.warc.gz"):
        found += 1
        if isinstance(each, Page):
            check_thread(rebuild(identify(read_page(each))))
        else:
            str(each).encode("utf-8")
    return found
