"""One thing measured in a process of its own: seconds of processor time and the peak of memory.

    python -m benchmarks.measuring TASK ARGUMENT...

Prints a line of JSON. What imports and models take to load isn't counted, on no side.
"""

from __future__ import annotations

import json
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from rejoinder.start import stay_forkable

ROOT = Path(__file__).resolve().parents[1]
Found = dict[str, Any]


def clock() -> float:
    """Give the processor time of this process and of those that it started and that ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def seconds(work: Callable[[], object]) -> float:
    start = clock()
    work()
    return clock() - start


def timed(work: Callable[[], object]) -> Found:
    """Give the processor time that some work takes, and how long it lasts."""
    start = time.perf_counter()
    taken = seconds(work)
    return {"seconds": taken, "wall": time.perf_counter() - start}


def peak() -> float:
    """Give the most memory that this process held so far, in MB.

    What ``getrusage`` tells begins with what the process held that started this one.
    """
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def naive(folder: str, database: str) -> Found:
    from benchmarks import naive as script

    return timed(lambda: script.main(folder, database)) | {"peak": peak()}


def ours(folder: str, database: str, jobs: str = "1", rest: str = "rest") -> Found:
    """Read and analyze, stage by stage; then both again, when nothing has changed.

    Without the ``rest`` no further than chains, and once.
    """
    from rejoinder import api

    _warm(database)
    found: Found = {"wall": 0.0}
    several: dict[str, Any] = {"jobs": int(jobs)}

    def stage(name: str, work: Callable[[], object]) -> None:
        taken = timed(work)
        found[name] = taken["seconds"]
        found[f"{name} wall"] = taken["wall"]
        found[f"{name} peak"] = peak()

    with api.open(database) as store:
        stage("read", lambda: api.read(store, [folder], **several))
        stage("sentiment", lambda: api.analyze(store, ["sentiment"], **several))
        stage("chains", lambda: api.analyze(store, ["chains"], engine="fast", **several))
        if rest:
            stage("rest", lambda: api.analyze(store, engine="fast", **several))
            stage("again", lambda: (api.read(store, [folder]), api.analyze(store, engine="fast")))
        found["comments"] = sum(one.comments for one in store.articles())
    return found | {"peak": peak()}


def _warm(database: str) -> None:
    """Do all of it once for a little page, so that what is loaded then isn't timed."""
    from benchmarks.made_archive import stories, write_pages
    from rejoinder import api

    with tempfile.TemporaryDirectory(dir=Path(database).parent) as folder:
        write_pages(Path(folder), stories(30, 15, seed=0))
        with api.open(Path(folder, "warm.db")) as store:
            api.read(store, [folder])
            api.analyze(store, engine="fast")


def conversations(file: str) -> Found:
    """Build and walk the trees of JSON Lines without a database."""
    import rejoinder

    warm = Path(file).with_name("warm.jsonl")
    with Path(file).open(encoding="utf-8") as lines:
        warm.write_text(next(lines), "utf-8")
    list(rejoinder.conversations(warm))

    start = clock()
    letters = paths = steps = 0
    for thread in rejoinder.conversations(file):
        letters += sum(len(one.text) for one in thread.walk())
        for path in thread.paths():
            paths += 1
            steps += len(path) + 1  # with the article
    told = {"letters": letters, "paths": paths, "steps": steps}
    return {"seconds": clock() - start, "peak": peak(), **told}


def utterances(file: str, database: str) -> Found:
    """Read JSON Lines into a database, and walk its trees from there."""
    import rejoinder

    with rejoinder.open(database) as store:
        read = seconds(lambda: rejoinder.read(store, [file]))
        walked = seconds(
            lambda: [
                len(one.text)
                for each in store.articles()
                for one in rejoinder.thread(store, each.id).walk()
            ]
        )
    return {"read": read, "walk": walked, "peak": peak()}


def pages(folder: str) -> Found:
    """Parse pages to comments, without tree or database."""
    from threads.formats import read_page
    from threads.sources import open_pages
    from threads.uncollected import uncollected

    def parse() -> None:
        for page in open_pages([folder]):
            with uncollected():
                read_page(page)  # type: ignore[arg-type]
                page.forget()  # type: ignore[union-attr]

    return {"seconds": seconds(parse), "peak": peak()}


def trafilatura(folder: str) -> Found:
    from trafilatura import bare_extraction

    def parse() -> None:
        for path in sorted(Path(folder).rglob("*.html")):
            bare_extraction(path.read_text("utf-8"), include_comments=True)

    return {"seconds": seconds(parse), "peak": peak()}


def selectolax(folder: str) -> Found:
    """Parse pages and take each comment's text, and no more."""
    from selectolax.lexbor import LexborHTMLParser

    def parse() -> None:
        for path in sorted(Path(folder).rglob("*.html")):
            tree = LexborHTMLParser(path.read_text("utf-8"))
            for node in tree.css(".comment-content"):
                node.text()

    return {"seconds": seconds(parse), "peak": peak()}


def vader(database: str) -> Found:
    """Score the texts that a database holds with our VADER, and no more."""
    from analyzers.vader import FastSentimentIntensityAnalyzer

    score = FastSentimentIntensityAnalyzer().polarity_scores
    texts = [text for (text,) in _rows(database, "SELECT own_text FROM comments")]
    return {"seconds": seconds(lambda: [score(text) for text in texts]), "peak": peak()}


def executemany(database: str) -> Found:
    """Insert the rows that reading made into bare tables in a new file, and no more."""
    made = {}
    for table in ("comments", "replies", "quotes", "sentiment"):
        made[table] = list(_rows(database, f"SELECT * FROM {table}"))
    db = sqlite3.connect(f"{database}.bare")

    def insert() -> None:
        db.execute("PRAGMA journal_mode = WAL")
        for table, rows in made.items():
            marks = ["?"] * len(rows[0]) if rows else ["?"]
            db.execute(f"CREATE TABLE {table} ({', '.join(f'c{n}' for n in range(len(marks)))})")
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join(marks)})", rows)
        db.commit()

    return {"seconds": seconds(insert), "peak": peak()}


def declared(database: str) -> Found:
    """Insert the same rows into the program's own tables, with keys, indexes and full text."""
    from rejoinder import api
    from threads import tables
    from threads.schema import TABLES

    names = ("articles", "comments", "replies", "quotes", "sentiment")
    made = {
        name: list(_rows(database, f"SELECT {', '.join(TABLES[name].names)} FROM {name}"))
        for name in names
    }
    with api.open(f"{database}.declared") as store:

        def insert() -> None:
            with store.transaction():
                store.db.conn.execute("PRAGMA defer_foreign_keys = ON")
                for name, rows in made.items():
                    tables.upsert_values(store.db, name, rows)

        return {"seconds": seconds(insert), "peak": peak()}


def _rows(database: str, sql: str) -> Iterable[tuple[Any, ...]]:
    db = sqlite3.connect(database)
    yield from db.execute(sql)
    db.close()


def index(database: str) -> Found:
    """Make the page that compares all articles, with its figures and its numbers."""
    from rejoinder import api
    from reports.exports.numbers import numbers_of_several, to_text
    from reports.index import sides
    from reports.page import index_page
    from reports.several import gather_several

    with api.open(database, "look") as store:
        ids = [one.id for one in store.articles()]

        def make() -> None:
            several = gather_several(store.db.conn, ids)
            compared = sides(several.compared)
            index_page(several, compared, {one: f"{one}.html" for one in ids})
            to_text(numbers_of_several(several, compared, versions={}))

        return {"seconds": seconds(make), "peak": peak(), "articles": len(ids)}


TASKS: dict[str, Callable[..., Found]] = {
    work.__name__: work
    for work in (
        naive, ours, conversations, utterances, pages, trafilatura, selectolax, vader, executemany,
        declared, index,
    )
}  # fmt: skip


def measure(task: str, *arguments: str, python: str = sys.executable) -> Found:
    """Run a task in a fresh process; raises ``CalledProcessError``."""
    command = [python, "-m", "benchmarks.measuring", task, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    stay_forkable()
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
