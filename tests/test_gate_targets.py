"""The gate's part on named targets: its arithmetic, its targets files, its floors."""

from __future__ import annotations

import pytest

from analyzers.targets.file import read_targets
from benchmarks.gate_targets import MTCSD, SEMEVAL, Row, f1, lead, mean_f1, predict, targets
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench


def test_the_figure_is_the_mean_of_both_sides() -> None:
    gold = ["favor", "favor", "against", "none"]
    assert f1(gold, ["favor", "none", "favor", "none"], "favor") == pytest.approx(0.5)
    assert f1(gold, ["none"] * 4, "favor") == 0
    assert f1([], [], "favor") == 0
    assert mean_f1(gold, gold) == 1
    assert mean_f1(gold, ["favor"] * 4) == pytest.approx(1 / 3)


def test_the_lead_over_the_majority_has_an_interval() -> None:
    gold = ["favor", "against"] * 50
    low, high = lead(gold, gold, "favor")
    assert 0.6 < low < 1 - mean_f1(gold, ["favor"] * 100) < high < 0.75
    assert lead(gold, ["favor"] * 100, "favor") == (0, 0)


def test_a_text_that_names_nothing_is_of_no_side() -> None:
    target = next(iter(read_targets(SEMEVAL.targets)))
    rows = [Row(target.name, "test", text, "none") for text in ("Nothing of it. #SemST", "")]
    assert predict(target, rows) == ["none", "none"]


@pytest.mark.parametrize("benchmark", [SEMEVAL, MTCSD], ids=lambda one: one.title)
def test_the_targets_files_can_be_read(benchmark: object) -> None:
    found = read_targets(benchmark.targets)  # type: ignore[attr-defined]
    assert all(target.favor and target.against for target in found)


@pytest.mark.skipif(
    not have_bench(), reason="the public benchmark is not beside this checkout (../shared/bench)"
)
@pytest.mark.shared
def test_every_target_is_ahead_of_the_majority() -> None:
    held = [line for line in targets() if isinstance(line, Measured) and line.floor is not None]
    assert len(held) == 6
    assert [str(figure) for figure in held if not figure.kept] == []
