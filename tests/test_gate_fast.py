"""The gate's part on the fast engine: what it measures, and what it does without data."""

from __future__ import annotations

import pytest

from benchmarks import gate_fast
from benchmarks.measured import Measured


def test_without_data_or_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_fast, "have_bench", lambda: False)
    assert "not beside this checkout" in "".join(map(str, gate_fast.gate()))
    monkeypatch.setattr(gate_fast, "have_bench", lambda: True)
    monkeypatch.setattr(gate_fast, "find_spec", lambda _: None)
    assert "not measured without scikit-learn" in "".join(map(str, gate_fast.gate()))


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put rows in place of the public ones that any method tells apart by their words."""
    pytest.importorskip("sklearn", reason="training needs pip install '.[train]'")
    from tests.test_fast_learning import rows

    monkeypatch.setattr(gate_fast, "have_bench", lambda: True)
    monkeypatch.setattr(gate_fast, "labelled", lambda: rows(36))
    monkeypatch.setattr(gate_fast, "by_our_rule", lambda: rows(6))
    monkeypatch.setattr(gate_fast, "unlabelled", lambda: [row.pair for row in rows(9)])


@pytest.mark.usefixtures("made_up")
def test_both_ways_of_parting_rows_are_measured_and_bounded() -> None:
    figures = [line for line in gate_fast.gate() if isinstance(line, Measured)]
    scores = [line for line in figures if line.name == "macro-F1"]
    assert [(line.value, line.floor) for line in scores] == [
        (1.0, gate_fast.FLOOR),
        (1.0, gate_fast.FLOOR_ACROSS),
    ]
    errors = [line for line in figures if line.name == "calibration error"]
    assert {line.ceiling for line in errors} == {gate_fast.MOST_CALIBRATION_ERROR}
    (lost,) = [line for line in figures if line.name == "macro-F1 lost across communities"]
    assert (lost.value, lost.ceiling) == (0.0, gate_fast.MOST_LOST_ACROSS)
    simple = {line.name: line.value for line in figures if line.name.startswith("  simple")}
    assert simple["  simple: always disagree, macro-F1"] == pytest.approx(1 / 6)
    assert len(simple) == 3


@pytest.mark.usefixtures("made_up")
def test_a_figure_out_of_bounds_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate_fast, "MOST_CALIBRATION_ERROR", 1.0)
    assert gate_fast.main() == 0
    monkeypatch.setattr(gate_fast, "FLOOR", 1.1)
    assert gate_fast.main() == 1
    assert "36 rows of DEBAGREEMENT" in capsys.readouterr().out
