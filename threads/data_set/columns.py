"""Rows of declared tables as Arrow's columns and back; pyarrow is imported when it is used."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

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


def arrow_file(path: Path, mode: Literal["rb", "wb"]) -> Any:
    """Open a file as Arrow does, under any name: Arrow itself takes a path for UTF-8 only."""
    import pyarrow as pa

    return pa.OSFile(os.fsencode(path), mode)


def schema_of(columns: Sequence[Column]) -> Any:
    """Give Arrow's schema of declared columns."""
    import pyarrow as pa

    kinds = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
    return pa.schema(
        [pa.field(c.name, kinds[c.kind.rstrip("!")], nullable=not c.is_required) for c in columns]
    )


def to_arrow(table: Table, values: Values, articles: Sequence[str] | None = None) -> Any:
    """Turn rows to columns, as SQLite would keep their values, after the ``articles`` they are of.

    Best done with many rows at once: each column costs a tenth of a millisecond by itself.
    """
    import pyarrow as pa

    by_column: list[Sequence[Any]] = list(zip(*values, strict=True)) or [()] * len(table.names)
    declared: tuple[Column, ...] = table.columns
    if articles is not None:
        declared, by_column = (ARTICLE, *declared), [articles, *by_column]
    schema = schema_of(declared)
    arrays = [
        _to_array(column, found, field.type)
        for column, found, field in zip(declared, by_column, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _to_array(column: Column, values: Sequence[Any], kind: Any) -> Any:
    """Turn a column's values to an array; NaN is null to SQLite, and it knows no zero but 0."""
    import pyarrow as pa
    from pyarrow import compute

    if column.python_type is int and bool in set(map(type, values)):
        values = [None if value is None else int(value) for value in values]
    array = pa.array(values, kind, from_pandas=True)
    return compute.add(array, 0.0) if column.python_type is float else array


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
