"""Words of a text and where they stand, the same however a page mangled its punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from itertools import chain, pairwise
from sys import intern

# An apostrophe may be straight, curly, a modifier letter, or the "?" that imports left of one.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ?][^\W_]+)*")
_MARK = re.compile("['’ʼ?]")
_MARKS = str.maketrans("", "", "'’ʼ?")
# In plain English the same words are found without a pattern: all else is made blank, marks too
# unless one stands alone within a word.
_PLAIN = str.maketrans("’“”‘…–—\xa0", "'" + " " * 7)
_BLANK = str.maketrans(
    {c: " " for c in map(chr, range(128)) if not c.isalnum() and c not in "'?\n"}
)
_WITHIN = re.compile(r"['?](?<=[a-z0-9]['?])(?=[a-z0-9])")


class Words:
    """The words of a text, casefolded and without apostrophes, with character offsets.

    ``starts[i]:ends[i]`` is where ``words[i]`` stands in the text, found out when first asked for.
    ``counts`` says how many words each of its lines has.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        plain = text if text.isascii() else text.translate(_PLAIN)
        lines = _plain_lines(plain) if plain.isascii() else _lines(text)
        self.words = tuple(map(intern, chain.from_iterable(lines)))
        self.counts = tuple(map(len, lines))

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple([match.start() for match in _WORD.finditer(self._text)])

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """One past each word's last character."""
        return tuple([match.end() for match in _WORD.finditer(self._text)])


def _lines(text: str) -> list[list[str]]:
    lines = []
    for line in text.split("\n"):
        words = _WORD.findall(line)
        found = "\n".join(words)
        if _MARK.search(found):
            found = found.translate(_MARKS)
        lines.append(found.casefold().split("\n") if words else [])
    return lines


def _plain_lines(text: str) -> list[list[str]]:
    text = text.lower().translate(_BLANK)
    if "'" in text or "?" in text:
        text = _WITHIN.sub("", text).replace("'", " ").replace("?", " ")
    return list(map(str.split, text.split("\n")))


def split_words(text: str) -> Words:
    """Split a text into words; linear in its length."""
    return Words(text)


Trigram = tuple[str, str, str]


def trigrams(words: Sequence[str]) -> Iterator[Trigram]:
    """Give every three words in a row."""
    return zip(words, words[1:], words[2:], strict=False)


# Function words: too common to tell what a comment is about.
COMMON = frozenset(
    resources.files("threads").joinpath("data", "common_words.txt").read_text("utf-8").split()
)


# By their last letter, which most words' endings lack; the longest first.
_ENDINGS = {"s": ("ings", "ies", "es", "s"), "g": ("ing",), "y": ("edly", "ly"), "d": ("ed",)}


def content_words(words: tuple[str, ...]) -> frozenset[str]:
    """Keep the words that carry a topic: no function words, crudely without plural and tense."""
    # A stem is as short as one character where its word is, too.
    return frozenset([found for found in set(map(_topic, words)) if len(found) > 1])


def content_phrases(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Keep the pairs of neighbours that both carry a topic, cut as in ``content_words``."""
    pairs = set(pairwise(map(_topic, words)))
    return frozenset((one, other) for one, other in pairs if one and other)


@lru_cache(maxsize=65_536)
def _topic(word: str) -> str:
    return "" if word in COMMON else stem(word)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Cut the commonest English endings; enough to count "laws" as "law" (not Porter's rules)."""
    for ending in _ENDINGS.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
