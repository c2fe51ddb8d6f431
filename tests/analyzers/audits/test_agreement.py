"""Agreement of two labellings, beside scikit-learn's and statsmodels' figures."""

from __future__ import annotations

import random
from statistics import NormalDist

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzers.audits.agreement import LEVEL, Agreement, agreement, wilson

FIRST = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
SECOND = [0, 0, 0, 1, 1, 1, 0, 2, 2, 0]
LABELS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


def of(pairs: list[tuple[int, int]]) -> Agreement:
    return agreement([one for one, _ in pairs], [other for _, other in pairs], 3)


def test_by_hand() -> None:
    found = agreement(FIRST, SECOND, 3)
    assert found.counts == [[3, 1, 0], [1, 2, 0], [1, 0, 2]]
    assert found.accuracy == pytest.approx(0.7)
    # By chance 0.4 × 0.5 + 0.3 × 0.3 + 0.3 × 0.2 = 0.35, so (0.7 - 0.35) / 0.65.
    assert found.kappa == pytest.approx(0.35 / 0.65)


def test_kappa_and_its_interval_are_those_of_other_libraries() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    lots = random.Random(3)
    for size in (10, 60, 400):
        first = [lots.randrange(3) for _ in range(size)]
        second = [one if lots.random() < 0.6 else lots.randrange(3) for one in first]
        found = agreement(first, second, 3)
        theirs = rater.cohens_kappa(found.counts)
        assert found.kappa == pytest.approx(metrics.cohen_kappa_score(first, second))
        assert found.kappa == pytest.approx(theirs.kappa)
        reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * theirs.std_kappa
        assert found.kappa_low == pytest.approx(theirs.kappa - reach)
        assert found.kappa_high == pytest.approx(min(1, theirs.kappa + reach))
        assert found.counts == metrics.confusion_matrix(first, second).tolist()


def test_weighted_kappa_and_accuracy_are_scikit_learns() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    weights = [1.0, 3.0, 0.5, 2.0, 1.0, 1.5, 4.0, 1.0, 2.0, 0.25]
    found = agreement(FIRST, SECOND, 3, weights)
    kappa = metrics.cohen_kappa_score(FIRST, SECOND, sample_weight=weights)
    accuracy = metrics.accuracy_score(FIRST, SECOND, sample_weight=weights)
    assert found.kappa == pytest.approx(kappa)
    assert found.accuracy == pytest.approx(accuracy)


@pytest.mark.parametrize(("right", "size"), [(0, 20), (7, 10), (41, 60), (60, 60)])
def test_the_interval_of_accuracy_is_that_of_another_library(right: int, size: int) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    theirs = proportion.proportion_confint(right, size, alpha=1 - LEVEL, method="wilson")
    assert wilson(right / size, size) == pytest.approx(theirs)


def test_unequal_weights_tell_less() -> None:
    equal, unequal = agreement(FIRST, SECOND, 3), agreement(FIRST, SECOND, 3, [9.0] + [1.0] * 9)
    wide = unequal.accuracy_high - unequal.accuracy_low
    assert wide > equal.accuracy_high - equal.accuracy_low


@pytest.mark.parametrize(
    ("first", "second", "kappa"), [([0, 1, 2] * 4, [0, 1, 2] * 4, 1), ([0] * 12, [0, 1, 2] * 4, 0)]
)
def test_agreement_without_spread_makes_no_kappa_certain(
    first: list[int], second: list[int], kappa: float
) -> None:
    found = agreement(first, second, 3, [1.0, 2.5, 0.7] * 4)
    assert found.kappa == pytest.approx(kappa)
    assert (found.kappa_low, found.kappa_high) == (None, None)
    assert 0 <= found.accuracy_low < found.accuracy_high <= 1


def test_one_label_throughout_has_no_kappa() -> None:
    found = agreement([1, 1, 1], [1, 1, 1], 3)
    assert found.accuracy == 1
    assert (found.kappa, found.kappa_low, found.kappa_high) == (None, None, None)


def test_no_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="no labels"):
        agreement([], [], 3)


@given(LABELS)
@example([(0, 1)] * 7)
def test_figures_keep_their_ranges(pairs: list[tuple[int, int]]) -> None:
    found = of(pairs)
    assert 0 <= found.accuracy_low <= found.accuracy <= found.accuracy_high <= 1
    if found.kappa is not None and found.kappa_low is not None:
        assert found.kappa_high is not None
        assert -1 <= found.kappa_low <= found.kappa <= found.kappa_high <= 1


@given(LABELS, st.randoms())
def test_order_and_names_of_classes_change_nothing(
    pairs: list[tuple[int, int]], lots: random.Random
) -> None:
    renamed = [((one + 1) % 3, (other + 1) % 3) for one, other in pairs]
    lots.shuffle(renamed)
    before, after = of(pairs), of(renamed)
    assert after.accuracy == pytest.approx(before.accuracy)
    assert after.kappa == pytest.approx(before.kappa)
