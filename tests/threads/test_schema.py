from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from threads import migrations, schema
from threads.database import open_database
from threads.declared import Column, Table
from threads.schema import TABLES
from threads.schema_page import describe

STEPS = [
    *("m001_threads", "m002_history", "m003_language", "m004_targets", "m005_camps"),
    *("m006_article_split", "m007_article_audit", "m008_dynamics"),
    *("m009_common_ground", "m010_watching", "m011_captures"),
]
# name: (type, may be null). The whole schema, so that no change of it goes unnoticed.
EXPECTED = {
    "articles": {
        "id": ("TEXT", False), "url": ("TEXT", True), "title": ("TEXT", False),
        "author": ("TEXT", True), "outlet": ("TEXT", True), "dept": ("TEXT", True),
        "published_at": ("TEXT", True), "body": ("TEXT", False), "tags": ("TEXT", False),
        "format": ("TEXT", False), "claimed_comments": ("INTEGER", True),
        "content_hash": ("TEXT", False), "first_read": ("TEXT", False),
        "external_id": ("TEXT", True),
    },
    "article_keys": {"key": ("TEXT", False), "article_id": ("TEXT", False)},
    "snapshots": {
        "id": ("INTEGER", False), "article_id": ("TEXT", False), "source": ("TEXT", False),
        "format": ("TEXT", False), "sha256": ("TEXT", False), "read_at": ("TEXT", False),
        "comments": ("INTEGER", False), "claimed": ("INTEGER", True), "read_with": ("TEXT", True),
        "captured_at": ("TEXT", True),
    },
    "comments": {
        "id": ("TEXT", False), "article_id": ("TEXT", False), "position": ("INTEGER", False),
        "external_id": ("TEXT", True), "author": ("TEXT", True), "author_id": ("TEXT", True),
        "registered": ("INTEGER", True), "posted_at": ("TEXT", True), "subject": ("TEXT", True),
        "text": ("TEXT", False), "own_text": ("TEXT", False),
        "votes_insightful": ("INTEGER", True), "votes_funny": ("INTEGER", True),
        "flagged": ("INTEGER", True), "state": ("TEXT", False),
        "subject_lost": ("INTEGER", False), "quoted": ("TEXT", False),
        "placement": ("TEXT", False), "placed_under": ("TEXT", True),
    },
    "replies": {
        "comment_id": ("TEXT", False), "parent_id": ("TEXT", True), "depth": ("INTEGER", False),
        "method": ("TEXT", False), "confidence": ("REAL", False), "evidence": ("TEXT", False),
    },
    "quotes": {
        "comment_id": ("TEXT", False), "ordinal": ("INTEGER", False), "source": ("TEXT", False),
        "source_id": ("TEXT", False), "text": ("TEXT", False), "similarity": ("REAL", False),
    },
    "repairs": {
        "article_id": ("TEXT", False), "ordinal": ("INTEGER", False), "comment_id": ("TEXT", True),
        "kind": ("TEXT", False), "detail": ("TEXT", False),
    },
    "sightings": {
        "comment_id": ("TEXT", False), "scope": ("INTEGER", False),
        "first_snapshot": ("INTEGER", False), "last_snapshot": ("INTEGER", False),
        "gone_in": ("INTEGER", True),
    },
    "versions": {
        "comment_id": ("TEXT", False), "snapshot_id": ("INTEGER", False),
        "author": ("TEXT", True), "subject": ("TEXT", True), "text": ("TEXT", False),
        "state": ("TEXT", False), "flagged": ("INTEGER", True),
    },
    "language": {
        "comment_id": ("TEXT", False), "language": ("TEXT", True), "confidence": ("REAL", True),
        "scored": ("INTEGER", False),
    },
    "sentiment": {
        "comment_id": ("TEXT", False), "compound": ("REAL", False), "label": ("TEXT", False),
        "sentences": ("INTEGER", False),
    },
    "stance": {
        "comment_id": ("TEXT", False), "to_parent": ("TEXT", False),
        "parent_agree": ("REAL", False), "parent_neutral": ("REAL", False),
        "parent_disagree": ("REAL", False), "to_article": ("TEXT", False),
        "article_support": ("REAL", False), "article_neutral": ("REAL", False),
        "article_oppose": ("REAL", False), "asks": ("INTEGER", False),
        "engine": ("TEXT", False), "evidence": ("TEXT", False),
    },
    "chains": {
        "id": ("TEXT", False), "article_id": ("TEXT", False), "root_comment_id": ("TEXT", False),
        "comments": ("INTEGER", False), "depth": ("INTEGER", False), "authors": ("INTEGER", False),
        "started_at": ("TEXT", True), "ended_at": ("TEXT", True), "agree": ("INTEGER", True),
        "neutral": ("INTEGER", True), "disagree": ("INTEGER", True), "sentiment": ("REAL", True),
        "split": ("REAL", True), "heat": ("REAL", True), "flip_comment_id": ("TEXT", True),
        "flip_of": ("TEXT", True), "controversy": ("INTEGER", True), "support": ("REAL", True),
        "oppose": ("REAL", True), "heat_disagree": ("REAL", True),
        "heat_negative": ("REAL", True), "heat_speed": ("REAL", True),
        "heat_pile_on": ("REAL", True),
    },
    "paths": {
        "id": ("TEXT", False), "article_id": ("TEXT", False), "root_comment_id": ("TEXT", True),
        "along": ("TEXT", False), "step": ("INTEGER", False), "comments": ("INTEGER", False),
        "started_at": ("TEXT", True), "sentiment": ("REAL", True), "support": ("REAL", True),
        "oppose": ("REAL", True),
    },
    "article_dynamics": {
        "article_id": ("TEXT", False), "controversy": ("INTEGER", False),
        "opened_comment_id": ("TEXT", True), "drift_time": ("REAL", True),
        "drift_depth": ("REAL", True), "first_mover": ("REAL", True),
        "first_mover_z": ("REAL", True), "first_mover_chains": ("INTEGER", False),
        "gini": ("REAL", True), "reciprocity": ("REAL", True),
    },
    "article_split": {
        "article_id": ("TEXT", False), "comments": ("INTEGER", False),
        "persons": ("INTEGER", False),
        "support": ("REAL", False), "support_low": ("REAL", False),
        "support_high": ("REAL", False),
        "neutral": ("REAL", False), "neutral_low": ("REAL", False),
        "neutral_high": ("REAL", False),
        "oppose": ("REAL", False), "oppose_low": ("REAL", False),
        "oppose_high": ("REAL", False),
        "split": ("REAL", False), "split_low": ("REAL", False),
        "split_high": ("REAL", False),
        "support_leads": ("REAL", False), "too_wide": ("INTEGER", False),
        "comments_support": ("REAL", False), "comments_support_low": ("REAL", False),
        "comments_support_high": ("REAL", False),
        "comments_neutral": ("REAL", False), "comments_neutral_low": ("REAL", False),
        "comments_neutral_high": ("REAL", False),
        "comments_oppose": ("REAL", False), "comments_oppose_low": ("REAL", False),
        "comments_oppose_high": ("REAL", False),
        "errors_of": ("TEXT", False),
    },
    "article_audit": {
        "article_id": ("TEXT", False), "labelled": ("INTEGER", False),
        "comments": ("INTEGER", False),
        "accuracy": ("REAL", False), "accuracy_low": ("REAL", False),
        "accuracy_high": ("REAL", False),
        "kappa": ("REAL", True), "kappa_low": ("REAL", True), "kappa_high": ("REAL", True),
        "support": ("REAL", False), "support_low": ("REAL", False),
        "support_high": ("REAL", False),
        "neutral": ("REAL", False), "neutral_low": ("REAL", False),
        "neutral_high": ("REAL", False),
        "oppose": ("REAL", False), "oppose_low": ("REAL", False),
        "oppose_high": ("REAL", False),
        "comments_support": ("REAL", False), "comments_support_low": ("REAL", False),
        "comments_support_high": ("REAL", False),
        "comments_neutral": ("REAL", False), "comments_neutral_low": ("REAL", False),
        "comments_neutral_high": ("REAL", False),
        "comments_oppose": ("REAL", False), "comments_oppose_low": ("REAL", False),
        "comments_oppose_high": ("REAL", False),
    },
    "targets": {
        "name": ("TEXT", False), "aliases": ("TEXT", False), "favor": ("TEXT", False),
        "against": ("TEXT", False), "allies": ("TEXT", False), "opponents": ("TEXT", False),
    },
    "target_stance": {
        "id": ("TEXT", False), "comment_id": ("TEXT", True), "article_id": ("TEXT", True),
        "target": ("TEXT", False), "label": ("TEXT", False), "score": ("REAL", False),
        "evidence": ("TEXT", False),
    },
    "article_camps": {
        "article_id": ("TEXT", False), "people": ("INTEGER", False), "replies": ("INTEGER", False),
        "z": ("REAL", True), "camps": ("INTEGER", False), "frustration": ("REAL", True),
        "frustration_random": ("REAL", True), "cross_camp": ("REAL", True),
    },
    "camps": {
        "id": ("TEXT", False), "article_id": ("TEXT", False), "author_id": ("TEXT", True),
        "comment_id": ("TEXT", True), "camp": ("TEXT", True), "p": ("REAL", True),
    },
    "common_ground": {
        "comment_id": ("TEXT", False), "article_id": ("TEXT", False),
        "people_a": ("INTEGER", False), "people_b": ("INTEGER", False),
        "agree_a": ("REAL", False), "agree_b": ("REAL", False), "consensus": ("REAL", False),
        "shared": ("INTEGER", True),
    },
    "watched": {"source": ("TEXT", False), "first_look": ("TEXT", False)},
    "events": {
        "id": ("TEXT", False), "article_id": ("TEXT", False), "kind": ("TEXT", False),
        "comment_id": ("TEXT", False), "figure": ("REAL", False), "threshold": ("REAL", False),
        "detail": ("TEXT", False), "found_at": ("TEXT", False),
    },
    "tellings": {
        "event_id": ("TEXT", False), "channel": ("TEXT", False), "begun_at": ("TEXT", True),
        "told_at": ("TEXT", True), "failure": ("TEXT", True),
    },
    "runs": {
        "id": ("INTEGER", False), "analyzer": ("TEXT", False), "version": ("TEXT", False),
        "parameters": ("TEXT", False), "model_hash": ("TEXT", True), "started": ("TEXT", False),
        "finished": ("TEXT", True), "rows": ("INTEGER", False),
    },
    "freshness": {
        "article_id": ("TEXT", False), "analyzer": ("TEXT", False), "fingerprint": ("TEXT", False),
    },
}  # fmt: skip
KEYS = {
    "articles": ["id"], "article_keys": ["key", "article_id"], "snapshots": ["id"],
    "comments": ["id"], "replies": ["comment_id"], "quotes": ["comment_id", "ordinal"],
    "repairs": ["article_id", "ordinal"], "sightings": ["comment_id", "scope"],
    "versions": ["comment_id", "snapshot_id"],
    "language": ["comment_id"],
    "sentiment": ["comment_id"], "stance": ["comment_id"], "chains": ["id"], "runs": ["id"],
    "article_split": ["article_id"], "article_audit": ["article_id"],
    "paths": ["id"], "article_dynamics": ["article_id"],
    "targets": ["name"], "target_stance": ["id"],
    "article_camps": ["article_id"], "camps": ["id"], "common_ground": ["comment_id"],
    "watched": ["source"], "events": ["id"], "tellings": ["event_id", "channel"],
    "freshness": ["article_id", "analyzer"],
}  # fmt: skip
REFERENCES = {
    "article_keys.article_id -> articles CASCADE",
    "snapshots.article_id -> articles CASCADE",
    "comments.article_id -> articles CASCADE",
    "comments.placed_under -> comments CASCADE",
    "replies.comment_id -> comments CASCADE",
    "replies.parent_id -> comments CASCADE",
    "quotes.comment_id -> comments CASCADE",
    "repairs.article_id -> articles CASCADE",
    "repairs.comment_id -> comments CASCADE",
    "sightings.comment_id -> comments CASCADE",
    "versions.comment_id -> comments CASCADE",
    "language.comment_id -> comments CASCADE",
    "sentiment.comment_id -> comments CASCADE",
    "stance.comment_id -> comments CASCADE",
    "target_stance.comment_id -> comments CASCADE",
    "target_stance.article_id -> articles CASCADE",
    "chains.article_id -> articles CASCADE",
    "chains.root_comment_id -> comments CASCADE",
    "chains.flip_comment_id -> comments SET NULL",
    "article_camps.article_id -> articles CASCADE",
    "camps.article_id -> articles CASCADE",
    "camps.comment_id -> comments CASCADE",
    "common_ground.comment_id -> comments CASCADE",
    "common_ground.article_id -> articles CASCADE",
    "events.article_id -> articles CASCADE",
    "tellings.event_id -> events CASCADE",
    "freshness.article_id -> articles CASCADE",
    "article_split.article_id -> articles CASCADE",
    "article_audit.article_id -> articles CASCADE",
    "paths.article_id -> articles CASCADE",
    "paths.root_comment_id -> comments CASCADE",
    "article_dynamics.article_id -> articles CASCADE",
    "article_dynamics.opened_comment_id -> comments SET NULL",
}


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_database(tmp_path / "new.db", "create")


def ours(db: Database) -> list[str]:
    return [name for name in db.table_names() if not name.startswith(("_sqlite", "comments_fts"))]


def columns(db: Database) -> dict[str, dict[str, tuple[str, bool]]]:
    return {
        name: {
            column.name: (column.type, not column.notnull and not column.is_pk)
            for column in db.table(name).columns
        }
        for name in ours(db)
    }


def references(db: Database) -> set[str]:
    return {
        f"{key.table}.{key.column} -> {key.other_table} {key.on_delete}"
        for name in ours(db)
        for key in db.table(name).foreign_keys
    }


def test_the_whole_schema(db: Database) -> None:
    assert columns(db) == EXPECTED
    assert {name: db.table(name).pks for name in ours(db)} == KEYS


def test_the_declarations_say_what_is_there() -> None:
    declared = {
        name: {c.name: (c.kind.rstrip("!"), not c.is_required) for c in table.columns}
        for name, table in TABLES.items()
    }
    assert declared == EXPECTED
    assert {name: list(table.pk) for name, table in TABLES.items()} == KEYS


def test_rows_go_with_what_they_are_about(db: Database) -> None:
    assert references(db) == REFERENCES


def test_every_reference_is_indexed(db: Database) -> None:
    """SQLite looks for referring rows at each delete: without an index it reads the whole table."""
    bare = {
        f"{name}.{key.column}"
        for name in ours(db)
        for key in db.table(name).foreign_keys
        if key.column not in {index.columns[0] for index in db.table(name).indexes}
        and key.column != db.table(name).pks[0]
    }
    assert not bare


def test_every_table_and_column_is_described() -> None:
    page = describe()
    for name, table in TABLES.items():
        assert f"## {name}\n\n{table.about}" in page
        for column in table.columns:
            assert column.about
            assert f"| `{column.name}`" in page
    assert "## comments_fts" in page
    assert "| `parent_id` | text | yes | what it answers; null = the article → `comments` |" in page


def test_rows_of_analyzers_can_be_found_by_article() -> None:
    for table in TABLES.values():
        if table.derived:
            assert {"article_id", "comment_id"} & set(table.names)


def test_a_later_step_adds_tables_and_columns(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    camp = Column("camp", "TEXT", "which side", since=99)
    comments = replace(TABLES["comments"], columns=(*TABLES["comments"].columns, camp))
    camps = Table(
        "sides",
        "Sides.",
        (Column("article_id", "TEXT!", "the article", references="articles", since=99), camp),
        pk=("article_id", "camp"),
        indexes=(("camp",),),
        since=99,
    )
    monkeypatch.setitem(schema.TABLES, "comments", comments)
    monkeypatch.setitem(schema.TABLES, "sides", camps)
    migrations.add_declared(db, 99)
    assert [column.name for column in db.table("comments").columns][-1] == "camp"
    assert db.table("sides").pks == ["article_id", "camp"]
    assert [index.columns for index in db.table("sides").indexes if index.origin == "c"] == [
        ["camp"]
    ]
    assert set(ours(db)) == {*EXPECTED, "sides"}


def test_migrating_again_changes_nothing(tmp_path: Path, db: Database) -> None:
    before = db.schema
    db.close()
    again = open_database(tmp_path / "new.db", "create")
    assert again.schema == before
    assert [step.name for step in migrations.MIGRATIONS.applied(again)] == STEPS
