"""Belief propagation against the sum over all ways of labelling a tree."""

from __future__ import annotations

import time
from itertools import product
from math import isfinite, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.propagation import Link, Odds, Tree, propagate

SUPPORT, NEUTRAL, OPPOSE = range(3)


def links() -> st.SearchStrategy[Link]:
    def made(parts: tuple[int, int, int], still: int) -> Link:
        same, neutral, opposite = (part / sum(parts) for part in parts)
        return Link(same, neutral, opposite, still / 10)

    return st.builds(made, st.tuples(*[st.integers(1, 20)] * 3), st.integers(1, 9))


@st.composite
def trees(draw: st.DrawFn) -> tuple[Tree, Odds]:
    size = draw(st.integers(1, 6))
    parents = [draw(st.integers(-1, number - 1)) for number in range(size)]
    odds = st.lists(st.floats(0.05, 20), min_size=size, max_size=size)
    return Tree(parents, [draw(links()) for _ in parents]), Odds(draw(odds), draw(odds))


def chance(link: Link, stance: int, above: int) -> float:
    """A stance's chance given the parent's, written out."""
    if above == NEUTRAL:
        return link.still if stance == NEUTRAL else (1 - link.still) / 2
    if stance == NEUTRAL:
        return link.neutral
    return link.same if stance == above else link.opposite


def enumerated(tree: Tree, evidence: Odds) -> list[list[float]]:
    sums = [[0.0] * 3 for _ in tree.parents]
    for stances in product(range(3), repeat=len(tree.parents)):
        weight = prod(
            chance(link, stances[number], SUPPORT if parent < 0 else stances[parent])
            * (evidence.support[number], 1.0, evidence.oppose[number])[stances[number]]
            for number, (parent, link) in enumerate(zip(tree.parents, tree.links, strict=True))
        )
        for number, stance in enumerate(stances):
            sums[number][stance] += weight
    return sums


@settings(max_examples=150, deadline=None)
@given(trees())
def test_beliefs_are_exact_on_trees(drawn: tuple[Tree, Odds]) -> None:
    tree, evidence = drawn
    belief = propagate(tree, evidence).belief
    for number, (support, neutral, oppose) in enumerate(enumerated(tree, evidence)):
        assert belief.support[number] == pytest.approx(support / neutral, rel=1e-9)
        assert belief.oppose[number] == pytest.approx(oppose / neutral, rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(trees())
def test_what_comes_from_below_leaves_out_the_parent(drawn: tuple[Tree, Odds]) -> None:
    tree, evidence = drawn
    below = propagate(tree, evidence).from_below
    leaves = set(range(len(tree.parents))) - set(tree.parents)
    for leaf in leaves:
        assert (below.support[leaf], below.oppose[leaf]) == (
            evidence.support[leaf], evidence.oppose[leaf]
        )  # fmt: skip
    flat = [Link(1 / 3, 1 / 3, 1 / 3, 1 / 3)] * len(tree.links)
    deaf = propagate(Tree(tree.parents, flat), evidence)
    assert deaf.belief.support == pytest.approx(list(evidence.support))
    assert deaf.from_below.oppose == pytest.approx(list(evidence.oppose))


def test_nothing_to_pass() -> None:
    assert propagate(Tree([], []), Odds([], [])) == (Odds([], []), Odds([], []))


@pytest.mark.parametrize("link", [Link(0.97, 0.01, 0.02, 0.98), Link(0.01, 0.01, 0.98, 0.5)])
def test_a_chain_ten_thousand_deep_settles(link: Link) -> None:
    depth = 10_000
    tree = Tree(range(-1, depth - 1), [link] * depth)
    belief = propagate(tree, Odds([1.0] * depth, [1.0] * depth)).belief
    assert all(map(isfinite, (*belief.support, *belief.oppose)))
    assert (belief.support[0], belief.oppose[0]) == pytest.approx(
        (link.same / link.neutral, link.opposite / link.neutral)
    )
    # Far from the article nothing tells the sides apart.
    assert belief.support[-1] == pytest.approx(belief.oppose[-1], rel=1e-6)


def test_fifty_thousand_replies_to_one_comment_stay_within_a_float() -> None:
    size = 50_000
    link = Link(0.05, 0.05, 0.9, 0.9)
    tree = Tree([-1, *[0] * (size - 1)], [link] * size)
    start = time.process_time()
    belief = propagate(tree, Odds([1.0, *[50.0] * (size - 1)], [1.0] * size)).belief
    assert time.process_time() - start < 2  # it was 0.1 s
    assert all(map(isfinite, (*belief.support, *belief.oppose)))
    # Who is disagreed with by so many supporters opposes.
    assert belief.oppose[0] > 1e6 * belief.support[0]
    assert min(belief.support) >= 0
