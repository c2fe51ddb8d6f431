"""Tables of the database as pandas data frames, with the types that their columns really have.

Whole numbers that may be missing are ``Int64``, yes-or-no columns ``boolean``, texts ``str``, reals
``float64`` with NaN for null. Times that this program noted are in UTC; those of a page have no
zone: they are the clock as the page printed it, the offset left out where it gave one, midnight
where it gave only a day. JSON columns stay text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reports.exports.flat import FLAT, flat_rows
from reports.exports.tables import is_of_no_article
from threads.declared import Column, Table
from threads.errors import RejoinderError
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store

if TYPE_CHECKING:
    import pandas

# Columns whose 1 and 0 mean yes and no.
YES_OR_NO = frozenset(
    {"registered", "flagged", "subject_lost", "scored", "asks", "too_wide", "shared"}
)
# A page's own times, and those at which this program did something.
PAGE_TIMES = frozenset({"published_at", "posted_at", "started_at", "ended_at"})
OUR_TIMES = frozenset(
    {
        "first_read",
        "read_at",
        "captured_at",
        "started",
        "finished",
        "first_look",
        "found_at",
        "begun_at",
        "told_at",
    }
)
_ZONE = r"(?:Z|[+-]\d{2}:\d{2})$"
FRAMED: Mapping[str, Table] = MappingProxyType({"flat": FLAT, **TABLES})
"""What can be had as a data frame: every table, and ``flat``, a row for each comment."""


def frame(store: Store, table: str, articles: Sequence[str]) -> pandas.DataFrame:
    """Give the rows of a table that belong to articles (ids), one article after another.

    Raises ``RejoinderError`` where there is no such table and where pandas is not installed.
    """
    if table not in FRAMED:
        raise RejoinderError(f"no table is called {table}", remedy=f"try {', '.join(FRAMED)}")
    if table in TABLES and is_of_no_article(TABLES[table]):
        return framed(FRAMED[table], store.query(f"SELECT * FROM {table} ORDER BY rowid"))
    return framed(FRAMED[table], _rows(store, table, articles))


def _rows(store: Store, table: str, articles: Sequence[str]) -> Iterable[Row]:
    for article in articles:
        if table == "articles":
            yield from store.query("SELECT * FROM articles WHERE id = ?", [article])
        elif table == "flat":
            yield from flat_rows(store, article)
        else:
            yield from store.rows(table, article)


def framed(declared: Table, rows: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """Make a data frame of rows of a declared table, an empty one with the same types."""
    pandas = _pandas()
    found = pandas.DataFrame(list(rows), columns=list(declared.names), dtype=object)
    return found.assign(**{one.name: _typed(pandas, one, found) for one in declared.columns})


def _typed(pandas: Any, column: Column, found: pandas.DataFrame) -> pandas.Series[Any]:
    values = found[column.name]
    if column.name in PAGE_TIMES:
        # The zone is cut: a column has one kind of time.
        clock = values.astype("str").str.replace(_ZONE, "", regex=True)
        times = pandas.to_datetime(clock, format="ISO8601", errors="coerce")
        return times.dt.as_unit("us")
    if column.name in OUR_TIMES:
        times = pandas.to_datetime(values, format="ISO8601", errors="coerce", utc=True)
        return times.dt.as_unit("us")
    if column.name in YES_OR_NO:
        return values.astype("boolean")
    kind = {str: "str", float: "float64"}.get(column.python_type, _whole(column))
    return values.astype(kind)


def _whole(column: Column) -> str:
    return "int64" if column.is_required else "Int64"


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise RejoinderError(
            "data frames need pandas, which is not installed",
            remedy="pip install 'rejoinder[pandas]'",
        ) from None
    return pandas
