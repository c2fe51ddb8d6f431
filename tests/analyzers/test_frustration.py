"""The search finds what trying every split finds, and its scores are what they say."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from analyzers.frustration import best_splits, pulls, size_prior
from analyzers.signed_graph import Pairs


def drawn(people: int, seed: int, columns: int = 2) -> Pairs:
    chance = np.random.default_rng(seed)
    ends = np.array([pair for pair in combinations(range(people), 2) if chance.random() < 0.5])
    return Pairs(ends[:, 0], ends[:, 1], chance.normal(size=(len(ends), columns)))


def by_hand(people: int, pairs: Pairs, column: int, *, sized: bool) -> float:
    """Try every split."""
    prior = size_prior(people) if sized else np.zeros(people + 1)
    scores = []
    for sides in product((-1, 1), repeat=people):
        found = sum(
            weight * sides[one] * sides[other]
            for one, other, weight in zip(
                pairs.one, pairs.other, pairs.weights[:, column], strict=True
            )
        )
        scores.append(found + prior[sides.count(1)])
    return max(scores)


@pytest.mark.parametrize("sized", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_small_graphs_are_solved_exactly(seed: int, sized: bool) -> None:
    pairs = drawn(8, seed)
    found = best_splits(8, pairs, 8, seed, sized=sized)
    for column in (0, 1):
        best = by_hand(8, pairs, column, sized=sized)
        assert found.scores[column] == pytest.approx(best, abs=1e-4)


def test_the_same_seed_finds_the_same() -> None:
    pairs = drawn(30, 1)
    one, two = (best_splits(30, pairs, 2, 7) for _ in range(2))
    assert (one.sides == two.sides).all()
    assert set(np.unique(one.sides)) <= {-1, 1}


def test_planted_sides_come_out() -> None:
    sides = np.array([1, -1] * 100)
    chance = np.random.default_rng(2)
    ends = np.array([sorted(chance.choice(200, 2, replace=False)) for _ in range(1500)])
    weights = (sides[ends[:, 0]] * sides[ends[:, 1]] * 0.5)[:, np.newaxis]
    found = best_splits(200, Pairs(ends[:, 0], ends[:, 1], weights), 4).sides[:, 0]
    assert abs(int((found * sides).sum())) == 200


def test_nobody_pulls_away_from_the_best_split() -> None:
    pairs = drawn(8, 3, columns=1)
    sides = best_splits(8, pairs, 8, 1).sides[:, 0]
    assert (pulls(pairs, sides) * sides >= -1e-4).all()


def test_sides_are_rarely_equal() -> None:
    prior = size_prior(10)
    assert prior == pytest.approx(prior[::-1])
    assert (np.diff(prior[:6]) < 0).all()
