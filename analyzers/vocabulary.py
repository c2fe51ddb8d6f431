"""Distinct words, numbered, with what the features of stance ask of each.

A comment is split at spaces; each distinct piece is cut into tokens once, and each distinct token
looked at once: that lets the fast engine read thousands of comments a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analyzers import cues
from analyzers.sentiment import vader
from threads.words import COMMON, stem

READ = 6000  # characters of a comment that are read; 99.9% of comments are shorter
LONGEST = 40  # characters; a longer token is an address or a flood, and all such are one
MOST_PIECES = 200_000  # distinct ones after which a vocabulary is begun anew
LONGEST_KEPT = 64  # characters of a piece; longer ones are seldom seen twice

_TOKEN = re.compile(
    r"""https?://\S+|www\.\S+
    |[^\W_]+(?:['’ʼ][^\W_]+)*   # a word, apostrophes within it
    |[.!?…]+|\x00               # what ends a sentence; a line's end comes as a NUL
    |[:;=]'?-?[()DPp|/\\](?!\w) # faces
    |/s\b                       # a mark of sarcasm
    |["“”]
    |[^\w\s,;:()\[\]{}<>*&\#@%$+=|/\\~`'’ʼ.!?…–—-]  # one other character: emoji, arrows
    """,
    re.VERBOSE,
)
_QUOTES = frozenset('"“”')
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_LINE_END = "\0"
_LONG, _LINK = "(long)", "http"  # what stands for all long tokens, for all links
_SHOWN = {_LINK: "(link)", _LINE_END: "¶"}
_LINKS = ("http://", "https://", "www.")

Numbers = NDArray[np.int32]
Flags = NDArray[np.uint32]


class Is:
    """What a token is, as bits."""

    WORD = 1
    END = 2  # of a sentence
    QUESTION = 4
    EXCLAMATION = 8
    LINK = 16
    SHOUTED = 32  # a word of three letters or more, all capitals
    QUOTE = 64
    COMMON = 128  # a function word
    FIGURE = 256  # has a digit
    NEGATOR = 512
    TURNER = 1024
    BUT = 2048
    YOU = 4096
    I = 8192  # noqa: E741
    WE = 16384
    THEY = 32768
    HE = 65536
    TRAILING = 131072  # three dots
    STARTER = 262144  # some cue phrase starts with it


_LISTS = {
    Is.NEGATOR: "negator",
    Is.TURNER: "turner",
    Is.BUT: "but",
    Is.YOU: "you",
    Is.I: "i",
    Is.WE: "we",
    Is.THEY: "they",
    Is.HE: "he",
}


class _Ids(dict[str, int]):
    """Numbers of tokens; a new one gets the next."""

    def __missing__(self, token: str) -> int:
        if token.startswith(_LINKS):
            return self[_LINK]
        if len(token) > LONGEST:
            return self[_LONG]
        number = self[token] = len(self)
        return number


class _Pieces(dict[str, tuple[int, ...]]):
    """What stands between spaces, as numbers of tokens."""

    def __init__(self, ids: _Ids) -> None:
        super().__init__()
        self._number = ids.__getitem__

    def __missing__(self, piece: str) -> tuple[int, ...]:
        numbers = tuple(map(self._number, _TOKEN.findall(piece)))
        if len(piece) <= LONGEST_KEPT:
            self[piece] = numbers
        return numbers


class Vocabulary:
    """Distinct tokens by number, with what the features ask of each. Number 0 parts two texts.

    ``shown`` are the tokens in small letters, a line's end as ¶; ``hashes`` their CRC-32 without
    apostrophes, ``topics`` numbers of stems (0: carries no topic), ``valences`` VADER's (-4..4).
    """

    def __init__(self) -> None:
        self._ids = _Ids({"": 0, _LINK: 1, _LONG: 2})
        self._pieces = _Pieces(self._ids)
        self._known = _listed()
        self._stems: dict[str, int] = {"": 0}
        self.shown: list[str] = []
        self.flags: Flags = np.zeros(0, np.uint32)
        self.hashes: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self.topics: Numbers = np.zeros(0, np.int32)
        self.valences: NDArray[np.float32] = np.zeros(0, np.float32)
        self._settle()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin anew, so that no text can make it grow for ever."""
        return len(self._pieces) + len(self._ids) > MOST_PIECES

    def numbers(self, texts: Iterable[str]) -> list[list[int]]:
        """Cut texts into tokens, and give these by number, a 0 after each text."""
        piece = self._pieces.__getitem__
        found = []
        for text in texts:
            cut = text[:READ].replace("\n", f" {_LINE_END} ").split()
            found.append([*chain.from_iterable(map(piece, cut)), 0])
        self._settle()
        return found

    def _settle(self) -> None:
        """Look at the tokens that are new."""
        fresh = list(islice(self._ids, len(self.shown), None))
        if not fresh:
            return
        small = [token.lower() for token in fresh]
        words = [token.translate(_APOSTROPHES) for token in small]
        flags = [self._flags(*pair) for pair in zip(fresh, words, strict=True)]
        topics = [self._topic(*pair) for pair in zip(words, flags, strict=True)]
        hashes = [crc32(word.encode("utf-8", "replace")) for word in words]
        self.shown += [_SHOWN.get(token, token) for token in small]
        self.flags = np.append(self.flags, np.array(flags, np.uint32))
        self.topics = np.append(self.topics, np.array(topics, np.int32))
        self.hashes = np.append(self.hashes, np.array(hashes, np.uint32))
        self.valences = np.append(self.valences, np.array(_valences(small), np.float32))

    def _flags(self, token: str, word: str) -> int:
        if token in (_LINK, _LONG):
            return Is.LINK if token == _LINK else Is.WORD
        if token[:1].isalnum():
            return self._word_flags(token, word)
        if token == "" or token[0] in ".!?…\0":
            flags = Is.END
            flags |= Is.QUESTION if "?" in token else 0
            flags |= Is.EXCLAMATION if "!" in token else 0
            return flags | (Is.TRAILING if "…" in token or ".." in token else 0)
        return Is.QUOTE if token in _QUOTES else 0

    def _word_flags(self, token: str, word: str) -> int:
        flags = Is.WORD | self._known.get(word, 0)
        if len(word) > 2 and token.isupper():
            flags |= Is.SHOUTED
        if not word.isalpha() and any(map(str.isdigit, word)):
            flags |= Is.FIGURE
        return flags

    def _topic(self, word: str, flags: int) -> int:
        """Give the number of the stem of a word that carries a topic, 0 for any other."""
        if not flags & Is.WORD or flags & (Is.COMMON | Is.NEGATOR) or len(word) < 2:
            return 0
        return self._stems.setdefault(stem(word), len(self._stems))


@cache
def _listed() -> dict[str, int]:
    """Give what the words are that stand in some list."""
    lists = {flag: cues.lone_words(name) for flag, name in _LISTS.items()}
    lists |= {Is.STARTER: cues.starters(), Is.COMMON: COMMON}
    found: dict[str, int] = {}
    for flag, words in lists.items():
        for word in words:
            found[word] = found.get(word, 0) | flag
    return found


def _valences(tokens: Sequence[str]) -> list[float]:
    """Give VADER's valence of each token, for an emoji that of its description."""
    lexicon, emoji = vader().lexicon, vader().emojis
    return [
        lexicon[token]
        if token in lexicon
        else sum(lexicon.get(word, 0.0) for word in emoji[token].split())
        if token in emoji
        else 0.0
        for token in tokens
    ]
