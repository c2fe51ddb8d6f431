"""The SQLite file: found to be ours, opened, brought up to date; its errors made ours."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlite_utils import Database

from threads.emptied import remove_if_empty
from threads.errors import NotADatabase, StoreBusy, StoreError, StoreTooNew
from threads.glance import APPLICATION_ID, APPLICATION_ID_AT, HEADER, MAGIC
from threads.migrations import MIGRATIONS, unknown_steps
from threads.nearest import DATABASES, nearest_file

Mode = Literal["create", "change", "look"]

_WAIT = 10.0  # seconds for another writer to finish
_ATTEMPTS = 3  # to open a database that others take away
_LITTLE = 512 * 2**10  # bytes; SQLite fails to make its files where there is less than that

_FAILURES = {
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "try again when that is done"),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "try again when that is done"),
    sqlite3.SQLITE_READONLY: ("it can't be written to", "mind the file's and folder's permissions"),
    sqlite3.SQLITE_CANTOPEN: ("it can't be opened", "mind the file's and folder's permissions"),
    sqlite3.SQLITE_PERM: ("it can't be opened", "mind the file's and folder's permissions"),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room; what was written before is kept"),
    sqlite3.SQLITE_IOERR: ("the disk can't be read or written", "what was written before is kept"),
}
_MADE = "name a database that rejoinder read has made"
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_WAITED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
# What Python's sqlite3 says of itself, without a code: text that is no UTF-8 any more.
_GARBLED = "Could not decode to UTF-8"


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite complains of into a ``StoreError``; programming errors stay as they are."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise _ours(error, path) from error
    except UnicodeEncodeError as error:
        what = "half a character, which no database keeps"
        raise StoreError(what, where=str(path), remedy="is a name not in UTF-8?") from error


def _ours(error: sqlite3.DatabaseError, path: Path) -> StoreError:
    code = _code(error)
    if is_damage(error):
        return damaged(path)
    if code in _FAILURES:
        what, remedy = _FAILURES[_reason(code, path)]
        return StoreBusy(what, where=str(path), remedy=remedy)
    return StoreError(str(error), where=str(path))


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite complains of what stands in the file."""
    return _code(error) in _DAMAGED or str(error).startswith(_GARBLED)


def damaged(path: Path, how: str = "") -> NotADatabase:
    """Give the failure that a file was changed by other than SQLite; ``how`` where it is known."""
    what = f"the database is damaged: {how}" if how else "the database is damaged"
    return NotADatabase(what, where=str(path), remedy="read the pages into a new database")


def file_of(connection: sqlite3.Connection) -> Path | None:
    """Give the file that a connection is to, None for a database in memory.

    It is asked for as bytes: a file's name need not be Unicode.
    """
    sql = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    ((name,),) = connection.execute(sql)
    return Path(os.fsdecode(name)) if name else None


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    return code


def _reason(code: int, path: Path) -> int:
    """Tell why a file can't be opened or written, where SQLite only says that it can't."""
    if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return code
    try:
        is_full = shutil.disk_usage(path.parent).free < _LITTLE
        may_write = all(os.access(one, os.W_OK) for one in (path.parent, path) if one.exists())
    except OSError:
        return code
    if not may_write:
        return sqlite3.SQLITE_READONLY
    return sqlite3.SQLITE_FULL if is_full else code


def open_database(path: Path, mode: Mode) -> Database:
    """Open a database of ours, migrated to this version.

    ``create`` makes it where there is none; ``change`` and ``look`` want one that is there, and
    ``look`` can't write to it. Raises ``StoreError`` and its kinds.
    """
    _check(path, mode)
    was_there = os.path.lexists(path)
    with store_errors(path):
        try:
            return _opened_to_stay(path, mode)
        except BaseException:
            if not was_there:
                remove_if_empty(path)
            raise


def _opened_to_stay(path: Path, mode: Mode) -> Database:
    """Open a database, anew where it went meanwhile.

    Another process that made it and read nothing into it takes it away while nobody holds a lock
    on it. From the last thing that opening does, this connection holds one.
    """
    for _ in range(_ATTEMPTS):
        try:
            db = _opened(path, mode)
        except sqlite3.OperationalError:
            if mode != "create" or path.exists():
                raise
            continue
        if mode != "create" or path.exists():
            return db
        db.close()
    return _opened(path, mode)


def _opened(path: Path, mode: Mode) -> Database:
    connection = _connect(path, mode)
    try:
        db = Database(connection, execute_plugins=False)
        _prepare(db, path, mode)
    except BaseException:
        connection.close()
        raise
    return db


def _check(path: Path, mode: Mode) -> None:
    """Look at the file's first bytes; nothing is written, and no lock is taken."""
    where = str(path)
    if not path.exists():
        if mode != "create":
            raise StoreError("no such database", where=where, remedy=_to_have(path))
        if not path.parent.is_dir():
            raise StoreError("its folder doesn't exist", where=where, remedy="make the folder")
        return
    if not path.is_file():
        raise _no_file(path)
    try:
        with path.open("rb") as file:
            header = file.read(HEADER)
    except OSError as error:
        raise StoreBusy(f"it can't be opened: {error.strerror}", where=where) from error
    if not header and mode == "create":  # as `mktemp` makes it, or a process killed at the start
        return
    if not header:
        raise NotADatabase("this file is empty", where=where, remedy=_to_begin(path))
    if not header.startswith(MAGIC):
        raise NotADatabase("this is no SQLite database", where=where, remedy=_to_make(path, mode))
    if int.from_bytes(header[APPLICATION_ID_AT], "big") != APPLICATION_ID:
        raise NotADatabase(
            "an SQLite database, but none of Rejoinder's",
            where=where,
            remedy="name another file; this one was left as it is",
        )


def _no_file(path: Path) -> NotADatabase:
    from threads.data_set.layout import is_data_set

    if is_data_set(path):
        what, remedy = "a data set, no database", "rejoinder report reads it, and so does DuckDB"
        return NotADatabase(what, where=str(path), remedy=remedy)
    return NotADatabase("this is no file", where=str(path), remedy="name a database file")


def _to_have(path: Path) -> str:
    """Say what to do about a database that isn't there."""
    near = nearest_file(path, DATABASES)
    make = f"make it with: rejoinder read {shlex.quote(str(path))} PAGE"
    return f"did you mean {near}? else {make}" if near else make


def _to_begin(path: Path) -> str:
    """Say what to do about an empty file, which isn't to become a database if it was a page."""
    from threads.sources import SUFFIXES

    if path.suffix and path.suffix.lower() in SUFFIXES:
        return _MADE
    return f"read into it: rejoinder read {shlex.quote(str(path))} PAGE"


def _to_make(path: Path, mode: Mode) -> str:
    """Say what to do about a file in a database's place that is none, likely a page."""
    if mode == "create":
        return "the database comes first, then the pages"
    if path.suffix == ".db":
        return _MADE
    made = shlex.quote(str(path.with_suffix(".db")))
    return f"read a page into one first: rejoinder read {made} {shlex.quote(str(path))}"


def _connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """Connect; a database may be looked at where nothing can be written beside it."""
    address = path.absolute().as_uri()
    connection = _connected(f"{address}?mode={'rwc' if mode == 'create' else 'rw'}")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if mode != "look" or not is_at_rest(path, error):
            raise
        return _connected(f"{address}?immutable=1")
    return connection


def is_at_rest(path: Path, error: sqlite3.OperationalError) -> bool:
    """Tell whether a database that can't be opened can be read as immutable.

    In WAL mode even reading makes files beside the database. It needs none where the database
    itself holds all that was committed, and nobody is writing to it.
    """
    journals = (Path(f"{path}{end}") for end in ("-wal", "-journal"))
    return _code(error) not in _WAITED and not any(_holds_something(one) for one in journals)


def _holds_something(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _connected(address: str) -> sqlite3.Connection:
    # Without an isolation level, Python begins no transactions of its own.
    return sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)


def _prepare(db: Database, path: Path, mode: Mode) -> None:
    if mode == "create" and not db.execute("PRAGMA application_id").fetchone()[0]:
        # Before WAL, so that it stands in the file itself whenever the process is killed.
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if mode == "create":
        db.enable_wal()
    db.execute("PRAGMA foreign_keys = ON")
    if unknown_steps(db):
        remedy = "update Rejoinder: pipx upgrade rejoinder"
        raise StoreTooNew("written by a later version of Rejoinder", where=str(path), remedy=remedy)
    if MIGRATIONS.pending(db):
        _migrate(db, path)
    if mode == "look":
        db.execute("PRAGMA query_only = ON")


def _migrate(db: Database, path: Path) -> None:
    """Bring a database up to date, as a whole or not at all."""
    try:
        with transaction(db):
            MIGRATIONS.apply(db)
    except sqlite3.OperationalError as error:
        if _code(error) != sqlite3.SQLITE_READONLY:
            raise
        what = "written by an earlier version of Rejoinder, and can't be brought up to date there"
        remedy = "copy it to where it can be written to"
        raise StoreBusy(what, where=str(path), remedy=remedy) from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Write all of a block or nothing; inside another transaction, be part of it.

    The lock is taken at once: a deferred one that reads first and then finds another writer ahead
    of it fails without waiting (SQLITE_BUSY_SNAPSHOT).
    """
    if db.conn.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()  # it may fail too: on a deferred foreign key, on a full disk
    except BaseException:
        db.rollback()
        raise


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Read all of a block as it was at its beginning, whoever writes meanwhile.

    The block writes nothing; inside a transaction or another moment, it is part of that.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()
