"""Voices and words on the page: who is counted how, what is said, when a sentence stands alone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.camp_queries import PEOPLE, SHARED_NAMES
from reports.dynamics import AcquaintanceRow
from reports.material import Material, gather
from reports.page import write_report
from reports.sections.voices import (
    half_of,
    heard,
    known_before,
    taking_part,
    telling_words,
    voices_and_words,
)
from reports.words import COMPARISON, OWN_WORDS, WORDS, ComparisonRow
from tests.reports.fixture_thread import (
    ARTICLE,
    SAID,
    Said,
    add_article,
    add_comments,
    build_large,
    connect,
    insert,
    mark_analyzed,
)
from tests.reports.test_dynamics import ROW
from tests.reports.test_sentences import words

PEOPLE_HERE = AcquaintanceRow(earlier=2, people=9, newcomers=5, regulars=1, shared=3)
FOUND = ComparisonRow(compared=200, beyond=12, by_lot=3, chance=0.01, by_camp=0)
FILLER = "street morning traffic budget meeting window garden weather engine letter".split()


@pytest.fixture
def sided(tmp_path: Path) -> sqlite3.Connection:
    """Make a thread in which one side says "quiet" and the other "freedom"."""
    db = connect(tmp_path / "sided.db")
    add_article(db, ARTICLE, title="Sided", url=None, claimed=None)
    add_comments(db, ARTICLE, [
        Said(f"{side} {n % 7}", None, f"{own} {' '.join(FILLER[n % 3:])}", side, "neutral", 0.1)
        for side, own in (("support", "quiet"), ("oppose", "freedom <b>")) for n in range(28)
    ])  # fmt: skip
    mark_analyzed(db, ARTICLE)
    return db


def test_shares_are_of_all_and_the_sum_of_the_named(db: sqlite3.Connection) -> None:
    rows = PEOPLE.rows(db, ARTICLE)
    present = [one for one in SAID if one.state == "present"]
    assert rows[0].share == 4 / len(present)
    assert sum(row.share for row in rows) == pytest.approx(1)
    named = [row for row in rows if not row.shared]
    assert named[0].so_far == 4 / (len(present) - 4)
    assert named[-1].so_far == 1.0
    assert {row.so_far for row in rows if row.shared} == {None}
    assert half_of(named) == 4


def test_shared_names_are_counted_by_name(db: sqlite3.Connection) -> None:
    rows = SHARED_NAMES.rows(db, ARTICLE)
    assert [(row.name, row.comments) for row in rows] == [("Anonymous Coward", 3), ("", 1)]


def test_who_is_heard() -> None:
    assert words(heard(PEOPLE_HERE, 2)) == (
        "9 people comment under a name of their own; 2 of them, the most active, wrote half or more"
        " of their comments. 3 comments stand under names that many share: by how many people"
        " cannot be told."
    )
    one = replace(PEOPLE_HERE, people=1, shared=0)
    assert words(heard(one, None)) == "1 person comments under a name of their own."
    assert half_of([]) is None


def test_how_evenly_and_who_answers_back() -> None:
    assert words(taking_part(ROW)) == (
        "Gini’s coefficient of comments by person is 0.41: zero would be all writing the same, one"
        " a single person writing everything. Of the ties from one person to another whom they"
        " answer, 25% go both ways."
    )
    assert "ties" not in words(taking_part(replace(ROW, reciprocity=None)))
    assert taking_part(replace(ROW, gini=None)) is None
    assert taking_part(None) is None


def test_newcomers_are_told_beside_earlier_articles_alone() -> None:
    assert words(known_before(PEOPLE_HERE)) == (
        "Beside 2 earlier articles in the database, 5 of these people are new and 1 had commented"
        " under two or more."
    )
    assert known_before(replace(PEOPLE_HERE, earlier=0)) is None


@pytest.mark.parametrize(
    ("newcomers", "regulars", "said"),
    [
        (1, 0, "is new"),
        (0, 0, "had commented under one"),
        (0, 1, "had commented under two or more"),
    ],
)
def test_a_single_person_is_no_people(newcomers: int, regulars: int, said: str) -> None:
    one = replace(PEOPLE_HERE, people=1, newcomers=newcomers, regulars=regulars)
    told = f"Beside 2 earlier articles in the database, this person {said}."
    assert words(known_before(one)) == told


def test_words_are_told_with_what_lots_would_give() -> None:
    assert words(telling_words(FOUND)) == (
        "Of 200 words compared, 12 stand out; were people dealt to sides by lot, it would be 3."
    )
    assert words(telling_words(replace(FOUND, chance=0.3))).startswith(
        "The sides cannot be told apart by their words: of 200 compared, 12 stand out, and were"
    )
    assert words(telling_words(None)) == (
        "Too little is said to compare the words of the two sides: it takes 10 comments of each,"
        " and 150 words in them that aren’t as common as “the”."
    )


def test_the_words_of_each_side_are_shown(sided: sqlite3.Connection, tmp_path: Path) -> None:
    assert [(row.word, row.side) for row in WORDS.rows(sided, ARTICLE)] == [
        ("quiet", "support"),
        ("freedom", "oppose"),
    ]
    (row,) = COMPARISON.rows(sided, ARTICLE)
    assert (row.beyond, row.by_camp) == (2, 0) and row.chance < 0.1
    soup = BeautifulSoup(write_report(sided, [ARTICLE], tmp_path / "s.html").read_text(), "lxml")
    assert soup.select_one("#figure-words") is not None
    shown = {number["data-from"]: number for number in soup.select("data")}
    for one in WORDS.rows(sided, ARTICLE):
        for column in ("support", "oppose", "people", "log_odds", "z"):
            assert shown[f"words/{one.word}/{column}"]["value"] == repr(getattr(one, column))
    assert shown["word_comparison/beyond"]["value"] == "2"


def test_the_words_of_camps_are_said_to_be_theirs(
    sided: sqlite3.Connection, tmp_path: Path
) -> None:
    insert(sided, "article_camps", [
        {"article_id": ARTICLE, "people": 14, "replies": 60, "z": 3.0, "camps": 2,
         "frustration": 0.1, "frustration_random": 0.3, "cross_camp": 0.5}
    ])  # fmt: skip
    sided.execute(
        "INSERT INTO camps (id, article_id, author_id, camp, p)"
        " SELECT DISTINCT article_id || '/' || author_id, article_id, author_id,"
        " CASE WHEN author LIKE 'support%' THEN 'A' ELSE 'B' END, 0.5 FROM comments"
    )
    soup = BeautifulSoup(write_report(sided, [ARTICLE], tmp_path / "c.html").read_text(), "lxml")
    table = soup.select_one('[aria-label="Words of the sides"]')
    assert table is not None
    said = [" ".join(row.get_text(" ").split()) for row in table.select("tr")]
    assert said[0].startswith(
        "word said more by the camp comments of the camp with it of the one against it people"
    )
    assert [row.split()[:3] for row in said[1:]] == [["quiet", "with", "it"],
                                                    ["freedom", "against", "it"]]  # fmt: skip


def test_camps_are_the_sides_where_there_are_two(db: sqlite3.Connection) -> None:
    rows = OWN_WORDS.rows(db, ARTICLE)
    assert {row.by_camp for row in rows} == {1}
    assert {row.position: row.side for row in rows if row.side} == {
        1: "support", 3: "support", 16: "support", 20: "support", 6: "support", 18: "support",
        2: "oppose", 17: "oppose", 19: "oppose", 5: "oppose",
    }  # fmt: skip


def test_the_page_lists_voices_with_links(soup: BeautifulSoup, material: Material) -> None:
    shown = soup.select_one('section[aria-labelledby="voices"]')
    assert shown is not None
    lines = [" ".join(row.get_text(" ").split()) for row in shown.select("tbody tr")]
    assert lines[0] == "Hedgerow #1 4 17%"
    assert lines[-2:] == ["Anonymous Coward shared by many 3 12%", "no name shared by many 1 4%"]
    assert "Too little is said to compare the words" in shown.get_text()
    section = voices_and_words(material)
    assert section is not None and section.counted == {"voices": {"half": 4}}


def test_few_people_have_no_bars(tmp_path: Path) -> None:
    few = voices_and_words(gather(build_large(tmp_path / "few.db", 4), ARTICLE))
    assert few is not None and not few.figures and set(few.said) == {"voices", "words"}
    assert voices_and_words(gather(build_large(tmp_path / "none.db", 0), ARTICLE)) is None
