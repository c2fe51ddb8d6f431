"""Where pages come from: files, folders, web archives, web addresses, standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

from threads.aside import same_place
from threads.errors import PageError, SourceError, SourceNotFound, SourceUnreadable
from threads.nearest import meant_file
from threads.page import Page

if TYPE_CHECKING:
    from threads.fetch import Fetcher
    from threads.web.manners import Manners

STDIN = "-"
# A page of 50,000 comments with its markup is about 40 MB.
LARGEST = 64 * 2**20
# What pages are saved as. wget keeps the query in the name: story.shtml?threaded=true
SUFFIXES = frozenset(
    {"", ".html", ".htm", ".xhtml", ".xht", ".shtml", ".txt"}
    | {".json", ".jsonl", ".ndjson", ".xml", ".rss"}
)
# Utterances, a line each; of so many bytes, they are read a conversation at a time.
_LINES = (".jsonl", ".ndjson")
_LONG = 4 * 2**20
# What crawlers keep many pages in.
ARCHIVES = (".warc", ".warc.gz")
# Browsers put the images and frames of a saved page.html into page_files/.
_PARTS_OF_A_PAGE = "_files"
# A ConvoKit corpus is a folder with these beside its utterances.
_UTTERANCES = "utterances.jsonl"
_PARTS_OF_A_CORPUS = frozenset(
    {"speakers.json", "users.json", "conversations.json", "corpus.json", "index.json"}
)
_WEB = re.compile(r"(?!file:)[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def open_pages(
    names: Iterable[str],
    stdin: BinaryIO | None = None,
    manners: Manners | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Page | SourceError]:
    """Open files, all pages of folders and web archives, web addresses, ``-`` for standard input.

    A web address gives the article's page and the other pages of its comments; ``manners`` says
    how its server is asked, or ``fetcher`` asks, which remembers what servers said earlier and
    stays open. What can't be had comes as the error itself in the page's place, so
    that the others are read all the same.
    """
    with ExitStack() as stack:
        for name in expand(names):
            if is_web(name):
                fetcher = fetcher or stack.enter_context(_fetcher(manners))
                yield from fetcher.pages(name)
            elif name.lower().endswith(ARCHIVES):
                yield from _archived(name)
            elif name.lower().endswith(_LINES):
                yield from _conversations(name)
            else:
                yield _opened(name, stdin)


def is_web(name: str) -> bool:
    """Tell whether a source is a web address."""
    return _WEB.match(name) is not None


def _fetcher(manners: Manners | None) -> Fetcher:
    from threads.fetch import Fetcher

    return Fetcher(manners)


def _archived(name: str) -> Iterator[Page | SourceError]:
    from threads.warc import warc_pages

    try:
        with _reasons(name):
            file = _path(name).open("rb")
        found = False
        with file:
            for page in warc_pages(file, name):
                found = True
                yield page
        if not found:
            yield SourceUnreadable("no page in this archive", where=name)
    except SourceError as error:
        yield error
    except OSError as error:
        yield SourceUnreadable(_reason(error), where=name)


def _conversations(name: str) -> Iterator[Page | SourceError]:
    """Give a file of many utterances a conversation at a time, and a small one as it is."""
    from threads.conversations import checked

    try:
        with _reasons(name):
            path = _path(name)
            pages = checked(path) if path.stat().st_size > _LONG else None
        yield from pages or (_opened(name, None),)
    except SourceError as error:
        yield error
    except PageError as error:
        yield SourceUnreadable(error.what, where=error.where, remedy=error.remedy)


def _opened(name: str, stdin: BinaryIO | None) -> Page | SourceError:
    try:
        return open_page(name, stdin)
    except SourceError as error:
        return error


def open_page(name: str, stdin: BinaryIO | None = None) -> Page:
    """Open one file, or standard input for ``-``.

    Raises ``SourceNotFound`` or ``SourceUnreadable``.
    """
    if name == STDIN:
        return Page.from_bytes(_limited(stdin or _standard_input(), name), name)
    with _reasons(name):
        path = _path(name)
        if path.is_dir():
            raise _empty_folder(path, name)
        with path.open("rb") as file:
            return Page.from_bytes(_limited(file, name), name)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # as a service has it, or after <&-
        raise SourceUnreadable("standard input is closed", where=STDIN, remedy="name a file")
    return sys.stdin.buffer


@contextmanager
def _reasons(name: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise _missing(name, error) from error
    except OSError as error:
        raise SourceUnreadable(_reason(error), where=name) from error


def _missing(name: str, error: Exception) -> SourceNotFound:
    path = Path(name)
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        led = str(path.readlink())
        return SourceNotFound("a link to a file that isn't there", where=name, remedy=f"to {led}")
    remedy = meant_file(path) if isinstance(error, FileNotFoundError) else ""
    return SourceNotFound("no such file or folder", where=name, remedy=remedy)


def expand(names: Iterable[str]) -> Iterator[str]:
    """Put the pages that a folder holds, however deep, in the folder's place, by name.

    A name that can't be opened stays, and so does that of a folder without pages: opening it says
    what is wrong. Left out are hidden files, files that pages aren't saved as (``SUFFIXES``) and
    the parts of saved pages and of corpora.
    """
    for name in names:
        folder = _folder(name)
        yield from _pages_in(folder, name) if folder else (name,)


def is_source(place: Path, names: Iterable[str]) -> bool:
    """Tell whether a file or folder is one of these sources, or a page in one."""
    given = list(names)
    return any(_leads_to(place, name) for name in (*given, *expand(given)))


def _leads_to(place: Path, name: str) -> bool:
    if name == STDIN or is_web(name):
        return False
    try:
        return same_place(place, _path(name))
    except (ValueError, SourceError):  # opening it will say what is wrong
        return False


def _folder(name: str) -> Path | None:
    if name == STDIN or is_web(name):
        return None
    try:
        path = _path(name)
        return path if path.is_dir() else None
    except (OSError, ValueError, SourceError):  # opening it will say what is wrong
        return None


def unnamed() -> SourceNotFound:
    """Give the failure that a source's name is empty."""
    return SourceNotFound("a source without a name", remedy="name a file, folder or address")


def _path(name: str) -> Path:
    if not name:  # to pathlib the current folder: an unset variable of a script would read it all
        raise unnamed()
    if name[:5].lower() != "file:" or Path(name).exists():
        return Path(name)
    parts = urlsplit(name)
    if parts.netloc.lower() not in ("", "localhost"):
        raise SourceNotFound("a file on another machine", where=name, remedy="copy it here")
    return Path(url2pathname(parts.path))


def _pages_in(folder: Path, name: str) -> Iterator[str]:
    found = False
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        children = _children(path, entered) if path.is_dir() else None
        if children is None:
            found = True
            yield str(path)
        else:
            waiting += children
    if not found:
        yield name


def _children(folder: Path, entered: set[tuple[int, int]]) -> list[Path] | None:
    """Give what is wanted of a folder, the last name first; None where it can't be read.

    Links are followed, but a folder entered before gives nothing: a link may lead back to it.
    """
    try:
        status = folder.stat()
        place = status.st_dev, status.st_ino
        if place in entered:
            return []
        entered.add(place)
        wanted = sorted(filter(_is_wanted, folder.iterdir()), reverse=True)
        corpus = any(path.name == _UTTERANCES for path in wanted)
        return [path for path in wanted if not (corpus and path.name in _PARTS_OF_A_CORPUS)]
    except OSError:
        return None


def _is_wanted(path: Path) -> bool:
    """Tell whether a folder's entry may hold a page; a link that leads nowhere may, to be told."""
    if path.name.startswith("."):
        return False
    if path.is_dir():
        return not path.name.endswith(_PARTS_OF_A_PAGE)
    suffix = Path(path.name.partition("?")[0]).suffix.lower()
    is_page = suffix in SUFFIXES or path.name.lower().endswith(ARCHIVES)
    return is_page and (path.is_file() or path.is_symlink())


def _empty_folder(path: Path, name: str) -> SourceError:
    try:
        next(path.iterdir(), None)
    except OSError as error:
        return SourceUnreadable(_reason(error), where=name)
    remedy = "pages are files in .html, .htm, .txt or .warc, data in .json or .jsonl"
    return SourceNotFound("no page in this folder", where=name, remedy=remedy)


def _limited(file: BinaryIO, name: str) -> bytes:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        size = f"larger than {LARGEST // 2**20} MB"
        raise SourceUnreadable(size, where=name, remedy="no page is; is it another kind of file?")
    return data


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    return (error.strerror or type(error).__name__).lower()
