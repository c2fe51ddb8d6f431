"""From a run's seed and an input's number to that input, the same whenever it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from benchmarks.fuzzing import targets
from benchmarks.fuzzing.addresses import _NUMERIC, address, addresses, headers, numeric
from benchmarks.fuzzing.archives import archive_of
from benchmarks.fuzzing.encodings import damaged, encoded
from benchmarks.fuzzing.harmless import unmoved
from benchmarks.fuzzing.material import Seed
from benchmarks.fuzzing.mutations import LARGE, grown, mutated, nested
from benchmarks.fuzzing.whole import whole
from threads.formats import pages_in, read_page
from threads.model import Thread
from threads.page import Page

# Seconds that a page of 1 MB may take to be read and rebuilt; less may take as much less, but for
# what is nothing but tags: that may take so long by their number, up to what a megabyte may.
SECONDS_PER_MB = 2.0
_TAGS_A_SECOND = 5_000
# A page of 40 MB has 50,000 comments: one that has more to a megabyte counts as larger than it is.
_COMMENTS_PER_MB = 1_250
_LEAST_SECONDS = 0.4
Target = Callable[[bytes], int]


@dataclass(frozen=True, slots=True)
class Input:
    """One input, and what it is fed to; ``timed``: how long that may take is promised."""

    name: str
    number: int
    source: str
    data: bytes
    target: Target = field(repr=False)
    timed: bool = True

    def seconds(self, found: int) -> float:
        """Give how long it may take, in seconds of the processor, if so many comments are in it."""
        size = max(len(self.data) / LARGE, found / _COMMENTS_PER_MB)
        tags = min(self.data.count(b"<") / _TAGS_A_SECOND, SECONDS_PER_MB)
        return max(SECONDS_PER_MB * size, tags, _LEAST_SECONDS)


class Maker:
    """Makes inputs of sound pages; the same seed and pages give the same inputs."""

    def __init__(self, seed: int, pages: Sequence[Seed]) -> None:
        self._seed = seed
        self._pages = pages
        self._threads = cache(_thread)
        names, shares = zip(*_SHARES.items(), strict=True)
        self._names, self._shares = names, shares

    def make(self, number: int) -> Input:
        """Make the input of this number."""
        chance = Random(f"{self._seed}:{number}")
        (name,) = chance.choices(self._names, self._shares)
        page = chance.choice(self._pages)
        made: Input = getattr(self, f"_{name}")(chance, number, page)
        return made

    def _read(self, chance: Random, number: int, page: Seed) -> Input:
        data = encoded(chance, mutated(chance, page, self._pages))
        return Input("read", number, page.name, data, targets.read)

    def _grown(self, chance: Random, number: int, page: Seed) -> Input:
        size = chance.choice((2**15,) * 6 + (2**16,) * 4 + (2**17, 2**18, LARGE))
        data = grown(chance, page, size).encode("utf-8", "surrogatepass")
        return Input("grown", number, page.name, data, targets.read)

    def _nested(self, chance: Random, number: int, page: Seed) -> Input:
        page = page if page.kind == "markup" else chance.choice(_of_kind(self._pages, "markup"))
        data = nested(chance, page).encode("utf-8", "surrogatepass")
        return Input("nested", number, page.name, data, targets.read)

    def _markup(self, chance: Random, number: int, page: Seed) -> Input:
        page = page if page.kind == "markup" else chance.choice(_of_kind(self._pages, "markup"))
        data = encoded(chance, mutated(chance, page, self._pages))
        return Input("markup", number, page.name, data, targets.markup, timed=False)

    def _counted(self, chance: Random, number: int, page: Seed) -> Input:
        before = self._threads(page)
        if before is None:
            return self._read(chance, number, page)
        data = unmoved(chance, page, before).encode("utf-8", "surrogatepass")
        return Input("counted", number, page.name, data, targets.counted(before))

    def _stored(self, chance: Random, number: int, page: Seed) -> Input:
        data, *others = (
            encoded(chance, mutated(chance, page, self._pages, 3))
            for _ in range(chance.randint(2, 3))
        )
        return Input("stored", number, page.name, data, targets.stored(*others), timed=False)

    def _whole(self, chance: Random, number: int, page: Seed) -> Input:
        data = encoded(chance, mutated(chance, page, self._pages))
        return Input("whole", number, page.name, data, whole, timed=False)

    def _archive(self, chance: Random, number: int, page: Seed) -> Input:
        pages = [encoded(chance, mutated(chance, page, self._pages, 2)) for _ in range(2)]
        data = archive_of(chance, pages)
        # What is packed is promised by its size unpacked, and here that isn't known.
        return Input("archive", number, page.name, data, targets.archive, timed=False)

    def _addresses(self, chance: Random, number: int, page: Seed) -> Input:
        data = address(chance).encode("utf-8", "surrogatepass")
        return Input("addresses", number, "", data, addresses)

    def _numeric(self, chance: Random, number: int, page: Seed) -> Input:
        data = damaged(chance, chance.choice(_NUMERIC).encode())
        return Input("numeric", number, "", data, numeric)

    def _headers(self, chance: Random, number: int, page: Seed) -> Input:
        data = chance.randbytes(2) + encoded(chance, mutated(chance, page, self._pages))[:20_000]
        return Input("headers", number, page.name, data, headers)


# How often each kind of input is made.
_SHARES = {
    "read": 0.46,
    "markup": 0.14,
    "counted": 0.15,
    "addresses": 0.12,
    "numeric": 0.02,
    "headers": 0.04,
    "archive": 0.04,
    "stored": 0.02,
    "grown": 0.008,
    "nested": 0.02,
    "whole": 0.002,
}


def _of_kind(pages: Sequence[Seed], kind: str) -> list[Seed]:
    return [page for page in pages if page.kind == kind]


def _thread(page: Seed) -> Thread | None:
    """Read a sound page; None for a file of several threads and a page without comments."""
    parts = list(pages_in(Page("page.html", page.text)))
    thread = read_page(parts[0]) if len(parts) == 1 else None
    return thread if thread and thread.comments else None
