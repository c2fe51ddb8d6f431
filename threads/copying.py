"""A changed copy of a database: a new file, written row by row, there as a whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from threads import tables
from threads.database import store_errors
from threads.errors import NotADatabase, StoreBusy, StoreError
from threads.rows import Row, content_hash, to_rows
from threads.schema import TABLES
from threads.store import Store

PSEUDONYMISED = "pseudonymise"
"""Stands in ``runs`` for what made a copy: whatever is read into it would bring back names."""

_ELSEWHERE = "make room, or name another place with -o"
_LOCK = "lock"
_BESIDE = ("-wal", "-shm", "-journal")
Change = Callable[[str, Row, str | None], Row]
"""Gives a row of a table changed; with the id of the article it belongs to, None for none."""


def is_pseudonymised(store: Store) -> bool:
    """Tell whether a database is a copy without names."""
    return bool(store.query("SELECT 1 FROM runs WHERE analyzer = ? LIMIT 1", [PSEUDONYMISED]))


def check_place(old: Path, out: Path, *, replace: bool) -> None:
    """Make sure that a copy may be written there; raises ``StoreError``."""
    where = str(out)
    if out.exists() and old.exists() and out.samefile(old):
        raise StoreError("this is the database itself", where=where, remedy="name another with -o")
    if out.is_dir():
        raise StoreError("this is a folder", where=where, remedy="name a file in it")
    if out.exists() and not replace:
        remedy = "name another file with -o, or add --replace"
        raise StoreError("it is there already", where=where, remedy=remedy)
    if not out.parent.is_dir():
        raise StoreError("its folder doesn't exist", where=where, remedy="make the folder")


@contextmanager
def new_database(out: Path) -> Iterator[Store]:
    """Give an empty database that becomes ``out`` when the block ends well.

    It is written in a folder of its own beside ``out``, which goes whatever happens but for a kill:
    then the next attempt takes it away. What it deletes is overwritten, and nothing is left beside
    the file. Raises ``StoreError``.
    """
    folder = out.with_name(f".{out.name}.part")
    try:
        with _only_writer(folder, out), Store(folder / out.name) as store:
            store.db.execute("PRAGMA secure_delete = ON")
            yield store
            _close_the_log(store)
            store.close()
            _settle(out)
            for beside in _BESIDE:  # of a file that stood there: it would be taken for ours
                with suppress(FileNotFoundError):
                    Path(f"{out}{beside}").unlink()
            (folder / out.name).replace(out)
    except OSError as problem:
        raise _unwritable(out, problem) from problem
    except StoreError as problem:
        if problem.where != str(folder / out.name):
            raise
        raise type(problem)(problem.what, where=str(out), remedy=_ELSEWHERE) from problem


@contextmanager
def _only_writer(folder: Path, out: Path) -> Iterator[None]:
    """Make a folder to write in, for one process; a killed one's is emptied and used again.

    The lock is SQLite's own on an empty file, so that the system lets go of it however the process
    ends.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StoreBusy("another program is writing it", where=str(out)) from error
        for left in folder.iterdir():
            if not left.name.startswith(_LOCK):
                left.unlink()
        try:
            yield
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.close()


def copy_rows(old: Store, new: Store, change: Change, left_out: Collection[str] = ()) -> None:
    """Write all rows of ``old`` into ``new``, each as ``change`` makes it, article by article.

    All of them are of one moment, also where another program writes to ``old`` meanwhile. A column
    ``content_hash`` is made anew of what was written.
    """
    copied = [table for name, table in TABLES.items() if name not in left_out]
    of_articles = [t.name for t in copied if {"article_id", "comment_id"} & {*t.names}]
    with old.one_moment():
        for name in (t.name for t in copied if t.name not in {*of_articles, "articles"}):
            rows = old.query(f"SELECT * FROM {name} ORDER BY rowid")
            tables.upsert(new.db, name, [change(name, row, None) for row in rows])
        for article in old.query("SELECT * FROM articles ORDER BY rowid"):
            with new.transaction():
                # A comment may be laid inside one that is written after it.
                new.db.execute("PRAGMA defer_foreign_keys = ON")
                _copy_article(old, new, article, of_articles, change)


def _copy_article(
    old: Store, new: Store, article: Row, names: Collection[str], change: Change
) -> None:
    made = change("articles", article, article["id"])
    tables.upsert(new.db, "articles", [made])
    for name in names:
        rows = old.rows(name, article["id"])
        tables.upsert(new.db, name, [change(name, row, article["id"]) for row in rows])
    digest = content_hash(to_rows(new.load_thread(made["id"])))
    sql = "UPDATE articles SET content_hash = ? WHERE id = ?"
    new.db.conn.execute(sql, [digest, made["id"]])


def _close_the_log(store: Store) -> None:
    """Bring all into the one file, and leave it so that reading it makes no files beside it."""
    with suppress(sqlite3.OperationalError):
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    store.db.execute("PRAGMA journal_mode = DELETE").fetchall()


def _settle(old: Path) -> None:
    """Bring into a database that is to be replaced what stands beside it, should that fail yet.

    Raises ``StoreBusy`` where another program is at it.
    """
    if not any(Path(f"{old}{beside}").exists() for beside in _BESIDE):
        return
    with suppress(NotADatabase), store_errors(old), closing(_connected_to(old)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            remedy = "try again when that is done"
            raise StoreBusy("another program is using it", where=str(old), remedy=remedy)


def _connected_to(old: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{old.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)


def _unwritable(out: Path, problem: OSError) -> StoreError:
    return StoreError(
        f"cannot be written: {problem.strerror or problem}",
        where=str(out),
        remedy=_ELSEWHERE,
    )
