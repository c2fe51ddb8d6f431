"""``rejoinder read``: what lands in the database, what is said, and how it exits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rejoinder.conftest import Cli

BINARY = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
NO_COMMENTS = """<html><head><title>A Quiet Day</title>
<link rel="canonical" href="https://quiet.example/2019/a-quiet-day/"></head>
<body><article><h1>A Quiet Day</h1><p>Nothing at all happened in Brackenford on Tuesday, and the
council noted it with satisfaction. The minutes run to four lines, one of them about the weather,
which was fair, and another about the tea, which was not.</p></article></body></html>"""


def count(db: str | Path, table: str) -> int:
    with sqlite3.connect(db) as connection:
        (number,) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
    return int(number)


def another_page(page: Path, number: int) -> str:
    """Make a page on another article of an example: other address, other title."""
    text = page.read_text("utf-8")
    return text.replace("city-decides", f"city-{number}-decides").replace(
        "City Decides", f"City {number} Decides"
    )


def test_a_page_becomes_rows(cli: Cli, doorbells: Path) -> None:
    result = cli("read", "o.db", doorbells)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 page read, 1 article (1 new), 53 new comments\n"
    assert count("o.db", "articles") == 1
    assert count("o.db", "comments") == count("o.db", "replies") == 53


def test_reading_again_changes_nothing(cli: Cli, doorbells: Path) -> None:
    cli("read", "o.db", doorbells)
    with sqlite3.connect("o.db") as connection:
        before = list(connection.iterdump())
    result = cli("read", "o.db", doorbells)
    assert result.exit_code == 0
    assert "1 article (0 new), 0 new comments, 1 page known already" in result.stderr
    with sqlite3.connect("o.db") as connection:
        assert list(connection.iterdump()) == before


def test_a_page_from_standard_input(cli: Cli, doorbells: Path) -> None:
    assert cli("read", "o.db", "-", stdin=doorbells.read_bytes()).exit_code == 0
    assert count("o.db", "comments") == 53


def test_a_page_without_comments_is_an_article_with_none(cli: Cli) -> None:
    Path("quiet.html").write_text(NO_COMMENTS, "utf-8")
    result = cli("read", "o.db", "quiet.html")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "quiet.html: no comments on this page; the article is read",
        "1 page read, 1 article (1 new), 0 new comments",
    ]
    assert (count("o.db", "articles"), count("o.db", "comments")) == (1, 0)


@pytest.mark.parametrize(
    ("name", "prepare", "said"),
    [
        ("missing.html", lambda path: None, "no such file or folder"),
        ("empty.html", lambda path: path.write_bytes(b""), "the file is empty"),
        ("blank.html", lambda path: path.write_bytes(b" \n\t\n"), "the file is empty"),
        ("image.html", lambda path: path.write_bytes(BINARY), "binary data, not a page"),
        ("folder", lambda path: path.mkdir(), "no page in this folder"),
        ("loop.html", lambda path: path.symlink_to(path.name), "symbolic links"),
    ],
)
def test_what_can_not_be_read_is_one_line_and_exit_1(
    cli: Cli, name: str, prepare: Callable[[Path], object], said: str
) -> None:
    prepare(Path(name))
    result = cli("read", "o.db", name)
    assert (result.exit_code, result.stdout) == (1, "")
    complaint, summary = result.stderr.splitlines()
    assert complaint.startswith(f"rejoinder: {name}: ")
    assert said in complaint
    assert summary.endswith("1 source failed")
    assert not list(Path().glob("o.db*"))  # which was made for it, and nothing came of it


def test_a_file_without_permission(
    cli: Cli, doorbells: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("locked.html").write_bytes(doorbells.read_bytes())
    really = Path.open

    def refuse(path: Path, *args: object, **settings: object) -> object:
        if path.name == "locked.html":  # as chmod 000 does, but for root too
            raise PermissionError(13, "Permission denied")
        return really(path, *args, **settings)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    result = cli("read", "o.db", "locked.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("rejoinder: locked.html: you have no permission to read it")


def test_one_bad_page_among_ten_leaves_nine_in_the_database(cli: Cli, doorbells: Path) -> None:
    folder = Path("pages")
    folder.mkdir()
    for number in range(9):
        (folder / f"page-{number}.html").write_text(another_page(doorbells, number), "utf-8")
    (folder / "page-4b.html").write_bytes(BINARY)
    result = cli("read", "o.db", folder)
    assert result.exit_code == 3
    complaints = [line for line in result.stderr.splitlines() if line.startswith("rejoinder:")]
    assert complaints == [
        f"rejoinder: {folder / 'page-4b.html'}: binary data, not a page (give an HTML or text file)"
    ]
    assert "9 pages read, 9 articles (9 new), 477 new comments, 1 source failed" in result.stderr
    assert count("o.db", "articles") == 9
    assert count("o.db", "comments") == 9 * 53


def test_the_database_comes_first(cli: Cli, doorbells: Path) -> None:
    page = Path("page.html")
    page.write_bytes(doorbells.read_bytes())
    result = cli("read", "page.html", "o.db")
    assert result.exit_code == 1
    assert "page.html: this is no SQLite database" in result.stderr
    assert page.read_bytes() == doorbells.read_bytes()


@pytest.mark.parametrize("words", [("read",), ("read", "o.db")])
def test_without_sources_it_is_wrong_usage(cli: Cli, words: tuple[str, ...]) -> None:
    result = cli(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not Path("o.db").exists()
