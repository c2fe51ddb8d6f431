"""Tables as CSV, JSON lines and Parquet, and the flat one: nothing lost, others can read them."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from reports.exports import row_files
from reports.exports.flat import FLAT
from reports.exports.row_files import read_csv
from reports.exports.tables import write_flat, write_tables
from tests.reports import exported
from tests.reports.fixture_thread import ARTICLE
from threads.errors import RejoinderError
from threads.schema import TABLES
from threads.store import Store

Rows = list[dict[str, Any]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with exported.build(tmp_path / "hostile.db") as opened:
        yield opened


def ids(store: Store) -> list[str]:
    return [article.id for article in store.articles()]


def stored(store: Store, table: str) -> Rows:
    return store.query(f"SELECT * FROM {table}")


def in_order(rows: Rows, names: tuple[str, ...]) -> list[str]:
    return sorted(json.dumps([row[name] for name in names]) for row in rows)


def from_jsonl(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def from_parquet(path: Path) -> Rows:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    found: Rows = parquet.read_table(path).to_pylist()
    return found


READERS = {"csv": read_csv, "jsonl": from_jsonl, "parquet": from_parquet}


@pytest.mark.parametrize("form", READERS)
def test_every_table_comes_back_as_it_was(store: Store, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = write_tables(store, ids(store), tmp_path / "out", form)
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{t}.{form}" for t in TABLES)
    for name, table in TABLES.items():
        found = list(READERS[form](out / f"{name}.{form}"))
        assert in_order(found, table.names) == in_order(stored(store, name), table.names), name


@pytest.mark.parametrize("form", READERS)
def test_the_flat_file_is_the_same_in_every_form(store: Store, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    found = list(READERS[form](write_flat(store, ids(store), tmp_path / f"flat.{form}")))
    plain = from_jsonl(write_flat(store, ids(store), tmp_path / "plain.jsonl"))
    assert found == plain
    texts = {row["comment_id"]: row["text"] for row in found}
    assert texts == {row["id"]: row["text"] for row in stored(store, "comments")}


def test_a_flat_row_has_edge_scores_and_chain(store: Store, tmp_path: Path) -> None:
    found = from_jsonl(write_flat(store, [ARTICLE], tmp_path / "flat.jsonl"))
    chains = {row["root_comment_id"]: row for row in stored(store, "chains")}
    sentiment = {row["comment_id"]: row["compound"] for row in stored(store, "sentiment")}
    by_id = {row["comment_id"]: row for row in found}
    assert [row["position"] for row in found] == sorted(row["position"] for row in found)
    for row in found:
        root = row
        while root["parent_id"]:
            root = by_id[root["parent_id"]]
        assert row["chain_root"] == root["comment_id"]
        assert row["chain_heat"] == chains[root["comment_id"]]["heat"]
        assert row["sentiment"] == sentiment.get(row["comment_id"])


def test_only_the_articles_named(store: Store, tmp_path: Path) -> None:
    out = write_tables(store, [ARTICLE], tmp_path / "one", "csv")
    assert [row["id"] for row in read_csv(out / "articles.csv")] == [ARTICLE]
    assert {row["article_id"] for row in read_csv(out / "comments.csv")} == {ARTICLE}
    assert list(read_csv(out / "runs.csv")) == stored(store, "runs")


def test_empty_and_null_are_told_apart(tmp_path: Path) -> None:
    with row_files.csv_file(tmp_path / "x.csv", TABLES["versions"]) as put:
        row = {"comment_id": "", "snapshot_id": 1, "author": None, "subject": "", "text": ""}
        put({**row, "state": "present", "flagged": None})
    (found,) = read_csv(tmp_path / "x.csv")
    assert (found["author"], found["subject"], found["text"]) == (None, "", "")


def test_pandas_reads_them(store: Store, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    flat = pandas.read_csv(write_flat(store, ids(store), tmp_path / "flat.csv"))
    assert list(flat.columns) == list(FLAT.names)
    assert len(flat) == len(stored(store, "comments"))
    assert flat["sentiment"].dtype == "float64"
    lines = pandas.read_json(write_flat(store, [ARTICLE], tmp_path / "flat.jsonl"), lines=True)
    frame = pandas.DataFrame(read_csv(tmp_path / "flat.csv"))
    assert lines["text"].tolist() == frame[frame["article_id"] == ARTICLE]["text"].tolist()


def test_duckdb_reads_them(store: Store, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    count = len(stored(store, "comments"))
    for form in ("csv", "jsonl"):
        path = write_flat(store, ids(store), tmp_path / f"flat.{form}")
        reader = "read_csv" if form == "csv" else "read_json"
        sql = f"SELECT count(*), count(sentiment), max(position) FROM {reader}('{path}')"
        rows = duckdb.sql(sql).fetchall()
        scored = len(stored(store, "sentiment"))
        assert rows == [(count, scored, max(r["position"] for r in stored(store, "comments")))]


def test_parquet_keeps_types(store: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    schema = parquet.read_schema(write_flat(store, ids(store), tmp_path / "flat.parquet"))
    kinds = {name: str(schema.field(name).type) for name in ("text", "position", "sentiment")}
    assert kinds == {"text": "string", "position": "int64", "sentiment": "double"}
    assert not schema.field("text").nullable
    assert schema.field("sentiment").nullable


def test_without_pyarrow_it_says_what_to_install(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RejoinderError, match=r"needs the library pyarrow.*rejoinder\[parquet\]"):
        write_flat(store, ids(store), tmp_path / "flat.parquet")
    assert not [path for path in tmp_path.iterdir() if ".db" not in path.name]


@pytest.mark.parametrize("name", ["file/tables", "file", "folder"])
def test_a_place_that_can_not_be_written_to(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / "stance.csv").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RejoinderError, match="cannot be written"):
        write_tables(store, ids(store), tmp_path / name, "csv")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_failure_halfway_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    out = write_flat(store, ids(store), tmp_path / "flat.csv")
    before = out.read_bytes()

    def stop(title: str) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(RejoinderError, match="No space left"):
        write_flat(store, ids(store), out, stop)
    assert out.read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))


def test_endings_that_do_not_fit(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RejoinderError, match=r"end it in \.csv, \.jsonl, \.parquet"):
        write_flat(store, ids(store), tmp_path / "flat.xlsx")
    with pytest.raises(RejoinderError, match=r"--to flat -o all\.csv"):
        write_tables(store, ids(store), tmp_path / "all.csv", "csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "its heading is none"),
        ("", "its heading is none"),
        (",".join(TABLES["sentiment"].names) + "\nx,y,z,1\n", "line 2: a number is none"),
        (",".join(TABLES["sentiment"].names) + "\nx\n", "line 2: 1 cells in place of 4"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "x.csv").write_text(content)
    with pytest.raises(RejoinderError, match=said):
        list(read_csv(tmp_path / "x.csv"))
    with pytest.raises(RejoinderError, match="No such file"):
        list(read_csv(tmp_path / "none.csv"))


def test_cells_longer_than_the_csv_module_expects(tmp_path: Path) -> None:
    long = "x" * 200_000
    with row_files.csv_file(tmp_path / "x.csv", TABLES["article_keys"]) as put:
        put({"key": long, "article_id": "a"})
    before = csv.field_size_limit()
    assert [row["key"] for row in read_csv(tmp_path / "x.csv")] == [long]
    assert csv.field_size_limit() == before, "the limit is the whole process's"


def test_a_spreadsheet_opens_it_and_runs_nothing(store: Store, tmp_path: Path) -> None:
    if not (program := shutil.which("ssconvert")):
        pytest.skip("ssconvert, of the spreadsheet Gnumeric, is not installed")
    bait = tmp_path / "bait.csv"
    bait.write_text("=1+1\n")  # it does run what is not guarded
    flat = write_flat(store, ids(store), tmp_path / "flat.csv")
    for path, expected in ((bait, 1), (flat, 0)):
        opened = path.with_suffix(".gnumeric")
        subprocess.run([program, path, opened], check=True, capture_output=True)
        # It writes U+FFFE as it is, which no parser takes.
        parser = etree.XMLParser(recover=True, huge_tree=True)
        book = etree.fromstring(gzip.decompress(opened.read_bytes()), parser)
        cells = book.iter("{*}Cell")
        kinds = [(cell.get("ValueType"), cell.text or "") for cell in cells]
        assert kinds
        assert sum(kind is None for kind, _ in kinds) == expected  # formulas have no type


def test_the_csv_is_what_the_standard_library_reads_too(store: Store, tmp_path: Path) -> None:
    out = write_tables(store, ids(store), tmp_path / "out", "csv")
    with (out / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert "'=1+1" in titles
