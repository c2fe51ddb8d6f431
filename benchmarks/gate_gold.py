"""Measure an engine on the half of the gold pairs that is for testing.

    python -m benchmarks.gate_gold fast

prints the figures of one engine and how they fall out by kind; and of the half for training, so
that nobody tunes to the other, every pair that it gets wrong.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from analyzers.engines import NAMES, Engine, Judged, engine_named, signature
from analyzers.sentiment import label_of, score_text
from benchmarks.calibration import expected_error
from benchmarks.gold_pairs import TRIPLE, GoldPair, load
from benchmarks.measured import Measured
from benchmarks.scores import Labelled, accuracy, interval, macro_f1

FIGURES: dict[str, Callable[[Labelled], float]] = {"accuracy": accuracy, "macro-F1": macro_f1}
# The least that an engine must reach, by its name and the figure's.
FLOORS = {
    "neural": {"accuracy": 0.61, "macro-F1": 0.61},
    "fast": {"accuracy": 0.50, "macro-F1": 0.50},
}

_SIGN = {"positive": "agree", "negative": "disagree", "neutral": "neutral"}


def gate(engine: Engine) -> Iterator[Measured | str]:
    """Measure one engine on the pairs for testing, with 95% intervals and simple methods beside."""
    pairs = load("test")
    judged = engine.judge([pair.pair for pair in pairs])
    found = [one.stance.label for one in judged]
    yield f"gold pairs, test: {len(pairs)}, engine {signature(engine)}"
    yield from _figures(pairs, found, FLOORS.get(engine.name, {}))
    yield Measured("calibration error", _calibration_error(pairs, judged))
    yield Measured("triples with all three right", _whole_triples(pairs, found))
    for name, method in SIMPLE.items():
        guessed = _labelled(pairs, [method(pair) for pair in pairs])
        for figure, measure in FIGURES.items():
            yield Measured(f"  simple: {name}, {figure}", measure(guessed))


def engines() -> Iterator[Measured | str]:
    """Measure every engine of stance."""
    for name in NAMES:
        yield from gate(engine_named(name))


def by_kind(pairs: Sequence[GoldPair], found: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Count for each kind how many are right, and of how many."""
    right, total = Counter[str](), Counter[str]()
    for pair, label in zip(pairs, found, strict=True):
        right[pair.kind] += pair.label == label
        total[pair.kind] += 1
    return {kind: (right[kind], total[kind]) for kind in total}


def _labelled(pairs: Sequence[GoldPair], found: Sequence[str]) -> Labelled:
    return [(pair.label, label) for pair, label in zip(pairs, found, strict=True)]


def _figures(
    pairs: Sequence[GoldPair], found: Sequence[str], floors: dict[str, float]
) -> Iterator[Measured | str]:
    labelled, parents = _labelled(pairs, found), [pair.parent for pair in pairs]
    for name, figure in FIGURES.items():
        yield Measured(name, figure(labelled), floor=floors.get(name))
        low, high = interval(figure, labelled, parents)
        yield f"    95% interval {low:.3f} to {high:.3f}"


def _calibration_error(pairs: Sequence[GoldPair], judged: Sequence[Judged]) -> float:
    return expected_error(
        [
            (one.stance.label == pair.label, max(one.stance))
            for pair, one in zip(pairs, judged, strict=True)
        ]
    )


def _whole_triples(pairs: Sequence[GoldPair], found: Sequence[str]) -> float:
    """Give the share of parents of which all three replies are told apart."""
    whole: defaultdict[str, bool] = defaultdict(lambda: True)
    for pair, label in zip(pairs, found, strict=True):
        if pair.kind == TRIPLE:
            whole[pair.parent] &= pair.label == label
    return sum(whole.values()) / max(1, len(whole))


# What an engine has to beat.
SIMPLE: dict[str, Callable[[GoldPair], str]] = {
    "always disagree": lambda _: "disagree",
    "VADER's sign": lambda pair: _SIGN[label_of(score_text(pair.reply).compound)],
}


def main() -> int:
    """Print one engine's figures and what it gets wrong."""
    engine = engine_named(sys.argv[1] if len(sys.argv) > 1 else "fast")
    for line in gate(engine):
        print(line)
    pairs = load("test")
    for kind, (right, total) in by_kind(pairs, _judge(engine, pairs)).items():
        print(f"  {kind:<44}{right:3} of {total}")
    pairs = load("train")
    for pair, label in zip(pairs, _judge(engine, pairs), strict=True):
        if pair.label != label:
            print(f"{pair.id} {pair.kind}, {pair.label} taken for {label}: {pair.reply!r}")
    return 0


def _judge(engine: Engine, pairs: Sequence[GoldPair]) -> list[str]:
    return [one.stance.label for one in engine.judge([pair.pair for pair in pairs])]


if __name__ == "__main__":
    sys.exit(main())
