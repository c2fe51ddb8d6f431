from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.threads import server
from threads import sources
from threads.errors import SourceError, SourceNotFound, SourceRefused, SourceUnreadable
from threads.page import Page
from threads.sources import expand, open_page, open_pages
from threads.web.manners import Manners

ROOT = Path(__file__).resolve().parents[2]

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")


def below(folder: Path, names: Iterable[str]) -> list[str]:
    return [Path(name).relative_to(folder).as_posix() for name in names]


def failure(name: str) -> SourceError:
    (found,) = open_pages([name])
    assert isinstance(found, SourceError)
    return found


def test_a_file_is_opened_under_the_name_it_was_given(tmp_path: Path) -> None:
    write(tmp_path, "page.odd")
    name = str(tmp_path / "page.odd")
    assert list(open_pages([name])) == [Page(name, "text of page.odd")]


def test_folders_give_their_pages_by_name_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        *("b.HTM", "a.html", "c/d.xhtml", "c/a.txt", "README", "story.shtml?threaded=true"),
        *(".hidden.html", ".git/page.html", "style.css", "picture.png", "a_files/frame.html"),
    )
    expected = ["README", "a.html", "b.HTM", "c/a.txt", "c/d.xhtml", "story.shtml?threaded=true"]
    assert below(tmp_path, expand([str(tmp_path)])) == expected


def test_names_stay_in_the_order_they_were_given(tmp_path: Path) -> None:
    write(tmp_path, "z/1.html", "a.html")
    names = [str(tmp_path / "z"), "-", str(tmp_path / "a.html"), str(tmp_path / "gone")]
    assert list(expand(names)) == [str(tmp_path / "z/1.html"), *names[1:]]


def test_links_are_followed_but_never_in_circles(tmp_path: Path) -> None:
    write(tmp_path, "in/page.html", "out/other.html")
    (tmp_path / "in/again").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in/out").symlink_to(tmp_path / "out", target_is_directory=True)
    assert below(tmp_path, expand([str(tmp_path / "in")])) == ["in/out/other.html", "in/page.html"]


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    write(tmp_path, "page.html")
    (tmp_path / "dead.html").symlink_to(tmp_path / "nowhere")
    dead, page = open_pages([str(tmp_path)])
    assert isinstance(dead, SourceNotFound)
    assert isinstance(page, Page)


def test_pipes_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "page.html")
    os.mkfifo(tmp_path / "pipe.html")
    assert below(tmp_path, expand([str(tmp_path)])) == ["page.html"]


def test_standard_input() -> None:
    assert open_page("-", io.BytesIO(b"\xef\xbb\xbfa page\r\n")) == Page("-", "a page\n")
    assert isinstance(next(open_pages(["-"], io.BytesIO())), SourceUnreadable)


def test_one_bad_page_among_ten_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, *(f"{n}.html" for n in range(9)))
    (tmp_path / "5a.html").write_bytes(b"GIF89a\x00\x01\x02\x03")
    found = list(open_pages([str(tmp_path)]))
    assert [isinstance(each, Page) for each in found].count(True) == 9
    (bad,) = (each for each in found if isinstance(each, SourceError))
    assert bad.where.endswith("5a.html")


@pytest.mark.parametrize("name", ["nowhere.html", "nowhere/page.html", "a\0b", "file:///nowhere"])
def test_what_is_not_there(name: str) -> None:
    error = failure(name)
    assert isinstance(error, SourceNotFound)
    assert error.where == name


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\x7fELF\x02\x01\x01\x00\x00"])
def test_what_holds_no_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    assert isinstance(failure(str(path)), SourceUnreadable)


def test_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "page.html")
    monkeypatch.setattr(sources, "LARGEST", 5)
    error = failure(str(tmp_path / "page.html"))
    assert isinstance(error, SourceUnreadable)
    assert "larger than" in error.what


def test_a_name_too_long_for_the_system() -> None:
    assert isinstance(failure("x" * 5_000), SourceUnreadable)


def test_a_folder_without_pages(tmp_path: Path) -> None:
    write(tmp_path, "style.css")
    error = failure(str(tmp_path))
    assert isinstance(error, SourceNotFound)
    assert "no page in this folder" in str(error)


@pytest.mark.parametrize("url", ["ftp://example.org/story", "GOPHER://example.org"])
def test_only_http_is_asked(url: str) -> None:
    error = failure(url)
    assert isinstance(error, SourceRefused)
    assert error.where == url


def test_web_addresses_are_fetched_among_files(tmp_path: Path) -> None:
    """tests/threads/test_fetch.py tells of everything that may go wrong with them."""
    write(tmp_path, "page.html")
    name = str(tmp_path / "page.html")
    with server.serve() as site:
        site.answers["/story/"] = server.page("<p>A story.")
        manners = Manners(delay=0, cache=None)
        found = list(open_pages([site.url(), name, site.url("/gone")], manners=manners))
    assert [type(each) for each in found] == [Page, Page, SourceNotFound]


def test_reading_files_loads_nothing_of_the_web(tmp_path: Path) -> None:
    write(tmp_path, "page.html")
    program = (
        "import sys; from threads.sources import open_pages\n"
        "print([type(each).__name__ for each in open_pages(sys.argv[1:])])\n"
        "print({'httpx', 'warcio'} & set(sys.modules) or 'neither')"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["['Page']", "neither"]


def test_file_addresses_are_files(tmp_path: Path) -> None:
    write(tmp_path, "a page.html")
    address = (tmp_path / "a page.html").as_uri()
    assert open_page(address).text == "text of a page.html"
    assert open_page(address.replace("file://", "FILE://localhost")).text
    assert len(list(expand([tmp_path.as_uri()]))) == 1
    assert isinstance(failure("file://server/share/page.html"), SourceNotFound)


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_what_may_not_be_read_for_real(tmp_path: Path) -> None:
    write(tmp_path, "page.html", "shut/page.html", "z.html")
    (tmp_path / "page.html").chmod(0)
    (tmp_path / "shut").chmod(0)
    try:
        kinds = [type(each) for each in open_pages([str(tmp_path)])]
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert kinds == [SourceUnreadable, SourceUnreadable, Page]


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cover the same ground where the tests run as root."""
    write(tmp_path, "page.html", "shut/page.html", "z.html")

    def refuse(path: Path, *_: object) -> object:
        if path.name in {"shut", "page.html"}:
            raise PermissionError(13, "Permission denied")
        return real[path.is_dir()](path, *_)

    real = {True: Path.iterdir, False: Path.open}
    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    found = list(open_pages([str(tmp_path)]))
    assert [type(each) for each in found] == [SourceUnreadable, SourceUnreadable, Page]
    assert all("permission" in str(each) for each in found[:2])


def test_what_stands_beside_a_corpus_is_no_page(tmp_path: Path) -> None:
    parts = ("conversations.json", "corpus.json", "index.json", "speakers.json")
    write(tmp_path, "a/utterances.jsonl", *(f"a/{name}" for name in parts), "b/index.json")
    assert below(tmp_path, expand([str(tmp_path)])) == ["a/utterances.jsonl", "b/index.json"]
