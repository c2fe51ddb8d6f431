"""Watches that are killed: what they told isn't told again, and nothing stays untold."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.rejoinder.watching.conftest import show
from tests.rejoinder.watching.growing import Growing
from tests.threads.server import Site

ROOT = Path(__file__).resolve().parents[3]
KILLS = 6
NAMES = ("Ann", "Bob", "Cem")


def start(db: Path, address: str, *options: str, out: Path) -> subprocess.Popen[bytes]:
    words = ["watch", str(db), address, "--delay", "0", "--json", *options]
    with out.open("ab") as stdout:
        return subprocess.Popen(
            [sys.executable, "-m", "rejoinder", *words],
            cwd=ROOT,
            stdout=stdout,
            stderr=subprocess.PIPE,
        )


def finish(db: Path, address: str, *options: str, out: Path) -> str:
    process = start(db, address, "--once", *options, out=out)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()
    return said.decode()


def told(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_each_event_is_told_once_however_often_the_watch_is_killed(
    site: Site, thread: Growing, tmp_path: Path
) -> None:
    """The thread grows before each start, and each start but the last is killed at some moment."""
    db, out, chance = tmp_path / "w.db", tmp_path / "out.jsonl", random.Random(7)
    address = show(site, thread)
    finish(db, address, out=out)
    victims = [f"Victim {number}" for number in range(KILLS)]
    for victim in victims:
        thread.quarrel(victim, NAMES)
        show(site, thread)
        process = start(db, address, out=out)
        time.sleep(chance.uniform(0.2, 3.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    finish(db, address, out=out)
    events = told(out)
    # A kill between telling an event and noting it repeats that one, which says so.
    again = [event["id"] for event in events if event["again"]]
    once = [event["id"] for event in events if not event["again"]]
    assert len(once) == len(set(once))
    assert len(again) == len(set(again)) <= KILLS
    with sqlite3.connect(db) as connection:
        kept = {name for (name,) in connection.execute("SELECT id FROM events")}
    assert {event["id"] for event in events} == kept
    assert {event["author"] for event in events} >= set(victims[:2])
    assert finish(db, address, out=out) == ""
    assert told(out) == events


@pytest.mark.skipif(os.name != "posix", reason="it is a shell that kills its parent")
def test_the_event_in_hand_is_told_again_and_says_so(
    site: Site, thread: Growing, tmp_path: Path
) -> None:
    """The command has the event when it kills the watch, which can't have noted that."""
    db, out, done = tmp_path / "w.db", tmp_path / "out.jsonl", tmp_path / "done.jsonl"
    address = show(site, thread)
    finish(db, address, out=out)
    thread.quarrel("Vic", NAMES)
    show(site, thread)
    keep = tmp_path / "keep"
    keep.write_text(f'#!/bin/sh\ncat >> "{done}"\n')
    kill = tmp_path / "kill"
    kill.write_text(f'#!/bin/sh\ncat >> "{done}"\nkill -9 $PPID\n')
    for script in (keep, kill):
        script.chmod(0o700)
    process = start(db, address, "--exec", str(kill), out=out)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    finish(db, address, "--exec", str(keep), out=out)
    assert [(e["kind"], e["again"]) for e in told(out)] == [("heat", False), ("newcomer", False)]
    assert [(e["kind"], e["again"]) for e in told(done)] == [
        ("heat", False),
        ("heat", True),
        ("newcomer", False),
    ]


def test_ctrl_c_leaves_what_is_done(site: Site, thread: Growing, tmp_path: Path) -> None:
    db, out = tmp_path / "w.db", tmp_path / "out.jsonl"
    address = show(site, thread)
    process = start(db, address, out=out)
    assert process.stderr
    assert b"watching" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.decode().split() == ["rejoinder:", "interrupted"]
    thread.quarrel("Vic", NAMES)
    show(site, thread)
    finish(db, address, out=out)
    assert [event["kind"] for event in told(out)] == ["heat", "newcomer"]
