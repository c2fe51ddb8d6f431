"""A process killed while it reads loses nothing but time."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from threads.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
PAGES, KILLS = 500, 20
# Says a line when it begins, and one for each page that it is done with.
READ = """
import sys
from threads.ingest import read_pages
from threads.sources import open_pages
from threads.store import Store
print("begins", flush=True)
with Store(sys.argv[1]) as store:
    read_pages(store, open_pages([sys.argv[2]]), lambda name: print(name, flush=True))
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
    command = [sys.executable, "-c", READ, str(db), str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def read(db: Path, folder: Path) -> None:
    """Read to the end."""
    process = reading(db, folder)
    said, _ = process.communicate()
    assert process.returncode == 0
    assert len(said.splitlines()) == 1 + PAGES


def kill(db: Path, folder: Path, after: int, delay: float) -> bool:
    """Kill a reading some time after it is done with so many pages; tell whether it was at work."""
    with reading(db, folder) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(1 + after)]
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    return process.returncode == -signal.SIGKILL and len(said) <= PAGES


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
    """The first kill strikes while the database is made, the others all along the reading."""
    folder = pages(tmp_path / "pages")
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    start, chance = time.monotonic(), random.Random(4)
    read(whole, folder)
    a_page = (time.monotonic() - start) / PAGES
    moments = [0, *sorted(chance.sample(range(1, PAGES * 9 // 10), KILLS - 1))]
    struck = [kill(killed, folder, after, chance.uniform(0, 2 * a_page)) for after in moments]
    assert struck == [True] * KILLS
    read(killed, folder)
    assert content(killed) == content(whole)
    assert len(content(whole)["snapshots"]) == PAGES
    assert len(content(whole)["versions"]) == PAGES // 3
