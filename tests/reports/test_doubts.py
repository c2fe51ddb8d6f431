from __future__ import annotations

import sqlite3

import pytest

from reports.doubts import Doubt, doubts
from tests.reports.fixture_thread import ARTICLE


def set_stance(
    db: sqlite3.Connection, position: int, parent: list[float], article: list[float]
) -> str:
    (name,) = db.execute(
        "SELECT id FROM comments WHERE article_id = ? AND position = ?", [ARTICLE, position]
    ).fetchone()
    db.execute("UPDATE replies SET confidence = 0.9 WHERE comment_id = ?", [name])
    db.execute(
        "UPDATE stance SET parent_agree = ?, parent_neutral = ?, parent_disagree = ?,"
        " article_support = ?, article_neutral = ?, article_oppose = ? WHERE comment_id = ?",
        [*parent, *article, name],
    )
    return str(name)


SURE, TIED = [0.8, 0.1, 0.1], [0.48, 0.07, 0.45]


@pytest.mark.parametrize(
    ("parent", "article", "found"),
    [
        (SURE, SURE, ()),
        (TIED, SURE, (Doubt("to_parent", 0.48, "agree", "disagree", 0.45),)),
        (SURE, TIED, (Doubt("to_article", 0.48, "support", "oppose", 0.45),)),
        ([0.4, 0.3, 0.3], SURE, ()),
    ],
)
def test_a_stance_near_a_tie(
    own: sqlite3.Connection, parent: list[float], article: list[float], found: tuple[Doubt, ...]
) -> None:
    name = set_stance(own, 2, parent, article)  # a reply
    assert doubts(own, ARTICLE).get(name, ()) == found


def test_at_top_level_one_stance_is_told(own: sqlite3.Connection) -> None:
    name = set_stance(own, 1, TIED, TIED)
    assert [doubt.about for doubt in doubts(own, ARTICLE)[name]] == ["to_article"]


def test_a_place_less_sure_than_an_even_chance(own: sqlite3.Connection) -> None:
    name = set_stance(own, 2, SURE, SURE)
    own.execute("UPDATE replies SET confidence = 0.49 WHERE comment_id = ?", [name])
    assert doubts(own, ARTICLE)[name] == (Doubt("place", 0.49),)


def test_what_was_not_scored_has_no_doubtful_stance(own: sqlite3.Connection) -> None:
    own.execute("DELETE FROM stance")
    assert {one.about for each in doubts(own, ARTICLE).values() for one in each} <= {"place"}
