"""The gate's part on asking: its arithmetic, the methods to beat, its rows and its floors."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.asking import MODEL_FILE, asking_model
from analyzers.pairs import Pair
from benchmarks import gate_asks
from benchmarks.asking_rows import AskingRow, gold, rumours
from benchmarks.asking_scores import (
    average_precision,
    compared,
    ends_on_a_question,
    f1,
    has_a_question_mark,
    precision,
    recall,
    shipped,
)
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench

JUDGED = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.9])))
beside_the_bench = pytest.mark.skipif(not have_bench(), reason="no public benchmark here")


def test_figures_by_hand() -> None:
    judged = [(True, 1), (True, 0), (False, 1), (False, 1), (False, 0), (True, 1)]
    assert precision(judged) == 2 / 4
    assert recall(judged) == 2 / 3
    assert f1(judged) == pytest.approx(4 / 7)
    assert precision([]) == recall([]) == f1([]) == average_precision([]) == 0


def test_average_precision_by_hand() -> None:
    ranked = [(True, 0.9), (False, 0.8), (True, 0.7), (False, 0.1)]
    assert average_precision(ranked) == pytest.approx((1 + 2 / 3) / 2)
    tied = [(True, 0.5), (False, 0.5), (True, 0.5), (False, 0.5)]
    assert average_precision(tied) == 0.5


@given(JUDGED)
def test_the_figures_keep_their_bounds(judged: list[tuple[bool, float]]) -> None:
    figures = precision(judged), recall(judged), f1(judged), average_precision(judged)
    assert all(0 <= figure <= 1 + 1e-12 for figure in figures)
    assert average_precision(judged) == pytest.approx(average_precision(judged[::-1]))
    perfect = [(asks, float(asks)) for asks, _ in judged]
    assert average_precision(perfect) == f1(perfect) == any(asks for asks, _ in judged)


@pytest.mark.parametrize(
    ("reply", "has", "ends"),
    [
        ("Who pays?", True, True),
        ("It closed. Why? :)", True, True),
        ("Why? Because it closed.", True, False),
        ("It closed.", False, False),
        ("???", True, False),
    ],
)
def test_the_methods_to_beat(reply: str, has: bool, ends: bool) -> None:
    assert (has_a_question_mark(Pair(reply)), ends_on_a_question(Pair(reply))) == (has, ends)


def test_a_reply_without_a_question_has_no_probability() -> None:
    assert shipped(Pair("It closed.")) == 0
    assert 0 < shipped(Pair("Who cares?")) < shipped(Pair("Which one do you mean?"))


def test_each_figure_stands_beside_its_interval_and_its_floor() -> None:
    rows = [AskingRow(Pair(f"Who, {at}?"), at < 3, str(at)) for at in range(6)]
    said = [0.9, 0.8, 0.2, 0.7, 0.1, 0.1]
    lines = list(compared(rows, said, [0.5] * 5 + [0.05], {"recall": 0.7}))
    found = {line.name: line for line in lines if isinstance(line, Measured)}
    assert lines[0] == "  3 of 6 replies ask"
    assert found["precision"].value == 2 / 4  # the last has a threshold of its own
    assert (found["recall"].value, found["recall"].kept) == (2 / 3, False)
    assert found["average precision"].value == pytest.approx((1 + 1 + 3 / 4) / 3)
    assert found["  simple: has a question mark, precision"].value == 0.5
    assert sum("95% interval" in str(line) for line in lines) == 6


def test_our_own_pairs_are_held_to_floors_that_are_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_asks, "have_bench", lambda: False)
    lines = [line for line in gate_asks.asks() if isinstance(line, Measured)]
    found = {line.name: line for line in lines}
    assert {line.name for line in lines if line.floor is not None} == set(gate_asks.GOLD_FLOORS)
    assert all(line.kept for line in lines)
    for name in ("has a question mark", "ends on a question"):
        assert found["F1"].value > found[f"  simple: {name}, F1"].value


def test_no_discussion_of_our_own_pairs_is_on_both_sides() -> None:
    assert not {row.group for row in gold("train")} & {row.group for row in gold("test")}


@pytest.mark.shared
@beside_the_bench
def test_rumours_lose_the_names_that_they_are_sent_to() -> None:
    rows = list(rumours("dev", ("twitter",)))
    assert (len(rows), sum(row.asks for row in rows)) == (1021, 106)
    assert not any(row.pair.reply.startswith("@") for row in rows)


@pytest.mark.shared
@beside_the_bench
def test_what_ships_is_what_the_training_makes() -> None:
    pytest.importorskip("scipy")
    from benchmarks.train_asks import fit, training_rows

    own, others = training_rows()
    made, shipped_model = fit([*own, *others]), asking_model()
    # Other builds of numpy add up in another order.
    assert made.bias == pytest.approx(shipped_model.bias, abs=0.01)
    assert made.weights == pytest.approx(dict(shipped_model.weights), abs=0.01)
    assert not any(math.isnan(weight) for weight in made.weights.values())
    assert list(json.loads(MODEL_FILE.read_text("utf-8"))["weights"]) == list(made.weights)


@pytest.mark.shared
@beside_the_bench
def test_the_threshold_is_the_highest_that_is_nearly_best() -> None:
    pytest.importorskip("scipy")
    from benchmarks.train_asks import best_threshold

    assert best_threshold([(True, 0.8), (True, 0.6), (False, 0.3)]) == 0.6
    assert best_threshold([(True, 0.8), (False, 0.8), (False, 0.3)]) == 0.8
