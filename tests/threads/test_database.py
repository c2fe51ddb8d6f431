from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.threads.builders import all_at_top_level, comment, page, thread
from threads import database, tree
from threads.database import open_database, transaction
from threads.errors import NotADatabase, StoreBusy, StoreError, StoreTooNew
from threads.store import Store


@pytest.fixture(autouse=True, scope="module")
def plain_tree() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "rebuild", all_at_top_level)
        yield


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "threads.db"
    with Store(path) as store:
        store.add(thread(comment(1)), page())
    return path


def test_a_new_database_is_in_order(tmp_path: Path) -> None:
    db = open_database(tmp_path / "new.db", "create")
    pragmas = ("journal_mode", "foreign_keys", "application_id", "query_only")
    assert [db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == [
        "wal", 1, database.APPLICATION_ID, 0
    ]  # fmt: skip


def test_closing_leaves_one_file(made: Path) -> None:
    assert [path.name for path in made.parent.iterdir()] == ["threads.db"]


@pytest.mark.parametrize("mode", ["change", "look"])
def test_only_reading_pages_makes_a_database(tmp_path: Path, mode: database.Mode) -> None:
    with pytest.raises(StoreError, match="no such database"):
        Store(tmp_path / "new.db", mode)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        Store(tmp_path / "nowhere" / "new.db")


def test_looking_writes_nothing(made: Path) -> None:
    with Store(made, "look") as store, pytest.raises(StoreBusy, match="can't be written to"):
        store.add(thread(comment(2)), page("other"))


def test_an_empty_page_is_not_to_become_a_database(tmp_path: Path) -> None:
    for name, remedy in (
        ("page.html", "(name a database that rejoinder read has made)"),
        ("empty.db", "(read into it: rejoinder read "),
        ("tmp.x7Yq", "(read into it: rejoinder read "),
    ):
        (tmp_path / name).touch()
        with pytest.raises(NotADatabase, match="this file is empty") as raised:
            open_database(tmp_path / name, "look")
        assert remedy in str(raised.value)


def test_an_empty_file_becomes_a_database_only_when_pages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(NotADatabase, match="empty"):
        Store(path, "look")
    Store(path).close()
    assert path.stat().st_size


@pytest.mark.parametrize("content", [b"<html><p>a page</p></html>", b"SQLite format", b"\0" * 4096])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match="no SQLite database"):
        Store(path)
    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_somebody_elses_database_is_left_as_it_is(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("CREATE TABLE comments (id TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotADatabase, match="none of Rejoinder's"):
        Store(path)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(NotADatabase, match="no file"):
        Store(tmp_path)


def test_a_damaged_database_is_said(made: Path) -> None:
    data = bytearray(made.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    made.write_bytes(data)
    with pytest.raises(NotADatabase, match="damaged"), Store(made) as store:
        store.articles()


def test_a_later_database_is_refused(made: Path) -> None:
    with sqlite3.connect(made) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('rejoinder', 'm999_later', '2099-01-01')"
        )
    other.close()
    with pytest.raises(StoreTooNew, match="later version"):
        Store(made, "look")


def test_another_writer_is_waited_for_and_then_said(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT", 0.05)
    other = sqlite3.connect(made, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store(made) as store:
        assert len(store.articles()) == 1  # readers aren't kept waiting
        with pytest.raises(StoreBusy) as caught:
            store.add(thread(comment(2)), page("other"))
    other.close()
    assert str(caught.value).startswith(f"{made}: another program is writing to it (")
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_said_and_what_was_read_is_kept(made: Path) -> None:
    with Store(made) as store:
        store.db.execute(
            f"PRAGMA max_page_count = {store.db.execute('PRAGMA page_count').fetchone()[0]}"
        )
        with pytest.raises(StoreBusy, match="disk is full"):
            store.add(thread(comment(2, "long " * 20_000)), page("other"))
        assert [row["text"] for row in store.query("SELECT text FROM comments")] == [
            "What comment number 1 says."
        ]


def test_a_full_disk_is_told_where_sqlite_only_says_that_it_fails(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making files of a fixed size, as SQLite does in WAL mode, fails as a fault of the disk."""
    failure = sqlite3.OperationalError("disk I/O error")
    failure.sqlite_errorcode = sqlite3.SQLITE_IOERR
    with pytest.raises(StoreBusy, match="can't be read or written"), database.store_errors(made):
        raise failure
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(StoreBusy, match="disk is full"), database.store_errors(made):
        raise failure


def test_a_log_without_content_does_not_keep_from_looking(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a full disk has it: the log can be begun and not written."""
    failure = sqlite3.OperationalError("disk I/O error")
    failure.sqlite_errorcode = sqlite3.SQLITE_IOERR
    log = Path(f"{made}-wal")
    log.touch()
    assert database.is_at_rest(made, failure)
    log.write_bytes(b"what was committed")
    assert not database.is_at_rest(made, failure)


def test_nothing_is_looked_at_while_another_program_writes_over_it(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that has switched WAL mode off writes into the file, beside a journal."""
    monkeypatch.setattr(database, "_WAIT", 0.05)
    other = sqlite3.connect(made, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("DELETE FROM comments")
    with pytest.raises(StoreBusy, match="another program"):
        Store(made, "look")
    other.close()
    with Store(made, "look") as store:
        assert len(store.query("SELECT 1 FROM comments")) == 1


def test_garbled_text_is_damage(made: Path) -> None:
    with Store(made) as store, pytest.raises(NotADatabase, match="damaged"):
        store.query("SELECT CAST(x'ff' AS TEXT)")


def test_programming_errors_stay_what_they_are(made: Path) -> None:
    with Store(made) as store, pytest.raises(sqlite3.IntegrityError):
        store.write_rows("sentiment", "x", [{"comment_id": "nobody", "compound": 0}])


def test_other_complaints_of_sqlite_become_store_errors(made: Path) -> None:
    with Store(made) as store, pytest.raises(StoreError, match="no such table"):
        store.query("SELECT * FROM nowhere")


def test_transactions_nest_and_undo_everything(made: Path) -> None:
    db = open_database(made, "change")

    def fail() -> None:
        with transaction(db):
            db.execute("DELETE FROM snapshots")
            with transaction(db):
                db.execute("DELETE FROM articles")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    assert db.execute("SELECT count(*) FROM snapshots").fetchone()[0] == 1


LOOK = """
import os, sys
sys.path.insert(0, sys.argv[2])
from threads.store import Store
if os.geteuid() == 0:
    os.setegid(65534), os.seteuid(65534)
with Store(sys.argv[1], "look") as store:
    print(len(store.articles()))
"""


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX permissions")
def test_a_database_on_a_medium_that_cannot_be_written_can_be_looked_at(made: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as name:
        path = Path(shutil.copy(made, name))
        path.chmod(0o444)
        Path(name).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", LOOK, str(path), str(root)],
            capture_output=True,
            text=True,
            check=False,
        )
        Path(name).chmod(0o700)
    assert (done.stdout, done.stderr) == ("1\n", "")


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
from threads import migrations, database
step = sys.argv[3]
if step == "before":
    database.MIGRATIONS.apply = lambda db: os.kill(os.getpid(), 9)
if step == "within":
    real = migrations.add_declared
    def die(db, number):
        real(db, number)
        os.kill(os.getpid(), 9)
    migrations.add_declared = die
database.open_database(__import__("pathlib").Path(sys.argv[1]), "create")
"""


@pytest.mark.parametrize("step", ["before", "within"])
def test_a_database_whose_making_was_killed_is_made_the_next_time(
    tmp_path: Path, step: str
) -> None:
    path = tmp_path / "new.db"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), str(root), step], check=False)
    assert done.returncode == -9
    with Store(path) as store:
        assert store.articles() == []
        store.add(thread(comment(1)), page())
