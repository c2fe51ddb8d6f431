"""Rows of a declared table as a file: CSV, JSON lines, Parquet; written as they come.

Each opener gives a function that takes one row. A CSV is read back by ``read_csv``; the other two
keep types and nulls by themselves.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO

from reports.exports.flat import FLAT
from threads.cells import guarded, plain
from threads.data_set.columns import arrow_file, check_installed, schema_of
from threads.declared import Column, Table
from threads.errors import RejoinderError
from threads.rows import Row
from threads.schema import TABLES

Put = Callable[[Row], object]
_BATCH = 10_000  # rows of a group in Parquet
_LONGEST = min(sys.maxsize, 2**31 - 1)  # characters of a cell of CSV, as of a text in SQLite


@contextmanager
def csv_file(path: Path, table: Table) -> Iterator[Put]:
    """Open a CSV: commas, RFC 4180 quotes, UTF-8 with the mark that spreadsheets look for."""
    nullable = {column.name: not column.is_required for column in table.columns}

    def cell(name: str, value: object) -> object:
        return guarded(value, nullable[name]) if isinstance(value, str) else value

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.names)
        yield lambda row: writer.writerow([cell(name, row[name]) for name in table.names])


@contextmanager
def jsonl_file(path: Path, table: Table) -> Iterator[Put]:
    """Open JSON lines, in ASCII: what is no letter of it is escaped."""
    with path.open("w", encoding="ascii") as file:
        yield lambda row: file.write(json.dumps({k: row[k] for k in table.names}) + "\n")


@contextmanager
def parquet_file(path: Path, table: Table) -> Iterator[Put]:
    """Open a Parquet file; raises ``RejoinderError`` where pyarrow is not installed."""
    check_installed()
    import pyarrow as pa
    from pyarrow import parquet

    schema = schema_of(table.columns)
    waiting: list[Row] = []
    with (
        arrow_file(path, "wb") as file,
        parquet.ParquetWriter(file, schema, compression="zstd") as writer,
    ):

        def flush() -> None:
            if waiting:
                writer.write_table(pa.Table.from_pylist(waiting, schema=schema))
                waiting.clear()

        def put(row: Row) -> None:
            waiting.append(row)
            if len(waiting) >= _BATCH:
                flush()

        yield put
        flush()


Opener = Callable[[Path, Table], AbstractContextManager[Put]]
FORMS: Mapping[str, Opener] = MappingProxyType(
    {"csv": csv_file, "jsonl": jsonl_file, "parquet": parquet_file}
)


def read_csv(path: str | PathLike[str]) -> Iterator[Row]:
    """Yield the rows of a CSV that ``export`` wrote, each value as the database holds it.

    Which table it is, its heading tells. Raises ``RejoinderError`` for a file that is none of
    these or was changed so that it can't be understood.
    """
    where = str(path)
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            lines = _lines(file)
            _, heading = next(lines, (1, []))
            columns = _columns(heading, where)
            for number, cells in lines:
                yield _row(columns, cells, f"{where}, line {number}")
    except OSError as error:
        raise RejoinderError(error.strerror or str(error), where=where) from error
    except UnicodeDecodeError as error:
        raise RejoinderError("not UTF-8", where=where) from error
    except csv.Error as error:
        raise RejoinderError(f"no CSV: {error}", where=where) from error


def _lines(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Yield cells with the number of the line that they end on, also such as are very long."""
    lines = csv.reader(file)
    while True:
        # The csv module stops at 131,072 characters, and has one limit for the whole process.
        before = csv.field_size_limit(_LONGEST)
        try:
            cells = next(lines)
        except StopIteration:
            return
        finally:
            csv.field_size_limit(before)
        yield lines.line_num, cells


def _columns(heading: list[str], where: str) -> tuple[Column, ...]:
    for table in (*TABLES.values(), FLAT):
        if list(table.names) == heading:
            return table.columns
    raise RejoinderError(
        "its heading is none that this version exports",
        where=where,
        remedy="write it with: rejoinder export DB --to csv -o FOLDER",
    )


def _row(columns: tuple[Column, ...], cells: list[str], where: str) -> Row:
    if len(cells) != len(columns):
        raise RejoinderError(f"{len(cells)} cells in place of {len(columns)}", where=where)
    try:
        pairs = zip(columns, cells, strict=True)
        return {column.name: _value(column, cell) for column, cell in pairs}
    except ValueError as error:
        raise RejoinderError(f"a number is none: {error}", where=where) from error


def _value(column: Column, cell: str) -> Any:
    if not cell and not column.is_required:
        return None
    return plain(cell) if column.python_type is str else column.python_type(cell)
