from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.judgement import LEVEL, coin, halves_differ, holm, sides_differ, together


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (0, 0, False),
        (4, 0, False),  # 2 * 1/16 = 0.125
        (5, 0, True),  # 2 * 1/32 = 0.0625
        (9, 3, False),  # 0.146
        (10, 3, True),  # 0.092
        (4, 10, False),  # 0.18
        (600, 540, True),
        (600, 560, False),
        (60_000, 59_000, True),
    ],
)
def test_sides_differ_where_an_even_coin_would_not_give_it(
    one: int, other: int, expected: bool
) -> None:
    assert sides_differ(one, other) is expected
    assert sides_differ(other, one) is expected


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_larger_difference_is_never_less_of_one(one: int, other: int) -> None:
    low, high = sorted((one, other))
    if sides_differ(low, high) and low:
        assert sides_differ(low - 1, high + 1)


def test_the_approximation_takes_over_without_a_jump() -> None:
    exact = [lead for lead in range(200) if sides_differ((999 - lead) // 2, (999 + lead) // 2)]
    rough = [lead for lead in range(200) if sides_differ((1001 - lead) // 2, (1001 + lead) // 2)]
    assert abs(exact[0] - rough[0]) <= 2


def exact_chance(first: list[float], second: list[float]) -> float:
    """Count the ways to deal the same scores to two halves that differ at least as much."""
    scores = [*first, *second]

    def lead(chosen: tuple[int, ...]) -> float:
        rest = [scores[i] for i in range(len(scores)) if i not in chosen]
        picked = [scores[i] for i in chosen]
        wins = sum((a > b) + (a == b) / 2 for a in picked for b in rest)
        return abs(wins - len(picked) * len(rest) / 2)

    ways = list(combinations(range(len(scores)), len(first)))
    given_lead = lead(tuple(range(len(first))))
    return sum(lead(way) >= given_lead - 1e-9 for way in ways) / len(ways)


@pytest.mark.parametrize("shift", [0, 2, 5, 6, 9])
def test_halves_differ_as_dealing_all_ways_says(
    shift: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.judgement.FEWEST", 7)
    first = [float(n) for n in (1, 4, 6, 9, 11, 14, 3)]
    second = [n + shift + 0.5 for n in first]
    assert halves_differ(first, second) is (exact_chance(first, second) < LEVEL)


def test_few_or_equal_scores_never_differ() -> None:
    assert not halves_differ([-1.0] * 9, [1.0] * 9)
    assert not halves_differ([0.0] * 40, [0.0] * 40)
    assert halves_differ([-1.0] * 10, [1.0] * 10)


def test_the_coins_chance_by_hand() -> None:
    assert coin(0, 4) == coin(4, 0) == 2 / 16
    assert coin(3, 3) == coin(0, 0) == 1.0
    assert coin(1, 999) == pytest.approx(0, abs=1e-12)


def test_two_marks_meet_as_fishers_tea_does() -> None:
    """Fisher, The Design of Experiments, 1935: of four cups three rightly told."""
    assert together(3, 4, 4, 8) == pytest.approx(34 / 70)
    assert together(4, 4, 4, 8) == pytest.approx(2 / 70)
    assert together(0, 0, 5, 9) == 1.0


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_together_is_a_chance_and_even_handed(both: int, one: int, other: int, rest: int) -> None:
    total = both + one + other + rest
    found = together(both, both + one, both + other, total)
    assert 0 < found <= 1
    assert found == pytest.approx(together(both, both + other, both + one, total))
    assert found == pytest.approx(together(one, one + both, one + rest, total))  # the other way


def test_many_tests_hold_together_as_holm_says() -> None:
    assert holm([0.02, 0.2, 0.04]) == [True, False, True]  # 0.06, 0.08, 0.2
    assert holm([0.04, 0.04, 0.04]) == [False] * 3  # the first already would need 0.033
    assert holm([]) == []
