"""Shares from labels that err: by hand where that can be, by what must hold everywhere else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.quantification import Errors, Quantifier, _concentrations, interval

ALIKE = 10_000.0  # concentration of threads that err alike
EVEN = np.ones(3)


def errors(counts: list[list[float]], concentration: float = ALIKE) -> Errors:
    table = np.array(counts, float)
    return Errors(table, table.sum(axis=1), concentration, EVEN)


# Of a hundred each: six in ten told rightly, the rest halved.
ERRING = errors([[6000, 2000, 2000], [2000, 6000, 2000], [2000, 2000, 6000]])


def draws(known: Errors, tally: list[float]) -> np.ndarray:
    chance = np.random.default_rng(1)
    return Quantifier(known).draw(np.array(tally), 1000, chance)


def test_what_errs_evenly_is_turned_back_by_hand() -> None:
    # 0.44 = 0.6 s + 0.2 (1 - s), so s = 0.6; 0.32 gives 0.3, 0.24 gives 0.1.
    found = draws(ERRING, [4400, 3200, 2400]).mean(axis=0)
    assert found == pytest.approx([0.6, 0.3, 0.1], abs=0.01)


def test_labels_that_never_err_are_counted() -> None:
    found = draws(errors([[9e6, 0, 0], [0, 9e6, 0], [0, 0, 9e6]]), [5, 3, 2])
    assert found.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2], abs=0.005)


def test_labels_that_say_nothing_leave_what_was_thought_before() -> None:
    found = draws(errors([[3000] * 3] * 3), [900, 50, 50])
    assert found.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.06)
    low, high = interval(found, 0.9, 0.001)
    assert (high - low).min() > 0.5


def test_a_prior_decides_where_labels_say_nothing() -> None:
    blank = np.full((3, 3), 3000.0)
    known = Errors(blank, blank.sum(axis=1), ALIKE, np.array([20.0, 60.0, 20.0]))
    assert draws(known, [90, 5, 5]).mean(axis=0) == pytest.approx([0.2, 0.6, 0.2], abs=0.05)


def width(known: Errors, tally: list[float]) -> float:
    low, high = interval(draws(known, tally), 0.9, 1 / sum(tally))
    return float((high - low).mean())


def test_more_comments_more_known() -> None:
    assert width(ERRING, [440, 320, 240]) < width(ERRING, [11, 8, 6]) / 2


def test_few_labelled_rows_and_unlike_threads_make_intervals_wide() -> None:
    few = errors([[6, 2, 2], [2, 6, 2], [2, 2, 6]])
    unlike = errors([[6000, 2000, 2000], [2000, 6000, 2000], [2000, 2000, 6000]], 10)
    sure = width(ERRING, [4400, 3200, 2400])
    assert width(few, [4400, 3200, 2400]) > 3 * sure
    assert width(unlike, [4400, 3200, 2400]) > 3 * sure


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 50), min_size=6, max_size=6), min_size=3, max_size=3),
    st.lists(st.floats(0, 300), min_size=6, max_size=6).filter(lambda tally: sum(tally) > 0.5),
    st.floats(1, 500),
)
def test_draws_are_shares(counts: list[list[float]], tally: list[float], alike: float) -> None:
    table = np.array(counts, float)
    known = Errors(table, table.sum(axis=1) + 1, alike, EVEN)
    found = Quantifier(known).draw(np.array(tally), 50, np.random.default_rng(0))
    assert np.allclose(found.sum(axis=1), 1)
    assert found.min() >= 0


def test_an_interval_of_one_value_is_a_step_wide() -> None:
    low, high = interval(np.full((999, 1), 0.5), 0.9, 0.1)
    assert (low[0], high[0]) == pytest.approx((0.455, 0.545), abs=0.001)
    assert interval(np.zeros((999, 1)), 0.9, 0.1)[0] == 0


def test_before_anything_is_counted_the_prior_is_all() -> None:
    found = Quantifier(ERRING)
    assert found.posterior(np.zeros(3)) == pytest.approx(1 / len(found.shares))
    leaning = Quantifier(Errors(ERRING.counts, ERRING.worth, ALIKE, np.array([3.0, 1.0, 1.0])))
    shares, likely = leaning.shares[:, 0], leaning.posterior(np.zeros(3))
    assert likely / likely[0] == pytest.approx((shares / shares[0]) ** 2)


def test_labels_of_one_class_stray_as_threads_do_and_as_few_rows_leave_open() -> None:
    """The variance of a share p is p (1 - p) / (A + 1) under a Dirichlet distribution of sum A."""
    one = np.array([[1.0, 0.0, 0.0]])
    for concentration, worth in ((9.0, 1e12), (1e12, 10.0)):
        known = Errors(ERRING.counts, np.full(3, worth), concentration, EVEN)
        found = _concentrations(one, one @ known.chances, known)
        assert found == pytest.approx(9.0, abs=1e-6)
