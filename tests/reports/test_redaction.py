from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from reports.exports.numbers import numbers, words_of
from reports.material import gather
from reports.names_left import NamesLeft, look_for_names, shown_in
from reports.packing import packed
from reports.queries import ARTICLE as ABOUT
from reports.queries import COMMENTS, QUERIES, QUOTES
from reports.redaction import OPEN, WORDS, Redaction, prepare, redacted, shortened
from reports.story import tell
from tests.reports import fixture_thread
from tests.reports.fixture_thread import ARTICLE, SAID
from threads.errors import RejoinderError
from threads.names import is_shared

NAMES = {one.author for one in SAID if one.author and not is_shared(one.author)}
TOLD = frozenset(
    "author author_id detail evidence name parameters parent_author source source_author"
    " stance_evidence subject target text word words".split()
)
"""Columns that hold people's names and words, or lead to them."""


@pytest.fixture
def redaction(db: sqlite3.Connection) -> Iterator[Redaction]:
    with redacted(db, [ARTICLE]) as made:
        yield made


def words(text: str) -> list[str]:
    return text.casefold().split()


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def test_rows_have_pseudonyms_and_few_words(db: sqlite3.Connection, redaction: Redaction) -> None:
    rows = COMMENTS.rows(db, ARTICLE)
    assert [rows[0].author, rows[1].author, rows[1].parent_author] == [
        "Person 1", "Person 2", "Person 1",
    ]  # fmt: skip
    assert rows[0].text == "About time. I work…"
    assert rows[0].author_id == rows[2].author_id == "Person 1"
    assert rows[3].author == "Anonymous Coward"
    assert rows[14].author is None
    assert rows[15].text == "Mine either. Thank you…"


def test_no_words_of_another_are_left_as_ones_own(
    db: sqlite3.Connection, redaction: Redaction
) -> None:
    third = COMMENTS.rows(db, ARTICLE)[2]
    (quote, _) = QUOTES.rows(db, ARTICLE)
    assert third.text.startswith(quote.text)


def test_nothing_is_left_to_search_for(db: sqlite3.Connection) -> None:
    public = runs("\n".join(str(part) for part in _article(db)), WORDS + 1)
    with redacted(db, [ARTICLE]):
        left = runs(" ".join(told_of(db)), WORDS + 1)
    for one in SAID:
        assert not runs(one.text, WORDS + 1) & left - public, one.text[:60]


def test_every_query_is_redacted_whatever_its_columns(db: sqlite3.Connection) -> None:
    with redacted(db, [ARTICLE]) as made:
        found = made.people.still_in("\n".join(told_of(db)))
    assert {name for name in found if not made.people.is_ordinary(name)} == set()


def test_each_column_of_words_is_either_open_or_told() -> None:
    columns = {
        column.name
        for query in QUERIES
        for column in fields(query.row)
        if "str" in str(column.type)
    }
    assert columns - OPEN - TOLD == set(), "say in reports.redaction whether people's words are in"


def test_without_it_rows_are_as_they_were(db: sqlite3.Connection) -> None:
    before = COMMENTS.rows(db, ARTICLE)
    with redacted(db, [ARTICLE]):
        pass
    assert COMMENTS.rows(db, ARTICLE) == before
    with pytest.raises(ZeroDivisionError), redacted(db, [ARTICLE]):
        1 / 0  # noqa: B018
    assert COMMENTS.rows(db, ARTICLE) == before


def test_labels_numbers_and_the_article_stay(db: sqlite3.Connection) -> None:
    before, article = COMMENTS.rows(db, ARTICLE), ABOUT.one(db, ARTICLE)
    with redacted(db, [ARTICLE]):
        after = COMMENTS.rows(db, ARTICLE)
        assert ABOUT.one(db, ARTICLE) == article
    for column in ("id", "position", "posted_at", "to_article", "compound", "method", "state"):
        assert [getattr(row, column) for row in after] == [getattr(row, column) for row in before]


def test_a_pseudonym_holds_in_all_articles_of_a_report(tmp_path: Path) -> None:
    db = fixture_thread.connect(tmp_path / "two.db")
    for name in ("one", "two"):
        fixture_thread.add_article(db, name, title=name, url=None, claimed=None)
    fixture_thread.add_comments(db, "one", SAID[:3])
    fixture_thread.add_comments(db, "two", [SAID[0], *SAID[:2]])
    with redacted(db, ["one", "two"]):
        first, second = (COMMENTS.rows(db, name) for name in ("one", "two"))
    assert [row.author for row in first] == ["Person 1", "Person 2", "Person 1"]
    assert [row.author for row in second] == ["Person 1", "Person 1", "Person 2"]


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("see https://example.org/c/17#me", "see https://example.org/…"),
        ('{"quote": "Twice, by your own leaflet. I kept it."}', '{"quote": "Twice, by your own…"}'),
        ('{"name": "Hedgerow", "weights": {"named": 2.5}}',
         '{"name": "Person 1", "weights": {"named": 2.5}}'),
        ('{"words": ["a", "b", "c", "d"]}', '{"words": ["a", "b", "c"]}'),
        ('{"feature": "words shared with the parent"}',
         '{"feature": "words shared with the parent"}'),
        ("{no json", "{no json"),
    ],
)  # fmt: skip
def test_what_evidence_quotes_is_cut(redaction: Redaction, value: str, left: str) -> None:
    assert redaction.of("evidence", value) == left


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("One two three four", "One two three four"),
        ("One, two, three, four, five", "One, two, three, four…"),
        ("\n a\tb \n", "a b"),
        ("落叶无声。安静的早晨。落叶无声。安静的早晨。落叶无声。安静的早晨。", "落叶无声。安…"),
        ("", ""),
    ],
)
def test_a_text_is_cut_to_its_first_words(text: str, short: str) -> None:
    assert shortened(text) == short


def test_the_last_look_names_ordinary_words_and_what_the_article_says(
    db: sqlite3.Connection,
) -> None:
    people = prepare(db, [ARTICLE]).people
    page = '<p>Quiet Please</p><b aria-label="Console">x</b><script>Hedgerow</script>'
    left = look_for_names(shown_in(page), people, "The article by Mina Ødegård")
    assert left == NamesLeft(ordinary=("Console", "Quiet Please"))
    left |= look_for_names(["Mina Ødegård"], people, "by Mina Ødegård")
    assert left == NamesLeft(("Console", "Quiet Please"), ("Mina Ødegård",))


@pytest.mark.parametrize(
    "page",
    [
        "<p>Says Hedgerow, so</p>",
        '<a aria-label="by HEDGEROW">x</a>',
        f'<script type="text/plain">{packed("<p>Hedgerow</p>")}</script>',
        '<script type="application/json">{"a": [{"Hedgerow\\u003c": 1}]}</script>',
    ],
)
def test_any_other_name_stops_the_page(db: sqlite3.Connection, page: str) -> None:
    people = prepare(db, [ARTICLE]).people
    with pytest.raises(RejoinderError, match="Hedgerow"):
        look_for_names(shown_in(page), people, "")


def _article(db: sqlite3.Connection) -> tuple[Any, ...]:
    found = db.execute("SELECT title, body FROM articles WHERE id = ?", (ARTICLE,)).fetchone()
    return tuple(found)


def told_of(db: sqlite3.Connection) -> list[str]:
    """Give every text of every row."""
    material = gather(db, ARTICLE)
    return list(words_of(numbers(material, tell(material), versions={})))
