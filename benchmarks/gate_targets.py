"""Measure stance towards named targets against the majority label, target by target.

    python -m benchmarks.gate_targets           the figures of the gate
    python -m benchmarks.gate_targets --train   the same on the rows to develop on

Data: SemEval-2016 task 6 (Mohammad et al. 2016) and, printed only, MT-CSD. A target is entered as a
user would, in a targets file (``benchmarks/targets/``); nothing is fitted to any row. The figure is
the task's own: the mean of the F1 of favor and of against. A text in which nothing is found counts
as none.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyzers.targets.file import read_targets
from analyzers.targets.judging import judge
from analyzers.targets.mentions import Finder
from analyzers.targets.scoring import label_of, score_of
from analyzers.targets.target import Target
from benchmarks.iac import BENCH
from benchmarks.measured import Measured

TARGETS = Path(__file__).parent / "targets"
SIDES = ("favor", "against")
DRAWS = 400
MARK = "#SemST"  # what the organisers put into every text


@dataclass(frozen=True)
class Benchmark:
    """One file of rows with its targets file; ``tested`` are the splits that count."""

    title: str
    rows: Path
    targets: Path
    tested: tuple[str, ...]
    gated: bool


SEMEVAL = Benchmark(
    "SemEval-2016 task 6",
    BENCH / "semeval2016_task6.jsonl",
    TARGETS / "semeval2016.toml",
    ("test", "testB_trump"),
    gated=True,
)
MTCSD = Benchmark(
    "MT-CSD",
    BENCH / "mtcsd.bitcoin_biden.jsonl",
    TARGETS / "mtcsd.toml",
    ("test",),
    gated=False,
)


@dataclass(frozen=True)
class Row:
    """One text with its label."""

    target: str
    split: str
    text: str
    label: str


def targets(train: bool = False) -> Iterator[Measured | str]:
    """Measure each target of each benchmark, beside the majority and the bare name."""
    for benchmark in (SEMEVAL, MTCSD):
        if not benchmark.rows.exists():
            continue
        splits = ("train",) if train else benchmark.tested
        yield f"{benchmark.title}, {' and '.join(splits)}: mean F1 of favor and against"
        rows = load(benchmark.rows)
        for target in read_targets(benchmark.targets):
            ours = [row for row in rows if row.target == target.name]
            tested = [row for row in ours if row.split in splits]
            if tested:
                yield from _of_target(target, ours, tested, gated=benchmark.gated)


def _of_target(
    target: Target, ours: Sequence[Row], tested: Sequence[Row], *, gated: bool
) -> Iterator[Measured | str]:
    gold = [row.label for row in tested]
    known = [row.label for row in ours if row.split == "train"] or gold
    most = Counter(known).most_common(1)[0][0]
    majority = mean_f1(gold, [most] * len(gold))
    found = predict(target, tested)
    favor, against = (f1(gold, found, side) for side in SIDES)
    low, high = lead(gold, found, most)
    sided = sum(label != "none" for label in found) / len(found)
    yield f"  {target.name}: {len(gold)} rows, a side found in {sided:.0%} of them,"
    yield f"    F1 of favor {favor:.3f}, of against {against:.3f},"
    yield f"    ahead of the majority by {low:+.3f} to {high:+.3f} (95%)"
    floor = round(majority + 0.001, 3) if gated else None
    yield Measured("  with its targets file", (favor + against) / 2, floor=floor)
    bare = replace(target, favor=(), against=(), allies=(), opponents=())
    yield Measured("  by name and aliases alone", mean_f1(gold, predict(bare, tested)))
    yield Measured(f"  simple: always {most}", majority)


def predict(target: Target, rows: Sequence[Row]) -> list[str]:
    """Give the label of each text."""
    finder = Finder([target])
    judged = [judge(row.text.replace(MARK, ""), finder).get(0) for row in rows]
    return [label_of(score_of(one)) if one else "none" for one in judged]


def mean_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Give the task's figure: the mean of both sides' F1, that of none left out."""
    return sum(f1(gold, found, side) for side in SIDES) / len(SIDES)


def lead(gold: Sequence[str], found: Sequence[str], most: str) -> tuple[float, float]:
    """Give the 95% interval by which ``found`` is ahead of always saying ``most``.

    Percentiles over texts drawn again with the same chances; the same at each run.
    """
    chance, pairs = random.Random(DRAWS), list(zip(gold, found, strict=True))
    leads = []
    for _ in range(DRAWS):
        drawn, ours = zip(*chance.choices(pairs, k=len(pairs)), strict=True)
        leads.append(mean_f1(drawn, ours) - mean_f1(drawn, [most] * len(drawn)))
    leads.sort()
    return leads[DRAWS // 40], leads[-1 - DRAWS // 40]


def f1(gold: Sequence[str], found: Sequence[str], label: str) -> float:
    """Give a label's F1, 0 where it is neither there nor found."""
    both = sum(one == other == label for one, other in zip(gold, found, strict=True))
    total = list(gold).count(label) + list(found).count(label)
    return 2 * both / total if total else 0.0


def load(path: Path) -> list[Row]:
    """Read the rows."""
    return [
        Row(row["target"], row["split"], row["text"], row["label"])
        for row in map(json.loads, path.read_text("utf-8").splitlines())
    ]


if __name__ == "__main__":
    for line in targets(train="--train" in sys.argv[1:]):
        print(line)
