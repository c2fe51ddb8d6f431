"""Rows in and out of the declared tables, by the declarations in ``schema``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlite_utils import Database

from threads.database import one_moment
from threads.declared import Table
from threads.rows import Row, to_json
from threads.schema import TABLES

# sqlite-utils puts 999 values into a statement. FTS5 empties its memory to disk at each statement
# that may roll back, so with triggers it is 5 thousand comments a second at one row a statement,
# 7 at 50 and 12 at 1,000, which is as fast as indexing afterwards.
_ROWS_A_STATEMENT = 1_000
_PLAIN = frozenset({str, int, float, bool, type(None)})  # what most values are
_OF_COMMENTS = "comment_id IN (SELECT id FROM comments WHERE article_id = :article)"


def upsert(db: Database, table: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows, or update those whose key is there; lists and mappings are written as JSON.

    A column that a row lacks is null. Gives the number of rows; raises ``ValueError`` for a column
    that the table doesn't have.
    """
    return upsert_values(db, table, values_of(table, rows))


def values_of(table: str, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Give the values of rows in the order of the table's columns, as SQLite takes them.

    A column that a row lacks is null. Raises ``ValueError`` for one that the table doesn't have.
    """
    names = TABLES[table].names
    found: list[tuple[Any, ...]] = []
    for row in rows:
        if not row.keys() <= _known(table):
            unknown = set(row).difference(names)
            raise ValueError(f"table {table} has no column {', '.join(sorted(unknown))}")
        values = map(row.get, names)
        found.append(tuple([v if type(v) in _PLAIN else _storable(v) for v in values]))
    return found


def upsert_values(db: Database, table: str, values: Sequence[tuple[Any, ...]]) -> int:
    """Insert rows of ``values_of``, or update those whose key is there; gives their number."""
    declared = TABLES[table]
    if declared.derived:  # no trigger watches these
        db.conn.executemany(_upsert_sql(declared, 1), values)
        return len(values)
    limit: int = db.conn.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    size = min(_ROWS_A_STATEMENT, limit // len(declared.names))
    for start in range(0, len(values), size):
        batch = values[start : start + size]
        db.conn.execute(_upsert_sql(declared, len(batch)), list(chain.from_iterable(batch)))
    return len(values)


def check_derived(table: str) -> None:
    """Raise ``ValueError`` for a table that isn't an analyzer's."""
    if table not in TABLES or not TABLES[table].derived:
        raise ValueError(f"{table} is no analyzer's table")


def replace_rows(
    db: Database, table: str, old: Sequence[Row], new: Sequence[Row]
) -> dict[str, list[Row]]:
    """Turn the ``old`` rows of a table into the ``new`` ones, touching only those that differ.

    Gives the rows ``gone``, ``added`` and ``changed`` (as they are now).
    """
    pk = TABLES[table].pk
    before = {tuple(row[name] for name in pk): row for row in old}
    after = {tuple(row[name] for name in pk): row for row in new}
    done = {
        "gone": [row for key, row in before.items() if key not in after],
        "added": [row for key, row in after.items() if key not in before],
        "changed": [row for key, row in after.items() if key in before and before[key] != row],
    }
    upsert(db, table, [*done["added"], *done["changed"]])
    # Afterwards, when no row refers to these any more: deleting cascades.
    where = " AND ".join(f"{name} = :{name}" for name in pk)
    db.conn.executemany(f"DELETE FROM {table} WHERE {where}", done["gone"])
    return done


def clear(db: Database, table: str, article_id: str) -> None:
    """Delete an article's rows of a table."""
    db.conn.execute(f"DELETE FROM {table} WHERE {_scope(table)}", {"article": article_id})


def rows_of(db: Database, table: str, article_id: str) -> list[Row]:
    """Give an article's rows of a table; those about comments in the comments' order.

    In a table that has rows about articles too, the article's own come first.
    """
    return query(db, rows_sql(table), {"article": article_id})


def values_of_article(
    db: Database, names: Iterable[str], article_id: str
) -> dict[str, list[tuple[Any, ...]]]:
    """Give an article's rows by table, as ``values_of`` does, all of one moment."""
    with one_moment(db.conn):
        return {
            name: db.conn.execute(rows_sql(name), {"article": article_id}).fetchall()
            for name in names
        }


def rows_sql(table: str) -> str:
    """Give the SELECT that ``rows_of`` runs; its parameter ``article`` is the article's id."""
    declared = TABLES[table]
    if table == "articles":
        return f"SELECT {', '.join(declared.names)} FROM articles WHERE id = :article"
    names = ", ".join(f"{table}.{name}" for name in declared.names)
    if _is_about_either(declared):
        return (
            f"SELECT {names} FROM {table} LEFT JOIN comments ON comments.id = {table}.comment_id"
            f" WHERE {_scope(table)}"
            f" ORDER BY position IS NOT NULL, position, comments.rowid, {table}.rowid"
        )
    if "article_id" in declared.names:
        order = "position, " if "position" in declared.names else ""
        return f"SELECT {names} FROM {table} WHERE article_id = :article ORDER BY {order}rowid"
    ordinal = ", ordinal" if "ordinal" in declared.names else ""
    return (
        f"SELECT {names} FROM comments JOIN {table} ON {table}.comment_id = comments.id"
        f" WHERE article_id = :article ORDER BY position, comments.rowid{ordinal}"
    )


def settings(db: Database, table: str) -> list[Row]:
    """Give all rows of a table of settings in the order written; what is JSON is read."""
    declared = TABLES[table]
    return [
        {name: row[name] if name in declared.pk else json.loads(row[name]) for name in row}
        for row in query(db, f"SELECT {', '.join(declared.names)} FROM {table} ORDER BY rowid")
    ]


def query(db: Database, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> list[Row]:
    """Give the rows of a SELECT as dictionaries."""
    return list(stream(db, sql, values))


def stream(db: Database, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Iterator[Row]:
    """Yield the rows of a SELECT as dictionaries, as SQLite finds them."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _scope(table: str) -> str:
    of_comments = f"{table}.{_OF_COMMENTS}"
    if "article_id" not in TABLES[table].names:
        return of_comments
    of_article = f"{table}.article_id = :article"
    return f"({of_article} OR {of_comments})" if _is_about_either(TABLES[table]) else of_article


def _is_about_either(declared: Table) -> bool:
    """Whether a row is about a comment or about the article, with the other id null."""
    required = {column.name: column.is_required for column in declared.columns}
    return "comment_id" in required and required.get("article_id") is False


def _upsert_sql(declared: Table, count: int) -> str:
    places = f"({', '.join('?' * len(declared.names))})"
    updates = [f"{name} = excluded.{name}" for name in declared.names if name not in declared.pk]
    action = f"UPDATE SET {', '.join(updates)}" if updates else "NOTHING"
    return (
        f"INSERT INTO {declared.name} ({', '.join(declared.names)})"
        f" VALUES {', '.join([places] * count)}"
        f" ON CONFLICT ({', '.join(declared.pk)}) DO {action}"
    )


@cache
def _known(table: str) -> frozenset[str]:
    return frozenset(TABLES[table].names)


def _storable(value: Any) -> Any:
    return to_json(value) if isinstance(value, (list, tuple, Mapping)) else value
