"""The last look at a database without names: which still stand in it, as text and as bytes.

All names are looked for at once: windows of up to ``_WINDOW`` bytes are hashed and compared with
the names' beginnings (Karp & Rabin 1987, "Efficient randomized pattern-matching algorithms").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_WINDOW = 6
_BITS = 20  # of a table of a million entries: a name in a thousand of windows is a false start
_MIX = np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplicative hashing
_BLOCK = 1 << 21
_Bytes = NDArray[np.uint8]


@dataclass
class Traces:
    """Names that are looked for, and those found: ``alone`` as words, ``within`` as letters."""

    names: Iterable[str]
    alone: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    _by_bytes: dict[bytes, set[str]] = field(default_factory=dict)
    _by_window: dict[int, dict[bytes, set[int]]] = field(default_factory=dict)
    _tables: dict[int, NDArray[np.bool_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out what is looked for: names in lower case, in each way Unicode writes them."""
        for name in self.names:
            for form in ("NFC", "NFD"):
                for spelled in (name.lower(), unicodedata.normalize(form, name).lower()):
                    self._by_bytes.setdefault(spelled.encode("utf-8", "replace"), set()).add(name)
        self._by_bytes.pop(b"", None)
        for pattern in self._by_bytes:
            size = min(_WINDOW, len(pattern))
            lengths = self._by_window.setdefault(size, {}).setdefault(pattern[:size], set())
            lengths.add(len(pattern))
        for size, starts in self._by_window.items():
            table = np.zeros(1 << _BITS, dtype=bool)
            joined = np.frombuffer(b"".join(starts), dtype=np.uint8).reshape(-1, size)
            table[_hashes(_codes(joined))] = True
            self._tables[size] = table

    @property
    def found(self) -> set[str]:
        """All names found, in whichever way."""
        return self.alone | self.within

    def look_in(self, texts: Iterable[str]) -> None:
        """Look through texts, each by itself."""
        waiting: list[str] = []
        size = 0
        for text in texts:
            waiting.append(text)
            size += len(text)
            if size > _BLOCK:
                self._look("\0".join(waiting))
                waiting, size = [], 0
        self._look("\0".join(waiting))

    def look_in_file(self, path: Path) -> None:
        """Look through a file's bytes; what isn't UTF-8 parts words."""
        longest = 4 * max(map(len, self._by_bytes), default=0)
        for block in _blocks(path, longest):
            self._look(block.decode("utf-8", "replace"))

    def _look(self, text: str) -> None:
        data = np.frombuffer(text.lower().encode("utf-8", "replace"), dtype=np.uint8)
        if not len(data):
            return
        is_word = _is_of_word(data)
        for size, starts in self._by_window.items():
            if len(data) < size:
                continue
            windows = np.lib.stride_tricks.sliding_window_view(data, size)
            places = np.flatnonzero(self._tables[size][_hashes(_codes(windows))])
            if size < _WINDOW:
                self._enter_short(data, places, size, is_word)
            else:
                self._enter_long(data.tobytes(), places, starts, is_word)

    def _enter_short(
        self, data: _Bytes, places: NDArray[np.int64], size: int, is_word: _Bytes
    ) -> None:
        """Note short names: they are many, so that only the first of each is looked at."""
        if not len(places):
            return
        codes = _codes(data[places[:, None] + np.arange(size)])
        free = ~(_at(is_word, places - 1) | _at(is_word, places + size))
        for chosen, found in ((codes, self.within), (codes[free], self.alone)):
            for code in np.unique(chosen):
                spelled = int(code).to_bytes(size, "little")
                found.update(self._by_bytes.get(spelled, set()))

    def _enter_long(
        self, data: bytes, places: NDArray[np.int64], starts: dict[bytes, set[int]], is_word: _Bytes
    ) -> None:
        for place in places.tolist():
            for length in starts.get(data[place : place + _WINDOW], ()):
                stop = place + length
                names = self._by_bytes.get(data[place:stop], set())
                joined = (place and is_word[place - 1]) or (stop < len(data) and is_word[stop])
                (self.within if joined else self.alone).update(names)


def _codes(windows: _Bytes) -> NDArray[np.uint64]:
    """Make one number of each row of bytes."""
    codes = np.zeros(len(windows), dtype=np.uint64)
    for column in range(windows.shape[1]):
        codes |= windows[:, column].astype(np.uint64) << np.uint64(8 * column)
    return codes


def _hashes(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (codes * _MIX) >> np.uint64(64 - _BITS)


def _is_of_word(data: _Bytes) -> _Bytes:
    """Tell which bytes are of letters and digits; all that is beyond ASCII counts."""
    table = np.zeros(256, dtype=bool)
    table[128:] = True
    for sign in b"0123456789abcdefghijklmnopqrstuvwxyz":
        table[sign] = True
    found: _Bytes = table[data]
    return found


def _at(flags: _Bytes, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    inside = (places >= 0) & (places < len(flags))
    return np.where(inside, flags[np.clip(places, 0, len(flags) - 1)], False)


def _blocks(path: Path, overlap: int) -> Iterator[bytes]:
    """Give a file in pieces, each beginning with the end of the one before."""
    before = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield before + block
            before = (before + block)[-overlap:] if overlap else b""
