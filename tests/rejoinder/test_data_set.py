"""``analyze --out`` and ``report`` on what it made: the same page as from the database."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli
from tests.rejoinder.test_read import count

pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture
def made(cli: Cli, analyzed: Path) -> Path:
    """Make a data set of both examples, whose people have commented under either."""
    with closing(sqlite3.connect(analyzed)) as db, db:
        somebody = "(SELECT author_id FROM comments WHERE author_id IS NOT NULL LIMIT 1)"
        db.execute(f"UPDATE comments SET author_id = {somebody} WHERE position IN (2, 5, 7)")
    assert cli("analyze", analyzed, "--out", "set").stderr.endswith("2 articles written to set\n")
    return analyzed.parent / "set"


def test_a_report_is_the_same_from_either(cli: Cli, analyzed: Path, made: Path) -> None:
    reports = []
    for db in (analyzed, made):  # on the later article, some of whose people are known
        told = cli("report", db, "forty-one", "-o", "r.html", "--data", "r.json")
        assert told.stdout == "r.html\n"
        reports.append((Path("r.html").read_bytes(), Path("r.json").read_bytes()))
    assert reports[0] == reports[1]
    assert b'"earlier": 1' in reports[0][1]
    for db, out in ((analyzed, "a"), (made, "b")):
        assert cli("report", db, "-o", out).exit_code == 0
    pages = [sorted(path.name for path in Path(out).iterdir()) for out in "ab"]
    assert pages[0] == pages[1]
    assert all(Path("a", one).read_bytes() == Path("b", one).read_bytes() for one in pages[0])


def test_nothing_is_written_twice(cli: Cli, analyzed: Path, made: Path) -> None:
    again = cli("analyze", analyzed, "--out", "set")
    assert again.stderr == "nothing to do: 2 articles up to date\n"


def test_the_database_is_not_written_to(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    told = cli("analyze", "o.db", "--engine", "fast", "--out", "set").stderr.splitlines()
    assert told[0].startswith("1 article analyzed: 52 comments scored")
    assert told[1] == "1 article written to set"
    assert count("o.db", "stance") == count("o.db", "runs") == 0
    assert cli("report", "o.db", "-o", "r.html").exit_code == 1
    assert cli("report", "set", "-o", "r.html").exit_code == 0


def test_duckdb_reads_it_as_the_docs_say(cli: Cli, analyzed: Path, made: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    page = Path(__file__).resolve().parents[2].joinpath("docs", "scale.md").read_text("utf-8")
    (shown,) = (part for part in page.split("```") if part.startswith("sql\n"))
    found = duckdb.sql(shown.removeprefix("sql\n").replace("opinions/", "set/")).fetchall()
    joined = " ".join(
        f"JOIN {name} ON {name}.comment_id = c.id" for name in ("stance", "sentiment")
    )
    sql = (
        "SELECT title, count(*), avg(compound), avg(to_article = 'oppose') FROM articles a"
        f" JOIN comments c ON c.article_id = a.id {joined} GROUP BY a.id ORDER BY 2 DESC"
    )
    with closing(sqlite3.connect(analyzed)) as db:
        expected = db.execute(sql).fetchall()
    assert len(found) == 2
    for (*names, mean, share), (*others, other_mean, other_share) in zip(
        found, expected, strict=True
    ):
        assert names == others
        assert (mean, share) == pytest.approx((other_mean, other_share))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--out", "set", "--only", "sentiment"), "leave out --only"),
        (("--cluster", "tcp://host:8786", "--jobs", "2"), "no --jobs"),
    ],
)
def test_what_does_not_go_together(cli: Cli, analyzed: Path, words: tuple[str], told: str) -> None:
    result = cli("analyze", analyzed, *words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_other_commands_say_what_reads_it(cli: Cli, made: Path) -> None:
    shutil.rmtree(made / "part=000001")
    told = cli("articles", made).stderr
    assert "a data set, no database (rejoinder report reads it, and so does DuckDB)" in told
    assert "no article" in cli("report", made, "doorbell", "-o", "r.html").stderr


def test_a_cluster_that_is_not_there(
    cli: Cli, doorbells: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr("analyzers.cluster._ANSWER", 0.2)
    cli("read", "o.db", doorbells)
    result = cli("analyze", "o.db", "--cluster", "tcp://127.0.0.1:1")
    assert result.exit_code == 1
    assert result.stderr.startswith("rejoinder: tcp://127.0.0.1:1: no Dask scheduler answers")
