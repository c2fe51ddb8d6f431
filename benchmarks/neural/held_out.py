"""What encoders said of rows that they were not trained on, kept so that anyone can count again.

Training them anew takes hours; counting what they said takes a second. ``held_out.csv`` holds
logits by row of ``debagreement.dev``, in the order of that file: labels and text stay there.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.neural.tasks import LABELS

FILE = Path(__file__).with_name("held_out.csv")
FOLDS, COMMUNITIES = "fold", "topic"
# How much the fast engine's logits count beside the encoder's: between 0.4 and 1.6 macro-F1 by
# discussion is the same but for 0.01, without them it is 0.02 lower.
FAST_WEIGHT = 1.0

Matrix = np.ndarray[Any, np.dtype[Any]]


class HeldOut(NamedTuple):
    """Logits (row, label) of the rows numbered ``rows``; ``parts`` says which encoder's."""

    rows: Matrix
    logits: Matrix
    parts: Matrix


def record(build: Path) -> int:
    """Write what all encoders in ``build`` said to the file; give how many rows there are."""
    lines = []
    for path in sorted(build.glob("*-*.json")):
        found = json.loads(path.read_text("utf-8"))
        for row, logits in zip(found["rows"], found["logits"], strict=True):
            lines.append([path.stem, row, *(f"{logit:.2f}" for logit in logits)])
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [("part", "row", *LABELS["parent"]), *lines]
        )
    return len(lines)


def held_out(kind: str, file: Path = FILE) -> HeldOut:
    """Read what encoders said that were trained without folds, or without communities.

    ``kind`` is ``FOLDS`` or ``COMMUNITIES``.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        chosen = [line for line in csv.DictReader(lines) if line["part"].startswith(kind)]
    names = sorted({line["part"] for line in chosen})
    return HeldOut(
        np.array([int(line["row"]) for line in chosen], np.int64),
        np.array([[float(line[label]) for label in LABELS["parent"]] for line in chosen]),
        np.array([names.index(line["part"]) for line in chosen], np.int64),
    )


def with_fast(found: HeldOut, fast: Matrix) -> HeldOut:
    """Add the logits of a fast engine that wasn't trained on these rows either.

    ``fast`` is (row of the file, label), not tempered.
    """
    return found._replace(logits=found.logits + FAST_WEIGHT * fast[found.rows])
