from __future__ import annotations

import doctest
from itertools import accumulate
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.bursts import UNLIKELY, Burst, Pace, bursts, chance_of

PACE = Pace(minutes=30, times=4, least=10)


def steady(count: int, every: float, start: float = 0.0) -> list[float]:
    return [start + every * number for number in range(count)]


def test_a_crowd_after_a_quiet_start_is_a_burst() -> None:
    # 6 comments in 300 minutes before the window: 0.6 in 30 minutes.
    times = [*steady(6, 60), *steady(12, 1, start=329)]
    (burst,) = bursts(times, PACE)
    assert (burst.first, burst.last, burst.number, burst.needed) == (6, 17, 12, 10.0)
    assert burst.expected == pytest.approx(6 * 30 / (340 - 30))


@pytest.mark.parametrize(
    ("times", "why"),
    [
        (steady(200, 2), "as fast as ever"),
        (steady(30, 0.5), "fast from the start: there is no rate of its own yet"),
        ([*steady(6, 60), *steady(9, 1, start=340)], "fewer than the least"),
        ([*steady(40, 10), *steady(10, 3, start=400)], "not a multiple of its rate"),
        ([0.0, 1.0, *steady(10, 1, start=40)], "too little before to be sure"),
        ([], "nothing"),
    ],
)
def test_what_is_no_burst(times: list[float], why: str) -> None:
    assert bursts(times, PACE) == [], why


def test_a_burst_that_goes_on_is_one_and_a_later_one_is_another() -> None:
    quiet = steady(10, 60)
    times = [*quiet, *steady(40, 1, start=600), *steady(25, 0.5, start=2000)]
    found = bursts(times, PACE)
    assert [(burst.first, burst.last) for burst in found] == [(10, 49), (50, 74)]
    assert [burst.number for burst in found] == [30, 25]


def test_a_busy_thread_needs_a_greater_crowd() -> None:
    busy = steady(200, 3)  # ten in half an hour
    assert bursts([*busy, *steady(30, 1, start=600)], PACE) == []
    (burst,) = bursts([*busy, *steady(50, 0.5, start=600)], PACE)
    assert burst.needed == pytest.approx(4 * burst.expected)
    assert burst.number >= burst.needed


@given(st.lists(st.floats(0.01, 100), max_size=60))
def test_each_burst_is_as_dense_as_it_says(gaps: list[float]) -> None:
    times = list(accumulate(gaps))
    last = -1
    for burst in bursts(times, Pace(30, 2, 3)):
        assert isinstance(burst, Burst)
        assert last < burst.last and burst.first <= burst.last
        assert burst.number >= max(3, burst.needed)
        last = burst.last


@pytest.mark.parametrize(("least", "trials", "share"), [(10, 12, 0.2), (5, 40, 0.05), (3, 3, 0.5)])
def test_the_chance_is_the_binomial_tail(least: int, trials: int, share: float) -> None:
    exact = sum(
        comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(least, trials + 1)
    )
    assert chance_of(least, trials, share) == pytest.approx(exact, rel=1e-6)
    assert chance_of(10, 10, 0.5) > UNLIKELY


def test_the_example_on_the_page_of_watching() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "watching.md"
    done = doctest.testfile(str(page), module_relative=False)
    assert (done.failed, done.attempted) == (0, 4)


def test_a_window_that_chance_makes_once_in_ten_thousand_is_a_burst() -> None:
    """Of 36 comments each falls into the window with the chance of 30 minutes among 75."""
    pace, quiet = Pace(minutes=30, times=1, least=3), steady(10, 4.9)
    crowd = steady(26, 0.1, start=72.5)
    assert chance_of(26, 36, 30 / 75) < UNLIKELY < chance_of(24, 34, 30 / 75)
    assert [burst.number for burst in bursts([*quiet, *crowd], pace)] == [26]
    assert bursts([*quiet, *crowd[2:]], pace) == []
