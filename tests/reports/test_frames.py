"""Tables as data frames: every row, every value, and the type that each column really has."""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterator
from typing import Any

import pytest

from reports.exports import frames
from reports.exports.flat import FLAT, flat_rows
from reports.exports.frames import FRAMED, frame, framed
from tests.reports import exported
from tests.reports.fixture_thread import ARTICLE
from threads.declared import Column, Table
from threads.errors import RejoinderError
from threads.schema import TABLES
from threads.store import Store

pandas = pytest.importorskip("pandas", minversion="3", reason="pandas 3 is not installed")

FLAGS = ("1 = has", "1 = hid", "1 = a bare", "1 = sent", "1 = asks", "1 = int", "1 = both")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with exported.build(tmp_path_factory.mktemp("frames") / "hostile.db") as opened:
        yield opened


def ids(store: Store) -> list[str]:
    return [article.id for article in store.articles()]


def times(*texts: str | None) -> list[Any]:
    table = Table("t", "", (Column("posted_at", "TEXT", ""),), pk=())
    return list(framed(table, [{"posted_at": text} for text in texts])["posted_at"])


@pytest.mark.parametrize("table", FRAMED)
def test_no_row_and_no_column_is_lost(store: Store, table: str) -> None:
    found = frame(store, table, ids(store))
    assert list(found.columns) == list(FRAMED[table].names)
    if table == "flat":
        wanted = sum(len(list(flat_rows(store, one))) for one in ids(store))
    else:
        wanted = store.query(f"SELECT count(*) AS n FROM {table}")[0]["n"]
    assert len(found) == wanted


def test_texts_are_as_stored_hostile_ones_too(store: Store) -> None:
    stored = {row["id"]: row["text"] for row in store.query("SELECT id, text FROM comments")}
    found = frame(store, "comments", ids(store))
    assert dict(zip(found["id"], found["text"], strict=True)) == stored


def test_types_are_those_of_the_columns(store: Store) -> None:
    found = frame(store, "flat", ids(store)).dtypes.astype(str)
    assert found[["text", "comment_id", "to_article"]].eq("str").all()
    assert found[["position"]].eq("int64").all()
    assert found[["votes_funny", "depth", "chain_comments"]].eq("Int64").all()
    assert found[["registered", "flagged", "asks", "scored"]].eq("boolean").all()
    assert found[["sentiment", "article_support", "camp_p"]].eq("float64").all()
    assert found["posted_at"] == "datetime64[us]"
    assert frame(store, "snapshots", ids(store)).dtypes["read_at"] == "datetime64[us, UTC]"


@pytest.mark.parametrize("table", FRAMED)
def test_an_empty_frame_has_the_same_types(store: Store, table: str) -> None:
    full, empty = frame(store, table, ids(store)), framed(FRAMED[table], [])
    assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()


def test_null_is_missing_and_nothing_else_is(store: Store) -> None:
    found = frame(store, "flat", [ARTICLE]).set_index("position")
    assert found.loc[[13, 14, 21], "to_parent"].isna().all()
    assert found.loc[1, "registered"] is True or bool(found.loc[1, "registered"])
    assert pandas.isna(found.loc[13, "sentiment"])
    assert found["text"].notna().all()
    assert found.loc[21, "text"] == ""


def test_pages_times_lose_their_zone_and_keep_their_clock() -> None:
    known = times(
        "2015-09-18", "2015-09-18T16:51", "2003-02-25T04:27:00-07:00", "2001-01-01T01:02Z"
    )
    assert [str(one) for one in known] == [
        "2015-09-18 00:00:00",
        "2015-09-18 16:51:00",
        "2003-02-25 04:27:00",
        "2001-01-01 01:02:00",
    ]
    assert [pandas.isna(one) for one in times(None, "soon", "2015-13-45")] == [True] * 3


def test_every_column_that_says_yes_or_no_is_boolean() -> None:
    said = {
        column.name
        for table in TABLES.values()
        for column in table.columns
        if column.kind.startswith("INTEGER") and column.about.startswith(FLAGS)
    }
    assert said == frames.YES_OR_NO


def test_every_column_of_times_is_one() -> None:
    said = {
        column.name
        for table in (*TABLES.values(), FLAT)
        for column in table.columns
        if column.about.startswith(("ISO 8601", "UTC time", "time of"))
    }
    assert said == frames.PAGE_TIMES | frames.OUR_TIMES


def test_json_stays_text(store: Store) -> None:
    found = frame(store, "replies", [ARTICLE])["evidence"]
    assert all(isinstance(json.loads(one), dict) for one in found)


def test_only_the_articles_asked_for(store: Store) -> None:
    assert set(frame(store, "comments", [ARTICLE])["article_id"]) == {ARTICLE}
    assert len(frame(store, "articles", [ARTICLE])) == 1


def test_a_table_that_is_not_there(store: Store) -> None:
    with pytest.raises(RejoinderError, match=r"no table is called kings \(try flat, articles"):
        frame(store, "kings", [])


def test_without_pandas(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RejoinderError, match=r"need pandas.*pip install 'rejoinder\[pandas\]'"):
        frame(store, "chains", ids(store))
