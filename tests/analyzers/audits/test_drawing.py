"""Which comments are drawn, and with which chances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.audits.drawing import chances, draw
from analyzers.quantification import Matrix

SURE, UNSURE = (0.98, 0.01, 0.01), (0.34, 0.33, 0.33)


@st.composite
def judged(draws: st.DrawFn) -> Matrix:
    rows = draws(st.lists(st.tuples(*[st.floats(0.01, 1)] * 3), min_size=1, max_size=60))
    found = np.array(rows)
    return found / found.sum(axis=1, keepdims=True)


@given(judged(), st.integers(1, 70), st.integers(0, 9))
def test_as_many_are_drawn_as_asked_for(probabilities: Matrix, number: int, seed: int) -> None:
    places, chance = draw(probabilities, number, seed)
    assert len(set(places.tolist())) == len(places) == min(number, len(probabilities))
    assert ((chance > 0) & (chance <= 1)).all()
    assert chances(probabilities, number).sum() == pytest.approx(min(number, len(probabilities)))


def test_the_uncertain_are_likelier() -> None:
    found = chances(np.array([SURE] * 50 + [UNSURE] * 50), 20)
    assert found[99] > 1.5 * found[0] > 0


def test_chances_hold_over_many_draws() -> None:
    probabilities = np.array([SURE] * 30 + [UNSURE] * 10)
    often: Matrix = np.zeros(40)
    for seed in range(2000):
        often[draw(probabilities, 8, seed)[0]] += 1
    assert often / 2000 == pytest.approx(chances(probabilities, 8), abs=0.05)


def test_few_that_are_very_uncertain_are_drawn_for_certain() -> None:
    found = chances(np.array([(1.0, 0.0, 0.0)] * 40 + [UNSURE] * 2), 12)
    assert found[-1] == 1
    assert found.sum() == pytest.approx(12)


def test_each_label_gets_its_part() -> None:
    probabilities = np.array([(0.6, 0.2, 0.2)] * 40 + [(0.2, 0.2, 0.6)] * 20)
    for seed in range(20):
        places, _ = draw(probabilities, 9, seed)
        assert int((places < 40).sum()) == 6


def test_the_same_seed_draws_the_same() -> None:
    probabilities = np.array([SURE, UNSURE] * 50)
    again = [draw(probabilities, 10, 4)[0].tolist() for _ in range(2)]
    assert again[0] == again[1] != draw(probabilities, 10, 5)[0].tolist()


def test_who_is_certain_stays_so_when_others_come_to_be() -> None:
    # Of five to draw of six: first the fifth comes out above 1, then, of what is left, the sixth.
    doubt = np.array([0.0002, 0.00125, 0.00005, 0.00045, 0.058, 0.004])
    found = chances(np.stack([1 - doubt, doubt, doubt * 0], axis=1), 5)
    assert found[4:].tolist() == [1, 1]
    assert found.sum() == pytest.approx(5)
    spread = np.sqrt(2 * doubt * (1 - doubt))
    parts = (1 / 6 + spread / spread.sum())[:4]
    assert found[:4] == pytest.approx(3 * parts / parts.sum(), rel=1e-3)
