"""A thread in German from page to report: it is told, and no figure is made of nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.rejoinder.conftest import Cli

ARTICLE = "Die Stadt will tausend neue Leihräder kaufen und damit die Straßen entlasten."
SAID = [  # parent's number (0: the article), words
    (0, "Warum soll die Stadt das alles bezahlen, wenn niemand die Leihräder benutzt?"),
    (1, "Das stimmt nicht, ich fahre jeden Tag damit zur Arbeit und wieder zurück."),
    (2, "Genau so!"),
    (0, "Endlich wird einmal etwas für die Leute ohne Auto getan, vielen Dank dafür."),
    (4, "Wer soll das nachher warten? Die Werkstatt hat schon heute keine Leute."),
    (0, "Super!"),
]


@pytest.fixture
def german(cli: Cli, tmp_path: Path) -> str:
    """A database of the thread, analyzed with a target that all of it names."""
    lines = [utterance(0, None, ARTICLE, title="Tausend Leihräder")]
    lines += [utterance(n, parent, words) for n, (parent, words) in enumerate(SAID, 1)]
    Path("german.jsonl").write_text("\n".join(lines), "utf-8")
    Path("targets.toml").write_text('[[target]]\nname = "Stadt"\n', "utf-8")
    assert cli("read", "o.db", "german.jsonl").exit_code == 0
    return "o.db"


def utterance(number: int, parent: int | None, words: str, **meta: str) -> str:
    answered = None if parent is None else f"u{parent}"
    said = {"id": f"u{number}", "conversation_id": "u0", "speaker": f"P{number}", "text": words}
    return json.dumps({**said, "reply-to": answered, "meta": meta})


def test_none_of_it_is_scored_and_that_is_said(cli: Cli, german: str) -> None:
    told = cli("analyze", german, "--targets", "targets.toml")
    assert told.exit_code == 0
    assert "6 comments left unscored, being in another language than English" in told.stderr
    assert "engine" not in told.stderr, "no stance was judged by any"
    with sqlite3.connect(german) as db:
        for table in ("sentiment", "stance", "target_stance"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert db.execute("SELECT DISTINCT split, heat, sentiment FROM chains").fetchall() == [
            (None, None, None)
        ]


def test_the_terminal_shows_it_without_figures(cli: Cli, german: str) -> None:
    cli("analyze", german)
    shown = cli("show", german).stdout
    assert "not scored: 4 in German, 2 in a language that can't be told" in shown
    assert "stances:" not in shown
    assert shown.count("· in German, not scored") == 4
    chains = cli("chains", german).stdout.splitlines()[1:]
    assert len([line for line in chains if line.split()[-6:] == ["–"] * 6]) == 3


def test_the_report_shows_the_tree_and_no_bars_of_nothing(cli: Cli, german: str) -> None:
    cli("analyze", german)
    assert cli("report", german, "-o", "report.html").exit_code == 0
    soup = BeautifulSoup(Path("report.html").read_text("utf-8"), "lxml")
    told = " ".join(soup.get_text(" ").split())
    assert "none could be scored for its stance" in told
    assert "4 comments in German and 2 in a language that can't be told." in told
    drawn = [plot["id"] for plot in soup.select(".plot")]
    assert drawn == ["figure-tree", "figure-voices"], "neither needs a score"
    for row in soup.select("#chains ~ div tbody tr"):
        cells = [cell.get_text(strip=True) for cell in row.select("td")]
        assert cells[3:] == ["–"] * 7
