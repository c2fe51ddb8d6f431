"""What a small archive holds, to be compared with what another way of analyzing it gave."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.identity import identify
from threads.page import Page
from threads.schema import TABLES
from threads.store import Store

ARTICLES = 10
TIMES = {"started", "finished"}
SAYINGS = (
    *("Exactly, that is great news for the whole town.", "No, you're wrong about all of that."),
    *("Who is going to pay for it?", "I don't agree with you at all, this is a terrible idea :("),
    *("Warum sollen wir das denn alles bezahlen?", "Yes, but it depends on what they do with it."),
)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row there is but for the ids of runs and when they were."""
    with sqlite3.connect(path) as connection:
        found = {}
        for name, table in TABLES.items():
            leave = TIMES | ({"id"} if name == "runs" else set())
            columns = ", ".join(column for column in table.names if column not in leave)
            rows = connection.execute(f"SELECT {columns} FROM {name}").fetchall()
            found[name] = sorted(rows, key=repr)
        return found


def add_story(store: Store, number: int, more: int = 0) -> str:
    """Read an article of 3 to 18 comments, or its page again when it has some more."""
    said = [
        Said(SAYINGS[(number + i * i) % len(SAYINGS)], i // 2, f"p{i % 5}")
        for i in range(3 + number % 4 * 5 + more)
    ]
    article = replace(ARTICLE, id="", title=f"Story {number}", published_at="2015-09-18")
    thread = thread_of(said, article)
    return store.add(identify(thread), Page(f"{number}.html", repr(thread))).article_id


def digests(out: Path) -> dict[str, str]:
    """Digest each file of a data set but for those that say when it was made."""
    files = (path for path in sorted(out.rglob("part=*/*")) if path.name != "runs.parquet")
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
