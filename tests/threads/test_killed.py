"""A process killed while it reads loses nothing but time."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from threads.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
PAGES, KILLS = 60, 3
READ = """
import sys
from threads.ingest import read_pages
from threads.sources import open_pages
from threads.store import Store
with Store(sys.argv[1]) as store:
    read_pages(store, open_pages([sys.argv[2]]))
"""
PAGE = """<html><head><title>Story {n}</title></head><body><article><h1>Story {n}</h1>
<p>A body of some words about bridge number {n}, so that there is something to answer.</p></article>
<ol class="comment-list">{comments}</ol></body></html>"""
COMMENT = """<li id="comment-{id}" class="comment"><article><footer><b class="fn">{author}</b> says:
<time datetime="2020-01-01T10:{id:02d}:00">January 1, 2020</time></footer>
<div class="comment-content"><p>Remark {id} on bridge {n}.</p></div></article></li>"""
TIMES = {"first_read", "read_at"}


def pages(folder: Path) -> Path:
    """Write pages, every third of which is a later state of the one before."""
    folder.mkdir()
    for number in range(PAGES):
        story, more = number - (number % 3 == 2), number % 3 == 2
        comments = "".join(
            COMMENT.format(id=at, n=story, author=f"P{at}") for at in range(1, 5 + more)
        )
        text = PAGE.format(n=story, comments=comments)
        (folder / f"{number:03d}.html").write_text(text, encoding="utf-8")
    return folder


def reading(db: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", READ, str(db), str(folder)], cwd=ROOT)


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {
            name: connection.execute(
                f"SELECT {', '.join(c for c in table.names if c not in TIMES)} FROM {name}"
                f" ORDER BY {', '.join(table.pk)}"
            ).fetchall()
            for name, table in TABLES.items()
        }


def test_a_killed_reading_is_taken_up_again(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    start = time.monotonic()
    assert reading(whole, folder).wait() == 0
    took, chance = time.monotonic() - start, random.Random(4)
    deaths = 0
    for _ in range(KILLS):
        process = reading(killed, folder)
        time.sleep(took * chance.uniform(0.3, 0.9))
        process.kill()
        deaths += process.wait() != 0
    assert deaths
    assert reading(killed, folder).wait() == 0
    assert content(killed) == content(whole)
    assert len(content(whole)["snapshots"]) == PAGES
