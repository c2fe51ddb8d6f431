"""A sentence as tokens: words with their places, hashtags taken apart, addresses left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<link>(?:https?://|www\.)\S+)
      | (?P<dotted>(?<!\w)(?:[A-Za-z]\.){2,})
      | (?P<tag>[\#@]\w+)
      | (?P<word>[^\W_]+(?:['’ʼ][^\W_]+)*)""",
    re.VERBOSE,
)
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[^\W\d_A-Z]+|\d+")
LONGEST_CACHED = 64  # characters; longer tokens are floods, seldom seen twice
_WHOLE = re.compile(r"\w+")
MARKS = str.maketrans("", "", "'’ʼ.")
_POSSESSIVE = re.compile(r"['’ʼ][sS]\Z")


class Token(NamedTuple):
    """A word: ``key`` in small letters without apostrophes and possessive, and where it stands.

    ``raw`` is the word without its possessive. ``tag`` numbers the hashtags (taken apart at their
    capitals) and handles (left whole) of the sentence, 0 for a word outside of any; ``owns`` says
    that a possessive ``'s`` was there.
    """

    key: str
    raw: str
    start: int
    end: int
    tag: int = 0
    owns: bool = False

    @property
    def upper(self) -> bool:
        """Whether it is in capitals, a plural's ``s`` apart ("NSAs")."""
        return (self.raw[:-1] if self.raw[-1:] == "s" and len(self.raw) > 1 else self.raw).isupper()


def tokens_of(sentence: str) -> list[Token]:
    """Split a sentence into tokens, in time linear in its length."""
    return list(_tokens(sentence))


def _tokens(sentence: str) -> Iterator[Token]:
    tags = 0
    for found in _TOKEN.finditer(sentence):
        if found.lastgroup in ("word", "dotted"):
            cached = found.end() - found.start() <= LONGEST_CACHED
            key, raw, owns = (_word if cached else _word.__wrapped__)(found[0])
            yield Token(key, raw, found.start(), found.end(), owns=owns)
        elif found.lastgroup == "tag":
            tags += 1
            # A handle is a person's name, whatever words are in it.
            pieces = [_WHOLE.search(found[0])] if found[0][0] == "@" else _PIECE.finditer(found[0])
            for piece in filter(None, pieces):
                start = found.start() + piece.start()
                text = piece[0]
                yield Token(text.replace("_", "").lower(), text, start, start + len(text), tag=tags)


@lru_cache(maxsize=65_536)
def _word(text: str) -> tuple[str, str, bool]:
    bare = _POSSESSIVE.sub("", text)
    raw = bare.translate(MARKS)
    key = raw.lower()
    if key in _CONTRACTED and bare != text:  # "it's" owns nothing
        return key + "s", raw, False
    return key, raw, bare != text


_CONTRACTED = frozenset({"it", "he", "she", "that", "there", "what", "who", "here", "let"})
