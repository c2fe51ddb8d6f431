"""Hold corrected shares of stance, and their intervals, to what they promise.

    python -m benchmarks.gate_split

Everywhere: threads that are made up, with true stances planted and errors drawn from the measured
confusion. Where the public benchmark stands beside the checkout: labelled discussions, corrected
by errors that were counted in other ones. A share's error is the mean over the three sides; an
interval is right where it holds the share of those who were judged.

- ``replies of communities``: rows of DEBAGREEMENT by community, all of a fold and sixty at a time.
- ``replies, shares planted``: rows of a fold, drawn so that the true shares are anything (Forman's
  protocol), as those of the communities are much the same.
- ``rumours``: threads of RumourEval with twenty replies or more.
- ``articles``: threads labelled by hand (``benchmarks.opinions``), each corrected by the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from analyzers.article_split import LEVEL
from analyzers.known_errors import bins, measured
from analyzers.quantification import CLASSES, Errors, Matrix, Quantifier, interval
from benchmarks.confusion import LEVELS, Rows, cuts_of, errors_of
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench

SEED = 5
DRAWS = 500
LEAST_HELD, MOST_HELD = 0.85, 0.95
MOST_ERROR = 0.7  # of plain counting's
SIMULATED = 200  # threads, for each kind of errors
SIZES = (20, 2000)
FOLDS = 5
AT_ONCE = 60  # replies of a community
PLANTED = (20, 60, 200, 400)  # replies
EACH = 20  # discussions of a size, by fold
FEWEST = 20  # replies in a thread of rumours


class Tried(NamedTuple):
    """One discussion: errors of the corrected and the counted shares, and how many ends held."""

    corrected: float
    counted: float
    held: float
    width: float


def split() -> Iterator[Measured | str]:
    """Measure all there is, for the gate."""
    every = []
    for what in ("to_parent", "to_article", "to_root"):
        found = list(simulated(measured("fast", what).errors, np.random.default_rng(SEED)))
        yield f"split: {len(found)} made-up threads of {SIZES[0]} to {SIZES[1]:,}, errors {what}"
        yield from _figures(found, bounded=False)
        every += found
    yield f"split: all {len(every)} made-up threads"
    yield from _figures(every)
    if not have_bench():
        yield "split: the public benchmark is not beside this checkout"
        return
    yield from labelled()


def labelled() -> Iterator[Measured | str]:
    """Measure on labelled discussions."""
    from benchmarks.alike import left_out
    from benchmarks.gate_stance import known
    from benchmarks.measure_confusion import comments, of_said, rumours

    replies = of_said(known().by_discussion)
    threads = np.array([row.thread for row in known().rows])
    chance = np.random.default_rng(SEED)
    alike = measured("fast", "to_article").errors.concentration
    kinds = {
        "replies of communities": list(communities(replies, threads, chance)),
        "replies, shares planted": list(planted(replies, threads, chance)),
        "rumours": list(in_threads(rumours())),
        "articles": left_out(comments("fast"), alike),
    }
    for name, found in kinds.items():
        yield f"split: {name}, {len(found)} discussions"
        yield from _figures(found, bounded=False)
    every = [one for found in kinds.values() for one in found]
    yield f"split: all {len(every)} labelled discussions"
    yield from _figures(every)


def _figures(found: list[Tried], *, bounded: bool = True) -> Iterator[Measured]:
    corrected, counted, held, width = np.array(found).mean(axis=0)
    low, high = (LEAST_HELD, MOST_HELD) if bounded else (None, None)
    yield Measured("90% intervals that hold the share", held, floor=low, ceiling=high)
    yield Measured("  their mean width", width)
    yield Measured("mean error, corrected", corrected)
    yield Measured("  simple: labels counted", counted)
    ceiling = MOST_ERROR if bounded else None
    yield Measured("  the former over the latter", corrected / counted, ceiling=ceiling)


def simulated(errors: Errors, chance: np.random.Generator) -> Iterator[Tried]:
    """Plant any shares, let labels err as measured, in each thread a little otherwise."""
    errors = replace(errors, prior=np.ones(CLASSES))
    quantifier = Quantifier(errors)
    least, most = np.log(SIZES)
    for _ in range(SIMULATED):
        size = round(float(np.exp(chance.uniform(least, most))))
        truth = chance.multinomial(size, chance.dirichlet(errors.prior))
        chances = np.array([chance.dirichlet(errors.concentration * row) for row in errors.chances])
        tally = sum(chance.multinomial(n, row) for n, row in zip(truth, chances, strict=True))
        yield tried(quantifier, np.asarray(tally, float), truth / size)


def tried(quantifier: Quantifier, tally: Matrix, true: Matrix) -> Tried:
    """Correct one discussion's counts, and compare with its true shares."""
    size = tally.sum()
    draws = quantifier.draw(tally, DRAWS, np.random.default_rng(SEED))
    low, high = interval(draws, LEVEL, 1 / size)
    counted = tally.reshape(CLASSES, -1).sum(axis=1) / size
    return Tried(
        corrected=float(np.abs(draws.mean(axis=0) - true).mean()),
        counted=float(np.abs(counted - true).mean()),
        held=float(((low - 1e-9 <= true) & (true <= high + 1e-9)).mean()),
        width=float((high - low).mean()),
    )


class Judge(NamedTuple):
    """What was learned of errors in some rows, applied to others."""

    quantifier: Quantifier
    cuts: Matrix

    def of(self, rows: Rows) -> Tried:
        """Try it on the rows as one discussion."""
        size = CLASSES * LEVELS
        tally = np.bincount(bins(rows.probabilities, self.cuts), minlength=size).astype(float)
        true = np.bincount(rows.truth, minlength=CLASSES) / len(rows.truth)
        return tried(self.quantifier, tally, true)


def learned(rows: Rows, prior: Matrix | None = None) -> Judge:
    """Count errors."""
    cuts = cuts_of(rows)
    return Judge(Quantifier(errors_of(rows, cuts, prior=prior)), cuts)


def folds(groups: Matrix) -> Iterator[tuple[Matrix, Matrix]]:
    """Yield rows to learn from and rows to try, no group in both."""
    names, at = np.unique(groups, return_inverse=True)
    fold = np.random.default_rng(SEED).permutation(len(names))[at] % FOLDS
    for number in range(FOLDS):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def communities(rows: Rows, threads: Matrix, chance: np.random.Generator) -> Iterator[Tried]:
    """Try a community's replies of a fold together, and sixty at a time."""
    for known, new in folds(threads):
        judge = learned(rows.some(known))
        for name in np.unique(rows.groups):
            mine = chance.permutation(new[rows.groups[new] == name])
            yield judge.of(rows.some(mine))
            for start in range(0, len(mine) - AT_ONCE + 1, AT_ONCE):
                yield judge.of(rows.some(mine[start : start + AT_ONCE]))


def planted(rows: Rows, threads: Matrix, chance: np.random.Generator) -> Iterator[Tried]:
    """Draw replies of a fold to any shares, as far as there are enough."""
    for known, new in folds(threads):
        judge = learned(rows.some(known), np.ones(CLASSES))
        by_class = [new[rows.truth[new] == k] for k in range(CLASSES)]
        for size in PLANTED:
            for _ in range(EACH):
                wanted = chance.multinomial(size, chance.dirichlet(np.ones(CLASSES)))
                chosen = [
                    chance.choice(mine, min(n, len(mine)), replace=False)
                    for mine, n in zip(by_class, wanted, strict=True)
                ]
                yield judge.of(rows.some(np.concatenate(chosen)))


def in_threads(rows: Rows) -> Iterator[Tried]:
    """Try each thread that is large enough, by errors counted in the other folds' threads."""
    for known, new in folds(rows.groups):
        judge = learned(rows.some(known))
        for name in np.unique(rows.groups[new]):
            mine = new[rows.groups[new] == name]
            if len(mine) >= FEWEST:
                yield judge.of(rows.some(mine))


def main() -> int:
    """Print every figure; give 1 where one is out of bounds."""
    missed = 0
    for line in split():
        print(line, flush=True)
        missed += isinstance(line, Measured) and not line.kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
