"""Camps on the page: who stands where, who answers whom, what is quoted, what is said."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.camp_queries import CAMP_QUOTES, CAMPS, PEOPLE, TIES, PersonRow, TieRow
from reports.figures.network import kind_of
from reports.material import Material, gather
from reports.queries import RECOVERY
from reports.rows import CampsRow
from reports.sections.camps import (
    camps,
    left_out,
    no_split,
    nobody_twice,
    shared_told,
    two_camps,
)
from tests.reports.fixture_thread import ARTICLE, SAID, build, build_large
from tests.reports.test_sentences import words

ROW = CampsRow(camps=2, replies=60, z=2.84, in_a=7, in_b=1, cross_camp=0.75, people=12,
               frustration=0.2, frustration_random=0.31, tellable=3, agreed=1)  # fmt: skip
NONE = replace(ROW, camps=0, z=-0.1, in_a=0, in_b=0, cross_camp=None)


def test_people_are_counted_and_shared_names_stand_apart(db: sqlite3.Connection) -> None:
    rows = PEOPLE.rows(db, ARTICLE)
    assert [(row.position, row.author, row.comments) for row in rows[:3]] == [
        (1, "Hedgerow", 4),
        (2, "Rake & Sons", 3),
        (6, "Mina Ødegård", 2),
    ]
    assert {row.people for row in rows} == {len(rows)} == {17}
    shared = [row for row in rows if row.shared]
    assert [(row.position, row.comments) for row in shared] == [(4, 1), (5, 1), (9, 1), (15, 1)]
    assert {row.position: row.camp for row in rows if row.camp} == {1: "A", 2: "B", 6: "A", 5: "B"}
    assert len(PEOPLE.rows(db, ARTICLE, people=5)) == 5


def test_ties_are_the_replies_of_two_either_way(db: sqlite3.Connection) -> None:
    rows = {(row.one, row.other): row for row in TIES.rows(db, ARTICLE)}
    # Hedgerow and Rake & Sons: #2 to #1, #3 to #2, #20 to #19
    assert rows[1, 2] == TieRow(one=1, other=2, replies=3, agree=1, disagree=2)
    assert all(one < other for one, other in rows)
    replies = [one for one in SAID if one.parent and one.state == "present"]
    others = [one for one in replies if SAID[one.parent - 1].author != one.author]  # type: ignore[operator]
    assert sum(row.replies for row in rows.values()) == len(others)
    few = TIES.rows(db, ARTICLE, people=2)
    assert [(row.one, row.other) for row in few] == [(1, 2)]
    assert len(TIES.rows(db, ARTICLE, ties=3)) == 3


@pytest.mark.parametrize(
    ("agree", "disagree", "kind"), [(2, 1, "agree"), (0, 1, "disagree"), (1, 1, "neither")]
)
def test_a_line_is_what_two_have_more_of(agree: int, disagree: int, kind: str) -> None:
    tie = TieRow(one=1, other=2, replies=5, agree=agree, disagree=disagree)
    assert kind_of(tie) == kind


def test_the_surest_words_of_each_camp_are_quoted(db: sqlite3.Connection) -> None:
    rows = CAMP_QUOTES.rows(db, ARTICLE)
    assert [(row.camp, row.rank, row.position) for row in rows] == [
        ("A", 1, 1), ("A", 2, 6), ("B", 1, 2), ("B", 2, 5)
    ]  # fmt: skip
    assert rows[2].sure == pytest.approx(0.78) and rows[2].side == 0.8
    assert len(CAMP_QUOTES.rows(db, ARTICLE, each=1)) == 2
    assert CAMP_QUOTES.rows(db, ARTICLE, letters=60)[0].position == 1


def test_two_camps_are_told_with_what_speaks_for_them() -> None:
    assert words(two_camps(ROW)) == (
        "There are two camps: 7 persons on the article’s side, 1 on the other. 75% of the answers,"
        " those to the article among them, cross from one to the other. 20% of what they say"
        " contradicts the two camps; were the same stances dealt out by chance, it would be 31%,"
        " and the camps would fit worse by 2.84 standard deviations."
    )


def test_comments_under_shared_names_are_said_to_count_as_persons(db: sqlite3.Connection) -> None:
    (row,) = RECOVERY.rows(db, ARTICLE)
    assert words(nobody_twice(replace(row, shared=165))).endswith(
        "165 comments stand under names that many share, each counted as a person."
    )
    assert "1 comment stands under" in words(nobody_twice(replace(row, shared=1)))
    assert not nobody_twice(replace(row, shared=0))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (NONE, "No two camps are to be found among the 12 people who comment. The two sides into"),
        (replace(NONE, z=None), "who comment: their replies all say the same."),
        (replace(NONE, z=2.5), "who comment: hardly anybody answers across."),
        (replace(NONE, replies=29), "29 answers to other people or to the article are too few"),
        (replace(NONE, replies=1), "1 answer to other people or to the article is too few"),
        (replace(NONE, replies=1, people=1), "Too few people comment to fall into two camps."),
    ],
)
def test_where_there_are_no_camps_it_is_said_why(row: CampsRow, told: str) -> None:
    assert told in words(no_split(row))


def test_it_is_said_who_counts_as_a_person_where_people_are_counted(
    tmp_path: Path,
) -> None:
    db = build(tmp_path / "t.db")
    for replies, told in ((30, True), (29, False)):
        db.execute("UPDATE article_camps SET camps = 0, replies = ?", [replies])
        section = camps(gather(db, ARTICLE))
        assert section
        assert ("each counted as a person" in words(section.said["camps"])) == told


def test_common_ground_is_counted(db: sqlite3.Connection) -> None:
    (row,) = CAMPS.rows(db, ARTICLE)
    assert (row.tellable, row.agreed) == (2, 1)
    assert words(shared_told(row)) == (
        "Of 2 comments that two or more people of each camp wrote or answered, 1 is such that both"
        " are expected to agree."
    )
    assert "answered, none is such" in words(shared_told(replace(row, agreed=0)))
    few = words(shared_told(replace(row, tellable=0, agreed=0)))
    assert few.startswith("Too few people of both camps wrote or")


def test_what_the_picture_leaves_out_is_counted() -> None:
    person = PersonRow(position=1, author="a", shared=0, comments=1, camp=None, p=None, share=0.1,
                       so_far=0.1, people=400)  # fmt: skip
    told = words(left_out([person, person], []))
    assert told.startswith("Of 400 people the picture shows the 2 who write most")
    assert left_out([replace(person, people=1)], []) is None


def test_the_page_shows_camps_with_links_to_their_words(soup: BeautifulSoup) -> None:
    shown = soup.select_one('section[aria-labelledby="camps"]')
    assert shown is not None
    sides = shown.select(".side")
    assert [[a["href"] for a in side.select("a")] for side in sides] == [["#c1", "#c6"],
                                                                        ["#c2", "#c5"]]  # fmt: skip
    assert sides[1].select_one("blockquote p").get_text().startswith("You work nights")  # type: ignore[union-attr]
    ground = shown.select_one(".ground")
    assert ground is not None and "62% of those against it" in " ".join(ground.get_text().split())
    assert [len(table.select("tbody tr")) for table in shown.select("table")] == [17, 9]


def test_without_camps_a_sentence_stands_alone(tmp_path: Path, material: Material) -> None:
    db = build(tmp_path / "t.db")
    db.execute("UPDATE article_camps SET camps = 0, z = 0.4")
    section = camps(gather(db, ARTICLE))
    assert section is not None and not section.figures and section.shown is None
    assert "camps" in section.said
    db.execute("DELETE FROM article_camps")
    assert camps(gather(db, ARTICLE)) is None
    assert camps(gather(build_large(tmp_path / "l.db", 3), ARTICLE)) is None
