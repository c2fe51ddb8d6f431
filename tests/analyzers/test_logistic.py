from __future__ import annotations

import json
from math import exp
from pathlib import Path

import pytest

from analyzers.logistic import LogisticModel, Pull, load_model
from threads.errors import RejoinderError

MODEL = LogisticModel(
    labels=("agree", "disagree", "neutral"),
    bias=(0.5, 0.0, 0.0),
    weights={"thanks": (2.0, -1.0, -1.0), "length": (0.0, 0.0, 0.3)},
    means={"thanks": 0.25, "length": 2.0},
    temperature=2.0,
)


def test_probabilities_are_the_softmax_of_tempered_sums() -> None:
    found = MODEL.probabilities({"thanks": 1.0, "length": 1.0})
    parts = [exp(2.5 / 2), exp(-1 / 2), exp(-0.7 / 2)]
    assert found == pytest.approx([part / sum(parts) for part in parts])
    huge = MODEL.probabilities({"thanks": 1e4, "length": 0.0})
    assert huge == (1.0, 0.0, 0.0)


def test_pulls_are_log_odds_over_the_other_labels_beyond_the_usual() -> None:
    values = {"thanks": 1.0, "length": 3.0}
    assert MODEL.pulls(values, "agree") == [
        Pull("thanks", pytest.approx((2 - (-1)) * 0.75 / 2)),
        Pull("length", pytest.approx((0 - 0.15) * 1.0 / 2)),
    ]
    assert [pull.feature for pull in MODEL.pulls(values, "neutral")] == ["length", "thanks"]
    assert MODEL.pulls({"thanks": 0.0, "length": 2.0}, "agree") == []


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"features": {"a": 1}}'])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "stance.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(RejoinderError) as failure:
        load_model(path)
    assert failure.value.where == str(path)
    assert failure.value.remedy


def test_a_model_is_read_as_written(tmp_path: Path) -> None:
    stored = {
        "labels": list(MODEL.labels),
        "bias": list(MODEL.bias),
        "temperature": MODEL.temperature,
        "features": {
            name: {"weights": list(MODEL.weights[name]), "mean": MODEL.means[name]}
            for name in MODEL.weights
        },
    }
    path = tmp_path / "stance.json"
    path.write_text(json.dumps(stored))
    assert load_model(path) == MODEL
