"""Analyzers only look: same thread, same rows; nothing is changed; what can't matter doesn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.contract import Rows
from analyzers.registry import ANALYZERS
from tests.analyzers.making import analyzed, threads
from threads.model import Comment, Thread


def frozen(rows: Rows) -> Rows:
    return tuple(MappingProxyType(dict(row)) for row in rows)


@settings(max_examples=60, deadline=None)
@given(threads())
def test_two_runs_are_equal_and_nothing_given_is_changed(thread: Thread) -> None:
    before = repr(thread)
    made: Mapping[str, Any] = MappingProxyType({})
    for analyzer in ANALYZERS:
        rows = analyzer.analyze(thread, made)  # raises if it tries to change what it is given
        assert rows == analyzer.analyze(thread, made)
        made = MappingProxyType({**made, analyzer.gives: frozen(rows)})
    assert repr(thread) == before


@settings(max_examples=60, deadline=None)
@given(threads())
def test_ranges_hold(thread: Thread) -> None:
    made = analyzed(thread)
    speaking = [c.id for c in thread.comments if c.state == "present" and c.own_text.strip()]
    assert [row["comment_id"] for row in made["language"]] == speaking
    scored = [row["comment_id"] for row in made["language"] if row["scored"]]
    assert [row["comment_id"] for row in made["sentiment"]] == scored
    assert [row["comment_id"] for row in made["stance"]] == scored
    for row in made["language"]:
        assert (row["language"] is None) == (row["confidence"] is None)
        assert 0 <= (row["confidence"] or 0) <= 1
    for row in made["sentiment"]:
        assert -1 <= row["compound"] <= 1
        assert row["sentences"] >= 1
    for row in made["stance"]:
        for names in (
            ("parent_agree", "parent_neutral", "parent_disagree"),
            ("article_support", "article_neutral", "article_oppose"),
        ):
            shares = [row[name] for name in names]
            assert sum(shares) == pytest.approx(1, abs=1e-9)
            assert min(shares) >= 0
        assert row["asks"] in {0, 1}
    present = sum(comment.state == "present" for comment in thread.comments)
    assert sum(row["comments"] for row in made["chains"]) == present
    for row in made["chains"]:
        assert 1 <= row["authors"] <= row["comments"]
        assert row["split"] is None or 0 <= row["split"] <= 1
        assert (row["heat"] is None) == (row["split"] is None)
        assert 0 <= (row["heat"] or 0) < 1
        assert (row["flip_of"] is None) == (row["flip_comment_id"] is None)
        assert 0 <= row["controversy"] < row["depth"]
        assert row["sentiment"] is None or -1 <= row["sentiment"] <= 1
        assert 0 <= (row["heat_pile_on"] or 0) < 1
        assert row["agree"] + row["neutral"] + row["disagree"] <= row["comments"]


def _renamed(comment: Comment) -> Comment:
    if comment.author_id is None:
        return comment
    name = f"somebody else than {comment.author_id}"
    return replace(comment, author=name, author_id=name)


@settings(max_examples=40, deadline=None)
@given(threads())
def test_renaming_people_changes_nothing(thread: Thread) -> None:
    renamed = replace(thread, comments=tuple(map(_renamed, thread.comments)))
    assert _nameless(analyzed(renamed)) == _nameless(analyzed(thread))


def _nameless(made: Mapping[str, Rows]) -> dict[str, list[Any]]:
    """Leave out the columns that hold who an author is."""
    return {
        table: [
            {name: value for name, value in row.items() if (table, name) not in _NAMES}
            for row in rows
        ]
        for table, rows in made.items()
    }


_NAMES = {("camps", "id"), ("camps", "author_id")}


@settings(max_examples=40, deadline=None)
@given(threads(), st.randoms(use_true_random=False))
def test_the_order_of_siblings_changes_no_score(thread: Thread, chance: Any) -> None:
    """All but what goes by the order of time, which is that of the page where times are lacking."""
    positions = [comment.position for comment in thread.comments]
    chance.shuffle(positions)
    moved = [
        replace(comment, position=position)
        for comment, position in zip(thread.comments, positions, strict=True)
    ]
    chance.shuffle(moved)
    mixed = replace(thread, comments=tuple(moved))
    assert _sorted(analyzed(mixed)) == _sorted(analyzed(thread))


_BY_ORDER = {
    *("flip_comment_id", "flip_of", "opened_comment_id", "drift_time"),
    *("first_mover", "first_mover_z"),
}


def _sorted(made: Mapping[str, Rows]) -> dict[str, list[Any]]:
    return {
        table: sorted(
            (
                {
                    name: pytest.approx(value, abs=2e-4) if isinstance(value, float) else value
                    for name, value in row.items()
                    if name not in _BY_ORDER
                }
                for row in rows
                if row.get("along") != "time"
            ),
            key=lambda row: str(row.get("comment_id") or row.get("id")),
        )
        for table, rows in made.items()
    }
