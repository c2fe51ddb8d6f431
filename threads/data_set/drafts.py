"""A part on its way: articles are put into it in any order, and it is written when all are in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from threads.data_set.columns import (
    CONTENTS,
    OF_ARTICLES,
    Values,
    arrow_file,
    by_article,
    to_arrow,
)
from threads.data_set.layout import DataSet, Part
from threads.rows import Row
from threads.schema import TABLES
from threads.tables import values_of

_ROWS = 100_000  # of a row group, as DuckDB likes them
_TOGETHER = 5_000  # comments
_RUNS = TABLES["runs"]


class Draft:
    """A part of these articles, in this order, that takes the place of earlier parts.

    Those of ``made`` are to be put in; the others are carried over from the earlier parts as they
    are there. Its ``number`` is known before, so that it hangs on no chance of what is done first.
    """

    def __init__(
        self,
        number: int,
        articles: Sequence[str],
        made: Collection[str],
        replaced: Sequence[Part] = (),
    ) -> None:
        self.number = number
        self.articles = tuple(articles)
        self.replaced = tuple(replaced)
        self.missing = set(made)
        self._waiting: dict[str, Mapping[str, Values]] = {}
        self._columns: dict[str, dict[str, Any]] = {}
        self._contents: dict[str, tuple[str, int, str]] = {}
        self._runs: dict[tuple[object, ...], Row] = {}

    def put(self, article: str, state: str, rows: Mapping[str, Values]) -> None:
        """Put in an article with its rows of every table."""
        self._waiting[article] = rows
        self._contents[article] = (article, len(rows["comments"]), state)
        self.missing.discard(article)
        if sum(len(rows["comments"]) for rows in self._waiting.values()) > _TOGETHER:
            self._turn()

    def note(self, run: Row) -> None:
        """Note a run that made rows of the part; the same run again is that run, further on."""
        self._runs[run["analyzer"], run["version"], run["started"]] = run

    def publish(self, data_set: DataSet) -> None:
        """Write what is in, and let go of the parts that it replaces.

        Raises ``OSError`` where it can't be written, when no part has come of it.
        """
        hidden = data_set.new_folder(self.number)
        try:
            self._write(hidden)
            data_set.publish(self.number, hidden)
        except BaseException:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        _settle(data_set.folder)
        for part in self.replaced:
            data_set.remove(part)

    def _turn(self) -> None:
        """Turn the rows that wait to columns, which take less room."""
        for name in OF_ARTICLES:
            values = [row for rows in self._waiting.values() for row in rows[name]]
            whose = [article for article, rows in self._waiting.items() for _ in rows[name]]
            columns, start = to_arrow(TABLES[name], values, whose), 0
            for article, rows in self._waiting.items():
                count = len(rows[name])
                self._columns.setdefault(article, {})[name] = columns.slice(start, count)
                start += count
        self._waiting.clear()

    def _carry(self, part: Part) -> None:
        """Put in what is to stay of a part, with the runs that made it."""
        stays = part.contents.keys() & {*self.articles} - {*self._contents}
        for name in OF_ARTICLES:
            columns = part.read(name)
            for article in stays:
                self._columns.setdefault(article, {})[name] = columns.slice(0, 0)
            for article, rows in by_article(columns):
                if article in stays:
                    self._columns[article][name] = rows
        for article in stays:
            self._contents[article] = (article, *part.contents[article])
        for run in part.read(_RUNS.name).to_pylist():
            self.note(run)

    def _write(self, folder: Path) -> None:
        import pyarrow as pa

        self._turn()
        for part in self.replaced:
            self._carry(part)
        there = [article for article in self.articles if article in self._contents]
        for name in OF_ARTICLES:
            of_each = [self._columns[article].pop(name) for article in there]
            _write_file(folder, name, pa.concat_tables(of_each).combine_chunks())
        runs = [{**run, "id": number} for number, run in enumerate(self._runs.values(), 1)]
        _write_file(folder, _RUNS.name, to_arrow(_RUNS, values_of(_RUNS.name, runs)))
        contents = [self._contents[article] for article in there]
        _write_file(folder, CONTENTS.name, to_arrow(CONTENTS, contents))
        _settle(folder)


def _write_file(folder: Path, name: str, columns: Any) -> None:
    from pyarrow import parquet

    path = folder / f"{name}.parquet"
    with arrow_file(path, "wb") as file:
        parquet.write_table(columns, file, compression="zstd", row_group_size=_ROWS)
    _settle(path)


def _settle(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk: it outlasts a power cut."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
