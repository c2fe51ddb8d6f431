from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.exports.figure_tables import BEHIND, figure_table
from reports.material import Material, gather
from reports.queries import COMMENTS, STANCE_TO_PARENT, TIMELINE
from reports.story import tell
from tests.reports.fixture_thread import ARTICLE, build


def table(name: str, material: Material) -> list[dict[str, str]]:
    text = figure_table(name, material).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def formulas(tmp_path: Path) -> Iterator[Material]:
    """Have the first comment look like formulas."""
    db = build(tmp_path / "formulas.db")
    db.execute("UPDATE comments SET author = '=cmd()', subject = '@SUM(A1)' WHERE position = 1")
    yield gather(db, ARTICLE)
    db.close()


def test_every_figure_has_a_table(material: Material) -> None:
    assert set(tell(material).figures) <= set(BEHIND)


def test_a_table_is_its_query_row_by_row(material: Material) -> None:
    rows = TIMELINE.rows(material.db, ARTICLE, by_time=material.by_time)
    read = table("time", material)
    assert list(read[0]) == list(TIMELINE.columns)
    assert [float(row["running"]) for row in read] == [row.running for row in rows]
    assert [int(row["position"]) for row in read] == [row.position for row in rows]


def test_a_figure_of_several_queries_has_all_and_says_which(material: Material) -> None:
    read = [row for row in table("split", material) if row["query"] == "stance_to_parent"]
    shares = [row.share for row in STANCE_TO_PARENT.rows(material.db, ARTICLE)]
    assert [float(row["share"]) for row in read] == shares
    assert {row["query"] for row in table("split", material)} <= {q.name for q in BEHIND["split"]}


def test_a_row_has_no_cell_under_a_column_of_another_query(material: Material) -> None:
    for row in table("split", material):
        own = next(query for query in BEHIND["split"] if query.name == row["query"]).columns
        assert {column for column, cell in row.items() if cell} <= {"query", *own}


def test_no_cell_is_a_formula(formulas: Material) -> None:
    first = table("tree", formulas)[0]
    assert (first["author"], first["subject"]) == ("'=cmd()", "'@SUM(A1)")


def test_long_comments_are_whole(material: Material) -> None:
    words = COMMENTS.rows(material.db, ARTICLE)[11].text
    assert table("tree", material)[11]["text"] == words
    assert len(words) > 8000


def test_what_is_unknown_is_an_empty_cell(material: Material) -> None:
    unscored = table("tree", material)[12]
    assert (unscored["compound"], unscored["to_article"]) == ("", "")


@pytest.mark.parametrize("name", BEHIND)
def test_a_table_is_the_same_each_time(material: Material, name: str) -> None:
    assert figure_table(name, material) == figure_table(name, material)
