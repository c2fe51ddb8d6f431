"""A database served by Datasette: queries, facets, search, descriptions, and no harm in links."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from benchmarks import browse_speed
from reports import queries
from reports.queries.prepared import PREPARED
from tests.reports import exported, fixture_thread
from tests.reports.fixture_thread import ARTICLE
from threads.schema import TABLES

pytest.importorskip("datasette", reason="datasette is not installed")

from reports.browsing.described import FACETS, described
from reports.browsing.links import outside
from reports.browsing.server import Browser

Ask = Callable[..., Any]
MANY = 5_000


def asking(path: Path, *, private: bool = True) -> Ask:
    """Give what asks a served database for an address, and gives the answer."""
    browser = Browser(path, private=private)
    asyncio.run(browser.invoke_startup())

    def ask(address: str, **settings: Any) -> Any:
        return asyncio.run(browser.client.get(address, **settings))

    return ask


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browsed") / "a 100%?#b.db"
    with exported.build(path) as store:
        store.db.conn.execute("UPDATE comments SET external_id = 'javascript:alert(1)'"
                              " WHERE external_id = '-2+3'")  # fmt: skip
    return path


@pytest.fixture(scope="module")
def ask(hostile: Path) -> Ask:
    return asking(hostile)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    path = tmp_path_factory.mktemp("many") / "many.db"
    browse_speed.build(path, MANY, 20)
    return asking(path)


@pytest.fixture
def home(ask: Ask) -> str:
    """The address of the database, in which Datasette quotes the name in its own way."""
    place: str = ask("/").headers["location"]
    assert place == "/a+100~25~3F~23b"
    return place


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text[:300]
    found = answer.json()
    assert not found.get("error")
    return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


def soup(answer: Any) -> BeautifulSoup:
    assert answer.status_code == 200, answer.text[:300]
    return BeautifulSoup(answer.text, "lxml")


def test_the_first_page_names_every_query_and_table(ask: Ask, home: str) -> None:
    page = soup(ask(home))
    shown = page.get_text()
    for one in PREPARED:
        assert one.title in shown
        assert one.says in shown
    for name in ("comments", "chains", "stance"):
        assert TABLES[name].about in shown
    assert [option["value"] for option in page.select("select#article option")][0:1]
    assert len(page.select("select#article option")) == 4


@pytest.mark.parametrize("one", PREPARED, ids=lambda one: one.name)
def test_every_prepared_query_answers(ask: Ask, home: str, one: Any) -> None:
    asked = f"article={ARTICLE}&words=leaflet&author=Hedgerow"
    found = rows(ask(f"{home}/{one.name}.json?{asked}"))
    assert found
    assert ask(f"{home}/{one.name}?{asked}").status_code == 200


@pytest.mark.parametrize(
    ("name", "query", "same"),
    [
        ("thread", queries.COMMENTS, "position"),
        ("article-chains", queries.CHAINS, "position"),
        ("stances-to-article", queries.STANCE_TO_ARTICLE, "comments"),
        ("edges", queries.EDGES, "edges"),
        ("unclear", queries.UNCLEAR, "position"),
    ],
)
def test_queries_on_an_article_are_the_reports(
    tmp_path: Path, name: str, query: Any, same: str
) -> None:
    with fixture_thread.build(tmp_path / "t.db") as db:
        wanted = query.rows(db, ARTICLE)
    db.close()
    served = rows(asking(tmp_path / "t.db")(f"/t/{name}.json?article={ARTICLE}"))
    assert [row[same] for row in served] == [getattr(row, same) for row in wanted]


@pytest.mark.parametrize("name", ["hottest-chains", "article-chains"])
def test_a_comment_cut_short_says_that_it_goes_on(tmp_path: Path, name: str) -> None:
    with fixture_thread.build(tmp_path / "t.db") as db:
        db.execute(
            "UPDATE comments SET subject = 'On noise', text = ? WHERE position = 1", ["x" * 290]
        )
        db.execute("UPDATE chains SET heat = 0.5 WHERE heat IS NULL")
    ask = asking(tmp_path / "t.db")
    for length, end in ((290, "x"), (291, "x…")):
        db.execute("UPDATE comments SET text = ? WHERE position = 1", ["x" * length])
        db.commit()
        (begins,) = {
            row["begins"]
            for row in rows(ask(f"/t/{name}.json?article={ARTICLE}"))
            if row["begins"].startswith("On noise: ")
        }
        assert begins == f"On noise: {'x' * 289}{end}"
    db.close()


@pytest.mark.parametrize("article", [ARTICLE, "silences", "Leaf Blowers"])
def test_an_article_goes_by_its_id_or_a_part_of_its_title(
    ask: Ask, home: str, article: str
) -> None:
    found = rows(ask(f"{home}/thread.json", params={"article": article}))
    assert len(found) == len(fixture_thread.SAID)


def test_the_newest_article_is_shown_where_none_is_named(many: Ask) -> None:
    found = rows(many("/many/thread.json"))
    newest = rows(many("/many/all-articles.json"))[0]["article_id"]
    assert {row["comment_id"].partition("-")[0] for row in found} == {newest}
    chosen = soup(many("/many/thread")).select_one("select[name=article] option")
    assert chosen
    assert chosen["value"] == newest


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_is_described(ask: Ask, home: str, name: str) -> None:
    page = soup(ask(f"{home}/{name}"))
    said = page.get_text()
    assert TABLES[name].about in said
    terms = {term.text: term.find_next("dd").text for term in page.select("details.columns dt")}  # type: ignore[union-attr]
    assert terms == {column.name: column.about for column in TABLES[name].columns}


def test_the_served_metadata_describe_everything_there_is(ask: Ask, hostile: Path) -> None:
    served = ask("/-/metadata.json").json()["databases"][hostile.stem]["tables"]
    with sqlite3.connect(hostile) as db:
        there = {
            table: {
                column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", [table])
            }
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not table.startswith(("comments_fts_", "sqlite_"))
        }
    assert len(there) > 20
    for table, columns in there.items():
        assert served[table]["description"], table
        if table != "comments_fts":
            assert columns == set(served[table]["columns"]), table


def test_facets_count_and_narrow(ask: Ask, home: str) -> None:
    found = ask(f"{home}/stance.json").json()["facet_results"]
    counts = {one["value"]: one["count"] for one in found["to_article"]["results"]}
    assert counts == {"support": 10, "neutral": 8, "oppose": 4}
    narrowed = rows(ask(f"{home}/stance.json?to_article=oppose"))
    assert len(narrowed) == 4


@pytest.mark.parametrize("table", FACETS)
def test_facets_are_columns(ask: Ask, home: str, table: str) -> None:
    assert set(FACETS[table]) <= set(TABLES[table].names)
    answer = ask(f"{home}/{table}.json").json()
    assert set(answer["facet_results"]) == set(FACETS[table])
    assert "timed out" not in soup(ask(f"{home}/{table}")).get_text()


def test_search_finds_words(ask: Ask, home: str) -> None:
    assert [row["position"] for row in rows(ask(f"{home}/search.json?words=leaflets lie"))] == [4]
    assert [row["position"] for row in rows(ask(f"{home}/comments.json?_search=leaflets"))] == [4]
    assert rows(ask(f"{home}/search.json", params={"words": '" OR * NEAR('})) == []


@pytest.mark.parametrize("name", ["search", "by-author"])
@pytest.mark.parametrize("nothing", ["", "?words=&author=", "?words=%20&author=%20"])
def test_before_anything_is_asked_nothing_is_found(
    ask: Ask, home: str, name: str, nothing: str
) -> None:
    page = soup(ask(f"{home}/{name}{nothing}"))
    assert not page.select(".message-error")
    assert page.select_one(".zero-results")


def test_one_authors_comments(ask: Ask, home: str) -> None:
    found = rows(ask(f"{home}/by-author.json?author=hedgerow"))
    assert [row["position"] for row in found] == [20, 16, 3, 1]
    assert rows(ask(f"{home}/by-author.json?author=Anonymous Coward")) == []


@pytest.mark.parametrize("limit", [None, 10])
def test_counts_that_fail_are_no_news(
    hostile: Path, capsys: pytest.CaptureFixture[str], limit: int | None
) -> None:
    database = Browser(hostile).get_database()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        asyncio.run(database.execute("SELECT count(*) FROM nowhere", custom_time_limit=limit))
    assert bool(capsys.readouterr().err) == (limit is None)


def test_comments_lead_back_to_their_page(many: Ask) -> None:
    links = soup(many("/many/comments?_size=1")).select("td.col-external_id a")
    assert [link["href"] for link in links] == ["https://example.org/0#comment-1"]
    cell = soup(many("/many/thread?article=000000000000")).select("td.col-source a")[0]
    assert (cell["href"], cell.text) == ("https://example.org/0#comment-1", "on its page")
    row = soup(many("/many/thread")).select("td.col-comment_id a")[0]
    assert many(str(row["href"])).status_code == 200


@pytest.mark.parametrize(
    ("form", "number", "anchor"),
    [
        ("techdirt-legacy-html", "12", "#c12"),
        ("techdirt-wordpress-html", "12", "#comment-12"),
        ("slashdot", "12", "#comment_12"),
        ("convokit-jsonl", "t1_x", ""),
        ("techdirt-legacy-html", "javascript:alert(1)", ""),
        ("plain-html", None, ""),
    ],
)
def test_anchors_are_those_of_the_format(
    tmp_path: Path, form: str, number: str | None, anchor: str
) -> None:
    path = tmp_path / "t.db"
    with fixture_thread.build(path) as db:
        db.execute("UPDATE articles SET format = ?, url = url || '#top'", [form])
        db.execute("UPDATE comments SET external_id = ?", [number])
    db.close()
    found = rows(asking(path)(f"/t/thread.json?article={ARTICLE}"))
    assert found[0]["source"] == f"https://example.org/2019/10/leaf-blowers{anchor}"


def test_nothing_but_web_addresses_becomes_a_link(ask: Ask, home: str) -> None:
    addresses = [f"{home}/{name}" for name in ("articles", "comments", "replies", "all-articles")]
    addresses += [f"{home}/{one.name}?article={ARTICLE}&words=javascript" for one in PREPARED]
    for address in addresses:
        for link in soup(ask(address)).select("[href]"):
            assert re.match(r"https?://|/|\?|#", str(link["href"])), (address, link)


def test_strangers_words_stay_words(ask: Ask, home: str) -> None:
    for address in (f"{home}/comments?_size=max", f"{home}/thread?article={ARTICLE}"):
        page = soup(ask(address))
        assert fixture_thread.MARKUP in page.get_text()
        assert not page.select("td script, td img, td svg, td b")
        assert "owned" not in "".join(script.text for script in page.select("script"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//http://example.org",
        " https://example.org",
        "https://example.org/ onclick=x",
        "data:text/html,x",
        "//example.org",
        None,
        7,
    ],
)
def test_what_is_no_web_address(address: object) -> None:
    assert outside(address, "x") is None


def test_a_link_is_escaped() -> None:
    link = outside('https://example.org/"><script>', "<b>")
    assert link == (
        '<a href="https://example.org/&#34;&gt;&lt;script&gt;" rel="noreferrer noopener">'
        "&lt;b&gt;</a>"
    )


def test_it_is_only_looked_at(ask: Ask, home: str, hostile: Path) -> None:
    before = hostile.read_bytes()
    for sql in ("DELETE FROM comments", "PRAGMA query_only = 0", "ATTACH 'x.db' AS x"):
        assert ask(home, params={"sql": sql}).status_code == 400
    assert ask(f"{home}.db").status_code == 403
    assert hostile.read_bytes() == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[x"])
def test_strangers_names_are_turned_away(many: Ask, host: str) -> None:
    assert many("/many", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost", "[::1]:8001"])
def test_this_machines_names_are_answered(many: Ask, host: str) -> None:
    assert many("/many", headers={"host": host}).status_code == 200


def test_on_a_network_any_name_is_answered(hostile: Path) -> None:
    assert asking(hostile, private=False)("/", headers={"host": "a.example"}).status_code == 302


def test_other_datasettes_in_the_program_are_left_alone(hostile: Path) -> None:
    from datasette.app import Datasette

    other = Datasette(memory=True)
    asyncio.run(other.invoke_startup())
    answer = asyncio.run(other.client.get("/", headers={"host": "a.example"}))
    assert (answer.status_code, "Rejoinder" in answer.text) == (200, False)


def test_a_query_that_takes_too_long_prints_nothing(
    many: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n"
    answer = many("/many.json", params={"sql": sql, "_timelimit": "20"})
    assert answer.status_code == 400
    assert "│" not in capfd.readouterr().err


@pytest.mark.parametrize("one", PREPARED, ids=lambda one: one.name)
def test_a_prepared_query_answers_at_once(many: Ask, one: Any) -> None:
    address = f"/many/{one.name}.json?article=&words=bridge&author=Reader 7"
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        found = rows(many(address))
        taken.append(time.perf_counter() - start)
    assert found
    assert min(taken) < browse_speed.LIMIT_MS / 1_000


def test_no_query_goes_through_all_comments(many: Ask) -> None:
    scan = re.compile(r"SCAN (c|comments)\b(?!.* USING (COVERING )?INDEX)")
    for one in PREPARED:
        values = dict.fromkeys(one.parameters, "Reader")
        plan = rows(many("/many.json", params={"sql": f"EXPLAIN QUERY PLAN {one.sql}", **values}))
        assert not [row["detail"] for row in plan if scan.match(row["detail"])], one.name


def test_metadata_are_json() -> None:
    told = described("opinions")
    assert json.loads(json.dumps(told)) == told
