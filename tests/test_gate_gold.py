"""The gate on the gold pairs: its arithmetic, and what it says of an engine."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.article_stance import ToParent
from analyzers.engines import Judged
from analyzers.pairs import Pair
from benchmarks import gate_gold
from benchmarks.gate_gold import by_kind, gate
from benchmarks.gold_pairs import load
from benchmarks.measured import Measured
from benchmarks.scores import accuracy, interval, macro_f1
from threads.errors import RejoinderError

STANCES = {
    "agree": ToParent(0.8, 0.1, 0.1),
    "neutral": ToParent(0.1, 0.8, 0.1),
    "disagree": ToParent(0.1, 0.1, 0.8),
}
LABELS = st.sampled_from(sorted(STANCES))


class Told:
    """An engine that has been told the answers, save for one kind."""

    name = "told"
    version = "3"
    models: tuple[Traversable, ...] = ()

    def __init__(self, blind_to: str = "") -> None:
        self.answers = {
            pair.pair: "agree" if pair.kind == blind_to else pair.label for pair in load("test")
        }

    def obstacle(self) -> RejoinderError | None:
        return None

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        return [Judged(STANCES[self.answers[pair]], []) for pair in pairs]


def figures(engine: Told) -> dict[str, Measured]:
    return {line.name: line for line in gate(engine) if isinstance(line, Measured)}


def test_an_engine_that_is_always_right_reaches_everything() -> None:
    found = figures(Told())
    assert found["accuracy"].value == found["macro-F1"].value == 1
    assert found["triples with all three right"].value == 1
    assert found["calibration error"].value == pytest.approx(0.2)
    assert found["  simple: always disagree, accuracy"].value == pytest.approx(0.38, abs=0.03)
    assert next(iter(gate(Told()))) == f"gold pairs, test: {len(load('test'))}, engine told 3"


def test_an_engine_blind_to_triples_gets_a_third_of_them() -> None:
    found = figures(Told(blind_to="triple"))
    assert found["triples with all three right"].value == 0
    assert found["accuracy"].value == pytest.approx(1 - 20 / len(load("test")))
    pairs = load("test")
    labels = [Told(blind_to="triple").answers[pair.pair] for pair in pairs]
    assert by_kind(pairs, labels)["triple"] == (10, 30)
    assert by_kind(pairs, labels)["joke"] == (7, 7)


def test_floors_are_held_by_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(gate_gold.FLOORS, "told", {"accuracy": 0.95})
    assert figures(Told())["accuracy"].kept
    assert not figures(Told(blind_to="triple"))["accuracy"].kept
    assert figures(Told())["macro-F1"].floor is None


def test_the_interval_stands_beside_each_figure() -> None:
    said = [line for line in gate(Told(blind_to="answer")) if isinstance(line, str)]
    assert sum("95% interval" in line for line in said) == 2
    assert "interval 1.000 to 1.000" in str(list(gate(Told())))


def test_scores_by_hand() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "b")]
    assert accuracy(pairs) == 0.5
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 2 / 4 + 0) / 3)
    assert accuracy([]) == macro_f1([]) == 0


@settings(max_examples=20, deadline=None)  # a thousand draws each
@given(st.lists(st.tuples(LABELS, LABELS, st.integers(0, 4)), min_size=1, max_size=12))
def test_an_interval_is_in_order_and_the_same_every_time(
    rows: list[tuple[str, str, int]],
) -> None:
    pairs, groups = [(true, found) for true, found, _ in rows], [group for *_, group in rows]
    low, high = interval(accuracy, pairs, groups)
    assert 0 <= low <= high <= 1
    assert interval(accuracy, pairs, groups) == (low, high)


def test_an_interval_draws_whole_groups() -> None:
    pairs = [("a", "a")] * 50 + [("a", "b")] * 50
    low, high = interval(accuracy, pairs, list(range(100)))
    assert 0.38 < low < 0.45
    assert 0.55 < high < 0.62
    assert interval(accuracy, pairs, [0] * 50 + [1] * 50) == (0.0, 1.0)
