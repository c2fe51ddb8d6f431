"""Rows of declared tables as Arrow's columns and back; pyarrow is imported when it is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from threads.declared import Column, Table
from threads.errors import RejoinderError
from threads.schema import TABLES

Values = Sequence[tuple[Any, ...]]

ARTICLE = Column("article", "TEXT!", "id of the article that the row belongs to")
"""Stands first in every table of a data set that has rows of articles."""

CONTENTS = Table(
    "contents",
    "The articles of a part.",
    (
        ARTICLE,
        Column("comments", "INTEGER!", "how many comments it has"),
        Column("state", "TEXT!", "digest of what its rows were made of"),
    ),
    pk=("article",),
)
# What is noted while watching changes without the articles' rows, and no report reads it.
OF_ARTICLES = tuple(
    name
    for name, table in TABLES.items()
    if name != "events" and (name == "articles" or {"article_id", "comment_id"} & {*table.names})
)


def check_installed() -> None:
    """Raise ``RejoinderError`` where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise RejoinderError(
            "Parquet needs the library pyarrow",
            remedy="pipx inject rejoinder pyarrow, or pip install 'rejoinder[parquet]'",
        )


def schema_of(columns: Sequence[Column]) -> Any:
    """Give Arrow's schema of declared columns."""
    import pyarrow as pa

    kinds = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    return pa.schema(
        [pa.field(c.name, kinds[c.kind.rstrip("!")], nullable=not c.is_required) for c in columns]
    )


def to_arrow(table: Table, values: Values, article: str | None = None) -> Any:
    """Turn rows to columns, as SQLite would keep their values; ``article`` goes before each."""
    import pyarrow as pa

    by_column: list[Sequence[Any]] = list(zip(*values, strict=True)) or [()] * len(table.names)
    declared: tuple[Column, ...] = table.columns
    if article is not None:
        declared, by_column = (ARTICLE, *declared), [[article] * len(values), *by_column]
    schema = schema_of(declared)
    arrays = [
        pa.array(_whole(column, found), field.type, from_pandas=True)  # NaN is null to SQLite
        for column, found, field in zip(declared, by_column, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _whole(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    """Make 0 and 1 of what is false and true, which Arrow takes for no number."""
    if column.python_type is not int or bool not in set(map(type, values)):
        return values
    return [None if value is None else int(value) for value in values]


def from_arrow(table: Table, columns: Any) -> list[tuple[Any, ...]]:
    """Turn columns to rows, their values in the order that the table is declared in."""
    lists = [columns.column(name).to_pylist() for name in table.names]
    return list(zip(*lists, strict=True))


def by_article(columns: Any) -> Iterator[tuple[str, Any]]:
    """Yield each article's rows of a table in which they stand together."""
    start = 0
    for article, rows in groupby(columns.column(ARTICLE.name).to_pylist()):
        count = sum(1 for _ in rows)
        yield article, columns.slice(start, count)
        start += count
