"""Measure quality and hold it to pinned floors: ``make gate``.

    python -m benchmarks.gate

Measures what it finds: the project's own examples always, the public benchmark where it stands
beside the checkout. Exits with 1 where a figure is out of its bounds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks import (
    gate_article,
    gate_asks,
    gate_audit,
    gate_camps,
    gate_chains,
    gate_compare,
    gate_gold,
    gate_languages,
    gate_split,
    gate_stance,
    gate_targets,
    gate_tree,
)
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench

Part = Callable[[], Iterator[Measured | str]]
OURS: tuple[Part, ...] = (
    gate_tree.examples,
    gate_languages.languages,
    gate_gold.engines,
    gate_asks.asks,
    gate_article.article,
    gate_split.split,
    gate_compare.compared,
)
PUBLIC: tuple[Part, ...] = (
    gate_tree.shaped,
    gate_tree.corpus,
    gate_stance.by_discussion,
    gate_stance.across_communities,
    gate_targets.targets,
    gate_camps.camps_gate,
    gate_chains.chains_gate,
    gate_audit.audit,
)


def main() -> int:
    """Print every figure; give 1 where one is out of bounds."""
    missed = 0
    for part in (*OURS, *(PUBLIC if have_bench() else ())):
        for line in part():
            print(line, flush=True)
            missed += isinstance(line, Measured) and not line.kept
    if not have_bench():
        print("The public benchmark is not beside this checkout: measured the examples alone.")
    print(f"{missed} figures out of bounds" if missed else "Every figure within its bounds.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
