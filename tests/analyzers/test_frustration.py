"""The search finds what trying every split finds, and its scores are what they say."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray

from analyzers.frustration import SWEEPS, Splits, best_splits, pulls, score, size_prior
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


def one_by_one(people: int, pairs: Pairs, starts: int, *, sized: bool) -> Splits:
    """Search as ``best_splits`` does, but person by person, each sum as numpy adds it up."""
    prior = size_prior(people) if sized else np.zeros(people + 1)
    gained = np.diff(prior).astype(np.float32)
    columns = pairs.weights.shape[1]
    chance = np.random.default_rng(0)
    drawn = chance.random((people, columns, starts)) < 0.5
    state = np.where(drawn, -1, 1).astype(np.float32)
    around = neighbours_of(people, pairs)
    most = max(1, people // 64)
    for sweep in range(1, SWEEPS + 13):
        moved = False
        for members in (g[at : at + most] for g in groups(around) for at in range(0, len(g), most)):
            positive = (state > 0).sum(axis=0)
            after = {}
            for i in members:
                near, weights = around[i]
                pull = np.add.reduceat(weights[:, :, None] * state[near], [0], axis=0)[0]
                gain = 2 * pull + gained[positive - (state[i] > 0)]
                if sweep <= SWEEPS:
                    heat = max(1.0, SWEEPS * 0.7 / sweep)
                    noise = heat * chance.logistic(size=(columns, starts))
                    gain += noise.astype(np.float32)
                after[i] = np.where(np.abs(gain) < 1e-6, state[i] > 0, gain > 0)
            for i, side in after.items():
                moved |= bool((side != (state[i] > 0)).any())
                state[i] = np.where(side, 1, -1)
        if sweep > SWEEPS and not moved:
            break
    scores = score(pairs, state, prior)
    best, each = scores.argmax(axis=1), np.arange(columns)
    return Splits(state[:, each, best].astype(np.int8), scores[each, best])


Around = dict[int, tuple[list[int], NDArray[np.float32]]]


def neighbours_of(people: int, pairs: Pairs) -> Around:
    both = list(zip(pairs.one.tolist(), pairs.other.tolist(), pairs.weights, strict=True))
    ends = [*both, *((other, one, weights) for one, other, weights in both)]
    found: Around = {}
    for person in range(people):
        near = [(other, weights) for one, other, weights in ends if one == person]
        if near:
            weights = np.array([one for _, one in near], np.float32)
            found[person] = [other for other, _ in near], weights
    return found


def groups(around: Around) -> list[list[int]]:
    """Colour the graph greedily."""
    found: list[list[int]] = []
    for person, (near, _) in around.items():
        fits = (group for group in found if not set(group) & set(near))
        group = next(fits, None)
        if group is None:
            found.append([person])
        else:
            group.append(person)
    return found


@pytest.mark.parametrize("sized", [True, False])
@pytest.mark.parametrize(("people", "share"), [(9, 0.5), (40, 0.1), (150, 0.015), (150, 0.1)])
def test_colours_at_once_are_people_one_by_one(people: int, share: float, sized: bool) -> None:
    """Also where most have few neighbours, some have many, and weights that are nothing tie."""
    chance = np.random.default_rng(people)
    ends = np.array([pair for pair in combinations(range(people), 2) if chance.random() < share])
    weights = np.round(chance.normal(size=(len(ends), 3)), 1)
    pairs = Pairs(ends[:, 0], ends[:, 1], weights)
    expected = one_by_one(people, pairs, 4, sized=sized)
    found = best_splits(people, pairs, 4, sized=sized)
    assert (found.sides == expected.sides).all()
    assert (found.scores == expected.scores).all()


def test_a_pull_is_what_the_score_gains_by_standing_on_side_one() -> None:
    pairs, prior = drawn(9, 3, columns=1), size_prior(9)
    sides = np.where(np.random.default_rng(4).random(9) < 0.4, 1, -1).astype(np.int8)
    found = pulls(pairs, sides)
    for person in range(9):
        both = np.repeat(sides[:, np.newaxis], 2, axis=1).astype(np.float32)
        both[person] = (1, -1)
        on, off = score(pairs, both[:, np.newaxis], prior)[0]
        assert found[person] == pytest.approx(on - off, abs=1e-5)
