"""The hand-made thread as a database and as the pages made of it, built once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.material import Material, gather
from reports.page import write_report
from tests.reports import fixture_thread


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Give the database that tests share, and none of them changes."""
    connection = fixture_thread.build(tmp_path_factory.mktemp("thread") / "thread.db")
    connection.commit()
    connection.execute("PRAGMA query_only = ON")
    yield connection
    connection.close()


@pytest.fixture
def own(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Give a copy of the database that a test may change."""
    copy = sqlite3.connect(":memory:")
    db.backup(copy)
    yield copy
    copy.close()


@pytest.fixture
def audited(own: sqlite3.Connection) -> sqlite3.Connection:
    """Give a copy of the database whose thread was audited as well."""
    fixture_thread.add_audit(own, fixture_thread.ARTICLE)
    return own


@pytest.fixture(scope="session")
def material(db: sqlite3.Connection) -> Material:
    return gather(db, fixture_thread.ARTICLE)


@pytest.fixture(scope="session")
def page(db: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(db, [fixture_thread.ARTICLE], tmp_path_factory.mktemp("page") / "one.html")


@pytest.fixture(scope="session")
def folder(db: sqlite3.Connection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [fixture_thread.ARTICLE, fixture_thread.EMPTY]
    return write_report(db, articles, tmp_path_factory.mktemp("folder")).parent


@pytest.fixture(scope="session")
def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "lxml")
