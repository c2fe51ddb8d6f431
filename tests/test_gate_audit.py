"""The gate's part on audits, on rows that are made up."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import gate_audit
from benchmarks.gate_audit import Rows, audit, tried
from benchmarks.measured import Measured


def rows(size: int, seed: int) -> Rows:
    """Make rows whose first class is taken for the second half of the time."""
    lots = np.random.default_rng(seed)
    truth = lots.choice(3, size, p=[0.6, 0.2, 0.2])
    told = np.where((truth == 0) & (lots.random(size) < 0.5), 1, truth)
    return Rows(np.eye(3)[told] * 0.7 + 0.1, truth)


def test_labels_mend_what_is_always_taken_for_another() -> None:
    found = [tried(rows(400, 100 + seed), seed) for seed in range(30)]
    assert np.mean([one.better for one in found]) > 0.9
    assert np.mean([one.corrected for one in found]) < 0.5 * np.mean([one.counted for one in found])


def test_one_draw_is_the_same_again() -> None:
    assert tried(rows(300, 1), 2) == tried(rows(300, 1), 2) != tried(rows(300, 1), 3)


def test_without_the_benchmark_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_audit, "have_bench", lambda: False)
    (line,) = audit()
    assert "not beside this checkout" in str(line)


def test_bounds_are_those_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_audit, "have_bench", lambda: True)
    monkeypatch.setattr(gate_audit, "_within", lambda: rows(300, 1))
    monkeypatch.setattr(gate_audit, "_across", lambda: [rows(200, 2)])
    monkeypatch.setattr(gate_audit, "DRAWS", 5)
    better = [line for line in audit() if isinstance(line, Measured) and "nearer" in line.name]
    assert [line.floor for line in better] == [0.8, 0.8, None]
