"""Time how fast languages are recognised, beside VADER on the same comments in one run.

    python benchmarks/language_speed.py

Comments of 90 words. English ones are mostly settled by their words, those in other languages are
all shown to py3langid. Processor time, the better of several rounds.
"""

from __future__ import annotations

import random
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from analyzers.recognition import recognise  # noqa: E402
from analyzers.sentiment import score_text  # noqa: E402
from threads.words import COMMON  # noqa: E402

CASES = ROOT / "tests" / "analyzers" / "cases" / "languages.toml"
RARE = "library council fees branch sheriff doorbell camera village letter bus".split()
WORDS, COMMENTS, ROUNDS = 90, 600, 5


def main() -> int:
    start = time.process_time()
    recognise("Wer soll das alles bezahlen?")
    print(f"the first comment that is shown to py3langid: {time.process_time() - start:.2f} s")
    for name, vocabulary in corpora().items():
        texts = [made_up(seed, vocabulary) for seed in range(COMMENTS)]
        recognising, scoring = _rate(recognise, texts), _rate(score_text, texts)
        print(
            f"{name}: {COMMENTS} comments of {WORDS} words, {recognising:,.0f} a second,"
            f" {recognising / scoring:.1f} times as fast as our VADER"
        )
    return 0


def corpora() -> dict[str, list[str]]:
    """Give the words that comments are made up of, by language."""
    cases = tomllib.loads(CASES.read_text("utf-8"))
    german = " ".join([*cases["sentence"]["de"], *cases["long"]["de"]]).split()
    return {"English": [*sorted(COMMON)[:40], *RARE * 3], "German": german}


def made_up(seed: int, vocabulary: Sequence[str]) -> str:
    """Make a comment of words drawn from a fixed seed."""
    return " ".join(random.Random(seed).choices(vocabulary, k=WORDS))


def _rate(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Give texts a second of processor time."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        seconds.append(time.process_time() - start)
    return len(texts) / min(seconds)


if __name__ == "__main__":
    sys.exit(main())
