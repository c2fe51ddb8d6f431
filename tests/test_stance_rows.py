"""The rows that the fast engine learns from: each with its label, its thread and its quote."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from benchmarks.gold_pairs import load
from benchmarks.stance_rows import (
    LABELS,
    across_sides,
    by_our_rule,
    have_bench,
    labelled,
    unlabelled,
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not have_bench(), reason="the public benchmark is not beside this checkout"),
]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def test_labelled_rows_have_a_belief_that_goes_with_their_label() -> None:
    rows = labelled()
    assert len(rows) == 4288
    assert Counter(row.label for row in rows)["disagree"] == 1697
    for row in rows:
        assert sum(row.belief) == pytest.approx(1)
        assert LABELS[max(range(3), key=row.belief.__getitem__)] == row.label
    assert len({row.topic for row in rows}) == 5
    topics = {row.thread: row.topic for row in rows}
    assert all(topics[row.thread] == row.topic for row in rows)


def test_a_quote_of_the_parent_is_parted_from_the_reply() -> None:
    quoting = [row.pair for row in labelled() if row.pair.quoted]
    assert len(quoting) > 200
    for pair in quoting:
        assert words(pair.quoted) <= words(pair.parent)
        assert pair.reply.strip()
        assert pair.quoted not in pair.reply


def test_no_pair_for_testing_is_learned_from() -> None:
    kept_out = {pair.pair for pair in load("test")}
    learned = {row.pair for row in by_our_rule()}
    assert {pair.pair for pair in load("train")} <= learned
    assert not kept_out & learned
    assert not kept_out & set(unlabelled())


def test_replies_across_sides_are_of_discussions_kept_apart() -> None:
    pairs = list(across_sides())
    assert len(pairs) == 2217
    assert {apart for _, apart in pairs} == {True, False}
    assert not {pair for pair, _ in pairs} & set(unlabelled())
