"""Stance towards targets as rows: the article's beside the comments'."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from reports.targets import NAMINGS, TARGETS, telling_words
from tests.reports.fixture_thread import ARTICLE, EMPTY, build_large, comment_id, insert


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    db = build_large(tmp_path / "t.db", 4)
    said = [
        (1, "barrier", "favor", 0.5, [("love barrier", 1.5), ("sad", -0.2)]),
        (2, "barrier", "against", -0.7, [("ban barrier", -1.5), ("bad", -0.9), ("good", 0.3)]),
        (3, "barrier", "against", -0.6, [("ban barrier", -1.0), ("hate barrier", -1.4)]),
        (3, "board", "none", 0.0, [("odd", 0.1)]),
    ]
    insert(db, "target_stance", [
        {"id": f"{comment_id(ARTICLE, n)}/{target}", "comment_id": comment_id(ARTICLE, n),
         "article_id": None, "target": target, "label": label, "score": score,
         "evidence": json.dumps({"mentions": 1, "because": [
             {"cue": "it is", "words": words, "weight": weight} for words, weight in because]})}
        for n, target, label, score, because in said
    ])  # fmt: skip
    insert(db, "target_stance", [
        {"id": f"{ARTICLE}/{target}", "comment_id": None, "article_id": ARTICLE, "target": target,
         "label": label, "score": score, "evidence": "{}"}
        for target, label, score in (("barrier", "favor", 0.4), ("toll", "none", 0.0))
    ])  # fmt: skip
    return db


def test_the_article_stands_beside_the_comments(db: sqlite3.Connection) -> None:
    rows = TARGETS.rows(db, ARTICLE)
    assert [(r.target, r.comments, r.favor, r.none, r.against) for r in rows] == [
        ("barrier", 3, 1, 0, 2),
        ("board", 1, 0, 1, 0),
        ("toll", 0, 0, 0, 0),
    ]
    assert rows[0].comments_score == pytest.approx((0.5 - 0.7 - 0.6) / 3)
    assert rows[2].comments_score is None
    assert [(r.article_label, r.article_score) for r in rows] == [
        ("favor", 0.4),
        (None, None),
        ("none", 0.0),
    ]


def test_another_article_has_none_of_it(db: sqlite3.Connection) -> None:
    assert TARGETS.rows(db, EMPTY) == NAMINGS.rows(db, EMPTY) == []


def test_the_words_that_tell_a_side(db: sqlite3.Connection) -> None:
    namings = [row for row in NAMINGS.rows(db, ARTICLE) if row.target == "barrier"]
    assert [row.position for row in namings] == [1, 2, 3]
    assert telling_words(namings, "favor", 5) == [("love barrier", 1)]
    assert telling_words(namings, "against", 2) == [
        ("ban barrier", 2),
        ("hate barrier", 3),
    ]
