"""Whether a database is what SQLite and this program wrote, or was changed by something else.

SQLite keeps no checksums. A byte that changes on the disk may break a page, which SQLite tells; or
turn a value into one that never was, on which anything may stumble.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from threads.database import is_damage
from threads.declared import Column, Table
from threads.schema import TABLES

_TYPES = {"TEXT": ("text",), "INTEGER": ("integer",), "REAL": ("real", "integer")}
_ONE_OF = {
    ("comments", "state"): ("present", "removed", "missing"),
    ("quotes", "source"): ("article", "comment"),
}


def flaw(path: Path) -> str | None:
    """Tell the first thing that is wrong with a database, None where nothing is found.

    Every page and every value is read, which takes time: this is for finding out why something
    failed.
    """
    try:
        with closing(_opened(path)) as connection:
            return next(_flaws(connection), None)
    except UnicodeDecodeError:  # in what SQLite says of it
        return "names in it are garbled"
    except sqlite3.DatabaseError as error:
        return "SQLite can't read it" if is_damage(error) else None


def _opened(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=rw", uri=True)  # else files are left beside it
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        return sqlite3.connect(f"{address}?immutable=1", uri=True)
    return connection


def _flaws(connection: sqlite3.Connection) -> Iterator[str]:
    for (told,) in connection.execute("PRAGMA integrity_check(1)"):
        if told != "ok":
            yield "its pages don't fit together"
    for table in TABLES.values():
        for column in table.columns:
            if connection.execute(_odd_sql(table, column)).fetchone():
                yield f"a value in {table.name}.{column.name} can't be one"
            if column.kind.startswith("TEXT"):  # Python decodes each, and may fail
                for _ in connection.execute(f"SELECT {column.name} FROM {table.name}"):
                    pass
    for table_name, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table_name} belongs to nothing"


def _odd_sql(table: Table, column: Column) -> str:
    """Ask for a value that a column can't hold."""
    kinds = _TYPES[column.kind.rstrip("!")] + (() if column.is_required else ("null",))
    odd = f"typeof({column.name}) NOT IN ({', '.join(f'{kind!r}' for kind in kinds)})"
    if column.is_json or (table.settings and column.name not in table.pk):
        odd += f" OR NOT json_valid({column.name})"
    if (table.name, column.name) in _ONE_OF:
        odd += f" OR {column.name} NOT IN {_ONE_OF[table.name, column.name]}"
    return f"SELECT 1 FROM {table.name} WHERE {odd} LIMIT 1"
