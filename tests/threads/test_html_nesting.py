"""Any tree of comments, in any of the nestings, is found again from its bylines alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads.formats.html_nesting import lay_out
from threads.markup import read_markup

Parents = list[int | None]

BYLINE = "<p><i>{n}</i> 6 Jul 2007</p><div><p>Text.</p><p>More text.</p></div>"


@st.composite
def trees(draw: st.DrawFn) -> Parents:
    """Draw a tree in printed order: each comment answers the last one or one around it."""
    parents: Parents = []
    around: list[int] = []
    for number in range(draw(st.integers(1, 12))):
        keep = draw(st.integers(0, len(around)))
        around = around[:keep]
        parents.append(around[-1] if around else None)
        around.append(number)
    return parents


def children(parents: Parents, of: int | None) -> list[int]:
    return [number for number, parent in enumerate(parents) if parent == of]


def in_lists(parents: Parents, of: int | None = None) -> str:
    items = "".join(
        f"<li>{BYLINE.format(n=n)}{in_lists(parents, n)}</li>" for n in children(parents, of)
    )
    return f"<ul>{items}</ul>" if items else ""


def in_lists_with_articles(parents: Parents, of: int | None = None) -> str:
    items = "".join(
        f"<li><article><header>{BYLINE.format(n=n)}</header><p>x</p></article>"
        f"{in_lists_with_articles(parents, n)}</li>"
        for n in children(parents, of)
    )
    return f"<ol>{items}</ol>" if items else ""


def in_following_items(parents: Parents, of: int | None = None) -> str:
    items = "".join(
        f"<li>{BYLINE.format(n=n)}</li>"
        + (f"<li>{in_following_items(parents, n)}</li>" if children(parents, n) else "")
        for n in children(parents, of)
    )
    return f"<ul>{items}</ul>" if items else ""


def in_following_lists(parents: Parents, of: int | None = None) -> str:
    items = "".join(
        f"<li>{BYLINE.format(n=n)}</li>{in_following_lists(parents, n)}"
        for n in children(parents, of)
    )
    return f"<ul>{items}</ul>" if items else ""


def in_divs(parents: Parents, of: int | None = None) -> str:
    return "".join(
        f"<div><article><header>{BYLINE.format(n=n)}</header><p>x</p></article>"
        f"{in_divs(parents, n)}</div>"
        for n in children(parents, of)
    )


LAYOUTS = (in_lists, in_lists_with_articles, in_following_items, in_following_lists, in_divs)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=150, deadline=None)
@given(parents=trees())
def test_the_tree_comes_back(layout: Callable[[Parents], str], parents: Parents) -> None:
    root = read_markup(
        f"<body><div><h1>T</h1><p>Story.</p></div><div><h2>Comments</h2>{layout(parents)}"
        "<form><p>Write one</p></form></div></body>"
    )
    marks = [tag.parent for tag in root.inside({"i"}) if tag.parent is not None]
    laid = lay_out(root, marks)
    assert [place.number for place in laid] == list(range(len(parents)))
    assert [place.under for place in laid] == parents
    assert all(marks[place.number] in place.item.inside({"p"}) for place in laid)
    assert all("Write one" not in place.item.text for place in laid)


def test_known_elements_need_no_evidence() -> None:
    root = read_markup("<div><div class=c>a<div class=c>b</div></div></div>")
    marks = [tag for tag in root.inside() if tag.attrs.get("class") == "c"]
    laid = lay_out(root, marks, known=lambda tag: True)
    assert [(place.item, place.under) for place in laid] == [(marks[0], None), (marks[1], 0)]


def test_two_marks_in_one_element_are_one_comment() -> None:
    root = read_markup("<ul><li>a</li><li>b</li></ul>")
    items = list(root.inside({"li"}))
    assert [place.number for place in lay_out(root, [items[0], items[0], items[1]])] == [0, 2]


def test_what_holds_a_lone_mark_is_looked_for_once() -> None:
    """Each of the elements around it has all those further in inside it."""

    def seconds(deep: int) -> float:
        root = read_markup("<body><p>Said.</p>" + "<b>" * deep + "<i>May 5, 2012</i>")
        start = time.process_time()
        (place,) = lay_out(root, list(root.inside({"i"})))
        assert place.item.name == "body"
        return time.process_time() - start

    assert any(seconds(8_000) < max(8 * seconds(2_000), 0.3) for _ in range(3))
