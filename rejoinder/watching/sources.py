"""What is watched: an address that is asked again and again, or a file or folder looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from rejoinder.watching.clock import Backoff
from threads.errors import SourceError
from threads.fetch import Fetcher
from threads.page import Page
from threads.sources import expand, open_pages
from threads.web.address import web_address

SETTLED = 2.0  # seconds since a file was last written to: a younger one may be half a page
_LONGEST_WAIT = 3600.0  # between two attempts at a source that fails, unless its server asks more

Pages = Iterator[Page | SourceError]
_Stamp = tuple[int, int, int, int]


class Source:
    """One source as it stands: when it is due, and what is wrong with it.

    ``name`` is what it is known by from one start to the next, ``host`` the server to be asked,
    "" for a file or folder. ``every`` is in seconds. ``hasty``: the next look should come at once.
    ``complaints`` are those of the last look, ``failed`` tells of any look.
    """

    host = ""
    hasty = False

    def __init__(self, name: str, every: float) -> None:
        self.name = name
        self.every = every
        self.due = 0.0
        self.complaints: frozenset[str] = frozenset()
        self.failed = False
        self.backoff = Backoff(every, _LONGEST_WAIT)

    def pages(self) -> Pages:
        """Give what is there to be read."""
        raise NotImplementedError

    def forget(self) -> None:
        """Give all of it the next time, as what was given could not be kept."""


class WebSource(Source):
    """An article, or a feed of comments, at an address."""

    def __init__(self, name: str, every: float, fetcher: Callable[[], Fetcher]) -> None:
        super().__init__(_canonical(name), every)
        self.host = urlsplit(self.name).netloc or self.name
        self._fetcher = fetcher

    def pages(self) -> Pages:
        """Ask for the article's page and those of its comments, for what has changed at best."""
        return open_pages([self.name], fetcher=self._fetcher())


def _canonical(name: str) -> str:
    """Give an address as it is asked for; one that can't be asked stays, and says so each look."""
    try:
        return str(web_address(name))
    except SourceError:
        return name


class FileSource(Source):
    """A file, or a folder with all in it; only what was written to since the last look is read."""

    def __init__(self, name: str, every: float, wall: Callable[[], float]) -> None:
        self._place = name if name.startswith("file:") else str(Path(name).absolute())
        # A file's name need not be Unicode; what the database keeps of it must.
        super().__init__(self._place.encode("utf-8", "backslashreplace").decode("utf-8"), every)
        self._wall = wall
        self._stamps: dict[str, _Stamp] = {}

    def pages(self) -> Pages:
        """Read the files that are new or changed, and leave those that are still written to."""
        self.hasty = False
        before, self._stamps = self._stamps, {}
        for name in expand([self._place]):
            stamp = self._stamp(name)
            if stamp is None:
                if not Path(name).is_dir():  # an empty folder waits for its first file
                    yield from open_pages([name])
            elif before.get(name) == stamp:
                self._stamps[name] = stamp
            elif 0 <= self._wall() - stamp[0] / 1e9 < SETTLED:
                self.hasty = True
            else:
                self._stamps[name] = stamp
                yield from open_pages([name])

    def forget(self) -> None:
        """Take no file for known by when it was written to."""
        self._stamps = {}

    def _stamp(self, name: str) -> _Stamp | None:
        """Tell one state of a file from another; None where there is none."""
        try:
            status = Path(name).stat()
        except (OSError, ValueError):
            return None
        if Path(name).is_dir():
            return None
        return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
