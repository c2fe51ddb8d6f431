from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from reports.facts import Fact, fact, percent, plural, say, write
from reports.queries import STANCE_TO_ARTICLE
from reports.rows import StanceRow

ROW = StanceRow(label="oppose", comments=9, total=22, share=9 / 22)


def test_a_number_tells_where_it_comes_from() -> None:
    share = fact(STANCE_TO_ARTICLE, ROW, "share")
    assert share.origin == "stance_to_article/oppose/share"
    assert str(share) == "41%"
    element = f'<data value="{9 / 22!r}" data-from="stance_to_article/oppose/share">41%</data>'
    assert escape(share) == element


def test_what_is_null_is_a_dash_and_no_number() -> None:
    assert escape(Fact("chains", "3", "split", None)) == "–"


def test_a_key_of_strangers_text_cannot_leave_its_attribute() -> None:
    hostile = Fact("edges", '"><script>', "edges", 3)
    assert "<script>" not in escape(hostile)


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (1204, "count", "1,204"),
        (-0.124, "score", "−0.12"),
        (0.5, "score", "+0.50"),
        (-0.001, "score", "0.00"),
        (0.734, "part", "0.73"),
        (-0.58, "part", "−0.58"),
        (-0.001, "part", "0.00"),
        (None, "share", "–"),
    ],
)
def test_numbers_as_people_read_them(value: float | None, kind: str, written: str) -> None:
    assert write(value, kind) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "written"),
    [(0, "0%"), (0.004, "under 1%"), (0.01, "1%"), (0.5, "50%"), (0.996, "over 99%"), (1, "100%")],
)
def test_some_is_not_none_and_most_is_not_all(share: float, written: str) -> None:
    assert percent(share) == written


def test_a_sentence_escapes_what_is_no_markup() -> None:
    sentence = say("{who} said {link}.", who="<b>", link=Markup("<a>x</a>"))
    assert sentence == "&lt;b&gt; said <a>x</a>."


def test_braces_of_strangers_fill_nothing() -> None:
    assert say("By {who}.", who="{secret} {0}") == "By {secret} {0}."


def test_words_go_with_their_count() -> None:
    assert plural(1, "person", "people") == "person"
    assert plural(Fact("q", "", "people", 2), "person", "people") == "people"
