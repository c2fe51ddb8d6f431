from __future__ import annotations

import pytest

from threads.errors import PageError
from threads.formats import read_page
from threads.page import Page

MAIL = """From: <Saved by Blink>
Snapshot-Content-Location: https://a.example/ferry
MIME-Version: 1.0
Content-Type: multipart/related; boundary="--b"

----b
Content-Type: text/html

<html><title>Ferry</title><article><p>The council has voted.</p></article></html>
"""
REPORT = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="generator" content="Rejoinder 0.1"><title>Ferry</title></head>
<body><main><p>The council has voted for a new timetable, and seven people answer it.</p></main>
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [(REPORT, "a report of Rejoinder's own, not a page"), (MAIL, "saved as a single file (MHTML)")],
)
def test_what_is_no_thread_is_told_by_what_it_is(text: str, said: str) -> None:
    with pytest.raises(PageError) as raised:
        read_page(Page("ferry.html", text))
    assert said in str(raised.value)
    assert raised.value.remedy


def test_a_page_that_speaks_of_such_files_is_read() -> None:
    words = "MIME-Version: 1.0 and multipart/related stand in the head of a mail, " * 9
    page = f"<html><title>Mails</title><body><article><p>{words}</p></article></body></html>"
    assert read_page(Page("mails.html", page)).article.title == "Mails"
