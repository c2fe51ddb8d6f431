"""The quality gate: its own arithmetic, and the floors on what a checkout has at hand."""

from __future__ import annotations

import pytest

from benchmarks.calibration import expected_error
from benchmarks.gate_gold import engines
from benchmarks.gate_tree import MOST_CALIBRATION_ERROR, examples, shaped
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench

needs_bench = pytest.mark.skipif(
    not have_bench(), reason="the public benchmark is not beside this checkout (../shared/bench)"
)


def test_a_figure_is_held_to_its_bounds() -> None:
    assert Measured("edges", 0.96, floor=0.96).kept
    assert not Measured("edges", 0.95, floor=0.96).kept
    assert not Measured("error", 0.06, ceiling=0.05).kept
    assert Measured("printed only", 0.0).kept
    assert "BELOW THE GATE" in str(Measured("edges", 0.95, floor=0.96))


def test_calibration_error_is_the_gap_between_said_and_done() -> None:
    assert expected_error([(True, 1.0), (False, 0.0)]) == 0
    assert expected_error([(False, 1.0)] * 4) == 1
    assert expected_error([(True, 0.75), (False, 0.75)]) == pytest.approx(0.25)
    assert expected_error([]) == 0


def test_the_examples_keep_their_floors() -> None:
    figures = [line for line in examples() if isinstance(line, Measured)]
    assert len(figures) >= 12
    assert [str(figure) for figure in figures if not figure.kept] == []


def test_the_engines_keep_their_floors_on_the_engines() -> None:
    figures = [line for line in engines() if isinstance(line, Measured)]
    assert sum(figure.floor is not None for figure in figures) == 4
    assert [str(figure) for figure in figures if not figure.kept] == []


@needs_bench
@pytest.mark.shared
def test_the_public_pages_keep_their_floors() -> None:
    figures = [line for line in shaped() if isinstance(line, Measured)]
    errors = [figure for figure in figures if figure.ceiling == MOST_CALIBRATION_ERROR]
    assert len(errors) == 6
    assert [str(figure) for figure in figures if not figure.kept] == []
