from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analyzers.comparisons.students import holm, reach, tail


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 30, 121, 299])
@pytest.mark.parametrize("t", [0.0, 0.3, -1.0, 2.2, 6.5])
def test_tails_are_scipys(t: float, freedom: int) -> None:
    assert tail(t, freedom) == pytest.approx(2 * stats.t.sf(abs(t), freedom), abs=1e-12)


@pytest.mark.parametrize("freedom", [1, 2, 5, 40, 200])
def test_intervals_are_scipys(freedom: int) -> None:
    assert reach(0.9, freedom) == pytest.approx(stats.t.ppf(0.95, freedom), rel=1e-9)


def test_of_many_it_is_the_normal_distribution() -> None:
    assert tail(1.96) == pytest.approx(0.05, abs=1e-4)
    assert reach(0.9) == reach(0.9, 400) == pytest.approx(1.6449, abs=1e-4)
    assert tail(2.5, 299) == pytest.approx(tail(2.5, 301), rel=0.05)
    assert tail(math.inf) == 0


@settings(max_examples=25)  # statsmodels collects garbage each time, which takes .1 to .5 s
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_correction_is_statsmodels(chances: list[float]) -> None:
    expected = multipletests(chances, method="holm")[1]
    assert holm(chances) == pytest.approx(list(expected), abs=1e-12)


def test_nothing_is_corrected_to_nothing() -> None:
    assert holm([]) == []
