"""A database that nothing was read into is taken away by whoever made it, and by nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.threads.builders import CASES
from threads import database
from threads.database import Mode, open_database
from threads.emptied import none_left_empty
from threads.ingest import read_pages
from threads.page import Page
from threads.store import Store

PAGE = (CASES / "text" / "legacy_flat.txt").read_text("utf-8")


@pytest.mark.parametrize("failure", [None, KeyboardInterrupt])
def test_nothing_read_leaves_no_file(tmp_path: Path, failure: type[BaseException] | None) -> None:
    path = tmp_path / "new.db"

    def reading() -> None:
        with none_left_empty(path), Store(path):
            if failure:
                raise failure

    if failure:
        with pytest.raises(failure):
            reading()
    else:
        reading()
    assert not list(tmp_path.iterdir())


def test_what_was_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with pytest.raises(KeyboardInterrupt), none_left_empty(path), Store(path) as store:
        read_pages(store, [Page("lamp-posts.txt", PAGE)])
        raise KeyboardInterrupt
    with Store(path, "look") as store:
        assert len(store.articles()) == 1


def test_one_that_was_there_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    Store(path).close()
    with none_left_empty(path), Store(path):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["old.db"]


def test_one_that_another_program_has_open_stays(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with none_left_empty(path):
        Store(path).close()
        other = Store(path)
        other.articles()
    read_pages(other, [Page("lamp-posts.txt", PAGE)])
    other.close()
    with Store(path, "look") as store:
        assert len(store.articles()) == 1


@pytest.mark.parametrize("late", [False, True])
def test_one_that_goes_while_another_program_opens_it_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    path, times = tmp_path / "new.db", []
    prepare = database._prepare

    def prepare_what_goes(db: Database, place: Path, mode: Mode) -> None:
        times.append(place)
        if late:
            prepare(db, place, mode)
        if len(times) == 1:
            path.unlink()
        if not late:
            prepare(db, place, mode)

    monkeypatch.setattr(database, "_prepare", prepare_what_goes)
    with Store(path) as store:
        read_pages(store, [Page("lamp-posts.txt", PAGE)])
    assert len(times) == 2
    with Store(path, "look") as store:
        assert len(store.articles()) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]


def test_the_database_goes_after_what_is_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    unlink = Path.unlink

    def note(self: Path, missing_ok: bool = False) -> None:
        gone.append(self.name)
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", note)
    with none_left_empty(tmp_path / "new.db"), Store(tmp_path / "new.db"):
        pass
    assert gone[-1] == "new.db"


def test_a_file_that_could_not_be_made_a_database_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(db: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("threads.database.MIGRATIONS.apply", stop)
    with pytest.raises(KeyboardInterrupt):
        open_database(tmp_path / "new.db", "create")
    assert not list(tmp_path.iterdir())
