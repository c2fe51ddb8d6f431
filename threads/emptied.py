"""Databases that nothing came of are taken away again by whoever made them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

# The database itself last: who makes it anew then finds none of the others to be taken away.
_FILES = ("-wal", "-shm", "-journal", "")
_USED = "SELECT EXISTS (SELECT 1 FROM snapshots) OR EXISTS (SELECT 1 FROM watched)"


@contextmanager
def none_left_empty(path: Path) -> Iterator[None]:
    """Remove the database that a block has made, should it end with nothing in it.

    The block is to close it. One that was there before stays, whatever it holds.
    """
    was_there = os.path.lexists(path)
    try:
        yield
    finally:
        if not was_there:
            remove_if_empty(path)


def remove_if_empty(path: Path) -> None:
    """Remove a database without pages; one that somebody else has open is left alone."""
    if not path.is_file():
        return
    with suppress(sqlite3.Error), closing(_alone(path)) as connection:
        if _is_empty(connection):
            for end in _FILES:
                with suppress(OSError):
                    Path(f"{path}{end}").unlink()


def _alone(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
    )
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_empty(connection: sqlite3.Connection) -> bool:
    try:
        return not connection.execute(_USED).fetchone()[0]
    except sqlite3.OperationalError:  # its tables were not made yet
        return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
