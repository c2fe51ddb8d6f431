"""How alike threads err, told by trying: each thread corrected by what the others say.

The likeliest concentration (``benchmarks.confusion``) is that of counts in each class by itself.
Few labels a thread, and classes that err together, make it too low: 4, where intervals under 64
still hold nine in ten shares. So where threads are few and labelled whole, the concentration is the
largest tried under which the others' intervals hold what they say. Bins are labels: parted by how
sure these are, a thread that is all sure, or all unsure, is unlike any learned from, and
its shares come out anyhow.
"""

from __future__ import annotations

import numpy as np

from analyzers.article_split import LEVEL
from analyzers.known_errors import bins
from analyzers.quantification import CLASSES, Quantifier
from benchmarks.confusion import Rows, cuts_of, errors_of
from benchmarks.gate_split import Tried, tried

BY_LABEL = 1  # bins of each label
TRIED = (64.0, 32.0, 16.0, 8.0, 4.0)


def left_out(rows: Rows, concentration: float) -> list[Tried]:
    """Correct each group by errors counted in the others."""
    found = []
    for name in np.unique(rows.groups):
        others = rows.some(np.flatnonzero(rows.groups != name))
        mine = rows.some(np.flatnonzero(rows.groups == name))
        cuts = cuts_of(others, BY_LABEL)
        errors = errors_of(others, cuts, concentration=concentration)
        tally = np.bincount(bins(mine.probabilities, cuts), minlength=CLASSES * BY_LABEL)
        true = np.bincount(mine.truth, minlength=CLASSES) / len(mine.truth)
        found.append(tried(Quantifier(errors), tally.astype(float), true))
    return found


def held_concentration(rows: Rows) -> tuple[float, list[Tried]]:
    """Give the largest concentration whose intervals hold, and how they did; else the least."""
    for concentration in TRIED:
        found = left_out(rows, concentration)
        if np.mean([one.held for one in found]) >= LEVEL:
            break
    return concentration, found
