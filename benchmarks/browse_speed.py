"""How soon each prepared query of `rejoinder browse` answers, on 100,000 comments.

python benchmarks/browse_speed.py [--comments N] [--articles N] [--keep DB]

Prints the milliseconds from the request to the whole answer, as JSON and as a page, each the median
of five, after one that fills the caches; then the same of each table's first page. Everything goes
through Datasette, without a network. With --articles 1 all comments are in one thread.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from reports.queries.prepared import PREPARED  # noqa: E402
from threads.database import open_database  # noqa: E402
from threads.schema import TABLES  # noqa: E402

COMMENTS, ARTICLES, LIMIT_MS, TIMES = 100_000, 400, 200.0, 5
ASKED = {"words": "bridge", "author": "Reader 7", "article": ""}
# A vocabulary of 20,000 in which, as in any language, few words make up most of the text: "bridge"
# stands in five comments of six, the most that a search can have to rank; "ferry" in one of four.
_WORDS = ["the", "of", "to", "bridge", *(f"word{n}" for n in range(30)), "ferry"]
_WORDS += [f"word{n}" for n in range(30, 20_000)]
_OFTEN = list(accumulate(1 / (n + 2.7) for n in range(len(_WORDS))))
_SENTENCES = [
    " ".join(random.Random(n).choices(_WORDS, cum_weights=_OFTEN, k=10)) for n in range(20_000)
]
_CHANCES = [tuple(lot / 10 for lot in (n % 7, 10 - n % 7 - n % 3, n % 3)) for n in range(21)]
_SIDES = ("support", "neutral", "oppose")
_ANSWERS = ("agree", "neutral", "disagree")


def build(path: Path, comments: int = COMMENTS, articles: int = ARTICLES) -> None:
    """Make an analyzed database by rule: bushy threads, 5,000 people, 90 words a comment."""
    db, lots = open_database(path, "create").conn, random.Random(7)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("BEGIN")
    sizes = [comments // articles + (n < comments % articles) for n in range(articles)]
    for number, size in enumerate(sizes):
        article = f"{number:012x}"
        _insert(db, "articles", [_article(article, number, size)])
        said = list(_comments(article, size, lots))
        for table, rows in _rows(article, said, lots).items():
            _insert(db, table, rows)
    db.execute("COMMIT")
    db.close()


def _insert(db: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0]) if rows else []
    assert set(names) <= set(TABLES[table].names)
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    db.executemany(sql, [tuple(row.values()) for row in rows])


def _article(article: str, number: int, size: int) -> dict[str, Any]:
    return {
        "id": article, "url": f"https://example.org/{number}", "title": f"Bridge number {number}",
        "outlet": f"Paper {number % 7}", "published_at": f"2020-{number % 12 + 1:02d}-01T08:00",
        "body": "The bridge is to be paid for by those who cross it. " * 60, "tags": "[]",
        "format": "by rule", "claimed_comments": size, "content_hash": "0",
        "first_read": "2024-01-01T00:00:00Z",
    }  # fmt: skip


def _comments(article: str, size: int, lots: random.Random) -> Iterator[dict[str, Any]]:
    for position in range(1, size + 1):
        text = ". ".join(lots.choices(_SENTENCES, k=9))
        person = int(5_000 * lots.random() ** 3)  # the hundred most active write a quarter
        yield {
            "id": f"{article}-{position:08d}", "article_id": article, "position": position,
            "external_id": str(position), "author": f"Reader {person}",
            "author_id": f"reader-{person}", "registered": position % 2,
            "posted_at": f"2020-01-{position % 27 + 1:02d}T{position % 24:02d}:00",
            "subject": "", "text": text, "own_text": text, "state": "present", "subject_lost": 0,
            "quoted": "[]", "placement": "nested",
        }  # fmt: skip


def _rows(
    article: str, said: list[dict[str, Any]], lots: random.Random
) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("comments", "replies", "sentiment", "stance", "language", "chains")
    }
    tables["comments"] = said
    depths: dict[int, int] = {}
    for one in said:
        position, name = one["position"], one["id"]
        parent = 0 if position % 9 == 1 else position * 7 // 9
        depths[position] = depths.get(parent, 0) + 1
        told = lots.choices(_CHANCES, k=2)
        tables["replies"].append({
            "comment_id": name, "parent_id": f"{article}-{parent:08d}" if parent else None,
            "depth": depths[position], "method": lots.choice(("nesting", "subject", "quote")),
            "confidence": lots.random(), "evidence": "{}",
        })  # fmt: skip
        tables["sentiment"].append({
            "comment_id": name, "compound": lots.uniform(-1, 1),
            "label": lots.choice(("negative", "neutral", "positive")), "sentences": 4,
        })  # fmt: skip
        tables["stance"].append({
            "comment_id": name, "to_parent": _ANSWERS[told[0].index(max(told[0]))],
            **{f"parent_{label}": p for label, p in zip(_ANSWERS, told[0], strict=True)},
            "to_article": _SIDES[told[1].index(max(told[1]))],
            **{f"article_{label}": p for label, p in zip(_SIDES, told[1], strict=True)},
            "asks": position % 5 == 0, "engine": "neural 4",
            "evidence": '{"because": [{"feature": "words", "weight": 0.2, "words": ["never"]}]}',
        })  # fmt: skip
        tables["language"].append(
            {"comment_id": name, "language": "en", "confidence": 1.0, "scored": 1}
        )
        if not parent:
            tables["chains"].append({
                "id": name, "article_id": article, "root_comment_id": name,
                "comments": lots.randint(1, 30), "depth": lots.randint(1, 9), "authors": 3,
                "agree": 2, "neutral": 3, "disagree": 4, "sentiment": 0.1,
                "split": lots.random(), "heat": lots.random(),
            })  # fmt: skip
    return tables | _opinion(article, said)


def _opinion(article: str, said: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    shares = {
        f"{unit}{side}{end}": 0.3
        for unit in ("", "comments_")
        for side in _SIDES
        for end in ("", "_low", "_high")
    }
    people = sorted({one["author_id"] for one in said})
    return {
        "article_split": [{
            "article_id": article, "comments": len(said), "persons": len(people), "split": 0.5,
            "split_low": 0.2, "split_high": 0.9, "support_leads": 0.4, "too_wide": 0,
            "errors_of": "neural", **shares,
        }],
        "camps": [{
            "id": f"{article}/{person}", "article_id": article, "author_id": person,
            "camp": "AB"[n % 2], "p": (n % 10) / 10,
        } for n, person in enumerate(people)],
        "common_ground": [{
            "comment_id": one["id"], "article_id": article, "people_a": 3, "people_b": 3,
            "agree_a": 0.6, "agree_b": 0.7, "consensus": 0.42, "shared": 1,
        } for one in said[::10]],
        "paths": [{
            "id": f"{article}/depth/{step}", "article_id": article, "along": "depth", "step": step,
            "comments": 5, "sentiment": 0.1, "support": 0.4, "oppose": 0.4,
        } for step in range(1, 9)],
        "target_stance": [{
            "id": f"{one['id']}/toll", "comment_id": one["id"], "target": "toll", "label": "favor",
            "score": 0.5, "evidence": "{}",
        } for one in said[::5]],
    }  # fmt: skip


async def measure(path: Path) -> dict[str, dict[str, float]]:
    """Give, by address, the median milliseconds as JSON and as a page."""
    from reports.browsing.server import Browser

    browser = Browser(path)
    await browser.invoke_startup()
    asked = "&".join(f"{name}={value}" for name, value in ASKED.items())
    addresses = {
        **{one.name: f"/{browser.shown}/{one.name}{{}}?{asked}" for one in PREPARED},
        **{f"{name} (table)": f"/{browser.shown}/{name}{{}}" for name in TABLES},
    }
    return {
        name: {
            shape: await _median(browser, address.format(ending))
            for shape, ending in (("JSON", ".json"), ("page", ""))
        }
        for name, address in addresses.items()
    }


async def _median(browser: Any, address: str) -> float:
    times = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        answer = await browser.client.get(address)
        times.append(1_000 * (time.perf_counter() - start))
        assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
    return statistics.median(times[1:])


def main() -> int:
    parser = argparse.ArgumentParser(description="Time each prepared query.")
    parser.add_argument("--comments", type=int, default=COMMENTS)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--keep", type=Path, help="build the database here, or use the one there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder, "many.db")
        if not path.exists():
            start = time.perf_counter()
            build(path, options.comments, options.articles)
            print(
                f"built in {time.perf_counter() - start:.0f} s: {path.stat().st_size / 1e6:.0f} MB"
            )
        found = asyncio.run(measure(path))
    print(f"{options.comments:,} comments in {options.articles:,} articles; milliseconds")
    for name, times in found.items():
        print(f"{name:28}" + "".join(f"{shape} {ms:5.0f}   " for shape, ms in times.items()))
    slow = [one.name for one in PREPARED if found[one.name]["JSON"] > LIMIT_MS]
    print(f"slower than {LIMIT_MS:.0f} ms as JSON: {', '.join(slow) or 'none'}")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
