"""What a command tells of a database is of one moment, whoever writes to it meanwhile."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.rejoinder.conftest import Cli
from threads import store as store_module

LOOKING = [
    ("show", "doorbell"),
    ("show", "doorbell", "--json"),
    ("chains", "doorbell"),
    ("chains",),
    ("compare",),
    ("diff", "doorbell"),
    ("targets", "doorbell"),
    ("export", "--to", "csv", "-o", "tables"),
    ("export", "--to", "flat", "-o", "flat.csv"),
    ("export", "--to", "gexf", "-o", "replies.gexf"),
    ("export", "--to", "convokit", "-o", "corpus"),
    ("report", "doorbell", "--embed", "split"),
    ("pseudonymise", "-o", "copy.db", "--key", "a.key"),
    ("audit", "sample", "doorbell", "-o", "sheet.csv"),
]


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_all_that_is_read_is_of_one_moment(
    cli: Cli, analyzed: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    moments, outside = [], []
    opened = store_module.open_database

    def watched(path: Path, mode: Any) -> Any:
        db = opened(path, mode)
        if path == analyzed:
            db.conn.set_trace_callback(lambda sql: note(sql, db.conn))
        return db

    def note(sql: str, connection: sqlite3.Connection) -> None:
        if sql == "BEGIN":
            moments.append(sql)
        elif sql.lstrip().startswith(("SELECT", "WITH")) and not connection.in_transaction:
            outside.append(sql)

    monkeypatch.setattr(store_module, "open_database", watched)
    audit = 2 if words[0] == "audit" else 1
    done = cli(*words[:audit], analyzed, *words[audit:])
    assert done.exit_code == 0, done.output
    assert not outside
    assert len(moments) == 1
