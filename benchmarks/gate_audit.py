"""Hold shares that hand labels correct to what they promise.

    python -m benchmarks.gate_audit

Sixty rows of DEBAGREEMENT are drawn as ``rejoinder audit sample`` draws comments, "labelled" with
the labels they have, and scored; 200 times each. Stances are those that the recorded encoder
(``benchmarks/neural``) gave to rows it wasn't trained on.

- ``shares planted``: 400 rows drawn so that the true shares are anything (Forman's protocol).
- ``communities not learned from``: all rows of a community, judged without it.
- ``replies as learned from``: all rows, printed only. There labels were weighed so that counting
  them is off by 0.02, which is less than sixty labels can tell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analyzers.audits.corrected import Audited, corrected
from analyzers.audits.drawing import draw
from analyzers.quantification import Matrix
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench

DRAWS = 200
LABELS_DRAWN = 60
PLANTED = 400
SEED = 7
LEAST_BETTER = 0.8
LEAST_HELD = 0.85


class Rows(NamedTuple):
    """What was judged: probabilities (row × class), and the true class."""

    probabilities: Matrix
    truth: Matrix


class Tried(NamedTuple):
    """One draw: errors of corrected and counted shares, whether it is better, ends that held."""

    corrected: float
    counted: float
    better: float
    held: float
    width: float


def audit() -> Iterator[Measured | str]:
    """Measure every kind of labelled set."""
    if not have_bench():
        yield "audit: the public benchmark is not beside this checkout"
        return
    within, across = _within(), _across()
    chance = np.random.default_rng(SEED)
    yield f"audit: shares planted, {DRAWS} times {LABELS_DRAWN} labels of {PLANTED} comments"
    sets = [_planted(within, chance) for _ in range(DRAWS)]
    yield from _figures([tried(rows, seed) for seed, rows in enumerate(sets)], bounded=True)
    yield f"audit: communities not learned from, {DRAWS} draws each"
    found = [tried(rows, seed) for rows in across for seed in range(DRAWS)]
    yield from _figures(found, bounded=True)
    yield f"audit: replies as learned from, {DRAWS} draws"
    yield from _figures([tried(within, seed) for seed in range(DRAWS)], bounded=False)


def _figures(found: list[Tried], *, bounded: bool) -> Iterator[Measured]:
    error, counted, better, held, width = np.array(found).mean(axis=0)
    yield Measured("draws that bring shares nearer", better, LEAST_BETTER if bounded else None)
    yield Measured("90% intervals that hold the share", held, LEAST_HELD)
    yield Measured("  their mean width", width)
    yield Measured("mean error, corrected", error)
    yield Measured("  simple: labels counted", counted)


def tried(rows: Rows, seed: int) -> Tried:
    """Draw, label and score once."""
    size, classes = rows.probabilities.shape
    places, chances = draw(rows.probabilities, LABELS_DRAWN, seed)
    found = corrected(
        Audited(
            probabilities=rows.probabilities,
            predicted=rows.probabilities.argmax(axis=1),
            voices=np.ones(size),
            places=places,
            chances=chances,
            labels=rows.truth[places],
        )
    )
    true = np.bincount(rows.truth, minlength=classes) / size
    error, counted = (np.abs(one - true).mean() for one in (found.corrected, found.counted))
    held = ((found.low <= true) & (true <= found.high)).mean()
    width = (found.high - found.low).mean()
    return Tried(error, counted, float(error < counted), held, width)


def _planted(rows: Rows, chance: np.random.Generator) -> Rows:
    """Draw rows anew, by class, so that each class has any share."""
    classes = rows.probabilities.shape[1]
    numbers = chance.multinomial(PLANTED, chance.dirichlet(np.ones(classes)))
    chosen = np.concatenate(
        [
            chance.choice(np.flatnonzero(rows.truth == label), number)
            for label, number in enumerate(numbers)
        ]
    )
    return Rows(rows.probabilities[chosen], rows.truth[chosen])


def _within() -> Rows:
    from benchmarks.neural.held_out import FOLDS

    return _judged(FOLDS)[0]


def _across() -> list[Rows]:
    from benchmarks.neural.held_out import COMMUNITIES

    rows, parts = _judged(COMMUNITIES)
    return [Rows(*(one[parts == part] for one in rows)) for part in np.unique(parts)]


def _judged(kind: str) -> tuple[Rows, Matrix]:
    from benchmarks.neural.held_out import held_out
    from benchmarks.neural.tasks import LABELS
    from benchmarks.stance_rows import labelled

    found, rows = held_out(kind), labelled()
    spread = np.exp(found.logits - found.logits.max(axis=1, keepdims=True))
    truth = np.array([LABELS["parent"].index(rows[row].label) for row in found.rows])
    return Rows(spread / spread.sum(axis=1, keepdims=True), truth), found.parts


def main() -> int:
    """Print every figure; give 1 where one is out of bounds."""
    missed = 0
    for line in audit():
        print(line, flush=True)
        missed += isinstance(line, Measured) and not line.kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
