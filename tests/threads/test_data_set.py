"""The folder of a data set, its columns, and what is said where it can't be read."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.threads.builders import comment, nested, page, thread
from threads.data_set import columns as as_columns
from threads.data_set import layout
from threads.data_set.columns import OF_ARTICLES, by_article, from_arrow, to_arrow
from threads.data_set.drafts import Draft
from threads.data_set.layout import MARK, VERSION, DataSet
from threads.data_set.loading import opened
from threads.errors import ArticleNotFound, NotADatabase, RejoinderError, StoreError, StoreTooNew
from threads.schema import TABLES
from threads.store import Store
from threads.tables import values_of_article

pytest.importorskip("pyarrow", reason="pyarrow is not installed")


def write(folder: Path, *titles: str) -> Path:
    """Write a data set, with a part for each article."""
    with Store(folder.with_suffix(".db")) as store:
        data_set = DataSet.made(folder)
        for number, title in enumerate(titles):
            first = comment(1, f"On {title}.", author="Ana")
            said = [first, comment(2, "No.", author=f"Only {title}", placement=nested(first.id))]
            day = f"2015-09-{number + 1:02}"
            made = thread(*said, title=title, url=f"https://news.example/{title}", published_at=day)
            article = store.add(made, page(title)).article_id
            draft = Draft(number + 1, [article], [article])
            draft.put(article, "state", values_of_article(store.db, OF_ARTICLES, article))
            draft.publish(data_set)
    return folder


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return write(tmp_path / "three", "owls", "bats", "toads")


def test_all_articles_come_back_as_they_were(three: Path) -> None:
    with opened(three) as found, Store(three.with_suffix(".db"), "look") as stored:
        assert found.path == three
        assert found.articles() == stored.articles()
        for article in stored.articles():
            names = OF_ARTICLES
            assert values_of_article(found.db, names, article.id) == values_of_article(
                stored.db, names, article.id
            )


@pytest.mark.parametrize("name", ["bats", "https://news.example/bats"])
def test_of_other_articles_only_acquaintances_come_along(three: Path, name: str) -> None:
    with opened(three, [name]) as found:
        titles = {one.title: one.id for one in found.articles()}
        assert titles.keys() == {"owls", "bats", "toads"}
        (ana, _) = found.load_thread(titles["bats"]).comments
        assert [c.text for c in found.load_thread(titles["bats"]).comments] == ["On bats.", "No."]
        for other in ("owls", "toads"):
            (known,) = found.query("SELECT * FROM comments WHERE article_id = ?", [titles[other]])
            assert (known["author_id"], known["text"]) == (ana.author_id, "")


def test_a_name_that_no_article_has(three: Path) -> None:
    with pytest.raises(ArticleNotFound, match="newts") as raised, opened(three, ["newts"]):
        pass
    assert raised.value.where == str(three)


def test_the_later_of_two_parts_counts(three: Path) -> None:
    data_set = DataSet(three)
    part = data_set.parts[2]
    (article,) = part.contents
    with Store(three.with_suffix(".db")) as store:
        store.db.execute("UPDATE articles SET title = 'bats again' WHERE id = ?", [article])
        draft = Draft(data_set.next_number, [article], [article])
        draft.put(article, "other", values_of_article(store.db, OF_ARTICLES, article))
        draft.publish(data_set)
    with opened(three) as found:
        assert [one.title for one in found.articles()] == ["owls", "bats again", "toads"]
    with DataSet(three).writing():
        pass
    assert list(DataSet(three).parts) == [1, 3, 4]


def test_rows_survive_as_columns() -> None:
    """Whatever SQLite stores of a value is what a data set has of it."""
    table = TABLES["sentiment"]
    given: list[tuple[Any, ...]] = []
    for place, value in enumerate((1, 0.5, -0.0, float("nan"), None, 2**40)):
        by_kind = {"TEXT": f"é\x00{place}", "INTEGER": place % 2 == 0, "REAL": value}
        given.append(tuple(by_kind[c.kind.rstrip("!")] for c in table.columns))
    columns = ", ".join(f"{c.name} {c.kind.rstrip('!')}" for c in table.columns)
    with sqlite3.connect(":memory:") as db:
        db.execute(f"CREATE TABLE t ({columns})")
        db.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(table.names))})", given)
        stored = db.execute("SELECT * FROM t").fetchall()
    found = to_arrow(table, given, ["a"] * len(given))
    assert list(map(repr, from_arrow(table, found))) == list(map(repr, stored))
    assert found.column_names == ["article", *table.names]
    assert set(found.column("article").to_pylist()) == {"a"}
    assert from_arrow(table, to_arrow(table, [], [])) == []


def test_articles_are_found_in_columns() -> None:
    whose = ["b", "b", "a"]
    table = to_arrow(TABLES["article_keys"], [("k", one) for one in whose], whose)
    assert [(name, rows.num_rows) for name, rows in by_article(table)] == [("b", 2), ("a", 1)]


def test_a_part_that_is_damaged_is_named(three: Path) -> None:
    path = three / "part=000002" / "stance.parquet"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(NotADatabase, match="damaged") as raised, opened(three):
        pass
    assert raised.value.where == str(path)
    path.unlink()
    with pytest.raises(NotADatabase, match="damaged"), opened(three):
        pass


@pytest.mark.parametrize(
    ("mark", "kind", "told"),
    [
        ({"tables": VERSION + 1}, StoreTooNew, "later version"),
        ({"tables": VERSION - 1}, StoreError, "earlier version.*NEW_FOLDER"),
        ({}, NotADatabase, "can't be read"),
        ([], NotADatabase, "can't be read"),
    ],
)
def test_a_data_set_of_another_version(
    three: Path, mark: object, kind: type[StoreError], told: str
) -> None:
    (three / MARK).write_text(json.dumps(mark))
    with pytest.raises(kind, match=told):
        DataSet(three)


def test_a_folder_that_can_t_be_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be written to"):
        DataSet.made(tmp_path / "no" / "where")


def test_without_pyarrow_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_columns, "find_spec", lambda name: None)
    for ask in (DataSet, DataSet.made):
        with pytest.raises(RejoinderError, match=r"rejoinder\[parquet\]"):
            ask(tmp_path)
    assert not list(tmp_path.iterdir())
    assert not layout.is_data_set(tmp_path)


def test_a_database_command_says_what_a_data_set_is_for(three: Path) -> None:
    with pytest.raises(NotADatabase, match=r"a data set, no database.*rejoinder report reads it"):
        Store(three, "look")
