"""The table behind each figure as CSV, straight from the rows that it is drawn of.

As spreadsheet programs read it: UTF-8 with its mark, and no cell that they would take for a
formula. A figure of several queries has one table, whose first column names the query.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reports.camp_queries import PEOPLE, SHARED_NAMES, TIES
from reports.dynamics import PATHS
from reports.exports.numbers import rows
from reports.material import Material
from reports.queries import COMMENTS, STANCE_TO_ARTICLE, STANCE_TO_PARENT, TIMELINE
from reports.queries.compared import COMPARED, ComparedRow
from reports.queries.flow import FLOW, FLOW_OF_SIDES
from reports.query import Query
from reports.rows import Row
from reports.split import AUDIT, SPLIT
from reports.targets import TARGETS
from reports.words import WORDS
from threads.cells import legible

BEHIND: Mapping[str, Sequence[Query[Any]]] = MappingProxyType(
    {
        "split": (AUDIT, SPLIT, STANCE_TO_ARTICLE, STANCE_TO_PARENT),
        "tree": (COMMENTS,),
        "time": (TIMELINE,),
        "flow": (FLOW,),
        "flow-sides": (FLOW_OF_SIDES,),
        "moves-time": (PATHS,),
        "moves-depth": (PATHS,),
        "camps": (PEOPLE, TIES),
        "targets": (TARGETS,),
        "voices": (PEOPLE, SHARED_NAMES),
        "words": (WORDS,),
    }
)
"""The queries that each figure is drawn of."""

_LONGEST = 32_000  # characters of a cell; spreadsheet programs stop at 32,767


def figure_table(name: str, material: Material) -> bytes:
    """Write the table behind a figure of one article's page."""
    return _table([(query, rows(query, material)) for query in BEHIND[name]])


def words_behind(name: str, material: Material) -> Iterator[str]:
    """Give every text in the table behind a figure, as the query has it."""
    for query in BEHIND[name]:
        yield from _words(query, rows(query, material))


def words_compared(compared: Sequence[ComparedRow]) -> Iterator[str]:
    """Give every text in the table behind the figures on several articles."""
    return _words(COMPARED, compared)


def _words(query: Query[Any], found: Sequence[Row]) -> Iterator[str]:
    cells = (getattr(row, column) for row in found for column in query.columns)
    return (cell for cell in cells if isinstance(cell, str))


def comparison_table(compared: Sequence[ComparedRow]) -> bytes:
    """Write the table behind each figure of the page on several articles, a row for each."""
    return _table([(COMPARED, compared)])


def _table(behind: Sequence[tuple[Query[Any], Sequence[Row]]]) -> bytes:
    columns = list(dict.fromkeys(column for query, _ in behind for column in query.columns))
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["query", *columns] if len(behind) > 1 else columns)
    for query, found in behind:
        leading = [query.name] if len(behind) > 1 else []
        for row in found:
            # A column of another query may be the name of something that this row can do.
            own = {column: getattr(row, column) for column in query.columns}
            cells = (own.get(column) for column in columns)
            writer.writerow([*leading, *map(_cell, cells)])
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return legible(value, _LONGEST) if isinstance(value, str) else value
