"""Measure the fast engine's way of learning on replies that it didn't learn from.

    python -m benchmarks.gate_fast

Learns anew, without each third of the discussions and without each community in turn, which takes
half a minute; the shipped engine has learned from all rows, so its own figure on them would
flatter. Needs the public benchmark and ``pip install '.[train]'``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec

from benchmarks.measured import Measured
from benchmarks.stance_rows import LABELS, by_our_rule, have_bench, labelled, unlabelled

FOLDS = 3
FLOOR, FLOOR_ACROSS = 0.56, 0.54  # macro-F1, a little below what is reached
MOST_LOST_ACROSS = 0.06
MOST_CALIBRATION_ERROR = 0.05


def gate() -> Iterator[Measured | str]:
    """Measure by thread and across communities, beside simple methods."""
    if not have_bench():
        yield "stance, fast: the public benchmark is not beside this checkout"
        return
    if find_spec("sklearn") is None:
        yield "stance, fast: not measured without scikit-learn (pip install '.[train]')"
        return
    yield from _measured()


def _measured() -> Iterator[Measured | str]:
    import numpy as np

    from benchmarks.learning import Learning, tempered
    from benchmarks.scores import accuracy, interval, macro_f1
    from benchmarks.train_fast import by_words, calibration_error, tone

    rows = labelled()
    learning = Learning(rows, by_our_rule(), unlabelled())
    truth = [row.label for row in rows]
    threads = [row.thread for row in rows]
    scores = {}
    for name, groups, folds, floor in (
        ("by thread", learning.threads, FOLDS, FLOOR),
        ("other communities", learning.topics, len(np.unique(learning.topics)), FLOOR_ACROSS),
    ):
        logits, part = learning.cross_validate(groups, folds)
        pairs = list(zip(truth, (LABELS[k] for k in logits.argmax(axis=1)), strict=True))
        scores[name] = macro_f1(pairs)
        low, high = interval(macro_f1, pairs, threads)
        yield f"stance to the parent, fast, {name}: {len(rows)} rows of DEBAGREEMENT"
        yield Measured("accuracy", accuracy(pairs))
        yield Measured("macro-F1", scores[name], floor=floor)
        yield f"    95% interval {low:.3f} to {high:.3f}"
        error = calibration_error(tempered(logits, learning.truth, part), learning.truth)
        yield Measured("calibration error", error, ceiling=MOST_CALIBRATION_ERROR)
    lost = scores["by thread"] - scores["other communities"]
    yield Measured("macro-F1 lost across communities", lost, ceiling=MOST_LOST_ACROSS)
    for name, found in (
        ("always disagree", ["disagree"] * len(rows)),
        ("VADER's sign", [tone(row.pair.reply) for row in rows]),
        ("TF-IDF and logistic regression", by_words(rows, FOLDS)),
    ):
        simple = macro_f1(list(zip(truth, found, strict=True)))
        yield Measured(f"  simple: {name}, macro-F1", simple)


def main() -> int:
    """Print every figure; give 1 where one is out of bounds."""
    missed = 0
    for line in gate():
        print(line, flush=True)
        missed += isinstance(line, Measured) and not line.kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
