"""``export``: which articles, where to, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rejoinder
from rejoinder import api
from tests.rejoinder.conftest import Cli
from tests.rejoinder.test_views import DOORBELLS


def test_all_articles_as_a_corpus(cli: Cli, analyzed: Path) -> None:
    result = cli("export", analyzed, "--to", "convokit", "-o", "corpus")
    assert (result.exit_code, result.stdout) == (0, "corpus\n")
    conversations = json.loads(Path("corpus", "conversations.json").read_text())
    assert len(conversations) == 2


def test_one_article_as_a_file_and_back(cli: Cli, analyzed: Path) -> None:
    assert cli("export", analyzed, "doorbell", "--to", "convokit", "-o", "d.jsonl").exit_code == 0
    assert [path.name for path in Path().iterdir() if path.suffix != ".db"] == ["d.jsonl"]
    assert cli("read", "again.db", "d.jsonl").exit_code == 0
    before, after = (
        json.loads(cli("show", db, "doorbell", "--json").stdout) for db in (analyzed, "again.db")
    )
    kept = ("id", "position", "author", "posted_at", "subject", "text", "parent_id", "depth")
    assert [[row[k] for k in kept] for row in after] == [[row[k] for k in kept] for row in before]


def test_a_corpus_folder_is_read_as_a_whole(cli: Cli, analyzed: Path) -> None:
    cli("export", analyzed, "--to", "convokit", "-o", "corpus")
    result = cli("read", "again.db", "corpus")
    assert result.exit_code == 0
    assert "2 pages read, 2 articles (2 new), 101 new comments" in result.stderr


def test_the_shape_has_to_be_named(cli: Cli, analyzed: Path) -> None:
    assert cli("export", analyzed, "-o", "x").exit_code == 2
    assert cli("export", analyzed, "--to", "tea", "-o", "x").exit_code == 2


@pytest.mark.parametrize("shape", api.SHAPES)
def test_every_shape_from_the_command_line(cli: Cli, analyzed: Path, shape: str) -> None:
    if shape == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = "flat.csv" if shape == "flat" else f"out-{shape}"
    result = cli("export", analyzed, "doorbell", "--to", shape, "-o", out)
    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    assert Path(out).exists()


def test_help_offers_every_shape(cli: Cli) -> None:
    shown = cli("export", "--help").stdout
    assert f"[{'|'.join(api.SHAPES)}]" in shown.replace("\n", "").replace(" ", "")
    told = [
        line.split()[0] for line in shown.splitlines() if line.startswith("  ") and line.split()
    ]
    assert set(api.SHAPES) <= set(told)  # each on a line of its own


def test_people_instead_of_comments(cli: Cli, analyzed: Path) -> None:
    done = cli("export", analyzed, "doorbell", "--to", "graphml", "--people", "-o", "p.graphml")
    assert done.exit_code == 0
    assert ">Tollbooth<" in Path("p.graphml").read_text("utf-8")
    wrong = cli("export", analyzed, "--to", "csv", "--people", "-o", "x")
    assert wrong.exit_code == 1
    assert "try gexf or graphml" in wrong.stderr


def test_the_csv_is_read_from_python(cli: Cli, analyzed: Path) -> None:
    cli("export", analyzed, "--to", "csv", "-o", "tables")
    with rejoinder.open(analyzed, "look") as store:
        stored = store.query("SELECT * FROM stance")
    assert sorted(map(str, rejoinder.read_csv("tables/stance.csv"))) == sorted(map(str, stored))


def test_failures_are_one_line(cli: Cli, analyzed: Path) -> None:
    Path("file").write_text("in the way")
    for words in (["-o", "file/corpus"], ["-o", "x", "zebra crossing"]):
        result = cli("export", analyzed, "--to", "convokit", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 1


def test_the_same_from_python(analyzed: Path, tmp_path: Path) -> None:
    with rejoinder.open(analyzed, "look") as store:
        done: list[str] = []
        rejoinder.export(store, tmp_path / "c", ["doorbell", "doorb"], progress=done.append)
    assert done == [DOORBELLS]
