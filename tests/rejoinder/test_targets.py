"""``rejoinder targets`` and ``analyze --target``: proposed, remembered, scored."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import rejoinder
from tests.rejoinder.conftest import Cli

FILE = """
[[target]]
name = "the council"
aliases = ["city council", "council"]

[[target]]
name = "doorbells"
aliases = ["doorbell", "camera"]
against = ["snitching"]
"""


def stances(db: str) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(db)) as opened:
        found = opened.execute(
            "SELECT CASE WHEN comment_id IS NULL THEN 'article' ELSE 'comment' END, target"
            " FROM target_stance ORDER BY rowid"
        )
        return list(found)


def remembered(db: str) -> list[str]:
    with closing(sqlite3.connect(db)) as opened:
        return [name for (name,) in opened.execute("SELECT name FROM targets ORDER BY rowid")]


def test_targets_are_proposed_from_article_and_thread(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("targets", "o.db")
    heading, *lines = result.stdout.splitlines()
    assert heading.split() == ["target", "also", "in", "articles", "in", "comments"]
    assert {"doorbells", "police"} <= {line.split()[0] for line in lines}
    assert "to score one: rejoinder analyze o.db --target NAME" in result.stderr
    as_json = json.loads(cli("targets", "o.db", "doorbell", "--json").stdout)
    assert as_json[0].keys() == {"name", "aliases", "in_articles", "in_comments"}
    assert as_json[0]["name"] == lines[0].split("  ")[0]


def test_proposals_as_a_file_are_scored(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    Path("t.toml").write_text(cli("targets", "o.db", "--toml").stdout)
    assert cli("analyze", "o.db", "--targets", "t.toml").exit_code == 0
    assert "doorbells" in remembered("o.db")
    assert ("comment", "doorbells") in stances("o.db")
    assert cli("targets", "o.db", "--scored", "--toml").stdout == Path("t.toml").read_text()


def test_rows_say_who_speaks_of_what_and_how(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    Path("t.toml").write_text(FILE)
    result = cli("analyze", "o.db", "--targets", "t.toml")
    with closing(sqlite3.connect("o.db")) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute("SELECT * FROM target_stance")]
        texts = dict(db.execute("SELECT id, own_text FROM comments"))
        body = db.execute("SELECT id, title || body FROM articles").fetchall()
    assert f", {len(rows)} stances towards targets\n" in result.stderr
    texts |= {row[0]: row[1] for row in body}
    assert {row["target"] for row in rows} == {"the council", "doorbells"}
    for row in rows:
        assert (row["comment_id"] is None) != (row["article_id"] is None)
        assert row["label"] in {"favor", "none", "against"}
        assert -1 <= row["score"] <= 1
        said = texts[row["comment_id"] or row["article_id"]].lower()
        assert any(word in said for word in ("council", "doorbell", "camera", "snitching"))
        for reason in json.loads(row["evidence"])["because"]:
            assert reason["words"].split(", ")[0].split("; ")[0].lower() in said
    assert sum(row["article_id"] is not None for row in rows) == 2


def test_targets_are_remembered(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    cli("analyze", "o.db", "--target", "sheriff")
    before = stances("o.db")
    assert before
    assert cli("analyze", "o.db").stderr == "nothing to do: 1 article up to date\n"
    assert stances("o.db") == before
    added = cli("analyze", "o.db", "--target", "police", "--target", "SHERIFF")
    named = len(stances("o.db"))
    assert added.stderr == f"1 article analyzed: {named} stances towards targets\n"
    assert remembered("o.db") == ["sheriff", "police"]
    Path("t.toml").write_text(FILE)
    cli("analyze", "o.db", "--targets", "t.toml", "--target", "police")
    assert remembered("o.db") == ["the council", "doorbells", "police"]
    assert {target for _, target in stances("o.db")} <= set(remembered("o.db"))


def test_targets_are_forgotten(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    cli("analyze", "o.db", "--target", "sheriff")
    assert cli("analyze", "o.db", "--no-targets").exit_code == 0
    assert remembered("o.db") == stances("o.db") == []
    assert cli("analyze", "o.db", "--no-targets", "--target", "x").exit_code == 2


def test_what_a_target_was_stands_in_the_runs(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    cli("analyze", "o.db", "--target", "sheriff")
    with closing(sqlite3.connect("o.db")) as db:
        (stored,) = db.execute("SELECT parameters FROM runs WHERE analyzer = 'targets'").fetchone()
    assert [target["name"] for target in json.loads(stored)["targets"]] == ["sheriff"]


def test_the_scored_view(cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("t.toml").write_text(FILE)
    cli("analyze", analyzed, "--targets", "t.toml")
    monkeypatch.setenv("COLUMNS", "80")
    heading, *lines = cli("targets", analyzed, "doorbell", "--scored").stdout.splitlines()
    assert heading.split() == ["target", "+", "○", "−", "article", "words"]
    assert max(map(len, lines)) <= 80
    rows = json.loads(cli("targets", analyzed, "doorbell", "--scored", "--json").stdout)
    assert rows[0]["comments"] == rows[0]["favor"] + rows[0]["none"] + rows[0]["against"] > 0
    assert cli("targets", analyzed, "--scored").stdout.split()[0] == "in"


def test_nothing_scored_says_what_to_do(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    result = cli("targets", "o.db", "--scored")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no targets yet; name some: rejoinder analyze o.db --target NAME" in result.stderr
    cli("analyze", "o.db", "--target", "zeppelins")
    assert "found in no comment: zeppelins (or still" in cli("targets", "o.db", "--scored").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--targets", "none.toml"), "none.toml: no such file"),
        (("--targets", "bad.toml"), "bad.toml: not TOML"),
        (("--target", ""), "a target's name is empty"),
        (("--target", "?!"), "a target's name is “?!”"),
        (
            ("--target", "x" * 10_000),
            "a target's name is too long: “xxxxxxxxxxxxxxxxxxxx…”, 10,000",
        ),
    ],
)
def test_what_can_be_no_target_is_one_line_and_changes_nothing(
    cli: Cli, doorbells: Path, words: tuple[str, ...], said: str
) -> None:
    cli("read", "o.db", doorbells)
    Path("bad.toml").write_text("[[target]\nname=")
    result = cli("analyze", "o.db", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert remembered("o.db") == stances("o.db") == []


def test_hostile_names_are_only_names(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    names = ["(a+)+$", "[x", ".*b", "'; DROP TABLE comments; --", "\x1b[2Jx", "x\u202ey", "甘德"]
    assert cli("analyze", "o.db", *(w for n in names for w in ("--target", n))).exit_code == 0
    assert remembered("o.db") == names
    shown = cli("targets", "o.db", "--scored", "--toml").stdout
    assert not {"\x1b", "\u202e"} & set(shown)
    assert json.loads(cli("show", "o.db", "--json").stdout)


def test_from_python(tmp_path: Path, doorbells: Path) -> None:
    with rejoinder.open(tmp_path / "o.db") as store:
        rejoinder.read(store, [str(doorbells)])
        proposed = rejoinder.propose_targets(store, "doorbell")
        first = rejoinder.analyze(store, targets=[proposed[0].target])
        assert first.rows["targets"] > 0
        assert rejoinder.analyze(store).analyzed == 0
        assert rejoinder.analyze(store, targets=[]).rows == {"targets": 0}
