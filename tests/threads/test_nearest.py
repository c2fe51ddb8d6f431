from __future__ import annotations

from pathlib import Path

import pytest

from threads.nearest import DATABASES, meant_file, nearest_file, nearest_titles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("Ferry.html", "ferries.html", "notes.txt", ".hidden.html", "opinions.db"):
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fery.html", "Ferry.html"),
        ("ferry.htm", "Ferry.html"),
        ("FERRIES.HTML", "ferries.html"),
        ("hidden.html", None),
        ("something else", None),
    ],
)
def test_the_nearest_file_of_the_folder(folder: Path, typed: str, found: str | None) -> None:
    assert nearest_file(folder / typed) == (folder / found if found else None)


def test_the_only_database_is_it_whatever_its_name(folder: Path) -> None:
    assert nearest_file(folder / "x", DATABASES) == folder / "opinions.db"
    (folder / "other.db").touch()
    assert nearest_file(folder / "x", DATABASES) is None
    assert nearest_file(folder / "opinion.db", DATABASES) == folder / "opinions.db"


@pytest.mark.parametrize("name", ["no/such/folder/page.html", "a\0b", "x" * 5000, ""])
def test_no_name_makes_it_fail(folder: Path, name: str) -> None:
    assert nearest_file(folder / "none" / name) is None


def test_a_remedy_is_a_question_or_what_else_helps(folder: Path) -> None:
    assert meant_file(folder / "fery.html", "else") == f"did you mean {folder / 'Ferry.html'}?"
    assert meant_file(folder / "zzz", "else") == "else"


def test_titles_are_near_by_their_likest_stretch() -> None:
    titles = ["A bridge “too” many", "Toll roads are back, and nobody asked", "The ferry", ""]
    assert nearest_titles("brigde too", titles) == [0]
    assert nearest_titles("TOL-ROADS", titles) == [1]
    assert nearest_titles("xyzzy", titles) == []
    assert nearest_titles("?!", titles) == []
