"""The gate's part on stance: what it measures of both engines, and what it does without data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import gate_stance
from benchmarks.measured import Measured

ROWS = 36


def test_without_data_or_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = (gate_stance.by_discussion, gate_stance.across_communities)
    monkeypatch.setattr(gate_stance, "have_bench", lambda: False)
    assert all("not beside this checkout" in "".join(map(str, part())) for part in parts)
    monkeypatch.setattr(gate_stance, "have_bench", lambda: True)
    monkeypatch.setattr(gate_stance, "find_spec", lambda _: None)
    assert all("not measured without scikit-learn" in "".join(map(str, part())) for part in parts)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Put rows in place of the public ones that any method tells apart by their words.

    Gives the file of what encoders said of them, which is right, and the more so without a fold.
    """
    pytest.importorskip("sklearn", reason="learning needs pip install '.[dev]'")
    from benchmarks.neural import held_out
    from tests.test_fast_learning import rows

    monkeypatch.setattr(gate_stance, "have_bench", lambda: True)
    monkeypatch.setattr(gate_stance, "labelled", lambda: rows(ROWS))
    monkeypatch.setattr(gate_stance, "by_our_rule", lambda: rows(6))
    monkeypatch.setattr(gate_stance, "unlabelled", lambda: [row.pair for row in rows(9)])
    file = tmp_path / "held_out.csv"
    said = [f"fold-{row % 2},{row},{_logits(row % 3)}" for row in range(ROWS)]
    said += [f"topic-0,{row},{_logits(row % 3)}" for row in range(0, ROWS, 2)]
    file.write_text("\n".join(("part,row,agree,disagree,neutral", *said)), "utf-8")
    read = held_out.held_out
    monkeypatch.setattr(held_out, "held_out", lambda kind: read(kind, file))
    gate_stance.known.cache_clear()
    yield file
    gate_stance.known.cache_clear()


def _logits(label: int) -> str:
    return ",".join("4" if at == label else "0" for at in range(3))


def figures(part: Iterator[Measured | str]) -> dict[str, Measured]:
    return {line.name: line for line in part if isinstance(line, Measured)}


@pytest.mark.usefixtures("made_up")
def test_both_engines_are_measured_by_discussion_beside_simple_methods() -> None:
    found = figures(gate_stance.by_discussion())
    for engine in ("fast", "neural"):
        assert found[f"{engine}, accuracy"].value == 1.0
        score = found[f"{engine}, macro-F1"]
        assert (score.value, score.floor) == (1.0, gate_stance.FLOORS[engine])
        ceiling = found[f"{engine}, calibration error"].ceiling
        assert ceiling == gate_stance.MOST_CALIBRATION_ERROR
    assert found["  its encoder alone, macro-F1"].value == 1.0
    assert found["  accuracy, labels that all annotators gave"].value == 1.0
    assert found["  simple: always disagree, macro-F1"].value == pytest.approx(1 / 6)
    assert sum(name.startswith("  simple") for name in found) == 6


@pytest.mark.usefixtures("made_up")
def test_what_is_lost_across_communities_is_bounded() -> None:
    lines = list(gate_stance.across_communities())
    headings = [line for line in lines if isinstance(line, str) and "without its" in line]
    assert [heading.split(": ")[1] for heading in headings] == ["topic 0, topic 1", "topic 0"]
    lost = [line for line in lines if isinstance(line, Measured) and "lost" in line.name]
    assert [(line.value, line.ceiling) for line in lost] == [
        (0.0, gate_stance.MOST_LOST_ACROSS),
    ] * 2


def test_an_encoder_that_is_wrong_elsewhere_loses(made_up: Path) -> None:
    text = made_up.read_text("utf-8")
    for row in range(0, ROWS, 6):
        text = text.replace(f"topic-0,{row},4,0,0", f"topic-0,{row},0,99,0")
    made_up.write_text(text, "utf-8")
    gate_stance.known.cache_clear()
    *_, lost = (line for line in gate_stance.across_communities() if isinstance(line, Measured))
    # All of a third of the rows go to another label: F1 of 0, 2/3 and 1.
    assert lost.value == pytest.approx(1 - (0 + 2 / 3 + 1) / 3)
    assert not lost.kept


@pytest.mark.usefixtures("made_up")
def test_a_figure_out_of_bounds_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate_stance, "MOST_CALIBRATION_ERROR", 1.0)
    assert gate_stance.main() == 0
    monkeypatch.setitem(gate_stance.FLOORS, "fast", 1.1)
    assert gate_stance.main() == 1
    assert f"{ROWS} rows of DEBAGREEMENT" in capsys.readouterr().out
