"""Words and neighbouring words of reply and parent, as keys of a weight table.

A key is a 64-bit hash of the words and of what part they play (``ROLES``), so that a table of
weights needs none of the words themselves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.reading import Texts

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]

OPENING = 4  # tokens of a reply that count as its opening besides
_MIX, _SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


class Role(NamedTuple):
    """What some words are to their text: how many they are, and where they stand."""

    name: str
    size: int
    of_parent: bool = False
    among_first: int | None = None  # tokens
    last: bool = False


ROLES = (
    Role("words", 1),
    Role("words", 2),
    Role("opening words", 1, among_first=OPENING),
    Role("opening words", 1, among_first=1),
    Role("opening words", 2, among_first=1),
    Role("opening words", 3, among_first=1),
    Role("last word", 1, last=True),
    Role("parent: words", 1, of_parent=True),
)


class Grams(NamedTuple):
    """The n-grams of a batch, as often as they stand there.

    For each the number of its text, its key, its first token's place, and the number of its role.
    """

    texts: Places
    keys: Keys
    places: Places
    roles: Places


def grams(texts: Texts, *, of_parent: bool) -> Grams:
    """Give the n-grams of all texts in the roles of a parent, or of a reply."""
    parts = [
        _in_role(texts, number, role)
        for number, role in enumerate(ROLES)
        if role.of_parent == of_parent
    ]
    return Grams(
        np.concatenate([part.texts for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.places for part in parts]),
        np.concatenate([part.roles for part in parts]),
    )


def _in_role(texts: Texts, number: int, role: Role) -> Grams:
    places = _places(texts, role)
    hashes, value = texts.hashes, np.full(len(places), number + 1, np.uint64)
    for step in range(role.size):
        value = _mixed(value ^ hashes[places + step].astype(np.uint64))
    return Grams(texts.text_of[places], value, places, np.full(len(places), number))


def _places(texts: Texts, role: Role) -> Places:
    """Find where such words start: nowhere that they would run into the next text."""
    spoken = texts.ids != 0
    fits = spoken.copy()
    for step in range(1, role.size):
        fits[:-step] &= spoken[step:]
        fits[-step:] = False
    if role.among_first is not None:
        start = texts.starts[:-1][texts.text_of]
        fits &= np.arange(len(spoken)) - start < role.among_first
    if role.last:
        fits[:-1] &= ~spoken[1:]
    return np.flatnonzero(fits)


def _mixed(value: Keys) -> Keys:
    """Spread a hash over 64 bits (the finisher of splitmix64, Steele et al. 2014)."""
    value = (value + _MIX) * _SPREAD
    return value ^ (value >> np.uint64(31))
