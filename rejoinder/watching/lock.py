"""One watch a database: two would each tell what the other has in hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from threads.errors import StoreBusy


@contextmanager
def only_watch(database: Path) -> Iterator[None]:
    """Be the one watch of a database; raises ``StoreBusy`` where there is another.

    The lock is SQLite's own on an empty file beside the database, so that the system lets go of it
    however the process ends. The file stays.
    """
    path = database.with_name(f"{database.name}-watching")
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise _refusal(error, database) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            raise _refusal(error, database) from error
        yield


def _refusal(error: sqlite3.DatabaseError, database: Path) -> StoreBusy:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        what, remedy = "it is watched for already", "end that watch first, or name another database"
    elif code == sqlite3.SQLITE_NOTADB:
        what, remedy = "the file that marks its watch is none of ours", "remove the file -watching"
    else:
        what, remedy = "its folder can't be written to", "mind the folder's permissions"
    return StoreBusy(what, where=str(database), remedy=remedy)
