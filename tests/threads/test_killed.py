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
SAMPLE = ROOT / "tests" / "threads" / "cases" / "text" / "legacy_flat.txt"
TITLE, WORDS = "City Council Wants Every Lamp Post To Count Pedestrians", "public hearing"
TIMES = {"first_read", "read_at"}


def pages(folder: Path) -> Path:
    """Write pages, every third of which is a later state of the one before."""
    folder.mkdir()
    sample = SAMPLE.read_text("utf-8")
    assert TITLE in sample
    assert WORDS in sample
    for number in range(PAGES):
        later = number % 3 == 2
        text = sample.replace(TITLE, f"Lamp Post Number {number - later}")
        text = text.replace("sensors that count", f"sensor {(number - later) * 7919} that counts")
        text = text.replace(WORDS, "city's own hearing") if later else text
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
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
    assert len(content(whole)["versions"]) == PAGES // 3
