"""Cue phrases of agreement and disagreement: the lists, and where a batch of comments has them.

The lists are ``data/cues.json``, drawn up for this project. Phrases are found by a rolling hash
over the numbers of neighbouring words, all lengths and all comments at once.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

CUES_FILE = files("analyzers") / "data" / "cues.json"
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"[^\W_]+")


@cache
def _lists() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    stored = json.loads(CUES_FILE.read_text("utf-8"))
    return {
        part: {name: tuple(texts) for name, texts in stored[part].items()}
        for part in ("words", "phrases")
    }


def lone_words(name: str) -> frozenset[str]:
    """Give a list of single words, without apostrophes."""
    return frozenset(word for text in _lists()["words"][name] for word in split(text))


def kinds() -> tuple[str, ...]:
    """Name the lists of phrases, in the order of the bits of ``Found.kinds``."""
    return tuple(_lists()["phrases"])


def split(text: str) -> tuple[str, ...]:
    """Split into words: small letters, apostrophes taken out ("Don't" is "dont")."""
    plain = text.casefold().replace("'", "").replace("’", "").replace("ʼ", "")
    return tuple(_WORD.findall(plain))


class Table(NamedTuple):
    """The phrases of one number of words: their hashes in order, and the lists each is in."""

    hashes: NDArray[np.uint64]
    kinds: NDArray[np.uint32]


@cache
def tables() -> Mapping[int, Table]:
    """Give the phrases by their number of words, the longest first."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for bit, phrases in enumerate(_lists()["phrases"].values()):
        for phrase in phrases:
            words = split(phrase)
            value = int(_hash(words))
            found[len(words)][value] = found[len(words)].get(value, 0) | 1 << bit
    return {
        size: Table(
            np.array(sorted(known), np.uint64),
            np.array([known[value] for value in sorted(known)], np.uint32),
        )
        for size, known in sorted(found.items(), reverse=True)
    }


@cache
def starters() -> frozenset[str]:
    """Give the words that some phrase starts with."""
    return frozenset(
        split(phrase)[0] for phrases in _lists()["phrases"].values() for phrase in phrases
    )


def _hash(words: tuple[str, ...]) -> np.uint64:
    value = np.zeros(1, np.uint64)
    for word in words:
        value = value * _FACTOR + np.uint64(crc32(word.encode()))
    return np.uint64(value[0])


class Found(NamedTuple):
    """Phrases by the position of their first word, in order: how long, and in which lists."""

    positions: NDArray[np.int64]
    sizes: NDArray[np.int64]
    kinds: NDArray[np.uint32]


def find(hashes: NDArray[np.uint32], starts: NDArray[np.bool_]) -> Found:
    """Find the longest phrase at each word; one that lies within another isn't given.

    ``hashes`` are the CRC-32 of the words one after another, ``starts`` tells which of them may
    start a phrase.
    """
    places = np.flatnonzero(starts)
    sizes, found = np.zeros(len(places), np.int64), np.zeros(len(places), np.uint32)
    longest = max(tables())
    padded = np.append(hashes, np.zeros(longest, np.uint32)).astype(np.uint64)
    rolling = {0: np.zeros(len(places), np.uint64)}
    for size in range(1, longest + 1):
        rolling[size] = rolling[size - 1] * _FACTOR + padded[places + size - 1]
    for size, table in tables().items():
        at = np.searchsorted(table.hashes, rolling[size])
        at[at == len(table.hashes)] = 0
        hit = (table.hashes[at] == rolling[size]) & (sizes == 0)
        sizes[hit], found[hit] = size, table.kinds[at[hit]]
    hit = sizes > 0
    places, sizes, found = places[hit], sizes[hit], found[hit]
    ends = places + sizes
    reached = np.maximum.accumulate(np.append(0, ends[:-1])) if len(ends) else ends
    apart = ends > reached
    return Found(places[apart], sizes[apart], found[apart])
