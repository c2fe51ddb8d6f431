"""Inequality and reciprocity: hand-worked, their range, and what must not change them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.measures import Person
from analyzers.participation import gini, reciprocity

ANA, BEN, CEM, DOT = (("ana", None), ("ben", None), ("cem", None), (None, "c4"))
_COUNTS = st.lists(st.integers(1, 500), min_size=1, max_size=30)
_ANSWERS = st.lists(st.tuples(*[st.sampled_from((ANA, BEN, CEM, DOT))] * 2), max_size=12)


def test_inequality_by_hand() -> None:
    assert gini([3, 3, 3]) == 0
    assert gini([7]) == 0
    assert gini([1, 3]) == 0.25  # 2 * (1 + 6) / (2 * 4) - 3/2
    assert gini([1] * 99 + [901]) == pytest.approx(0.891, abs=1e-9)
    assert gini([]) is None


@given(_COUNTS)
def test_inequality_has_its_range_and_no_order_or_scale(counts: list[int]) -> None:
    found = gini(counts)
    assert found is not None
    assert 0 <= found <= 1 - 1 / len(counts) + 1e-4
    assert gini(list(reversed(counts))) == found
    assert gini([10 * count for count in counts]) == pytest.approx(found, abs=1e-4)
    assert gini([*counts, *counts]) == pytest.approx(found, abs=1e-4)


@given(_COUNTS)
def test_inequality_is_the_mean_difference(counts: list[int]) -> None:
    size = len(counts)
    differences = sum(abs(one - other) for one in counts for other in counts)
    assert gini(counts) == pytest.approx(differences / (2 * size * sum(counts)), abs=1e-4)


def test_reciprocity_by_hand() -> None:
    assert reciprocity([(ANA, BEN), (BEN, ANA)]) == 1
    assert reciprocity([(ANA, BEN), (ANA, BEN), (BEN, CEM)]) == 0
    assert reciprocity([(ANA, BEN), (BEN, ANA), (CEM, ANA)]) == 0.6667
    assert reciprocity([(ANA, ANA)]) is None


def test_comments_under_a_shared_name_are_persons_of_their_own() -> None:
    one, other = (None, "c2"), (None, "c3")
    assert reciprocity([(one, ANA), (ANA, other)]) == 0


@given(_ANSWERS)
def test_reciprocity_has_its_range_and_no_names(answers: list[tuple[Person, Person]]) -> None:
    found = reciprocity(answers)
    assert found is None or 0 <= found <= 1
    other = {ANA: DOT, BEN: CEM, CEM: ("x", None), DOT: ANA}
    renamed = [(other[one], other[two]) for one, two in reversed(answers)]
    assert reciprocity(renamed) == found
    assert reciprocity([(two, one) for one, two in answers]) == found
    if found is not None:
        assert reciprocity([*answers, *[(two, one) for one, two in answers]]) == 1
