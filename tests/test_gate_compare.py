"""The gate's part on comparisons: what it makes up, and what it counts."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.gate_compare import (
    APART,
    OTHER_GROUPS,
    PLANTED,
    Engine,
    Setting,
    found,
    run,
)


def test_engines_err_as_measured_and_each_article_in_its_own_way() -> None:
    engine = Engine("to_parent", np.random.default_rng(1))
    truth = np.array([4000, 0, 0])
    first, second = (engine.bins(truth) / 4000 for _ in range(2))
    assert first.sum() == 1
    assert (first != second).any()
    assert first[:3].sum() > 0.5  # most who agree are said to


def test_groups_are_as_large_as_asked_for() -> None:
    one = run(Setting("three", (1, 2, 3), 1), 0.0, np.random.default_rng(2))
    assert sorted(len(group.articles) for group in one.groups) == [1, 2, 3]
    assert one.by == "outlet"
    assert run(Setting("two", (1, 1), 1), 0.0, np.random.default_rng(2)).apart


def test_what_is_planted_is_found_by_enough_articles() -> None:
    one = run(OTHER_GROUPS[2], APART, np.random.default_rng(3))
    assert found(one) & {"agree", "disagree"}
    gap = next(d.difference for d in one.differences if d.measure == "disagree")
    assert gap == pytest.approx(PLANTED["disagree"], abs=0.2)
