"""What moves, read back from the tables, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzers.run import analyze
from reports.dynamics import (
    ACQUAINTANCE,
    DYNAMICS,
    PATHS,
    AcquaintanceRow,
    DynamicsRow,
    moving,
    taking_part,
    told,
)
from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.identity import identify
from threads.page import Page
from threads.store import Store

ROW = DynamicsRow(
    controversy=3,
    scored=53,
    opened_position=4,
    opened_at="2015-09-18T10:00",
    too_wide=0,
    drift_time=-0.25,
    drift_depth=0.24,
    lean_top=-0.26,
    lean_replies=-0.02,
    first_mover=0.2,
    first_mover_z=2.4,
    first_mover_chains=6,
    gini=0.41,
    reciprocity=0.25,
)
PEOPLE = AcquaintanceRow(earlier=2, people=9, newcomers=5, regulars=1, shared=3)
_LEANS = """
SELECT c.position, s.article_support - s.article_oppose
  FROM stance s JOIN comments c ON c.id = s.comment_id
"""
SEEN: dict[str, list[str | None]] = {  # by day; None is a name that many share
    "2015-09-18": ["ana", "ben", None],
    "2015-09-19": ["ana", "cem", "cem"],
    "2015-09-20": ["ana", "ben", "dot", None, None],
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "o.db") as opened:
        yield opened


def add(store: Store, day: str, said: list[Said], published_at: str | None = "") -> str:
    """Store an article of a day, published then unless it is told otherwise."""
    dated = day if published_at == "" else published_at
    article = replace(ARTICLE, id="", title=f"News of {day}", published_at=dated)
    read = identify(thread_of(said, article))
    return store.add(read, Page("page.html", day)).article_id


def test_newcomers_and_regulars_by_hand(store: Store) -> None:
    days = sorted(SEEN, reverse=True)  # read in another order than they were published in
    add(store, "2015-09-17", [])  # nobody could have commented before
    ids = {day: add(store, day, [Said("No.", 0, name) for name in SEEN[day]]) for day in days}
    found = {day: ACQUAINTANCE.one(store.db.conn, ids[day]) for day in sorted(SEEN)}
    assert list(found.values()) == [
        AcquaintanceRow(earlier=0, people=2, newcomers=2, regulars=0, shared=1),
        AcquaintanceRow(earlier=1, people=2, newcomers=1, regulars=0, shared=0),
        AcquaintanceRow(earlier=2, people=3, newcomers=1, regulars=1, shared=2),
    ]


def test_an_article_without_a_date_was_there_when_first_commented_on(store: Store) -> None:
    add(store, "2015-09-16", [Said("No.", 0, "ana")])
    add(store, "2015-09-20", [Said("No.", 0, "ana")])
    between, never = (
        add(store, day, [Said("No.", 0, "ana")], published_at=None) for day in ("undated", "never")
    )
    db = store.db.conn
    db.execute("UPDATE comments SET posted_at = NULL WHERE article_id = ?", (never,))
    db.execute(
        "UPDATE comments SET posted_at = '2015-09-18T10:00' WHERE article_id = ?", (between,)
    )
    found = [ACQUAINTANCE.one(db, article) for article in (between, never)]
    assert [(row.earlier, row.newcomers) for row in found if row] == [(1, 0), (0, 1)]


def test_what_was_analyzed_is_read_back(store: Store) -> None:
    said = [Said("Great.", 0, "ana"), Said("No, that is wrong.", 1, "ben"), Said("Why?", 2, "ana")]
    article = add(store, "2015-09-18", said)
    db = store.db.conn
    assert told(db, article) == []
    analyze(store, only=["dynamics", "paths"], engine="fast")
    (row,) = DYNAMICS.rows(db, article)
    assert (row.controversy, row.gini, row.reciprocity) == (1, 0.1667, 1.0)
    steps = [(one.position, one.along, one.step, one.comments)
             for one in PATHS.rows(db, article, chains=1)]  # fmt: skip
    whole = [(None, "depth", 1, 1), (None, "depth", 2, 1), (None, "depth", 3, 1)]
    whole.append((None, "time", 1, 3))
    assert steps == [*whole, *((1, *step[1:]) for step in whole)]
    assert len(PATHS.rows(db, article)) == len(whole)
    by_comment = dict(db.execute(_LEANS))
    assert len(by_comment) == 3
    assert row.lean_top == pytest.approx(by_comment[1])
    assert row.lean_replies == pytest.approx((by_comment[2] + by_comment[3]) / 2)
    assert "reciprocity: who is answered answers back in 100% of cases" in told(db, article)


def test_sentences() -> None:
    assert list(moving(ROW)) == [
        "opinion: split from #4 (18 Sep 2015, 10:00) on",
        "time: the later half of the comments stands 0.25 (of 2) further from the article than the"
        " earlier half",
        "depth: top-level comments lean 0.26 against the article on average, replies 0.02 against"
        " the article (of 1); the deeper, the less is known of a side",
        "first replies: in 6 chains later ones follow the first, more than chance would have them",
    ]
    assert list(taking_part(ROW, PEOPLE)) == [
        "inequality: Gini 0.41 (0: all write as much; near 1: one writes all)",
        "reciprocity: who is answered answers back in 25% of cases",
        "newcomers: 5 of 9 named people, beside 2 earlier articles; regulars: 1",
    ]


def test_no_comment_opens_a_split_of_which_too_little_is_known() -> None:
    assert next(moving(replace(ROW, too_wide=1))) == (
        "opinion: no comment from which on it can be told to stay split"
    )
    assert next(moving(replace(ROW, too_wide=None))).startswith("opinion: split from #4")


def test_nothing_is_said_of_what_can_not_be_told() -> None:
    bare = replace(
        ROW,
        opened_position=None,
        drift_time=None,
        drift_depth=None,
        first_mover_z=1.2,
        first_mover_chains=1,
    )
    assert list(moving(bare)) == [
        "opinion: no comment from which on it can be told to stay split",
        "first replies: in 1 chain nothing shows that later ones follow the first",
    ]
    against = replace(ROW, first_mover_z=-3.0)
    assert list(moving(against))[-1].endswith(
        "go against the first, more than chance would have them"
    )
    still = replace(ROW, drift_time=-0.049)
    assert "time: the later half of the comments stands where the earlier half does" in moving(
        still
    )
    assert list(moving(replace(ROW, scored=22))) == [
        "opinion: 22 stances are too few to say how it moves"
    ]
    alone = replace(ROW, gini=None, reciprocity=None)
    assert list(taking_part(alone, replace(PEOPLE, earlier=0))) == []
