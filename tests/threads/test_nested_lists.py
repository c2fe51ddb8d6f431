"""Lists of comments that hardly anything tells from other lists."""

from __future__ import annotations

import pytest

from threads.formats import nested_lists, read_page
from threads.model import Comment
from threads.page import Page

SAID = (
    "The bell of the ferry rings twice at night.",
    "Nobody asked for it at all.",
    "I like a quiet street myself.",
)
# Bylines in the manner of sites with markup of their own; {name} and {said} are put in.
ROWS = {
    "within": "<li><a>{name}</a> <span>May 5, 2012</span><p>{said}</p></li>",
    "within, link": "<li><b>{name}</b> May 5, 2012 <a href='#'>reply</a><p>{said}</p></li>",
    "apart": "<li><div><a>{name}</a> <span>May 5, 2012</span></div>{said}</li>",
    "lines": "<li><b>{name}</b><br>May 5, 2012<br>{said}</li>",
    "cells": "<tr><td>{name}<br>May 5, 2012</td><td>{said}</td></tr>",
}
BOXES = ("<ul class='comments'>{}</ul>", "<div id='comment-list'>{}</div>")


def read(row: str, box: str) -> tuple[Comment, ...]:
    names = ("Ann", "Bob", "Cee")
    rows = (row.format(name=name, said=said) for name, said in zip(names, SAID, strict=True))
    inside = "".join(rows)
    if inside.startswith("<tr>"):
        inside = f"<table>{inside}</table>"
    head = "<h1>The bell of the ferry</h1><p>It is to ring at night, the council says.</p>"
    page = Page("page.html", f"<body>{head}{box.format(inside)}</body>")
    return read_page(page).comments


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
@pytest.mark.parametrize("box", BOXES)
def test_what_is_called_comments_needs_no_heading(row: str, box: str) -> None:
    found = [(comment.author, comment.posted_at, comment.text) for comment in read(row, box)]
    names = ("Ann", "Bob", "Cee")
    assert found == [(n, "2012-05-05", said) for n, said in zip(names, SAID, strict=True)]


@pytest.mark.parametrize(
    "box",
    [
        "<ul>{}</ul>",
        "<ul class='recent-comments'>{}</ul>",
        "<aside><ul class='comments'>{}</ul></aside>",
        "<div id='sidebar-left'><ul class='comments'>{}</ul></div>",
    ],
)
def test_what_belongs_to_the_site_is_no_list_of_comments(box: str) -> None:
    assert not read(ROWS["within"], box)


def test_what_has_no_authors_is_no_list_of_comments() -> None:
    assert not read("<li><div>May 5, 2012</div><p>{said}</p></li>", BOXES[0])


def test_boxes_within_boxes_take_time_as_they_are_long() -> None:
    page = Page("page.html", "<ul class=comments><li>Ann May 5, 2012<p>So" * 2_000)
    assert len(nested_lists._boxes(page)) == 2_000
    assert nested_lists.recognise(page)
