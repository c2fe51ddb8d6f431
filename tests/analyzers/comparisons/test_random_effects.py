from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from analyzers.comparisons.random_effects import means_of


def test_one_group_is_what_statsmodels_says() -> None:
    values = np.array([0.1, 0.35, -0.2, 0.4, 0.22])
    variances = np.array([0.01, 0.02, 0.005, 0.03, 0.01])
    found = means_of(values, variances, np.zeros(5, int))
    theirs = combine_effects(values, variances, method_re="pm")
    assert found.tau_squared == pytest.approx(theirs.tau2, rel=1e-4)
    assert found.means[0] == pytest.approx(theirs.mean_effect_re, rel=1e-4)
    assert found.errors[0] == pytest.approx(theirs.sd_eff_w_re, rel=1e-4)
    assert found.freedom == 4


def test_what_lies_between_articles_is_of_all_groups() -> None:
    values = np.array([0.1, 0.2, 0.3, 0.7, 0.8, 0.9])
    found = means_of(values, np.zeros(6), np.array([0, 0, 0, 1, 1, 1]))
    assert found.tau_squared == pytest.approx(0.01, rel=1e-6)  # not the distance of the groups
    assert found.means == pytest.approx([0.2, 0.8])
    assert found.errors == pytest.approx([(0.01 / 3) ** 0.5] * 2)


def test_figures_alike_are_still_as_unsure_as_each_is() -> None:
    found = means_of(np.full(4, 0.5), np.full(4, 0.04), np.zeros(4, int))
    assert found.tau_squared == 0
    assert found.errors[0] == pytest.approx(0.1)


def test_the_surer_article_counts_for_more() -> None:
    found = means_of(np.array([0.0, 1.0, 0.1]), np.array([0.01, 9.0, 0.01]), np.zeros(3, int))
    assert found.means[0] < 0.1
