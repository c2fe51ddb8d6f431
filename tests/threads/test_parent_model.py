from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.parent_model import (
    REGIMES,
    load_model,
    model_from,
    regime_of,
    softmax,
)

MODEL = model_from(
    {
        "version": "test",
        "temperature": {"quoting": 2.0},
        "weights": {
            "quoting": {
                "quoted": {"slope": 1.5, "edges": [], "steps": [0.0]},
                "distance": {"slope": -1.0, "edges": [0.5, 2.0], "steps": [0.0, 0.25, 1.0]},
            }
        },
    }
)


@pytest.mark.parametrize(
    ("value", "adds"), [(0.0, 0.0), (0.5, -0.5), (0.6, -0.35), (2.0, -1.75), (3.0, -2.0)]
)
def test_a_weight_is_a_slope_and_the_step_reached(value: float, adds: float) -> None:
    found = MODEL.contributions({"distance": value}, "quoting")
    assert found == {"distance": pytest.approx(adds)}


def test_contributions_name_what_each_feature_adds() -> None:
    row = {"quoted": 1.0, "distance": 3.0, "unheard_of": 9.0}
    assert MODEL.contributions(row, "quoting") == {"quoted": 1.5, "distance": -2.0}


def test_temperature_flattens() -> None:
    parts = [{"quoted": 2.0}, {"quoted": 0.0}]
    first, second = MODEL.probabilities(parts, "quoting")
    assert first / second == pytest.approx(math.e)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.floats(0.3, 4))
def test_probabilities_sum_to_one(scores: list[float], temperature: float) -> None:
    found = softmax(scores, temperature)
    assert sum(found) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in found)


def test_the_shipped_model_serves_every_regime() -> None:
    model = load_model()
    assert set(model.weights) == set(model.temperature) == set(REGIMES)
    for regime, weights in model.weights.items():
        for name, weight in weights.items():
            assert len(weight.steps) == len(weight.edges) + 1, name
            assert list(weight.edges) == sorted(weight.edges), name
            # A feature that is absent counts as 0 and must add nothing.
            assert model.contributions({name: 0.0}, regime) == {name: 0.0}


def test_the_regime_follows_the_page_and_the_comment() -> None:
    assert regime_of(quotes=True, forum=True) == "forum, quoting"
    assert regime_of(quotes=True, forum=False) == "article, quoting"
    assert regime_of(quotes=False, forum=True) == "forum, plain"
    assert regime_of(quotes=False, forum=False) == "article, plain"
