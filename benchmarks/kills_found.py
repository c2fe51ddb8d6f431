"""What is looked for in a database after a kill: damage, articles that are neither nor."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from threads.errors import StoreError
from threads.schema import TABLES
from threads.store import Store

Rows = dict[str, list[tuple[Any, ...]]]
_TIMES = frozenset({"first_read", "read_at", "started", "finished"})
_FTS = "INSERT INTO comments_fts (comments_fts, rank) VALUES ('integrity-check', 1)"


@dataclass
class Found:
    """What was found wrong, counted and said."""

    HEADING: ClassVar[str] = "damaged  lost  half-written  other than unkilled  left behind"

    damaged: int = 0
    lost: int = 0
    half: int = 0
    other: int = 0
    left: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return self.damaged + self.lost + self.half + self.other + self.left

    def line(self) -> str:
        """Give the counts under ``HEADING``."""
        return f"{self.damaged:7} {self.lost:5} {self.half:13} {self.other:20} {self.left:12}"

    def compare(self, found: Rows, wanted: Rows) -> None:
        """Compare all rows of a round that came to its end with those of an unkilled run."""
        for name, rows in wanted.items():
            if found[name] != rows:
                self.other += 1
                self.said.append(f"{name}: {len(found[name])} rows, not the {len(rows)} wanted")

    def left_behind(self, place: Path, name: str) -> None:
        """Look for files of a killed command that the last run has not taken away."""
        for file in place.iterdir():
            if file.name.startswith((f".{name}", f"{name}-")):
                self.left += 1
                self.said.append(f"{file.name} was left behind")


def found_in(db: Path, states: list[dict[str, str]], found: Found) -> float:
    """Look at a database whose writer was killed; gives the share of its articles that is done.

    ``states``: what an article may be, by its id, from before the work to its end; one that is not
    in the first may be absent. What was done at an earlier kill is remembered in ``found``.
    """
    if not db.exists() or not db.stat().st_size:
        return 0.0
    try:
        with closing(sqlite3.connect(db)) as connection:
            _check(connection, found)
        now = states_of(db)
    except (sqlite3.Error, StoreError) as error:
        found.damaged += 1
        found.said.append(f"{db.name}: {error}")
        return 0.0
    for article in states[0].keys() - now.keys():
        found.lost += 1
        found.said.append(f"article {article} is gone")
    for article, digest in now.items():
        if not any(state.get(article) == digest for state in states):
            found.half += 1
            found.said.append(f"article {article} is half-written")
    last = states[-1]
    return sum(now.get(article) == digest for article, digest in last.items()) / len(last)


def _check(connection: sqlite3.Connection, found: Found) -> None:
    told = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    told += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'comments_fts'").fetchone():
        connection.execute(_FTS)
        connection.rollback()
    found.damaged += bool(told)
    found.said += told[:3]


def states_of(db: Path) -> dict[str, str]:
    """Give, by article, a digest of every row that is the article's."""
    with Store(db, "change") as store:
        return {row["id"]: _digest(store, row) for row in store.query("SELECT * FROM articles")}


def _digest(store: Store, article: dict[str, Any]) -> str:
    rows: list[Any] = [_timeless(article)]
    for name, table in TABLES.items():
        if {"article_id", "comment_id"} & {*table.names}:
            rows.append([name, [_timeless(row) for row in store.rows(name, article["id"])]])
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _TIMES}


def rows_of(db: Path) -> Rows:
    """Give every row of every table but for times; of ``runs``, the rows written by analyzer."""
    found: Rows = {}
    with Store(db, "look") as store:
        for name, table in TABLES.items():
            columns = ", ".join(column for column in table.names if column not in _TIMES)
            sql = f"SELECT {columns} FROM {name} ORDER BY {', '.join(table.pk)}"
            if name == "runs":
                sql = "SELECT analyzer, sum(rows) FROM runs GROUP BY analyzer ORDER BY analyzer"
            found[name] = store.db.execute(sql).fetchall()
    return found
