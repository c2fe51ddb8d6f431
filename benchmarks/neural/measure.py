"""Print what the fine-tuned encoders reach on rows that they were not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

from benchmarks.calibration import expected_error
from benchmarks.neural import tasks

DRAWS = 1000
Matrix = np.ndarray[Any, np.dtype[Any]]


def measure(build: Path) -> None:
    """Print accuracy and macro-F1 with 95% intervals, and how well calibrated they are."""
    rows = list(tasks.debagreement())
    truth = np.array([row.label for row in rows])
    for kind in ("fold", "topic"):
        parts = [json.loads(path.read_text("utf-8")) for path in sorted(build.glob(f"{kind}-*.json"))]
        if parts:
            _print_parts(kind, parts, rows, truth)
    rumours = list(tasks.rumours("dev"))
    gold = np.array([row.label for row in rumours])
    for path in sorted(build.glob("fold-*.json")):
        root = np.array(json.loads(path.read_text("utf-8"))["root"]).argmax(1)
        scores = f1_by_label(gold, root, 4)
        named = ", ".join(f"{n} {s:.2f}" for n, s in zip(tasks.LABELS["root"], scores, strict=True))
        print(f"{path.stem}: RumourEval dev macro-F1 {scores.mean():.3f} ({named})")


def _print_parts(
    kind: str, parts: list[dict[str, Any]], rows: list[tasks.Example], truth: Matrix
) -> None:
    at = np.concatenate([part["rows"] for part in parts])
    logits = np.concatenate([np.array(part["logits"]) for part in parts])
    part_of = np.concatenate([np.full(len(part["rows"]), k) for k, part in enumerate(parts)])
    groups = np.array([rows[k].group for k in at])
    f1, low, high = interval(truth[at], logits.argmax(1), groups)
    accuracy = (logits.argmax(1) == truth[at]).mean()
    print(f"{kind}s: {len(at)} rows, accuracy {accuracy:.3f}, macro-F1 {f1:.3f} ({low:.3f} to {high:.3f})")
    named = zip(tasks.LABELS["parent"], f1_by_label(truth[at], logits.argmax(1)), strict=True)
    print("  F1 " + ", ".join(f"{name} {score:.3f}" for name, score in named))
    shares = np.zeros_like(logits)
    for k in range(len(parts)):
        # Each part is tempered by what suits the others.
        others = part_of != k if len(parts) > 1 else part_of == k
        shares[part_of == k] = softmax(logits[part_of == k] / temperature(logits[others], truth[at][others]))
    edges = [(bool(t == s.argmax()), float(s.max())) for t, s in zip(truth[at], shares, strict=True)]
    print(f"  calibration error {expected_error(edges):.3f}, temperature {temperature(logits, truth[at]):.3f}")
    for topic in sorted({rows[k].topic for k in at}):
        mine = np.array([rows[k].topic == topic for k in at])
        score = f1_by_label(truth[at][mine], logits[mine].argmax(1)).mean()
        print(f"  {topic:20} {mine.sum():5} rows, macro-F1 {score:.3f}")


def temperature(logits: Matrix, truth: Matrix) -> float:
    """Find the temperature that makes the labels likeliest (Guo et al. 2017)."""

    def loss(t: float) -> float:
        return -float(np.log(softmax(logits / t)[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 4.0), method="bounded").x)


def softmax(logits: Matrix) -> Matrix:
    parts = np.exp(logits - logits.max(1, keepdims=True))
    shares: Matrix = parts / parts.sum(1, keepdims=True)
    return shares


def f1_by_label(truth: Matrix, found: Matrix, labels: int = 3) -> Matrix:
    counts = np.bincount(truth * labels + found, minlength=labels**2).reshape(labels, labels)
    both: Matrix = 2 * counts.diagonal() / np.maximum(1, counts.sum(0) + counts.sum(1))
    return both


def interval(truth: Matrix, found: Matrix, groups: Matrix) -> tuple[float, float, float]:
    """Give macro-F1 and its 95% interval by drawing whole discussions anew."""
    draw = np.random.default_rng(0)
    _, group = np.unique(groups, return_inverse=True)
    order = np.argsort(group, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(group))[:-1])
    drawn = []
    for _ in range(DRAWS):
        at = np.concatenate([members[k] for k in draw.integers(len(members), size=len(members))])
        drawn.append(f1_by_label(truth[at], found[at]).mean())
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(f1_by_label(truth, found).mean()), float(low), float(high)
