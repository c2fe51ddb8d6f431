"""``rejoinder chains``: ranked, filtered, and laid out for the terminal."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rejoinder.terminal import cells
from tests.rejoinder.conftest import Cli


def found(cli: Cli, *words: object) -> list[dict[str, Any]]:
    chains: list[dict[str, Any]] = json.loads(cli("chains", *words, "--json").stdout)
    return chains


@pytest.mark.parametrize(
    ("sort", "column"),
    [("size", "comments"), ("split", "split"), ("heat", "heat"), ("recency", "ended_at")],
)
def test_chains_are_ranked(cli: Cli, analyzed: Path, sort: str, column: str) -> None:
    chains = json.loads(cli("chains", analyzed, "doorbell", "--sort", sort, "--json").stdout)
    values = [chain[column] for chain in chains]
    assert values == sorted(values, reverse=True)
    assert sum(chain["comments"] for chain in chains) == 53
    shown = cli("chains", analyzed, "doorbell", "--sort", sort).stdout
    lines, moves = (part.splitlines() for part in shown.split("\n\n"))
    assert moves[0].startswith("opinion: ")
    assert any(line.startswith("reciprocity: ") for line in moves)
    assert "opinion: " not in cli("chains", analyzed, "--sort", sort).stdout
    assert [line.split()[0] for line in lines[1:]] == [f"#{c['position']}" for c in chains]


@pytest.mark.parametrize("columns", [None, 50, 120])
def test_what_is_told_of_an_article_fits_the_terminal(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch, columns: int | None
) -> None:
    if columns:
        monkeypatch.setenv("COLUMNS", str(columns))
    _, _, told = cli("chains", analyzed, "doorbell").stdout.rpartition("\n\n")
    width = columns or 80
    assert width - 15 < max(map(len, told.splitlines())) <= width
    assert " ".join(told.split()).count(": ") >= 3


def test_a_comment_that_nobody_answered_is_not_said_to_be_of_one_mind(
    cli: Cli, analyzed: Path
) -> None:
    lines = cli("chains", analyzed, "Forty-One").stdout.splitlines()
    (lone,) = (line for line in lines if line.lstrip().startswith("#45 "))
    assert lone.split()[-11:-2] == ["1", "1", "1", *"––––––"]


def test_chains_of_several_articles_say_which(cli: Cli, analyzed: Path) -> None:
    heading, *lines = cli("chains", analyzed).stdout.splitlines()
    assert heading.split()[:2] == ["article", "chain"]
    for beginning in {line.split()[0] for line in lines}:
        assert cli("show", analyzed, beginning).exit_code == 0


def test_chains_before_analysis_say_what_to_do(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("chains", "o.db")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "run first: rejoinder analyze o.db" in result.stderr


def test_what_is_advised_can_be_pasted(cli: Cli, doorbells: Path) -> None:
    cli("read", "my pages.db", doorbells, doorbells.with_name("ebooks.html"))
    for words in (["chains"], ["compare"], ["targets"], ["audit", "sample"]):
        more = ["-o", "sheet.csv"] if words[-1] == "sample" else []
        result = cli(*words, "my pages.db", *more)
        assert "rejoinder analyze 'my pages.db'" in " ".join(result.stderr.split()), words
    assert "rejoinder articles 'my pages.db'" in cli("show", "my pages.db").stderr


def test_an_analyzed_article_without_comments_has_no_chains(cli: Cli, doorbells: Path) -> None:
    page = doorbells.read_text("utf-8")
    body = page[: page.index("Reader Comments")] if "Reader Comments" in page else page
    Path("bare.html").write_text(body, "utf-8")
    cli("read", "o.db", "bare.html")
    cli("analyze", "o.db")
    assert cli("chains", "o.db").stderr == "rejoinder: no chains\n"


def test_an_unknown_order_is_wrong_usage(cli: Cli, analyzed: Path) -> None:
    assert cli("chains", analyzed, "--sort", "colour").exit_code == 2


def test_json_has_every_column_of_the_table(cli: Cli, analyzed: Path) -> None:
    with closing(sqlite3.connect(analyzed)) as db:
        columns = {row[1] for row in db.execute("PRAGMA table_info(chains)")}
        rows = db.execute("SELECT id, flip_comment_id FROM chains").fetchall()
    chains = found(cli, analyzed)
    assert all(columns <= chain.keys() for chain in chains)
    assert {(chain["id"], chain["flip_comment_id"]) for chain in chains} == set(rows)
    assert all(chain["text"] and chain["position"] for chain in chains)


def test_chains_that_meet_conditions(cli: Cli, analyzed: Path) -> None:
    every = found(cli, analyzed)
    where = ("--where", "size>=5", "--where", "heat > 0.1")
    met = found(cli, analyzed, *where)
    assert met == [one for one in every if one["comments"] >= 5 and one["heat"] > 0.1]
    assert 0 < len(met) < len(every)
    lines = cli("chains", analyzed, *where).stdout.splitlines()
    assert [line.split()[1] for line in lines[1:]] == [f"#{one['position']}" for one in met]
    assert "opinion: " not in cli("chains", analyzed, "doorbell", *where).stdout


def test_only_the_first_are_shown_and_that_is_said(cli: Cli, analyzed: Path) -> None:
    result = cli("chains", analyzed, "--limit", 3)
    assert len(result.stdout.splitlines()) == 4
    assert result.stderr == f"rejoinder: 3 of {len(found(cli, analyzed))} chains\n"
    assert found(cli, analyzed, "--limit", 3) == found(cli, analyzed)[:3]
    assert cli("chains", analyzed, "--limit", 300).stderr == ""


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("haet>1", "--where “haet>1”: chains have no column “haet” (did you mean heat?)"),
        ("size>5; DROP TABLE chains", "“5; DROP TABLE chains” is no number"),
        ("\x1b[2J>5", "chains have no column “␛[2J”"),
    ],
)
def test_a_condition_that_is_none(cli: Cli, analyzed: Path, where: str, said: str) -> None:
    result = cli("chains", analyzed, "--where", where)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_no_chain_that_meets_a_condition(cli: Cli, analyzed: Path) -> None:
    result = cli("chains", analyzed, "--where", "author=\x1b[2J")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "rejoinder: no chain meets this: author=␛[2J\n"
    assert found(cli, analyzed, "--where", "size>500") == []


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("words", [(), ("doorbell",), ("--sort", "recency")])
def test_the_table_fits_and_a_chain_takes_three_lines_at_most(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = cli("chains", analyzed, *words).stdout.split("\n\n")[0].splitlines()
    assert max(map(cells, lines)) <= width
    assert len(lines) - 1 <= (1 if width > 120 else 3) * len(found(cli, analyzed, *words))
    assert ("last comment" in lines[0]) == (width > 120 or "recency" in words)
    assert all(line == line.rstrip() for line in lines)
