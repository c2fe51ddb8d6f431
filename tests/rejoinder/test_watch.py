"""``rejoinder watch`` from the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli


def test_once_over_a_folder_tells_nothing_but_what_is_new(cli: Cli, doorbells: Path) -> None:
    result = cli("watch", "o.db", doorbells, "--once")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "watching" in result.stderr
    assert "2 events there already, not told" in result.stderr
    result = cli("watch", "o.db", doorbells, "--once")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_all_tells_what_is_there_as_lines_and_as_json(cli: Cli, doorbells: Path) -> None:
    lines = cli("watch", "a.db", doorbells, "--once", "--all").stdout.splitlines()
    assert len(lines) == 2
    assert "newcomer  #3 by Marge Ostrander: 3 people disagree" in lines[0]
    assert lines[0].endswith("#c3")
    told = cli("watch", "b.db", doorbells, "--once", "--all", "--json").stdout.splitlines()
    events = [json.loads(line) for line in told]
    assert [(e["kind"], e["comment"], e["figure"], e["threshold"]) for e in events] == [
        ("newcomer", 3, 3.0, 3.0),
        ("newcomer", 4, 3.0, 3.0),
    ]


def test_thresholds_are_options(cli: Cli, doorbells: Path) -> None:
    words = ["--once", "--all", "--json", "--heat", 0.2, "--newcomer", 9, "--pile-on", 0.3]
    told = cli("watch", "o.db", doorbells, *words).stdout.splitlines()
    events = [json.loads(line) for line in told]
    with sqlite3.connect("o.db") as connection:
        measured = connection.execute(
            "SELECT 'heat', heat FROM chains WHERE heat >= 0.2"
            " UNION ALL SELECT 'pile-on', heat_pile_on FROM chains WHERE heat_pile_on >= 0.3"
        ).fetchall()
    assert [(event["kind"], event["figure"]) for event in events] == measured != []


def test_everything_is_scored_so_that_a_report_can_follow(cli: Cli, doorbells: Path) -> None:
    cli("watch", "o.db", doorbells, "--once")
    assert "nothing to do" in cli("analyze", "o.db", "--engine", "fast").stderr


AMOUNTS = ("--every", "--delay", "--heat", "--pile-on", "--burst", "--burst-minutes")


@pytest.mark.parametrize(
    "words",
    [
        ["--every", "5"],
        ["--heat", "0"],
        ["--pile-on", "1.5"],
        ["--burst", "1"],
        ["--newcomer", "1"],
        *([option, "nan"] for option in AMOUNTS),
        *([option, "1e10"] for option in AMOUNTS),
        *([option, "inf"] for option in AMOUNTS),
        ["-"],
        [],
    ],
)
def test_usage(cli: Cli, words: list[str]) -> None:
    sources = [] if not words else ["page.html"]
    result = cli("watch", "o.db", *sources, *words)
    assert result.exit_code == 2
    assert not Path("o.db").exists()


def test_failures_are_lines(cli: Cli, doorbells: Path) -> None:
    result = cli("watch", "o.db", doorbells, "missing.html", "ftp://a.example/", "--once")
    assert result.exit_code == 3
    assert "ftp://a.example/: is ftp:, and only http and https are asked" in result.stderr
    assert "missing.html: no such file or folder" in result.stderr
    assert "watching" in result.stderr
    assert cli("watch", "o.db", "missing.html", "--once").exit_code == 1
