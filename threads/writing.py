"""One page's thread into the tables: what it changes of an article, and the snapshot of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from threads import history, tables
from threads.model import Thread
from threads.ready import WRITTEN, Ready, hashed_rows
from threads.rows import Row, count_changed, count_shown
from threads.schema import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What reading one page did to the database.

    ``known``: the same content was read before, so nothing was written. ``comments_on_page``
    counts what the page shows, ``comments_new`` what of it the store didn't have,
    ``comments_changed`` those whose author, subject, text or state is other than before.
    """

    article_id: str
    article: Literal["new", "changed", "same"]
    comments_on_page: int
    comments_new: int = 0
    comments_changed: int = 0
    known: bool = False


def write_new(db: Database, ready: Ready, now: str) -> Change:
    """Write an article that isn't in the database; ``now`` is when it was first read."""
    db.conn.execute("PRAGMA defer_foreign_keys = ON")
    tables.upsert(db, "articles", [{**ready.row, "first_read": now}])
    for name in WRITTEN:
        tables.upsert_values(db, name, ready.values[name])
    return Change(
        article_id=ready.article.id,
        article="new",
        comments_on_page=ready.count,
        comments_new=ready.count,
    )


def write_changed(
    db: Database, old: Mapping[str, Sequence[Row]], thread: Thread, on_page: int
) -> Change:
    """Write what of a rebuilt thread differs from the ``old`` rows of its article.

    What analyzers made of it goes, should it read otherwise now.
    """
    rows = hashed_rows(thread)
    stored = old["articles"][0]
    rows["articles"][0]["first_read"] = stored["first_read"]
    old = {**old, "repairs": tables.rows_of(db, "repairs", thread.article.id)}
    db.conn.execute("PRAGMA defer_foreign_keys = ON")
    done = {
        name: tables.replace_rows(db, name, old[name], rows[name])
        for name in ("articles", *WRITTEN)
    }
    if stored["content_hash"] != rows["articles"][0]["content_hash"]:
        for table in TABLES.values():
            if table.derived:
                tables.clear(db, table.name, thread.article.id)
    del done["repairs"]  # they follow from the rest
    touched = any(any(kinds.values()) for kinds in done.values())
    return Change(
        article_id=thread.article.id,
        article="changed" if touched else "same",
        comments_on_page=on_page,
        comments_new=count_shown(done["comments"]["added"]),
        comments_changed=count_changed(old["comments"], done["comments"]["changed"]),
    )


def note_first(db: Database, snapshot: Row, shown: Sequence[str]) -> None:
    """Add an article's first snapshot, and that it shows these comments."""
    history.record_first(db, _entered(db, snapshot), shown)


def note_again(db: Database, snapshot: Row, shown: set[str], old: Sequence[Row] | None) -> None:
    """Add a snapshot, and what it shows and changes to the comments' history.

    ``old`` are the article's comments before; None: nothing has changed, and the source's last
    snapshot may do for it too.
    """
    if old is None:
        if history.renewed(db, snapshot, shown):
            return
        old = tables.rows_of(db, "comments", snapshot["article_id"])
    history.record(db, _entered(db, snapshot), shown, old)


def note_anew(db: Database, snapshot: Row, shown: set[str], old: Sequence[Row]) -> None:
    """Bring a snapshot up to date with what a later version reads of its page.

    ``old`` are the article's comments before.
    """
    tables.upsert(db, "snapshots", [snapshot])
    history.record_anew(db, snapshot, shown, old)


def _entered(db: Database, snapshot: Row) -> int:
    tables.upsert(db, "snapshots", [snapshot])
    ((snapshot_id,),) = db.conn.execute("SELECT max(id) FROM snapshots")
    found: int = snapshot_id
    return found
