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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.signed_graph import Floats, Ints, Pairs

SIZES = (1.4, 5.2)  # of the beta distribution that the smaller camps' shares of people follow
SWEEPS = 24
_COOLING = 0.7  # share of the sweeps in which it still gets colder
_CHUNKS = 64  # into which people are cut who move at once, so that the sizes stay current
_FINISH = 12  # sweeps of improvement at most
_KEPT = 1 << 22  # numbers drawn for a search are kept for the next one; 16 MB
_NOTHING = 1e-6  # who gains less stays
_LAYERS = 8  # neighbours that most people have at most; numpy adds up no more one by one

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
    search = _Search(people, pairs, np.diff(prior) if sized else None, starts)
    wanted = seed, (people, columns, starts), search.sizes
    many = SWEEPS * people * columns * starts > _KEPT
    chance = _chance(*wanted) if many else iter(_kept_chance(*wanted))
    state = np.where(next(chance), np.float32(-1), np.float32(1))[search.order]
    for _ in range(SWEEPS):
        search.sweep(state, chance)
    for _ in range(_FINISH):
        if not search.sweep(state):
            break
    state = state[np.argsort(search.order)].reshape(people, columns, starts)
    scores = score(pairs, state, prior)
    best = scores.argmax(axis=1)
    each = np.arange(columns)
    return Splits(state[:, each, best].astype(np.int8), scores[each, best])


def _chance(
    seed: int, shape: tuple[int, int, int], sizes: tuple[int, ...]
) -> Iterator[NDArray[Any]]:
    """Yield whom a search begins with on side -1, then the heat's noise, sweep by sweep and colour.

    ``shape`` is people, columns and starts, ``sizes`` the number of people of each colour.
    """
    chance = np.random.default_rng(seed)
    yield (chance.random(shape) < 0.5).reshape(shape[0], -1)
    for sweep in range(1, SWEEPS + 1):
        heat = max(1.0, SWEEPS * _COOLING / sweep)
        for size in sizes:
            noise = chance.logistic(size=(size, shape[1] * shape[2]))
            noise *= heat
            yield noise.astype(np.float32)


@lru_cache(maxsize=1)
def _kept_chance(
    seed: int, shape: tuple[int, int, int], sizes: tuple[int, ...]
) -> Sequence[NDArray[Any]]:
    """Draw the same once for searches of one graph, with sizes and without."""
    return tuple(_chance(seed, shape, sizes))


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


class _Layer(NamedTuple):
    """One more neighbour of each person of a colour who has so many, and twice its weight."""

    neighbours: Ints
    weights: Single


@dataclass(frozen=True, slots=True)
class _Colour:
    """People who have to do with none of each other: ``rows`` of the state.

    ``by_degree`` are their numbers within the colour, whoever has most neighbours first; ``layers``
    speak of the first so many of them. Hubs, who have more than there are layers, are left out of
    the layers; ``hub_layer`` lists their neighbours one after another from ``hub_starts`` on.
    """

    rows: slice
    hubs: Ints
    hub_layer: _Layer
    hub_starts: Ints
    by_degree: Ints
    layers: Sequence[_Layer]

    def pull(self, state: Single) -> Single:
        """Give twice what the neighbours' sides say of each, (people, states).

        Of a few neighbours it is added up as ``numpy.add.reduceat`` does, the first one last, but
        for all people at once.
        """
        pulls: Single = np.empty((self.rows.stop - self.rows.start, state.shape[1]), np.float32)
        if self.layers:
            whole, *rest = (weights * state[near] for near, weights in self.layers)
            for part in rest[1:]:
                rest[0][: len(part)] += part
            if rest:
                whole[: len(rest[0])] += rest[0]
            pulls[self.by_degree] = whole
        if len(self.hubs):
            each = self.hub_layer.weights * state[self.hub_layer.neighbours]
            pulls[self.hubs] = np.add.reduceat(each, self.hub_starts, axis=0)
        return pulls


class _Search:
    """Annealing; ``order`` lists people as the rows of the state, those of one colour together.

    ``sizes`` is how many are of each colour.

    A state is a column of -1 and 1. Without ``prior`` sizes don't count.
    """

    def __init__(self, people: int, pairs: Pairs, prior: Floats | None, starts: int) -> None:
        self._prior = None if prior is None else prior.astype(np.float32)
        self._most = max(1, people // _CHUNKS)
        ends = np.concatenate((pairs.one, pairs.other))
        by_person = np.argsort(ends, kind="stable")
        begins = np.searchsorted(ends[by_person], np.arange(people + 1))
        neighbours = np.concatenate((pairs.other, pairs.one))[by_person]
        weights = np.concatenate((pairs.weights, pairs.weights)).astype(np.float32)[by_person]
        colours = _independent(begins, neighbours)
        alone = np.flatnonzero(begins[1:] == begins[:-1])
        self.order: Ints = np.concatenate((*colours, alone))
        place = np.argsort(self.order)
        self.sizes = tuple(map(len, colours))
        self._colours = []
        at = 0
        for members in colours:
            known = _Neighbours(place[neighbours], np.repeat(2 * weights, starts, axis=1))
            rows = slice(at, at := at + len(members))
            self._colours.append(_colour(rows, begins[members], begins[members + 1], known))

    def sweep(self, state: Single, chance: Iterator[Single] | None = None) -> bool:
        """Let everybody choose a side once, by chance or without; gives whether anybody moved."""
        positive = (state > 0).sum(axis=0)
        moved = False
        for colour in self._colours:
            pull = colour.pull(state)
            before: Flags = state[colour.rows] > 0
            after = self._chosen(pull, next(chance) if chance else None, before, positive)
            if chance or (after != before).any():
                moved = True
                state[colour.rows] = np.where(after, np.float32(1), np.float32(-1))
        return moved

    def _chosen(self, pull: Single, noise: Single | None, before: Flags, positive: Ints) -> Flags:
        """Give the sides that people of a colour choose; counts who stands on 1 in ``positive``."""
        chosen: Flags
        if self._prior is None:
            gain = pull if noise is None else pull + noise
            chosen = np.where(np.abs(gain) < _NOTHING, before, gain > 0)
            return chosen
        start = positive.copy()
        chosen, doubtful = self._in_turn(self._prior, (pull, noise), before, positive)
        if doubtful:
            positive[:] = start
            chosen, _ = self._in_turn(self._prior, (pull, noise), before, positive, hesitant=True)
        return chosen

    def _in_turn(
        self,
        prior: Single,
        gains: tuple[Single, Single | None],
        before: Flags,
        positive: Ints,
        *,
        hesitant: bool = False,
    ) -> tuple[Flags, bool]:
        """Let people choose a few at a time, each time with the sizes that the sides then have.

        Also tells whether somebody had nothing to gain, who only if ``hesitant`` stays.
        """
        pull, noise = gains
        whole, chosen = np.empty_like(pull), np.empty_like(before)
        first = before.astype(np.int64)
        for at in range(0, len(pull), self._most):
            part = slice(at, at + self._most)
            gain = prior.take(positive - first[part], out=whole[part], mode="clip")
            gain += pull[part]
            if noise is not None:
                gain += noise[part]
            after = np.greater(gain, 0, out=chosen[part])
            if hesitant:
                np.copyto(after, before[part], where=np.abs(gain) < _NOTHING)
            positive += np.add.reduce(after, axis=0, dtype=np.int64)
            positive -= np.add.reduce(first[part], axis=0)
        return chosen, bool(np.abs(whole).min() < _NOTHING)


class _Neighbours(NamedTuple):
    """Everybody's neighbours one after another, and twice their weights in each state."""

    rows: Ints
    weights: Single


def _colour(rows: slice, begins: Ints, ends: Ints, known: _Neighbours) -> _Colour:
    """Sort the people of a colour, whose neighbours stand from ``begins`` to ``ends``."""
    degrees = ends - begins
    hubs = np.flatnonzero(degrees > _LAYERS)
    few = np.flatnonzero(degrees <= _LAYERS)
    by_degree = few[np.argsort(-degrees[few], kind="stable")]
    layers = []
    for layer in range(int(degrees[few].max(initial=0))):
        at = begins[by_degree[degrees[by_degree] > layer]] + layer
        layers.append(_Layer(known.rows[at], known.weights[at]))
    around = [np.arange(begins[hub], ends[hub]) for hub in hubs]
    at = np.concatenate((np.zeros(0, np.int64), *around))
    starts = np.cumsum(degrees[hubs]) - degrees[hubs]
    hub_layer = _Layer(known.rows[at], known.weights[at])
    return _Colour(rows, hubs, hub_layer, starts, by_degree, layers)


def _independent(begins: Ints, neighbours: Ints) -> list[Ints]:
    """Colour the graph greedily; people without a pair are left out."""
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
    return [np.array(group, dtype=np.int64) for group in groups]
