"""``rejoinder analyze``: rows in, and nothing done twice."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest
from bs4 import BeautifulSoup

from analyzers.article_split import SEED
from analyzers.engine_choice import CHOICES
from analyzers.run import AnalyzeSummary
from rejoinder.commands import analyze, run
from rejoinder.summaries import tell_analyzed
from reports.facts import percent
from tests.rejoinder.conftest import Cli
from tests.rejoinder.test_read import count
from threads.store import Store


def test_every_comment_is_scored_and_a_second_run_does_nothing(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("analyze", "o.db")
    assert (result.exit_code, result.stdout) == (0, "")
    chains = count("o.db", "chains")
    told = f"1 article analyzed: 52 comments scored, {chains} chains\n"  # one is in German
    assert result.stderr.startswith(told)
    assert "rows" not in result.stderr
    assert count("o.db", "sentiment") == count("o.db", "stance") == 52
    assert chains > 0
    runs = count("o.db", "runs")
    again = cli("analyze", "o.db")
    assert again.stderr == "nothing to do: 1 article up to date\n"
    assert count("o.db", "runs") == runs


def test_the_split_is_in_the_database_and_in_the_heading(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    cli("analyze", "o.db", "--engine", "fast")
    with closing(sqlite3.connect("o.db")) as db:
        db.row_factory = sqlite3.Row
        (row,) = map(dict, db.execute("SELECT * FROM article_split"))
        (run,) = db.execute("SELECT parameters FROM runs WHERE analyzer = 'split'")
    assert (row["comments"], row["errors_of"]) == (52, "fast 3")
    assert row["support"] + row["neutral"] + row["oppose"] == pytest.approx(1, abs=1e-9)
    assert json.loads(run[0])["seed"] == SEED
    shown = " ".join(cli("show", "o.db").stdout.split())
    assert f"{row['persons']} persons and these labels are too little to say" in shown
    assert f"to {percent(row['support_high'])} support the article" in shown


def test_a_comment_in_another_language_is_left_unscored_and_counted(
    cli: Cli, doorbells: Path
) -> None:
    cli("read", "o.db", doorbells)
    told = cli("analyze", "o.db").stderr.splitlines()
    assert "1 comment left unscored, being in another language than English" in told
    shown = cli("show", "o.db").stdout
    assert "not scored: 1 in German" in shown
    assert shown.count("· in German, not scored") == 1


def test_comments_that_only_quote_are_left_unscored_and_counted(cli: Cli) -> None:
    bench = "The bench by the ferry is gone, and nobody in the town hall knows who took it away."
    said = (("u0", None, bench), ("u1", "u0", "Ask the harbour master."), ("u2", "u1", bench))
    lines = [
        {"id": name, "conversation_id": "u0", "speaker": name, "text": text, "reply-to": parent}
        for name, parent, text in said
    ]
    Path("bench.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    cli("read", "o.db", "bench.jsonl")
    told = cli("analyze", "o.db", "--engine", "fast").stderr.splitlines()
    assert told[:2] == [
        "1 article analyzed: 1 comment scored, 1 chain",
        "1 comment left unscored, holding nothing but quotations",
    ]
    assert "quotations" not in cli("analyze", "o.db").stderr
    assert "not scored: 1 without words of their own" in cli("show", "o.db").stdout
    cli("report", "o.db", "-o", "r.html")
    page = BeautifulSoup(Path("r.html").read_text("utf-8"), "html.parser")
    said_of = " ".join(page.select_one("dl.sure").get_text().split())  # type: ignore[union-attr]
    assert "as it holds nothing but what the article or another comment says: 1 comment." in said_of


def test_comments_of_nothing_but_quotes_are_told(cli: Cli) -> None:
    said = "The council has voted for a new timetable of the ferry, by six to three."
    line = {"conversation_id": "a", "timestamp": 1_600_000_000, "meta": {"title": "Ferry"}}
    lines = [
        {**line, "id": "a", "speaker": "Host", "text": said, "reply-to": None},
        {**line, "id": "b", "speaker": "Ann", "text": said, "reply-to": "a"},
    ]
    Path("ferry.jsonl").write_text("\n".join(map(json.dumps, lines)))
    cli("read", "o.db", "ferry.jsonl")
    assert "stances: not scored yet" in cli("show", "o.db").stdout
    told = cli("analyze", "o.db").stderr
    assert "1 comment left unscored, holding nothing but quotations\n" in told
    shown = cli("show", "o.db").stdout
    assert "stances: none: no comment has words of its own that could be scored" in shown
    refused = cli("audit", "sample", "o.db", "-o", "labels.csv").stderr
    assert refused == (
        "rejoinder: o.db: no comment has a stance (there is none that could be scored)\n"
    )


def test_only_the_analyzer_named(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    assert cli("analyze", "o.db", "--only", "sentiment").exit_code == 0
    assert (count("o.db", "sentiment"), count("o.db", "stance")) == (52, 0)


def test_the_rows_of_each_analyzer_are_told_who_asks(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    told = cli("analyze", "o.db", "--engine", "fast", "--verbose").stderr.splitlines()
    assert told[-1].startswith("rows: language 53, sentiment 52, stance 52, ")
    again = cli("analyze", "o.db", "--verbose")
    assert again.stderr == "nothing to do: 1 article up to date\n"


def test_what_ran_is_named_where_it_is_no_stance(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    told = cli("analyze", "o.db", "--only", "sentiment").stderr
    assert told.startswith("1 article analyzed: language, sentiment\n")
    cli("analyze", "o.db", "--engine", "fast")
    told = cli("analyze", "o.db", "--target", "Dinglet").stderr
    named = count("o.db", "target_stance")
    assert told == f"1 article analyzed: {named} stances towards targets\n"


def test_an_unknown_analyzer_is_answered_with_the_nearest(cli: Cli, analyzed: Path) -> None:
    result = cli("analyze", analyzed, "--only", "sentimant")
    assert result.exit_code == 1
    assert "no analyzer is called “sentimant” (did you mean sentiment?)" in result.stderr


def test_a_missing_database_is_not_made(cli: Cli) -> None:
    result = cli("analyze", "none.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("rejoinder: none.db: no such database")
    assert not Path("none.db").exists()


def test_an_empty_database(cli: Cli) -> None:
    Store("o.db").close()
    result = cli("analyze", "o.db")
    assert (result.exit_code, result.stderr) == (0, "no article to analyze\n")


def test_the_engine_asked_for_is_the_one_that_judges(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("analyze", "o.db", "--engine", "fast")
    assert result.stderr.splitlines()[-1] == "stances by the engine fast: as asked"
    assert cli("analyze", "o.db").stderr == "nothing to do: 1 article up to date\n"


def test_auto_says_which_engine_it_took_and_why(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    last = cli("analyze", "o.db").stderr.splitlines()[-1]
    assert last.startswith("stances by the engine ")
    assert "neural" in last


def test_an_engine_that_nobody_knows_is_wrong_usage(cli: Cli) -> None:
    result = cli("analyze", "o.db", "--engine", "slow")
    assert result.exit_code == 2
    assert "'auto', 'neural', 'fast'" in result.stderr


@pytest.mark.parametrize("command", [analyze.command, run.command])
def test_every_engine_can_be_asked_for(command: click.Command) -> None:
    (option,) = [one for one in command.params if one.name == "engine"]
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == CHOICES


def test_thousands_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {"stance": 19_999, "chains": 1}
    summary = AnalyzeSummary(articles=1, analyzed=1, kept=1, rows=rows, unscored=1_200, wordless=1)
    tell_analyzed(summary)
    assert capsys.readouterr().err == (
        "1 article analyzed: 19,999 comments scored, 1 chain\n"
        "1,200 comments left unscored, being in another language than English\n"
        "1 comment left unscored, holding nothing but quotations\n"
    )
