"""Paths: the example of the docs, the cutting of time, and what must not change a step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.contract import Rows
from analyzers.paths import PathRow, analyze, parts
from tests.analyzers.making import Said, thread_of, threads
from threads.model import Comment, Thread


def given_rows(**compounds: float) -> dict[str, Rows]:
    return {
        "stance": [],
        "sentiment": [{"comment_id": i, "compound": c} for i, c in compounds.items()],
    }


def steps(rows: list[PathRow], along: str) -> list[tuple[Any, ...]]:
    return [
        (row["root_comment_id"], row["step"], row["comments"], row["sentiment"])
        for row in rows
        if row["along"] == along
    ]


def test_the_whole_thread_and_every_chain_with_an_answer_have_a_path() -> None:
    thread = thread_of([Said("a"), Said("b", 1), Said("c", 1), Said("d")])
    rows = analyze(thread, given_rows(c1=0.4, c2=-0.6, c3=0.2))
    assert steps(rows, "depth") == [
        (None, 1, 2, 0.4),
        (None, 2, 2, -0.2),
        ("c1", 1, 1, 0.4),
        ("c1", 2, 2, -0.2),
    ]
    assert steps(rows, "time") == [(None, 1, 4, 0.0), ("c1", 1, 3, 0.0)]
    assert {row["support"] for row in rows} == {None}
    assert analyze(thread_of([Said("a")]), given_rows()) == []


def test_time_goes_by_the_clock() -> None:
    said = [Said("a", at=f"2015-09-{18 - day:02}T10:00") for day in range(10)]
    rows = analyze(thread_of(said), given_rows(c10=-1.0, c1=1.0))
    first, second = (row for row in rows if row["along"] == "time")
    assert (first["started_at"], first["sentiment"]) == ("2015-09-09T10:00", -1.0)
    assert (second["started_at"], second["sentiment"]) == ("2015-09-14T10:00", 1.0)


def test_what_is_not_there_is_no_step() -> None:
    thread = thread_of([Said("a"), Said("", 1, state="removed"), Said("c", 2)])
    rows = analyze(thread, given_rows())
    assert [step[1] for step in steps(rows, "depth")] == [1, 3, 1, 3]


@given(st.integers(0, 300))
def test_parts_are_all_of_it_in_order_and_of_equal_size(size: int) -> None:
    comments = [Comment(id=str(n), position=n) for n in range(size)]
    found = parts(comments)
    assert [comment for part in found for comment in part] == comments
    sizes = {len(part) for part in found}
    assert max(sizes) - min(sizes) <= 1
    assert len(found) == 1 or min(sizes) >= 5
    assert len(found) <= 10


@settings(deadline=None)
@given(threads(max_size=30))
def test_every_path_covers_what_is_there(thread: Thread) -> None:
    stances = [
        {"comment_id": c.id, "article_support": 1 / c.position, "article_oppose": 0.0}
        for c in thread.comments
        if c.own_text
    ]
    rows = analyze(thread, {**given_rows(c1=1.0, c2=-1.0, c3=0.5), "stance": stances})
    present = sum(comment.state == "present" for comment in thread.comments)
    for along in ("depth", "time"):
        counted = [r["comments"] for r in rows if r["along"] == along and not r["root_comment_id"]]
        assert sum(counted) == (present if present > 1 else 0)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["sentiment"] is None or -1 <= row["sentiment"] <= 1
        assert (row["support"] is None) == (row["oppose"] is None)
        assert 0 <= (row["support"] or 0) + (row["oppose"] or 0) <= 1 + 2e-4


@pytest.mark.parametrize("parent", [1, None], ids=["wide", "deep"])
def test_fifty_thousand_comments(parent: int | None) -> None:
    said = [Said("a", 0)]
    said += [Said("a", i if parent is None else parent, "ana") for i in range(1, 50_000)]
    rows = analyze(thread_of(said), given_rows())
    assert len(rows) == (100_020 if parent is None else 24)
