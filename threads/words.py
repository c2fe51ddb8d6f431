"""Words of a text and where they stand, the same however a page mangled its punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

# An apostrophe may be straight, curly, a modifier letter, or the "?" that imports left of one.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ?][^\W_]+)*")
_MARKS = str.maketrans("", "", "'’ʼ?")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, casefolded and without apostrophes, with character offsets.

    ``starts[i]:ends[i]`` is where ``words[i]`` stands in the text.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def split_words(text: str) -> Words:
    """Split a text into words; linear in its length."""
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    return Words(
        tuple(word.translate(_MARKS).casefold() for word, _, _ in found),
        tuple(start for _, start, _ in found),
        tuple(end for _, _, end in found),
    )


# Function words: too common to tell what a comment is about.
COMMON = frozenset(
    resources.files("threads").joinpath("data", "common_words.txt").read_text("utf-8").split()
)


def content_words(words: tuple[str, ...]) -> frozenset[str]:
    """Keep the words that carry a topic: no function words, crudely without plural and tense."""
    return frozenset(stem(word) for word in words if word not in COMMON and len(word) > 1)


def content_phrases(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Keep the pairs of neighbours that both carry a topic, cut as in ``content_words``."""
    return frozenset(
        (stem(one), stem(other))
        for one, other in pairwise(words)
        if one not in COMMON and other not in COMMON
    )


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Cut the commonest English endings; enough to count "laws" as "law" (not Porter's rules)."""
    for ending in ("ings", "ing", "ies", "edly", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
