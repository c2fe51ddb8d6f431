"""Measure which replies are told to ask, beside the simple methods.

    python -m benchmarks.gate_asks

On the half of our own pairs that is for testing, everywhere; where the public benchmark stands
beside the checkout also on RumourEval's and, cross-validated, on forum replies. Nothing here may
be tuned to: what the model gets wrong of its own training rows, ``train_asks`` can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analyzers.asking import asking_model
from benchmarks.asking_rows import AskingRow, gold, rumours
from benchmarks.asking_scores import compared, shipped
from benchmarks.calibration import expected_error
from benchmarks.measured import Measured
from benchmarks.shaped import have_bench

# A little below what is reached.
GOLD_FLOORS = {"precision": 0.5, "recall": 0.7, "F1": 0.6, "average precision": 0.5}
FORUM_FLOORS = {"precision": 0.4, "recall": 0.53, "F1": 0.48, "average precision": 0.5}
TWITTER_FLOORS = {"F1": 0.57}
MOST_CALIBRATION_ERROR = 0.06
QUERIES = "RumourEval 2019 dev, {}: “query”, which is another question"


def asks() -> Iterator[Measured | str]:
    """Measure the model that ships, and on the forum models that never saw the discussion."""
    yield "whether a reply asks: gold pairs, test"
    yield from _shipped(list(gold("test")), GOLD_FLOORS)
    if have_bench():
        yield QUERIES.format("Twitter")
        yield from _shipped(list(rumours("dev", ("twitter",))), TWITTER_FLOORS)
        yield QUERIES.format("Reddit")
        yield from _shipped(list(rumours("dev", ("reddit",))), {})
        yield from _forum()


def _shipped(rows: Sequence[AskingRow], floors: Mapping[str, float]) -> Iterator[Measured | str]:
    said = [shipped(row.pair) for row in rows]
    yield from compared(rows, said, [asking_model().threshold] * len(rows), floors)


def _forum() -> Iterator[Measured | str]:
    from benchmarks.train_asks import held_out  # needs numpy and scipy

    kept = [one for one in held_out() if one.source == "forum"]
    rows, said = [one.row for one in kept], [one.probability for one in kept]
    yield "forum replies, cross-validated by discussion"
    yield from compared(rows, said, [one.threshold for one in kept], FORUM_FLOORS)
    sure = [(one.row.asks, one.probability) for one in kept if one.probability]
    yield Measured(
        "calibration error, where there is a question",
        expected_error(sure),
        ceiling=MOST_CALIBRATION_ERROR,
    )


if __name__ == "__main__":
    for line in asks():
        print(line)
