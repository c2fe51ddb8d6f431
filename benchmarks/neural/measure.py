"""Print what the fine-tuned encoders reach on rows that they were not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

from benchmarks.calibration import expected_error
from benchmarks.neural import tasks
from benchmarks.scores import accuracy, interval, macro_f1

Matrix = np.ndarray[Any, np.dtype[Any]]


def measure(build: Path) -> None:
    """Print accuracy and macro-F1 with 95% intervals, and how well calibrated they are."""
    rows = list(tasks.debagreement())
    for kind in ("fold", "topic"):
        found = sorted(build.glob(f"{kind}-*.json"))
        if found:
            _print(kind, rows, [json.loads(path.read_text("utf-8")) for path in found])


def _print(kind: str, rows: list[tasks.Example], parts: list[dict[str, Any]]) -> None:
    names = tasks.LABELS["parent"]
    at = [number for part in parts for number in part["rows"]]
    truth = np.array([rows[number].label for number in at])
    logits = np.concatenate([np.array(part["logits"]) for part in parts])
    given = logits.argmax(1)
    pairs = [(names[t], names[g]) for t, g in zip(truth, given, strict=True)]
    low, high = interval(macro_f1, pairs, [rows[number].group for number in at])
    print(
        f"{kind}s: {len(at)} rows, accuracy {accuracy(pairs):.3f}, "
        f"macro-F1 {macro_f1(pairs):.3f} ({low:.3f} to {high:.3f})"
    )
    part_of = np.concatenate([np.full(len(part["rows"]), k) for k, part in enumerate(parts)])
    shares = _tempered(logits, truth, part_of)
    sure = [(bool(t == g), float(p)) for t, g, p in zip(truth, given, shares.max(1), strict=True)]
    print(f"  calibration error {expected_error(sure):.3f}")
    for topic in sorted({rows[number].topic for number in at}):
        mine = [pair for pair, n in zip(pairs, at, strict=True) if rows[n].topic == topic]
        print(f"  {topic:20} {len(mine):5} rows, macro-F1 {macro_f1(mine):.3f}")


def _tempered(logits: Matrix, truth: Matrix, part_of: Matrix) -> Matrix:
    """Temper each part by what suits the others; a part alone, each half by the other."""
    if part_of.max() == 0:
        part_of = np.arange(len(truth)) % 2
    shares = np.zeros_like(logits)
    for part in set(part_of.tolist()):
        mine = part_of == part
        shares[mine] = softmax(logits[mine] / temperature(logits[~mine], truth[~mine]))
    return shares


def temperature(logits: Matrix, truth: Matrix) -> float:
    """Find the temperature that makes the labels likeliest (Guo et al. 2017)."""

    def loss(t: float) -> float:
        return -float(np.log(softmax(logits / t)[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 4.0), method="bounded").x)


def softmax(logits: Matrix) -> Matrix:
    """Turn logits to shares that sum to 1, row by row."""
    parts = np.exp(logits - logits.max(1, keepdims=True))
    shares: Matrix = parts / parts.sum(1, keepdims=True)
    return shares
