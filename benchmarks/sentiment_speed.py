"""Time our VADER against the package's own, side by side in one run.

    python benchmarks/sentiment_speed.py

Comments of 90 words, made up here from a fixed seed and, where the benchmark data lies beside the
checkout, cut from real ones. Processor time, the better of several rounds taken in turns; the
ratio is what holds from one machine to the next. Ends with 1 if any score differs.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from vaderSentiment.vaderSentiment import (  # noqa: E402
    BOOSTER_DICT,
    NEGATE,
    SentimentIntensityAnalyzer,
)

from analyzers.vader import FastSentimentIntensityAnalyzer  # noqa: E402

SHARED = ROOT.parent / "shared" / "bench" / "debagreement.dev.jsonl"
WORDS, COMMENTS, ROUNDS = 90, 600, 5
PLAIN_TEXT = (
    "the a of to and in that it is for they with as are this on have be you was at not people "
    "government company law but what about their would could there from page article comment "
    "reader data copyright patent court judge network privacy software years money"
)

Score = Callable[[str], dict[str, float]]


def main() -> int:
    theirs = SentimentIntensityAnalyzer().polarity_scores
    ours = FastSentimentIntensityAnalyzer().polarity_scores
    differing = 0
    for name, texts in corpora():
        differing += sum(theirs(text) != ours(text) for text in texts)
        slow, fast = side_by_side(theirs, ours, texts)
        print(
            f"{name}: {len(texts)} comments of {WORDS} words, vaderSentiment "
            f"{len(texts) / slow:,.0f} a second, ours {len(texts) / fast:,.0f}: "
            f"{slow / fast:.1f} times as fast"
        )
    for name, text in floods():
        start = time.perf_counter()
        ours(text)
        print(f"{name}: {time.perf_counter() - start:.3f} s")
    print(f"scores that differ: {differing}")
    return 1 if differing else 0


def corpora() -> Iterator[tuple[str, list[str]]]:
    """Give named lists of comments of 90 words."""
    yield "made up", [made_up(seed) for seed in range(COMMENTS)]
    if SHARED.exists():
        rows = [json.loads(line) for line in SHARED.read_text("utf-8").splitlines()]
        words = " ".join(row["text"] for row in rows).split()
        starts = range(0, COMMENTS * WORDS, WORDS)
        yield "real", [" ".join(words[start : start + WORDS]) for start in starts]


def made_up(seed: int) -> str:
    """Make a comment in which one word in eleven is in the lexicon, as in real ones."""
    chance = random.Random(seed)
    lexicon = [word for word in sorted(LEXICON) if word.isalpha()]
    drawn = chance.choices(
        (PLAIN_TEXT.split(), lexicon, NEGATE, sorted(BOOSTER_DICT)), weights=(84, 9, 4, 3), k=WORDS
    )
    words = [chance.choice(words) for words in drawn]
    return " ".join(word + chance.choices(("", ",", ".", "!"), (88, 6, 5, 1))[0] for word in words)


def floods() -> Iterator[tuple[str, str]]:
    """Give the texts on which a quadratic method shows itself."""
    chance = random.Random(0)
    words = " ".join(made_up(seed) for seed in range(200)).split()
    yield "2,000 emoji", "😀" * 2_000
    yield "100,000 words", " ".join(chance.choices(words, k=100_000))
    yield (
        "100,000 lexicon words after a but",
        "but " + " ".join(chance.choices(sorted(LEXICON), k=100_000)),
    )


def side_by_side(theirs: Score, ours: Score, texts: Sequence[str]) -> tuple[float, float]:
    """Give the seconds that each takes for all texts: the best of rounds taken in turns."""
    slow, fast = [], []
    for _ in range(ROUNDS):
        slow.append(_seconds(theirs, texts))
        fast.append(_seconds(ours, texts))
    return min(slow), min(fast)


def _seconds(score: Score, texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        score(text)
    return time.process_time() - start


LEXICON: frozenset[str] = frozenset(SentimentIntensityAnalyzer().lexicon)

if __name__ == "__main__":
    sys.exit(main())
