"""Logits to probabilities, and the record of what encoders said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="learning needs pip install '.[dev]'")

import numpy as np

from benchmarks.neural import held_out
from benchmarks.neural.tempering import softmax, temperature, tempered


def test_a_part_is_tempered_by_what_suits_the_others() -> None:
    logits = np.array([[4.0, 0.0]] * 20)
    truth = np.array([0] * 10 + [0] * 7 + [1] * 3)
    found = tempered(logits, truth, np.array([0] * 10 + [1] * 10))
    assert found[0, 0] == pytest.approx(0.73, abs=0.03)  # the other part: 7 of 10, T at most 4
    assert found[-1, 0] > 0.98


def test_a_part_alone_is_tempered_in_halves() -> None:
    logits = np.array([[4.0, 0.0]] * 20)
    truth = np.array([0, 0] * 7 + [0, 1] * 3)  # of the odd ones 7 in 10 are right
    found = tempered(logits, truth, np.zeros(20))
    assert found[0, 0] == pytest.approx(0.73, abs=0.03)
    assert found[1, 0] > 0.98


def test_the_temperature_makes_logits_say_how_often_they_are_right() -> None:
    logits = np.array([[3.0, 0.0]] * 10)
    heat = temperature(logits, np.array([0] * 8 + [1] * 2))
    assert softmax(logits / heat)[0] == pytest.approx([0.8, 0.2], abs=1e-3)


def test_what_encoders_said_is_kept_and_read_by_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = tmp_path / "build"
    build.mkdir()
    for name, rows in (("fold-1", [2, 0]), ("fold-0", [1]), ("topic-rail", [1])):
        said = {"rows": rows, "logits": [[row, -1.234, 0.5] for row in rows]}
        (build / f"{name}.json").write_text(json.dumps(said))
    monkeypatch.setattr(held_out, "FILE", tmp_path / "held_out.csv")
    assert held_out.record(build) == 4
    folds = held_out.held_out(held_out.FOLDS, held_out.FILE)
    assert folds.rows.tolist() == [1, 2, 0]
    assert folds.parts.tolist() == [0, 1, 1]
    assert folds.logits[1].tolist() == [2.0, -1.23, 0.5]
    assert held_out.held_out(held_out.COMMUNITIES, held_out.FILE).rows.tolist() == [1]


def test_the_fast_engine_s_logits_are_added_row_by_row() -> None:
    said = held_out.HeldOut(np.array([2, 0]), np.zeros((2, 3)), np.array([0, 0]))
    fast = np.array([[1.0, 0, 0], [9, 9, 9], [0, 0, 2]])
    added = held_out.with_fast(said, fast).logits / held_out.FAST_WEIGHT
    assert added.tolist() == [[0, 0, 2], [1, 0, 0]]


def test_the_record_holds_each_row_of_each_fold_once() -> None:
    folds = held_out.held_out(held_out.FOLDS)
    assert sorted(folds.rows.tolist()) == list(range(4288))
    assert len(set(folds.parts.tolist())) == 3
    assert len(held_out.held_out(held_out.COMMUNITIES).rows) >= 1000
