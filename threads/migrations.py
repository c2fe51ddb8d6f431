"""The steps by which an older database becomes one of this version.

sqlite-utils records each applied step in ``_sqlite_migrations``. A step that only adds tables or
columns calls ``add_declared``; a step that has taken part in a release is never changed.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations
from sqlite_utils.db import ForeignKey

from threads.declared import Column
from threads.schema import SEARCHED, TABLES

MIGRATIONS = Migrations("rejoinder")


@MIGRATIONS(name="m001_threads")
def _m001_threads(db: Database) -> None:
    add_declared(db, 1)
    _index_words(db)


@MIGRATIONS(name="m002_history")
def _m002_history(db: Database) -> None:
    add_declared(db, 2)


@MIGRATIONS(name="m003_language")
def _m003_language(db: Database) -> None:
    add_declared(db, 3)


@MIGRATIONS(name="m004_targets")
def _m004_targets(db: Database) -> None:
    add_declared(db, 4)


@MIGRATIONS(name="m005_camps")
def _m005_camps(db: Database) -> None:
    add_declared(db, 5)


@MIGRATIONS(name="m006_article_split")
def _m006_article_split(db: Database) -> None:
    add_declared(db, 6)


@MIGRATIONS(name="m007_article_audit")
def _m007_article_audit(db: Database) -> None:
    add_declared(db, 7)


@MIGRATIONS(name="m008_dynamics")
def _m008_dynamics(db: Database) -> None:
    add_declared(db, 8)


@MIGRATIONS(name="m009_common_ground")
def _m009_common_ground(db: Database) -> None:
    add_declared(db, 9)


@MIGRATIONS(name="m010_watching")
def _m010_watching(db: Database) -> None:
    add_declared(db, 10)


@MIGRATIONS(name="m011_captures")
def _m011_captures(db: Database) -> None:
    add_declared(db, 11)


def unknown_steps(db: Database) -> list[str]:
    """Name the applied steps that this version doesn't have: a later one wrote the database."""
    ours = {step.name for step in MIGRATIONS.pending(Database(memory=True, execute_plugins=False))}
    return [step.name for step in MIGRATIONS.applied(db) if step.name not in ours]


def add_declared(db: Database, step: int) -> None:
    """Create the tables, columns and indexes that ``schema`` declares as new with a step."""
    for declared in TABLES.values():
        table = db.table(declared.name)
        new = tuple(column for column in declared.columns if column.since == step)
        if declared.since < step:
            for column in new:
                table.add_column(column.name, column.python_type)
        elif declared.since == step:
            table.create(
                {column.name: column.python_type for column in new},
                pk=declared.pk if len(declared.pk) > 1 else declared.pk[0],
                not_null={column.name for column in new if column.is_required},
                foreign_keys=[_foreign_key(declared.name, c) for c in new if c.references],
            )
            for columns in declared.indexes:
                table.create_index(columns)


def _foreign_key(table: str, column: Column) -> ForeignKey:
    return ForeignKey(table, column.name, column.references, "id", on_delete=column.on_delete)


def _index_words(db: Database) -> None:
    """Index the comments' words; triggers keep the index right, whoever writes to ``comments``.

    They are sqlite-utils' own but for the condition on updates: a comment that only moved to
    another position is not indexed again.
    """
    db.table("comments").enable_fts(SEARCHED, tokenize="unicode61 remove_diacritics 2")
    names = ", ".join(SEARCHED)
    old = ", ".join(f"old.{name}" for name in SEARCHED)
    new = ", ".join(f"new.{name}" for name in SEARCHED)
    enter = f"INSERT INTO comments_fts (rowid, {names}) VALUES (new.rowid, {new});"
    strike = (
        f"INSERT INTO comments_fts (comments_fts, rowid, {names})"
        f" VALUES ('delete', old.rowid, {old});"
    )
    db.execute(f"CREATE TRIGGER comments_ai AFTER INSERT ON comments BEGIN {enter} END")
    db.execute(f"CREATE TRIGGER comments_ad AFTER DELETE ON comments BEGIN {strike} END")
    db.execute(
        "CREATE TRIGGER comments_au AFTER UPDATE ON comments"
        f" WHEN ({old}) IS NOT ({new}) BEGIN {strike} {enter} END"
    )
