"""Conditions on chains: strictly read, and never part of the SQL."""

from __future__ import annotations

import sqlite3

import pytest

from reports.chain_ranking import rank, ranked
from reports.conditions import COLUMNS, Condition, parse
from reports.rows import ChainRow
from tests.reports.fixture_thread import ARTICLE
from threads.errors import RejoinderError


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("size>=5", Condition("size", ">=", 5)),
        (" Size == 5 ", Condition("size", "=", 5)),
        ("heat<.3", Condition("heat", "<", 0.3)),
        ("sentiment<=−0.25", Condition("sentiment", "<=", -0.25)),
        ("heat-speed>0", Condition("heat_speed", ">", 0)),
        ("comments!=1", Condition("size", "<>", 1)),
        ("flip!=none", Condition("flip", "<>", None)),
        ("flip=#12", Condition("flip", "=", 12)),
        ("ended>=2019-03-12 09:30", Condition("ended", ">=", "2019-03-12T09:30")),
        ("started_at<2020", Condition("started", "<", "2020")),
        ("author=  two words \t", Condition("author", "=", "two words")),
        ("author=caf\udce9", Condition("author", "=", "caf?")),
        ("author='O''Hara; DROP'", Condition("author", "=", "O''Hara; DROP")),
    ],
)
def test_what_is_understood(text: str, condition: Condition) -> None:
    assert parse(text) == condition


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("haet>3", "chains have no column “haet” (did you mean heat?)"),
        ("peopel>3", "did you mean people?"),
        ("zzz>3", "there are size, depth, people"),
        ("size", "a condition is a column, a sign and a value"),
        ("heat", '(such as "size>=5", in quotes)'),  # what a shell leaves of heat>0.2
        ("size=>5", "a condition is a column"),
        ("size>=", "a condition is a column"),
        ("size<>5", "a condition is a column"),
        ("size>5 OR 1=1", "“5 OR 1=1” is no number"),
        ("1=1", "chains have no column “1”"),
        ("size>nan", "“nan” is no number"),
        ("size>1e400", "is no number"),
        ("ended>yesterday", "“yesterday” is no time"),
        ("ended>=2019-13", "“2019-13” is no time"),
        ("ended>=2019-02-30", "“2019-02-30” is no time"),
        ("started<2019-03-12T24:61", "“2019-03-12T24:61” is no time"),
        ("flip<none", "is not ordered (try flip=none)"),
        ("author>b", "author is a name (try author=b)"),
        ("size>" + "9" * 300, "a condition is a column"),
    ],
)
def test_what_is_not(text: str, said: str) -> None:
    with pytest.raises(RejoinderError) as raised:
        parse(text)
    assert said in str(raised.value)


def met(db: sqlite3.Connection, *where: str) -> list[ChainRow]:
    return [row for _, row in ranked(db, [ARTICLE], where)]


def test_chains_that_meet_all_conditions(db: sqlite3.Connection) -> None:
    every = met(db)
    assert met(db, "size>=2", "depth<=3") == [
        row for row in every if row.comments >= 2 and row.depth <= 3
    ]
    assert 0 < len(met(db, "size>=2")) < len(every)
    name = every[0].author
    assert name and met(db, f"author={name.upper()}") == [r for r in every if r.author == name]
    assert met(db, "author=x' OR '1'='1") == []


def test_of_a_lone_comment_there_is_no_split(own: sqlite3.Connection) -> None:
    own.execute("UPDATE chains SET split = 0, heat = 0")
    answered = [row.id for row in met(own) if row.comments > 1]
    assert [row.id for row in met(own, "split>=0")] == answered
    assert [row.id for row in met(own, "heat!=none", "agree>=0")] == answered


def test_times_count_as_far_as_they_are_given(db: sqlite3.Connection) -> None:
    every = met(db)
    last = max(row.ended_at or "" for row in every)
    assert [row.id for row in met(db, f"ended={last[:10]}")] == [
        row.id for row in every if (row.ended_at or "").startswith(last[:10])
    ]
    assert met(db, f"ended>{last[:10]}") == []


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_can_be_asked_for(db: sqlite3.Connection, column: str) -> None:
    there, none = len(met(db, f"{column}!=none")), len(met(db, f"{column}=none"))
    assert there + none == len(met(db))


def test_the_latest_chain_comes_first_whatever_its_zone(own: sqlite3.Connection) -> None:
    times = ["2020-01-01T10:00", "2020-01-01T09:00-07:00", None, "2020-01-01T11:00Z", "odd"]
    names = [row.id for row in met(own)][: len(times)]
    for name, time in zip(names, times, strict=True):
        own.execute("UPDATE chains SET ended_at = ? WHERE id = ?", [time, name])
    order = [row.id for _, row in rank(ranked(own, [ARTICLE]), "recency") if row.id in names]
    assert order[:3] == [names[1], names[3], names[0]]


@pytest.mark.parametrize("measure", ["split", "heat"])
def test_what_has_no_value_comes_last(own: sqlite3.Connection, measure: str) -> None:
    largest = met(own)[0].id
    own.execute(f"UPDATE chains SET {measure} = NULL WHERE id = ?", [largest])
    values = [getattr(row, measure) for _, row in rank(ranked(own, [ARTICLE]), measure)]
    known = [value for value in values if value is not None]
    assert len(known) > 1 and values[len(known) :] == [None] * (len(values) - len(known))
    assert values[-1] is None and known == sorted(known, reverse=True)
