from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analyzers.comparisons.shares import (
    STEP,
    VIEWS,
    Labels,
    View,
    chances_of,
    contrasts,
    corrected,
    difference_of,
    level_of,
    likely,
    unlikeness,
    values_of,
    worth,
)
from analyzers.comparisons.students import reach
from analyzers.quantification import Errors

COUNTS = np.array([[6000, 2000, 2000], [2000, 6000, 2000], [2000, 2000, 6000]], float)
KNOWN = Errors(COUNTS, COUNTS.sum(axis=1), 1e4, np.ones(3))
GUESSED = replace(KNOWN, worth=np.full(3, 20.0))
SUPPORT, NEUTRAL, OPPOSE, LEAN = VIEWS


def labels(*shares: tuple[float, float, float], errors: Errors = KNOWN) -> Labels:
    """Make labels of so many groups of two articles that are alike."""
    table = np.repeat(np.array(shares, float), 2, axis=0)
    groups = np.repeat(np.arange(len(shares)), 2)
    engines = np.zeros(len(table), int)
    return Labels(table, np.full(len(table), 5000.0), groups, engines, [errors], ["made up"])


def test_shares_are_those_that_make_such_labels() -> None:
    steps = corrected(labels((0.44, 0.32, 0.24)), np.full(2, 5000.0), 30)[:, 0]
    found = [level_of(steps, view, 0.9)[0] for view in VIEWS]
    assert found == pytest.approx([0.6, 0.3, 0.1, 0.5], abs=0.02)


def test_a_difference_is_surer_than_the_shares_it_is_of() -> None:
    steps = corrected(labels((0.4, 0.3, 0.3), (0.38, 0.31, 0.31), errors=GUESSED),
                      np.full(4, 5000.0), 100)  # fmt: skip
    low, high = difference_of(steps[:, 0], steps[:, 1], SUPPORT, 0.9)
    _, least, most = level_of(steps[:, 0], SUPPORT, 0.9)
    assert low < 0.05 < high
    assert high - low < 0.6 * (most - least)


@pytest.mark.parametrize("view", VIEWS)
def test_probabilities_sum_to_one_and_stand_at_their_values(view: object) -> None:
    steps = corrected(labels((0.5, 0.25, 0.25)), np.full(2, 20.0), 16)
    assert steps[:, :, view.columns].sum(axis=2) == pytest.approx(np.ones((16, 1)))  # type: ignore[attr-defined]
    low, high = values_of(view)[[0, -1]]  # type: ignore[arg-type]
    assert (low, high) == pytest.approx((0.0081, 0.984) if view is not LEAN else (-0.9756, 0.9756),
                                        abs=1e-3)  # fmt: skip


def test_articles_that_differ_by_chance_are_alike() -> None:
    chance = np.random.default_rng(1)
    told = chance.multinomial(50, [0.5, 0.3, 0.2], 400) / 50
    made = labels((1, 0, 0))
    made = replace(made, shares=told, sizes=np.full(400, 50.0), groups=np.zeros(400, int),
                   engines=np.zeros(400, int))  # fmt: skip
    assert unlikeness(made) < 0.01
    spread = np.array([chance.multinomial(50, chance.dirichlet([5, 3, 2])) for _ in range(400)])
    # A Dirichlet distribution of concentration 10 has an intra-class correlation of 1 in 11.
    assert unlikeness(replace(made, shares=spread / 50)) == pytest.approx(1 / 11, rel=0.15)


def test_however_many_comments_an_article_is_worth_no_more_than_articles_differ() -> None:
    assert worth(np.array([100.0, 1e9]), 0.05) == pytest.approx([16.667, 20.0], abs=1e-3)


def test_few_articles_leave_more_open() -> None:
    two = labels((0.44, 0.32, 0.24))
    two = replace(two, shares=np.array([[0.5, 0.3, 0.2], [0.4, 0.3, 0.3]]), sizes=np.full(2, 80.0))
    shares, sizes, groups = (np.tile(part, (10, 1)) if part.ndim > 1 else np.tile(part, 10)
                             for part in (two.shares, two.sizes, two.groups))  # fmt: skip
    many = replace(two, shares=shares, sizes=sizes, groups=groups, engines=np.zeros(20, int))
    width = [np.ptp(level_of(likely(one, 0.9, 30)[:, 0], SUPPORT, 0.9)[1:]) for one in (two, many)]
    assert width[0] > 2 * width[1]


def test_contrasts_are_the_adjusted_count() -> None:
    figures, variances = contrasts(labels((0.44, 0.32, 0.24)), SUPPORT, 0.0)
    assert figures == pytest.approx([0.6, 0.6], abs=1e-3)
    # Labels weigh 2, -0.5 and -0.5: (0.44 × 4 + 0.56 × 0.25 - 0.6²) / 5000.
    assert variances == pytest.approx([1.54 / 5000] * 2, rel=1e-2)


def test_an_engine_errs_in_the_same_way_whatever_else_is_compared() -> None:
    first, again = chances_of(GUESSED, "one", 5), chances_of(GUESSED, "one", 5)
    assert (first == again).all()
    assert (first != chances_of(GUESSED, "two", 5)).any()
    assert first.sum(axis=2) == pytest.approx(np.ones((5, 3)))


@pytest.mark.parametrize("view", VIEWS)
def test_an_interval_of_one_step_is_the_middle_of_that_step(view: View) -> None:
    steps = np.zeros((1, VIEWS[-1].columns.stop))
    steps[0, view.columns.start + 7] = 1
    mean, low, high = level_of(steps, view, 0.9)
    assert mean == pytest.approx(values_of(view)[7])
    assert (low, high) == pytest.approx((mean - 0.45 * STEP, mean + 0.45 * STEP))
    apart = difference_of(steps, steps, view, 0.9)
    assert apart == pytest.approx((-0.45 * STEP, 0.45 * STEP), abs=1e-6)


def test_few_articles_are_worth_less_as_student_s_t_asks() -> None:
    made = labels((0.5, 0.25, 0.25))
    made = replace(made, sizes=np.full(2, 40.0))
    width = (reach(0.9) / reach(0.9, 1)) ** 2  # two articles of one group: a degree of freedom
    weights = worth(made.sizes, unlikeness(made)) * width
    assert likely(made, 0.9, 16) == pytest.approx(corrected(made, weights, 16))


def test_articles_that_differ_are_worth_fewer_labels_in_the_test() -> None:
    made = labels((0.44, 0.32, 0.24))
    _, alike = contrasts(made, LEAN, 0.0)
    _, unlike = contrasts(made, LEAN, 0.1)
    # support less oppose: 0.44 + 0.24 - 0.2²
    assert alike == pytest.approx(0.64 / 5000)
    assert unlike == pytest.approx(0.64 * (1 / 5000 + 0.1))
