"""Find the split into two sides that leaves the least unexplained, for many graphs at once.

The score of a split is the sum over pairs of weight * side * side (sides are -1 and 1) plus the
logarithm of how likely sides of such sizes are. Its maximum is the most probable state of an Ising
model (Murakami & Raymond 2010 find sides by maximum cut, its special case with negative weights).
Finding it exactly is NP-hard; simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) from several
starts, then improvement person by person until nobody is better off on the other side, finds it in
graphs small enough to try all splits, and takes a time linear in replies.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.signed_graph import Floats, Ints, Pairs

SIZES = (1.4, 5.2)  # of the beta distribution that the smaller camps' shares of people follow
SWEEPS = 24
_COOLING = 0.7  # share of the sweeps in which it still gets colder
_CHUNKS = 64  # into which people are cut who move at once, so that the sizes stay current
_FINISH = 12  # sweeps of improvement at most

Single = NDArray[np.float32]
Flags = NDArray[np.bool_]


class Splits(NamedTuple):
    """For each column of weights its best split, (people, columns) of -1 and 1, and its score."""

    sides: NDArray[np.int8]
    scores: Floats


def size_prior(people: int) -> Floats:
    """Give the log-probability of a split by the number on one side (0 to ``people``).

    A mixture of two beta-binomials, mirror images of each other: sides are rarely equal.
    """
    a, b = SIZES
    one = np.array([math.lgamma(k + a) + math.lgamma(people - k + b) for k in range(people + 1)])
    both = np.logaddexp(one, one[::-1])
    found: Floats = both - both.max()
    return found


def best_splits(
    people: int, pairs: Pairs, starts: int, seed: int = 0, *, sized: bool = True
) -> Splits:
    """Search the best split for each column of weights, each from as many starts.

    Without ``sized`` sides of any sizes are equally likely, and weights alone decide.
    """
    prior = size_prior(people) if sized else np.zeros(people + 1)
    columns = pairs.weights.shape[1]
    search = _Search(people, pairs, np.diff(prior))
    chance = np.random.default_rng(seed)
    state = np.where(chance.random((people, columns, starts)) < 0.5, -1, 1).astype(np.float32)
    for sweep in range(1, SWEEPS + 1):
        search.sweep(state, max(1.0, SWEEPS * _COOLING / sweep), chance)
    for _ in range(_FINISH):
        if not search.sweep(state, 0.0, chance):
            break
    scores = score(pairs, state, prior)
    best = scores.argmax(axis=1)
    each = np.arange(columns)
    return Splits(state[:, each, best].astype(np.int8), scores[each, best])


def score(pairs: Pairs, state: Single, prior: Floats) -> Floats:
    """Score states (people, columns, starts); gives (columns, starts)."""
    total: Floats = prior[(state > 0).sum(axis=0)]
    for at in range(0, len(pairs.one), 4096):
        part = slice(at, at + 4096)
        both = state[pairs.one[part]] * state[pairs.other[part]]
        total += np.einsum("pc,pcs->cs", pairs.weights[part], both)
    return total


def pulls(pairs: Pairs, sides: NDArray[np.int8]) -> Floats:
    """Give everybody's log-odds of side 1 where all others stay, by the first column's weights."""
    weights = pairs.weights[:, 0]
    total = np.zeros(len(sides))
    np.add.at(total, pairs.one, weights * sides[pairs.other])
    np.add.at(total, pairs.other, weights * sides[pairs.one])
    others = (sides > 0).sum() - (sides > 0)
    found: Floats = 2 * total + np.diff(size_prior(len(sides)))[others]
    return found


@dataclass(frozen=True, slots=True)
class _Group:
    """People who have nothing to do with each other, so that all can move at once.

    ``neighbours`` lists those of the first, then of the second …; ``starts`` where each begins.
    """

    members: Ints
    neighbours: Ints
    weights: Single
    starts: Ints


class _Search:
    def __init__(self, people: int, pairs: Pairs, prior: Floats) -> None:
        self._groups = list(_groups(people, pairs))
        self._prior = prior.astype(np.float32)

    def sweep(self, state: Single, heat: float, chance: np.random.Generator) -> bool:
        """Let everybody choose a side once; gives whether anybody moved."""
        positive = (state > 0).sum(axis=0)
        moved = False
        for group in self._groups:
            pull = np.add.reduceat(group.weights * state[group.neighbours], group.starts, axis=0)
            before: Flags = state[group.members] > 0
            gain = 2 * pull + self._prior[positive - before]
            if heat:
                gain += (heat * chance.logistic(size=gain.shape)).astype(np.float32)
            after = np.where(np.abs(gain) < 1e-6, before, gain > 0)
            changed = bool((after != before).any())
            if changed:
                state[group.members] = np.where(after, 1, -1)
                positive += after.sum(axis=0) - before.sum(axis=0)
            moved |= changed
        return moved


def _groups(people: int, pairs: Pairs) -> Iterator[_Group]:
    ends = np.concatenate((pairs.one, pairs.other))
    order = np.argsort(ends, kind="stable")
    neighbours = np.concatenate((pairs.other, pairs.one))[order]
    weights = np.concatenate((pairs.weights, pairs.weights)).astype(np.float32)[order]
    begins = np.searchsorted(ends[order], np.arange(people + 1))
    for members in _independent(begins, neighbours):
        slots = [np.arange(begins[i], begins[i + 1]) for i in members]
        lengths = np.array([len(slot) for slot in slots])
        taken = np.concatenate(slots)
        starts = np.concatenate(([0], lengths.cumsum()[:-1]))
        yield _Group(members, neighbours[taken], weights[taken][:, :, None], starts)


def _independent(begins: Ints, neighbours: Ints) -> Iterator[Ints]:
    """Colour the graph greedily and cut each colour to size; people without a pair are left out."""
    people = len(begins) - 1
    around, colours = neighbours.tolist(), [-1] * people
    groups: list[list[int]] = []
    for person in range(people):
        near = around[begins[person] : begins[person + 1]]
        taken = {colours[i] for i in near}
        if near:
            colour = next(c for c in range(len(groups) + 1) if c not in taken)
            colours[person] = colour
            groups += [[]] if colour == len(groups) else []
            groups[colour].append(person)
    most = max(1, people // _CHUNKS)
    for group in groups:
        for at in range(0, len(group), most):
            yield np.array(group[at : at + most], dtype=np.int64)
