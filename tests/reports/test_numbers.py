"""Every number of a page stands in its JSON, and the query named gives it again."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from reports.exports.numbers import look_up, numbers, parameters, rows, to_text
from reports.index import sides
from reports.material import Material, gather
from reports.packing import laid_open
from reports.page import versions, write_report
from reports.queries import BY_NAME, QUERIES
from reports.query import Computed, Query
from reports.several import gather_several
from reports.story import tell
from tests.reports.fixture_thread import ARTICLE, EMPTY, build_large
from tests.reports.test_index import filled


def told(material: Material) -> dict[str, Any]:
    text = to_text(numbers(material, tell(material), versions=versions()))
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def found(material: Material) -> dict[str, Any]:
    return told(material)


def walk(page: Path, found: dict[str, Any], db: sqlite3.Connection) -> int:
    """Hold every number of a page to its JSON and to its query; gives how many there are."""
    asked: dict[str, dict[str, Any]] = {}
    printed = BeautifulSoup(laid_open(page.read_text("utf-8")), "lxml").select("data[data-from]")
    for element in printed:
        origin, value = str(element["data-from"]), json.loads(str(element["value"]))
        assert look_up(found, origin) == value, origin
        name, _, rest = origin.partition("/")
        if name == "figure":
            continue
        if name not in asked:
            given = found["queries"][name]["parameters"]
            cursor = db.execute(found["queries"][name]["sql"], given)
            names = [column[0] for column in cursor.description]
            query = BY_NAME[name]
            read = query.of if isinstance(query, Computed) else query
            made = [read.row(**dict(zip(names, row, strict=True))) for row in cursor]
            worked = query.work(made) if isinstance(query, Computed) else made
            asked[name] = {row.key: row for row in worked}
        key, _, column = rest.rpartition("/")
        assert getattr(asked[name][key], column) == value, origin
    return len(printed)


def test_every_number_of_the_page_is_the_one_told_and_the_one_a_query_gives(
    page: Path, found: dict[str, Any], db: sqlite3.Connection
) -> None:
    assert walk(page, found, db) > 150


def test_so_it_is_for_audited_shares(audited: sqlite3.Connection, tmp_path: Path) -> None:
    file, data = tmp_path / "page.html", tmp_path / "page.json"
    write_report(audited, [ARTICLE], file, data=data)
    assert walk(file, json.loads(data.read_text("utf-8")), audited) > 150


def test_so_it_is_where_the_picture_is_folded(tmp_path: Path) -> None:
    db = build_large(tmp_path / "large.db", 1600)
    (article,) = db.execute("SELECT id FROM articles").fetchone()
    file, data = tmp_path / "page.html", tmp_path / "page.json"
    write_report(db, [article], file, data=data)
    found = json.loads(data.read_text("utf-8"))
    assert found["figures"]["tree"]["drawn"] + found["figures"]["tree"]["hidden"] == 1600
    assert walk(file, found, db) > 1600
    db.close()


def test_in_a_folder_each_page_and_the_comparison_have_theirs(
    folder: Path, db: sqlite3.Connection
) -> None:
    pages = {name: json.loads((folder / f"{name}.json").read_text()) for name in (ARTICLE, EMPTY)}
    assert walk(folder / f"{ARTICLE}.html", pages[ARTICLE], db) > 150
    assert in_index(folder) > 8


def in_index(folder: Path) -> int:
    """Hold every number of a comparison to its JSON; gives how many there are."""
    found = json.loads((folder / "index.json").read_text())
    page = laid_open((folder / "index.html").read_text("utf-8"))
    printed = BeautifulSoup(page, "lxml").select("data[data-from]")
    for element in printed:
        origin = str(element["data-from"])
        assert look_up(found, origin) == json.loads(str(element["value"])), origin
    return len(printed)


def test_in_a_comparison_every_number_is_the_one_told(tmp_path: Path) -> None:
    db = filled(tmp_path / "o.db", [0.5, -0.5, 0.52, -0.52, 0.48, -0.48], outlets=2)
    ids = [name for (name,) in db.execute("SELECT id FROM articles ORDER BY id")]
    assert in_index(write_report(db, ids, tmp_path / "folder").parent) > 200
    found = json.loads((tmp_path / "folder" / "index.json").read_text())
    assert found["articles"] == list(found["queries"]["compared"]["rows"]) == ids
    told = sides(gather_several(db, ids).compared)
    assert [side.by for side in told] == ["article", "outlet"]
    for side in told:
        for name, group in ((group.name, group) for group in side.comparison.groups):
            value = found["comparison"][f"{side.by}/sentiment/{name}/value"]
            assert value == group.measures["sentiment"].value
        for one in side.comparison.differences:
            if one.measure == "sentiment":
                other = "rest" if one.other is None else one.other
                key = f"{side.by}/sentiment/{one.one}/{other}/high"
                assert found["comparison"][key] == abs(one.high)
    db.close()


def test_every_query_is_there_with_its_parameters(found: dict[str, Any]) -> None:
    assert list(found["queries"]) == [query.name for query in QUERIES]
    asked = found["queries"]["timeline"]["parameters"]
    assert asked == {"article": ARTICLE, "dots": 750, "window": 5, "by_time": 1}


def test_what_it_was_made_of_is_there(found: dict[str, Any]) -> None:
    assert (found["format"], found["article"]) == (1, ARTICLE)
    assert found["data_sha256"] == "0f" * 32
    assert found["redacted"] is False
    assert set(found["versions"]) == {"Rejoinder", "plotly"}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_row_is_lost_for_its_key(
    found: dict[str, Any], query: Query[Any], material: Material
) -> None:
    given = found["queries"][query.name]["parameters"]
    assert given == {"article": ARTICLE, **parameters(query, material)}
    keys = [row.key for row in rows(query, material)]
    assert list(found["queries"][query.name]["rows"]) == keys


def test_no_folder_of_this_machine_is_named(found: dict[str, Any]) -> None:
    assert look_up(found, "snapshots/1/source") == "leaf-blowers.html"
    assert "of-somebody" not in json.dumps(found)


def test_it_is_ascii_and_the_same_each_time(db: sqlite3.Connection) -> None:
    material = gather(db, EMPTY)
    one, other = (to_text(numbers(material, tell(material), versions={})) for _ in range(2))
    assert one == other
    assert one.isascii()


def test_an_origin_that_is_none_is_an_error(found: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        look_up(found, "comments/1/nothing")
