"""How well a method tells which replies ask: figures with their intervals, and methods to beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from analyzers.asking import asking
from analyzers.pairs import Pair
from analyzers.questions import words_of
from analyzers.sentences import split_sentences
from benchmarks.asking_rows import AskingRow
from benchmarks.measured import Measured
from benchmarks.scores import interval

# For each reply, whether it asks and how probable a method holds that (0 or 1 if it just decides).
Judged = Sequence[tuple[bool, float]]


def has_a_question_mark(pair: Pair) -> bool:
    """Say that a reply asks where it has a question mark."""
    return "?" in pair.reply


def ends_on_a_question(pair: Pair) -> bool:
    """Say that a reply asks where its last sentence ends in a question mark."""
    spoken = [sentence for sentence in split_sentences(pair.reply) if words_of(sentence)]
    return bool(spoken) and spoken[-1].rstrip(" \"'”’)!.;:-(").endswith("?")


SIMPLE: Mapping[str, Callable[[Pair], bool]] = {
    "has a question mark": has_a_question_mark,
    "ends on a question": ends_on_a_question,
}


def shipped(pair: Pair) -> float:
    """Give the probability that a reply asks by the model that ships, 0 without a question."""
    found = asking(pair)
    return found.probability if found else 0.0


def precision(judged: Judged) -> float:
    """Give the share of those said to ask that do, 0 where it is said of none."""
    return sum(asks for asks, said in judged if said) / max(1, sum(bool(s) for _, s in judged))


def recall(judged: Judged) -> float:
    """Give the share of those that ask of which it is said, 0 where none asks."""
    return sum(bool(said) for asks, said in judged if asks) / max(1, sum(a for a, _ in judged))


def f1(judged: Judged) -> float:
    """Give the harmonic mean of precision and recall."""
    right, wanted = precision(judged), recall(judged)
    return 2 * right * wanted / (right + wanted) if right else 0.0


def average_precision(judged: Judged) -> float:
    """Give the mean of precision over the steps in which recall rises, ties being one step.

    As scikit-learn's ``average_precision_score``; the share that asks is what chance reaches.
    """
    wanted, hits, said, mean = sum(asks for asks, _ in judged), 0, 0, 0.0
    ranked = sorted(judged, key=lambda one: -one[1])
    for _, tied in groupby(ranked, key=lambda one: one[1]):
        step = [asks for asks, _ in tied]
        hits, said = hits + sum(step), said + len(step)
        mean += sum(step) * hits / said
    return mean / max(1, wanted)


FIGURES: Mapping[str, Callable[[Judged], float]] = {
    "precision": precision,
    "recall": recall,
    "F1": f1,
}


def compared(
    rows: Sequence[AskingRow],
    said: Sequence[float],
    thresholds: Sequence[float],
    floors: Mapping[str, float],
) -> Iterator[Measured | str]:
    """Measure probabilities, each by its threshold, with 95% intervals by discussion."""
    truth, groups = [row.asks for row in rows], [row.group for row in rows]
    yield f"  {sum(truth)} of {len(rows)} replies ask"
    decided = [float(p >= least) for p, least in zip(said, thresholds, strict=True)]
    for name, figure in [*FIGURES.items(), ("average precision", average_precision)]:
        given = said if figure is average_precision else decided
        judged = list(zip(truth, given, strict=True))
        yield Measured(name, figure(judged), floor=floors.get(name))
        low, high = interval(figure, judged, groups)
        yield f"    95% interval {low:.3f} to {high:.3f}"
    for called, method in SIMPLE.items():
        judged = [(row.asks, float(method(row.pair))) for row in rows]
        for name, figure in FIGURES.items():
            yield Measured(f"  simple: {called}, {name}", figure(judged))
        low, high = interval(f1, judged, groups)
        yield f"    95% interval of F1 {low:.3f} to {high:.3f}"
