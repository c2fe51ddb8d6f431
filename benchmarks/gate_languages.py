"""Measure how well comments in other languages are told from English ones.

    python -m benchmarks.gate_languages

The cases of our own always; where the public data stands beside the checkout, the false alarms on
six sets of English comments and what is found on German pages.
"""

from __future__ import annotations

import json
import re
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from analyzers.recognition import FEWEST, recognise
from benchmarks.iac import BENCH
from benchmarks.measured import Measured
from threads.formats import read_page
from threads.sources import open_pages
from threads.tree import rebuild

CASES = Path(__file__).resolve().parents[1] / "tests" / "analyzers" / "cases" / "languages.toml"
PAGES = BENCH.parent / "pages"
SETS = {
    "DEBAGREEMENT": ("debagreement.dev",),
    "Internet Argument Corpus": ("iac_threads.train", "iac_threads.dev"),
    "tweets and Amazon": ("sentiment.tweets_amazon",),
    "RumourEval 2019": ("rumoureval2019.train_dev",),
    "SemEval-2016 task 6": ("semeval2016_task6",),
    "MT-CSD": ("mtcsd.bitcoin_biden",),
}
GERMAN = ("netzpolitik.org", "gormulus", "moritz-meyer", "franziska-elea", "journelles")
# Shares. Of the alarms on the English sets most are rightly raised: comments in French, Spanish …
MOST_ALARMS = 0.002
FLOORS = {"short": 0.6, "sentence": 1.0, "long": 1.0}
NAMED_FLOOR = 0.95
GERMAN_FLOOR = 0.98

_WORD = re.compile(r"[^\W\d_]+")


def languages() -> Iterator[Measured | str]:
    """Measure recognition on the cases, and on the public data where it is at hand."""
    yield from _cases()
    if BENCH.exists():
        yield from _alarms()
    if PAGES.exists():
        yield from _german_pages()


def cases() -> dict[str, dict[str, list[str]]]:
    """Give the texts of our own by size (``english`` apart), then by language or by kind."""
    return tomllib.loads(CASES.read_text("utf-8"))


def _cases() -> Iterator[Measured | str]:
    listed = cases()
    english = [text for texts in listed.pop("english").values() for text in texts]
    yield f"languages, cases of our own: {len(english)} in English and of all that looks otherwise"
    yield Measured("left unscored", _share([recognise(text).foreign for text in english]), None, 0)
    for size, by_language in listed.items():
        told = [(code, recognise(text)) for code, texts in by_language.items() for text in texts]
        found = [(code, one.language) for code, one in told if one.foreign]
        yield f"languages, {size}: {len(told)} in {len(by_language)} languages"
        yield Measured("told to be no English", len(found) / len(told), floor=FLOORS[size])
        yield Measured(
            "of these called by name", _share([a == b for a, b in found]), _named_floor(size)
        )


def _named_floor(size: str) -> float | None:
    return None if size == "short" else NAMED_FLOOR


def _alarms() -> Iterator[Measured | str]:
    for name, files in SETS.items():
        texts = [text for text in _texts(files) if len(_WORD.findall(text)) >= 5]
        start = time.process_time()
        alarms = [recognise(text).foreign for text in texts]
        speed = len(texts) / (time.process_time() - start)
        yield f"languages, {name}: {len(texts)} comments of 5 words or more, {speed:,.0f} a second"
        yield Measured("left unscored", _share(alarms), ceiling=MOST_ALARMS)


def _texts(files: Sequence[str]) -> list[str]:
    """Give the distinct texts of a set, parents among them, in order."""
    found: dict[str, None] = {}
    for file in files:
        for line in (BENCH / f"{file}.jsonl").read_text("utf-8").splitlines():
            row: Mapping[str, str] = json.loads(line)
            found |= dict.fromkeys((row["text"] or "", row.get("parent_text") or ""))
    return list(found)


def _german_pages() -> Iterator[Measured | str]:
    paths = [path for path in sorted(PAGES.glob("*.html")) if any(n in path.name for n in GERMAN)]
    threads = [rebuild(read_page(page)) for path in paths for page in open_pages([str(path)])]
    texts = [comment.own_text for thread in threads for comment in thread.comments]
    texts = [text for text in texts if len(set(_WORD.findall(text))) >= FEWEST]
    german = [recognise(text).language == "de" for text in texts]
    yield f"languages, {len(paths)} German pages: {len(texts)} comments of {FEWEST} words or more"
    yield Measured("told to be German", _share(german), GERMAN_FLOOR)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / max(1, len(hits))


def main() -> int:
    """Print the figures; give 1 where one is out of bounds."""
    lines = list(languages())
    print(*lines, sep="\n")
    return int(any(isinstance(line, Measured) and not line.kept for line in lines))


if __name__ == "__main__":
    sys.exit(main())
