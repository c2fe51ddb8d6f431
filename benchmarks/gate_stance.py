"""Measure stance towards the parent on replies that the engines did not learn from.

    python -m benchmarks.gate_stance

On DEBAGREEMENT, without each third of the discussions and without each community in turn. The fast
engine learns anew each time, a minute in all, as the one that ships has learned from all rows. What
encoders said that were trained so is on record (``benchmarks.neural.held_out``). Needs the public
benchmark and ``pip install '.[dev]'``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.measured import Measured
from benchmarks.stance_rows import (
    LABELS,
    UNSURE,
    Labelled,
    by_our_rule,
    have_bench,
    labelled,
    unlabelled,
)

if TYPE_CHECKING:
    from benchmarks.learning import Learning

FOLDS = 3  # the neural engine's
# The least macro-F1, a little below what is reached.
FLOORS = {"fast": 0.56, "neural": 0.595}
FLOORS_ACROSS = {"fast": 0.54, "neural": 0.57}
MOST_LOST_ACROSS = 0.06
MOST_CALIBRATION_ERROR = 0.05


class Said(NamedTuple):
    """What an engine said of rows: their numbers, logits (row, label), and who said it."""

    rows: Any
    logits: Any
    parts: Any


def by_discussion() -> Iterator[Measured | str]:
    """Measure both engines without each third of the discussions, and simple methods beside."""
    if lacking := _lacking():
        yield lacking
        return
    from benchmarks.neural.held_out import FOLDS as BY_FOLD
    from benchmarks.neural.held_out import held_out
    from benchmarks.train_fast import by_words, tone

    rows, fast = known().rows, known().by_discussion
    yield f"stance to the parent, by discussion: {len(rows)} rows of DEBAGREEMENT"
    for name, found in (
        ("always disagree", ["disagree"] * len(rows)),
        ("VADER's sign", [tone(row.pair.reply) for row in rows]),
        ("TF-IDF and logistic regression", by_words(rows, FOLDS)),
    ):
        yield from _simple(name, rows, found)
    yield from _figures("fast", fast, FLOORS)
    both = neural(BY_FOLD, fast.logits)
    yield from _figures("neural", both, FLOORS)
    yield from _parts_of_neural(both, Said(*held_out(BY_FOLD)))


def _parts_of_neural(both: Said, encoder: Said) -> Iterator[Measured]:
    """Print what the encoder reaches by itself, and both where annotators agree or don't."""
    from benchmarks.scores import accuracy

    yield Measured("  its encoder alone, macro-F1", _macro_f1(encoder))
    rows = known().rows
    agreed = [max(rows[row].belief) > UNSURE for row in both.rows.tolist()]
    for name, wanted in (("all annotators", True), ("two of three", False)):
        pairs = [pair for pair, all_ in zip(_pairs(both), agreed, strict=True) if all_ == wanted]
        yield Measured(f"  accuracy, labels that {name} gave", accuracy(pairs))


def across_communities() -> Iterator[Measured | str]:
    """Measure both engines on communities that they learned nothing from."""
    if lacking := _lacking():
        yield lacking
        return
    from benchmarks.neural.held_out import COMMUNITIES

    fast = known().across
    both = {"fast": fast, "neural": neural(COMMUNITIES, fast.logits)}
    for name, said in both.items():
        names = sorted({known().rows[at].topic for at in said.rows})
        yield f"stance to the parent, each without its community: {', '.join(names)}"
        yield from _figures(name, said, FLOORS_ACROSS)
        yield Measured(
            "macro-F1 lost on the same rows", _lost(name, said), ceiling=MOST_LOST_ACROSS
        )


class Known(NamedTuple):
    """The rows, and what fast engines say that did not learn from them."""

    rows: list[Labelled]
    by_discussion: Said
    across: Said


@cache
def known() -> Known:
    """Let the fast engine learn anew, without each part of the rows in turn."""
    import numpy as np

    from benchmarks.learning import Learning

    rows = labelled()
    learning = Learning(rows, by_our_rule(), unlabelled())
    topics = len(np.unique(learning.topics))
    return Known(
        rows,
        _cross_validated(learning, learning.threads, FOLDS),
        _cross_validated(learning, learning.topics, topics),
    )


def _cross_validated(learning: Learning, groups: Any, folds: int) -> Said:
    import numpy as np

    logits, parts = learning.cross_validate(groups, folds)
    return Said(np.arange(len(logits)), logits, parts)


def neural(kind: str, fast: Any) -> Said:
    """Give what the neural engine says: a recorded encoder and the fast engine together."""
    from benchmarks.neural.held_out import held_out, with_fast

    return Said(*with_fast(held_out(kind), fast))


def _lost(name: str, said: Said) -> float:
    """Give by how much macro-F1 is lower than where others of the community were learned from."""
    from benchmarks.neural.held_out import FOLDS as BY_FOLD

    within = known().by_discussion
    if name == "neural":
        within = neural(BY_FOLD, within.logits)
    logits = dict(zip(within.rows.tolist(), within.logits, strict=True))
    same = Said(said.rows, [logits[row] for row in said.rows.tolist()], said.parts)
    return _macro_f1(same) - _macro_f1(said)


def _macro_f1(said: Said) -> float:
    from benchmarks.scores import macro_f1

    return macro_f1(_pairs(said))


def _pairs(said: Said) -> list[tuple[str, str]]:
    rows = known().rows
    return [
        (rows[row].label, LABELS[max(range(len(LABELS)), key=logits.__getitem__)])
        for row, logits in zip(said.rows.tolist(), said.logits, strict=True)
    ]


def _figures(name: str, said: Said, floors: dict[str, float]) -> Iterator[Measured | str]:
    import numpy as np

    from benchmarks.neural.tempering import tempered
    from benchmarks.scores import accuracy, interval, macro_f1
    from benchmarks.train_fast import calibration_error

    rows, pairs = known().rows, _pairs(said)
    threads = [rows[row].thread for row in said.rows]
    for figure, measure, floor in (
        ("accuracy", accuracy, None),
        ("macro-F1", macro_f1, floors[name]),
    ):
        yield Measured(f"{name}, {figure}", measure(pairs), floor=floor)
        yield "    95% interval {:.3f} to {:.3f}".format(*interval(measure, pairs, threads))
    truth = np.array([LABELS.index(rows[row].label) for row in said.rows])
    error = calibration_error(tempered(said.logits, truth, said.parts), truth)
    yield Measured(f"{name}, calibration error", error, ceiling=MOST_CALIBRATION_ERROR)


def _simple(name: str, rows: list[Labelled], found: list[str]) -> Iterator[Measured | str]:
    from benchmarks.scores import accuracy, macro_f1

    pairs = [(row.label, label) for row, label in zip(rows, found, strict=True)]
    yield Measured(f"  simple: {name}, accuracy", accuracy(pairs))
    yield Measured(f"  simple: {name}, macro-F1", macro_f1(pairs))


def _lacking() -> str:
    if not have_bench():
        return "stance to the parent: the public benchmark is not beside this checkout"
    if find_spec("sklearn") is None:
        return "stance to the parent: not measured without scikit-learn (pip install '.[dev]')"
    return ""


def main() -> int:
    """Print every figure; give 1 where one is out of bounds."""
    missed = 0
    for part in (by_discussion, across_communities):
        for line in part():
            print(line, flush=True)
            missed += isinstance(line, Measured) and not line.kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
