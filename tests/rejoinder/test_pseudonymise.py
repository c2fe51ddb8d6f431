from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli
from threads.schema import TABLES

KEY = "ab" * 32
READ = ("articles", "comments", "snapshots")
PROGRAMS = ("language", "sentiment", "stance", "chains", "paths", "article_split", "camps")


@pytest.fixture
def shared(cli: Cli, analyzed: Path) -> Path:
    """The examples without names, with a key of our own."""
    Path("secret.key").write_text(KEY, "ascii")
    Path("secret.key").chmod(0o600)
    made = cli("pseudonymise", analyzed, "-o", "shared.db", "--key", "secret.key")
    assert made.exit_code == 0, made.stderr
    assert made.stdout == "shared.db\n"
    return Path("shared.db")


def names_of(db: Path) -> set[str]:
    with closing(sqlite3.connect(db)) as connection:
        sql = "SELECT author FROM comments UNION SELECT author FROM articles"
        found = {name for (name,) in connection.execute(sql) if name}
    assert len(found) > 20
    return found - {"Anonymous Coward"}


def rows(db: Path, table: str) -> list[tuple[object, ...]]:
    """Give what is measured of a table: all but texts, in an order that hangs on no id."""
    numbers = [c.name for c in TABLES[table].columns if not c.kind.startswith("TEXT")]
    with closing(sqlite3.connect(db)) as connection:
        return sorted(connection.execute(f"SELECT {', '.join(numbers)} FROM {table}"), key=repr)


def test_no_name_is_in_the_file(analyzed: Path, shared: Path) -> None:
    data = shared.read_bytes().decode("utf-8", "replace").lower()
    assert {name for name in names_of(analyzed) if name.lower() in data} == set()
    assert "anonymous coward" in data


def test_what_was_analyzed_stays(cli: Cli, analyzed: Path, shared: Path) -> None:
    for table in PROGRAMS:
        assert rows(shared, table) == rows(analyzed, table), table
        assert rows(shared, table), table
    assert "nothing to do: 2 articles up to date" in cli("analyze", shared).stderr


def test_every_command_works_on_it(cli: Cli, analyzed: Path, shared: Path) -> None:
    names = names_of(analyzed)
    for words in (
        ("articles", shared),
        ("show", shared, "doorbell", "--evidence"),
        ("chains", shared, "doorbell"),
        ("compare", shared),
        ("diff", shared, "doorbell"),
        ("targets", shared),
        ("report", shared, "doorbell", "-o", "report.html", "--data", "report.json"),
        ("report", shared, "doorbell", "-o", "redacted.html", "--redact"),
        ("export", shared, "--to", "convokit", "-o", "corpus.jsonl"),
        ("export", shared, "--to", "gexf", "-o", "net.gexf"),
        ("export", shared, "--to", "csv", "-o", "tables"),
    ):
        result = cli(*words)
        assert result.exit_code == 0, (words, result.stderr)
        assert not [name for name in names if name in result.stdout], words
    for path in ("report.html", "report.json", "corpus.jsonl", "net.gexf", "tables/comments.csv"):
        text = Path(path).read_text("utf-8")
        assert "Person " in text
        assert not [name for name in names if name in text], path


def test_it_can_be_analyzed_anew(cli: Cli, shared: Path) -> None:
    result = cli("analyze", shared, "--engine", "fast", "--target", "Dinglet")
    assert result.exit_code == 0, result.stderr
    assert "2 articles analyzed" in result.stderr
    assert len(rows(shared, "stance")) == 99


def test_no_page_is_read_into_it(cli: Cli, shared: Path, doorbells: Path) -> None:
    before = [rows(shared, table) for table in READ]
    result = cli("read", shared, doorbells)
    assert result.exit_code == 1
    assert "pages would bring back the names" in result.stderr
    assert [rows(shared, table) for table in READ] == before
    assert b"Tollbooth" not in shared.read_bytes()


def test_the_same_key_gives_the_same_people(cli: Cli, analyzed: Path, shared: Path) -> None:
    cli("pseudonymise", analyzed, "-o", "again.db", "--key", "secret.key")
    cli("pseudonymise", analyzed, "-o", "other.db", "--key", "other.key")
    assert names_of(Path("again.db")) == names_of(shared)
    assert names_of(Path("other.db")).isdisjoint(names_of(shared))


def test_a_key_is_made_for_nobody_else_to_read(cli: Cli, analyzed: Path) -> None:
    result = cli("pseudonymise", analyzed, "-o", "shared.db", "--key", "far/away.key")
    assert "new key: far/away.key" in result.stderr
    assert "keep it apart from the copy" in result.stderr
    key = Path("far/away.key")
    assert len(key.read_text("ascii").strip()) == 64
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        key.chmod(0o644)
        again = cli("pseudonymise", analyzed, "-o", "2.db", "--key", key)
        assert "chmod 600 far/away.key" in again.stderr


def test_without_the_option_the_key_is_in_the_users_folder(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("click.get_app_dir", lambda name: str(tmp_path / "config" / name))
    assert cli("pseudonymise", analyzed, "-o", "shared.db").exit_code == 0
    assert (tmp_path / "config" / "rejoinder" / "pseudonyms.key").is_file()


@pytest.mark.parametrize("content", ["", "short", "zz" * 32, KEY[:-2], f"{KEY}\n{KEY}"])
def test_what_is_no_key_is_refused(cli: Cli, analyzed: Path, content: str) -> None:
    Path("bad.key").write_text(content, "ascii")
    result = cli("pseudonymise", analyzed, "-o", "shared.db", "--key", "bad.key")
    assert result.exit_code == 1
    assert "this is no key" in result.stderr
    assert Path("bad.key").read_text("ascii") == content
    assert not Path("shared.db").exists()


def test_a_file_that_is_there_stays_unless_asked(cli: Cli, analyzed: Path) -> None:
    Path("there.db").write_text("mine", "ascii")
    refused = cli("pseudonymise", analyzed, "-o", "there.db", "--key", "k")
    assert refused.exit_code == 1
    assert "it is there already" in refused.stderr
    assert Path("there.db").read_text("ascii") == "mine"
    assert not Path("k").exists()
    Path("there.db-wal").write_text("an old log", "ascii")
    assert cli("pseudonymise", analyzed, "-o", "there.db", "--key", "k", "--replace").exit_code == 0
    assert not Path("there.db-wal").exists()
    itself = cli("pseudonymise", analyzed, "-o", analyzed, "--key", "k", "--replace")
    assert "this is the database itself" in itself.stderr


@pytest.mark.parametrize(
    ("out", "said"), [("no/folder.db", "folder doesn't exist"), (".", "this is a folder")]
)
def test_a_place_that_is_none_is_refused(cli: Cli, analyzed: Path, out: str, said: str) -> None:
    result = cli("pseudonymise", analyzed, "-o", out, "--key", "k")
    assert result.exit_code == 1
    assert said in result.stderr


def test_an_interruption_leaves_nothing(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reports.pseudonymised.making.names_left", interrupt)
    assert cli("pseudonymise", analyzed, "-o", "shared.db", "--key", "k").exit_code != 0
    assert {path.name for path in Path().iterdir()} == {"opinions.db", "k"}


def test_what_was_found_can_be_read_by_a_program(cli: Cli, analyzed: Path) -> None:
    with closing(sqlite3.connect(analyzed)) as connection, connection:
        connection.execute("UPDATE comments SET author = 'Locks' WHERE position = 1")
    result = cli("pseudonymise", analyzed, "-o", "s.db", "--key", "k", "--shorten", "--json")
    told = json.loads(result.stdout)
    assert (told["articles"], told["comments"], told["out"]) == (2, 101, "s.db")
    assert told["left"]["ordinary"] == ["Locks"]
    plain = cli("pseudonymise", analyzed, "-o", "t.db", "--key", "k")
    assert "names that are ordinary words" in plain.stderr
    assert "(1): Locks" in plain.stderr


def test_the_copy_is_not_written_over_the_key(cli: Cli, analyzed: Path) -> None:
    for is_there in (False, True):
        if is_there:
            Path("k").write_text(KEY, "ascii")
        refused = cli("pseudonymise", analyzed, "-o", "k", "--key", "./k", "--replace")
        assert refused.exit_code == 1
        assert "k: the key and the copy can't be one file" in refused.stderr
        assert Path("k").exists() == is_there
    assert Path("k").read_text("ascii") == KEY


def test_json_is_harmless_on_a_terminal(cli: Cli) -> None:
    root = {"id": "r", "conversation_id": "r", "text": "A lock on every door.", "speaker": "Zoe"}
    said = {"id": "a", "conversation_id": "r", "reply-to": "r", "speaker": "\u202eabc"}
    lines = (root, {**said, "text": "So x\u202eabcdefg is a word, and \u202eabc too."})
    Path("t.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    cli("read", "o.db", "t.jsonl")
    result = cli("pseudonymise", "o.db", "-o", "s.db", "--key", "k", "--json")
    assert result.stdout.isascii()
    assert "\u202eabc" in json.loads(result.stdout)["left"]["ordinary"]
