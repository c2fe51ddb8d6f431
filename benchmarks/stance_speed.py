"""Time both engines of stance against vaderSentiment's own scoring of the same comments.

    python benchmarks/stance_speed.py

A thread of some thousand comments in which each answers the one before; of the neural engine's, the
first few. Processor time, so of one core, and the best of rounds taken in turns; the ratio is what
holds from one machine to the next.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: E402

from analyzers.engines import Engine, engine_named  # noqa: E402
from analyzers.pairs import Pair  # noqa: E402
from benchmarks.sentiment_speed import WORDS, made_up  # noqa: E402
from benchmarks.stance_rows import have_bench, labelled  # noqa: E402

COMMENTS, ROUNDS = 3000, 3
FIRST = 2  # pairs judged before the clock starts, so that what loading takes isn't counted
# How many comments each engine is given at most, in each round others: what an engine has judged it
# may remember.
GIVEN = {"fast": COMMENTS, "neural": 60}

Clock = Callable[[], float]


def main() -> int:
    for name, texts in threads():
        words = sum(len(text.split()) for text in texts) / len(texts)
        print(f"{name}: {len(texts):,} comments of {words:.0f} words in the mean")
        for line in lines(texts):
            print(line)
    return 0


def threads() -> Iterator[tuple[str, list[str]]]:
    """Give named lists of comments: of 90 words each, and as long as they come."""
    yield "made up", [made_up(seed) for seed in range(COMMENTS)]
    if have_bench():
        rows = labelled()
        words = " ".join(f"{row.pair.parent} {row.pair.reply}" for row in rows).split()
        starts = range(0, COMMENTS * WORDS, WORDS)
        yield "real", [" ".join(words[start : start + WORDS]) for start in starts]
        yield "real, as they come", [row.pair.reply for row in rows[:COMMENTS]]


def lines(texts: Sequence[str]) -> Iterator[str]:
    """Time VADER and each engine on a thread's comments, a line for each."""
    pairs = [Pair(reply, parent) for parent, reply in pairwise(texts)]
    for name, number in GIVEN.items():
        engine = engine_named(name)
        if obstacle := engine.obstacle():
            yield f"  {name}: {obstacle}"
            continue
        size = min(number, len(pairs) // ROUNDS)
        given = [pairs[size * turn : size * (turn + 1)] for turn in range(ROUNDS)]
        rounds = [(vader_rate(part), rate(engine, part)) for part in given]
        theirs, ours = map(max, zip(*rounds, strict=True))
        if name == "fast":
            yield _line("vaderSentiment", theirs, 1.0)
        yield _line(name, ours, ours / theirs)


def vader_rate(pairs: Sequence[Pair], clock: Clock = time.process_time) -> float:
    """Give how many replies VADER scores in a second."""
    score = SentimentIntensityAnalyzer().polarity_scores
    start = clock()
    for pair in pairs:
        score(pair.reply)
    return len(pairs) / (clock() - start)


def rate(engine: Engine, pairs: Sequence[Pair], clock: Clock = time.process_time) -> float:
    """Give how many pairs that it hasn't met an engine judges in a second."""
    engine.judge(pairs[:FIRST])
    start = clock()
    engine.judge(pairs[FIRST:])
    return (len(pairs) - FIRST) / (clock() - start)


def _line(name: str, number: float, ratio: float) -> str:
    return f"  {name:16}{number:9,.0f} comments a second, {ratio:6.3f} times vaderSentiment's"


if __name__ == "__main__":
    sys.exit(main())
