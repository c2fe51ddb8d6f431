from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.threads.builders import TITLE, comment, nested, page, thread
from threads.copying import check_place, copy_rows, is_pseudonymised, new_database
from threads.errors import StoreBusy, StoreError
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store
from threads.tree import rebuild


def as_it_is(table: str, row: Row, article: str | None) -> Row:
    return row


@pytest.fixture
def old(tmp_path: Path) -> Store:
    store = Store(tmp_path / "old.db")
    comments = [comment(1, placement=nested("c2")), comment(2), comment(3, placement=nested("c2"))]
    store.add(rebuild(thread(*comments)), page("one"))
    store.add(rebuild(thread(*comments[:2], comment(3, "Edited."))), page("two"))
    store.add(rebuild(thread(comment(1), url="https://a.example/b", title="B")), page("three"))
    return store


def test_a_copy_unchanged_holds_the_same(old: Store, tmp_path: Path) -> None:
    with new_database(tmp_path / "new.db") as new:
        copy_rows(old, new, as_it_is, {"article_keys"})
        assert new.query("SELECT * FROM article_keys") == []
    with Store(tmp_path / "new.db", "look") as new:
        for name in TABLES.keys() - {"article_keys"}:
            rows = [store.query(f"SELECT * FROM {name}") for store in (old, new)]
            assert sorted(rows[1], key=repr) == sorted(rows[0], key=repr), name
        assert not new.query("PRAGMA foreign_key_check")
        assert new.query("PRAGMA journal_mode")[0]["journal_mode"] == "delete"
        assert not is_pseudonymised(new)
        assert len(new.search("Edited")) == 1


def test_whoever_fails_leaves_nothing(old: Store, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_database(tmp_path / "new.db") as new:
        copy_rows(old, new, as_it_is)
        1 / 0  # noqa: B018
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name] == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"), new_database(tmp_path / "a" / "b"):
        pass
    with pytest.raises(StoreError, match="folder doesn't exist"):
        check_place(tmp_path / "old.db", tmp_path / "a" / "b", replace=False)


def test_what_a_killed_attempt_left_goes_with_the_next(old: Store, tmp_path: Path) -> None:
    left = tmp_path / ".new.db.part"
    left.mkdir()
    for name in ("new.db", "new.db-wal", "lock"):
        (left / name).touch()
    with new_database(tmp_path / "new.db") as new:
        copy_rows(old, new, as_it_is)
    assert not left.exists()
    with Store(tmp_path / "new.db", "look") as new:
        assert len(new.articles()) == 2


def test_two_do_not_write_one_copy(old: Store, tmp_path: Path) -> None:
    with new_database(tmp_path / "new.db") as new:
        copy_rows(old, new, as_it_is)
        with pytest.raises(StoreBusy, match=r"new.db: another program is writing it"):
            new_database(tmp_path / "new.db").__enter__()
    assert (tmp_path / "new.db").exists()


def test_a_full_disk_is_told_of_the_copy(old: Store, tmp_path: Path) -> None:
    def long(table: str, row: Row, article: str | None) -> Row:
        return {**row, "outlet": "x" * 9_000} if table == "articles" else row

    with (
        pytest.raises(StoreBusy, match=r"new.db: the disk is full \(make room, or") as told,
        new_database(tmp_path / "new.db") as new,
    ):
        new.db.execute(f"PRAGMA max_page_count = {new.query('PRAGMA page_count')[0]['page_count']}")
        copy_rows(old, new, long)
    assert told.value.where == str(tmp_path / "new.db")
    assert {path.name for path in tmp_path.iterdir()} <= {"old.db", "old.db-wal", "old.db-shm"}


@pytest.fixture
def unsettled(tmp_path: Path) -> Path:
    """Give a database whose last article stands in its log yet, as a killed program leaves it."""
    place = tmp_path / "new.db"
    with Store(tmp_path / "open.db") as store:
        store.add(rebuild(thread(comment(1))), page("one"))
        store.query("PRAGMA wal_checkpoint(TRUNCATE)")
        store.add(rebuild(thread(comment(1), url="https://a.example/b", title="B")), page("two"))
        for end in ("", "-wal"):
            shutil.copy(f"{store.path}{end}", f"{place}{end}")
    return place


def test_what_is_to_be_replaced_stays_whole_until_it_is(
    old: Store, unsettled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", stop)
        with new_database(unsettled) as new:
            copy_rows(old, new, as_it_is)
    with Store(unsettled, "look") as store:
        assert [article.title for article in store.articles()] == [TITLE, "B"]
    with new_database(unsettled) as new:
        new.add(rebuild(thread(comment(1), url="https://a.example/c", title="C")), page("one"))
    assert not Path(f"{unsettled}-wal").exists()
    with Store(unsettled, "look") as store:
        assert [article.title for article in store.articles()] == ["C"]


def test_what_another_program_looks_at_is_not_replaced(old: Store, unsettled: Path) -> None:
    with Store(unsettled) as other, other.one_moment():
        other.articles()
        with Store(unsettled) as third:
            third.add(rebuild(thread(url="https://a.example/c", title="C")), page("three"))
        with pytest.raises(StoreBusy, match="another program is"), new_database(unsettled) as new:
            copy_rows(old, new, as_it_is)
    with Store(unsettled, "look") as store:
        assert len(store.articles()) == 3


def test_what_is_no_database_is_replaced_with_what_stands_beside_it(
    old: Store, tmp_path: Path
) -> None:
    for end in ("", "-wal"):
        Path(f"{tmp_path / 'new.db'}{end}").write_bytes(b"Nothing of ours. " * 100)
    with new_database(tmp_path / "new.db") as new:
        copy_rows(old, new, as_it_is)
    with Store(tmp_path / "new.db", "look") as store:
        assert len(store.articles()) == 2
