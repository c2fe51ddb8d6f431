"""Data files (JSON Lines, JSON, feeds): case files, many threads in one, what isn't data at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.threads.thread_json import expected, plain
from threads.formats import FORMATS, SPLITTING, pages_in, read_page
from threads.model import Thread
from threads.page import Page

CASES = Path(__file__).parent / "cases"
EXPECTED = ".expected.json"
DATA = sorted(p for p in (CASES / "data").iterdir() if not p.name.endswith(EXPECTED))
PAGES = sorted(p for room in ("html", "text") for p in (CASES / room).glob("*.*[lt]"))


def opened(path: Path) -> Page:
    return Page.from_bytes(path.read_bytes(), path.name)


def shown(thread: Thread) -> dict[str, Any]:
    """Give the thread as data; of placements the kind and what is laid under."""
    data = plain(thread)
    for told, comment in zip(data["comments"], thread.comments, strict=True):
        place = comment.placement
        told["placement"] = [place.kind, place.under]
    return data


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_file(path: Path) -> None:
    found = [shown(read_page(page)) for page in pages_in(opened(path))]
    assert found == expected(path.with_suffix(EXPECTED))["threads"]


@pytest.mark.parametrize("path", DATA + PAGES, ids=lambda path: path.name)
def test_data_is_told_from_pages_and_from_other_data(path: Path) -> None:
    claimed = [form.NAME for form in SPLITTING if form.recognise(opened(path))]
    assert claimed == [name for name in claimed if path in DATA][:1]
    if path in DATA:
        assert claimed[0].partition("-")[0] == path.name.partition("_")[0]
        # What only looks for landmarks would find them in the comments' markup.
        first = next(form for form in FORMATS if form.recognise(opened(path)))
        assert claimed[0] == first.NAME


def test_a_page_is_one_thread() -> None:
    page = Page("x.html", "<html><p>An article.</p></html>")
    assert list(pages_in(page)) == [page]
