"""Comments as numbers, thousands at a time.

Whatever is to be known of the comments of a batch is reckoned on the one long array of their
tokens' numbers, not word by word in Python; what a token is by itself, ``analyzers.vocabulary``
knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from analyzers.vocabulary import Flags, Is, Vocabulary

Places = NDArray[np.int64]


class Texts:
    """A batch of texts as one stream of tokens.

    ``ids`` are the tokens' numbers, quotation marks left out, a 0 after each text; ``text_of`` the
    number of the text that each stands in, ``quotes`` how many quotation marks each text has.
    """

    def __init__(self, vocabulary: Vocabulary, texts: Sequence[str]) -> None:
        numbers = vocabulary.numbers(texts)
        sizes = np.fromiter(map(len, numbers), np.int64, len(numbers))
        ids = np.fromiter(chain.from_iterable(numbers), np.int32, int(sizes.sum()))
        text_of = np.repeat(np.arange(len(numbers)), sizes)
        spoken = (vocabulary.flags[ids] & Is.QUOTE) == 0
        self.vocabulary = vocabulary
        self.number = len(numbers)
        self.quotes = np.bincount(text_of[~spoken], minlength=self.number)
        self.ids, self.text_of = ids[spoken], text_of[spoken]

    @cached_property
    def flags(self) -> Flags:
        """What each token is."""
        flags: Flags = self.vocabulary.flags[self.ids]
        return flags

    @cached_property
    def hashes(self) -> NDArray[np.uint32]:
        """The tokens' CRC-32."""
        hashes: NDArray[np.uint32] = self.vocabulary.hashes[self.ids]
        return hashes

    @cached_property
    def starts(self) -> Places:
        """Where each text starts in the stream, and the stream's end."""
        return np.append(0, np.flatnonzero(self.ids == 0) + 1)

    @cached_property
    def word_numbers(self) -> Places:
        """How many words of its text stand before each token."""
        words = self.has(Is.WORD)
        before: Places = np.cumsum(words) - words
        numbers: Places = before - before[self.starts[:-1]][self.text_of]
        return numbers

    def has(self, flags: int) -> NDArray[np.bool_]:
        """Tell which tokens are any of these."""
        found: NDArray[np.bool_] = (self.flags & np.uint32(flags)) != 0
        return found

    def last(self, flags: int) -> Places:
        """Give for each token the place of the last token before it that is any of these, or -1."""
        places = np.where(self.has(flags), np.arange(len(self.ids)), -1)
        return np.append(-1, np.maximum.accumulate(places)[:-1]) if len(places) else places

    def count(self, places: Places) -> Places:
        """Count places of the stream by text."""
        return np.bincount(self.text_of[places], minlength=self.number)

    def words(self, place: int, size: int) -> str:
        """Give some neighbouring tokens as one passage, in small letters."""
        shown = self.vocabulary.shown
        if size == 1:
            return shown[self._numbers[place]]
        passage = " ".join([shown[number] for number in self._numbers[place : place + size]])
        for end in ".!?…":
            passage = passage.replace(f" {end}", end)
        return passage.strip()

    @cached_property
    def _numbers(self) -> list[int]:
        numbers: list[int] = self.ids.tolist()
        return numbers
