"""Find where a text repeats an earlier one: an index of word trigrams, and the runs they grow to.

Only own words are indexed (not what a comment itself quotes), so a passage points to whoever wrote
it, and not to everybody who has quoted it since.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np

from threads.words import Trigram, Words, trigrams

GRAM = 3
# A text's words, its trigrams, and for each where it stands, None for nowhere.
_Known = tuple[tuple[str, ...], list[Trigram], list[int | list[int] | None]]
# No text has more words than these bits count.
_BITS, _WITHIN = 32, (1 << 32) - 1
# A trigram that stands in more places than this is a phrase of the language ("I don't think").
_MOST_PLACES = 48
# Sources kept, newest last; bounds memory on threads of tens of thousands of comments.
_WINDOW = 4_000
# So many words are looked at all at once for what they have in common.
_AT_ONCE = 1 << 21


class Run(NamedTuple):
    """``length`` words from ``start`` that stand word for word at ``place`` in ``source``."""

    start: int
    length: int
    source: int
    place: int


class PassageIndex:
    """Where every three words in a row have been written before.

    A place is one number: its source, and in the last ``_BITS`` the word that it begins at. Most
    trigrams stand in one place, so it is kept by itself and not in a list.
    """

    def __init__(self, window: int = _WINDOW) -> None:
        self._places: dict[Trigram, int | list[int]] = {}
        self._words: dict[int, tuple[str, ...]] = {}
        self._recent: deque[int] = deque()
        self._pinned: set[int] = set()
        self._window = window
        self._asked: _Known = ((), [], [])
        self._has_all = False

    def add(
        self,
        source: int,
        words: tuple[str, ...],
        *,
        pinned: bool = False,
        places: Sequence[int] | None = None,
    ) -> None:
        """Enter a text; a pinned one (the article) stays however many follow.

        ``places`` are those at which it can agree with any text that is looked for, where known.
        """
        self._words[source] = words
        if places is None:
            self._enter_all(source, words)
        else:
            self._enter(source, words, places)
        if pinned:
            self._pinned.add(source)
            return
        self._recent.append(source)
        if len(self._recent) > self._window:
            self._drop(self._recent.popleft())

    def _enter(self, source: int, words: tuple[str, ...], places: Sequence[int]) -> None:
        known, start = self._places, source << _BITS
        for at in places:
            gram = words[at], words[at + 1], words[at + 2]
            before = known.get(gram)
            if before is None:
                known[gram] = start + at
            else:
                _extend(known, gram, before, start + at)

    def _enter_all(self, source: int, words: tuple[str, ...]) -> None:
        self._has_all = True
        _, grams, known = self._look_up(words)
        self._asked = ((), [], [])
        places, start, size = self._places, source << _BITS, len(self._places)
        # All at once and from the end, so that of a trigram's places the first counts.
        end = start + len(grams)
        places.update(zip(reversed(grams), range(end - 1, start - 1, -1), strict=True))
        for at, before in enumerate(known):
            if before is not None:
                _extend(places, grams[at], before, start + at)
        if len(places) - size < known.count(None):
            for at, gram in enumerate(grams):
                if known[at] is None and (first := places[gram]) != start + at:
                    _extend(places, gram, first, start + at)

    def words_of(self, source: int) -> tuple[str, ...]:
        """Give a source's words, () for one that has been dropped."""
        return self._words.get(source, ())

    def _drop(self, source: int) -> None:
        for gram in trigrams(self._words.pop(source)):
            places = [at for at in _listed(self._places.get(gram)) if at >> _BITS != source]
            if places:
                self._places[gram] = places
            else:
                self._places.pop(gram, None)

    def runs(self, text: Words, places: Sequence[int] | None = None) -> list[Run]:
        """Find the longest runs shared with any source, left to right, not overlapping.

        ``places`` are those at which it can agree with any text entered whole, where known.

        Of equally long ones the earliest source wins: it had the words first. Time grows with the
        text's length times the places a trigram may stand in.
        """
        found: list[Run] = []
        end, words = 0, text.words
        for at, there in self._met(words, places):
            if there is not None and at >= end:
                found.append(self._longest(words, at, _listed(there)))
                end = at + found[-1].length
        return found

    def _met(
        self, words: tuple[str, ...], places: Sequence[int] | None
    ) -> Iterable[tuple[int, int | list[int] | None]]:
        if places is None or self._has_all:
            self._asked = self._look_up(words)
            return enumerate(self._asked[2])
        known = self._places
        return ((at, known.get((words[at], words[at + 1], words[at + 2]))) for at in places)

    def _look_up(self, words: tuple[str, ...]) -> _Known:
        """Give a text's trigrams and where each stands; what was asked for last is at hand."""
        if self._asked[0] is words:
            return self._asked
        grams = list(trigrams(words))
        return words, grams, list(map(self._places.get, grams))

    def _longest(self, words: tuple[str, ...], at: int, places: list[int]) -> Run:
        most, best = 0, places[0]
        for start in places:
            source, place = start >> _BITS, start & _WITHIN
            theirs, length = self._words[source], GRAM
            limit = min(len(words) - at, len(theirs) - place)
            if most and (limit <= most or theirs[place + most] != words[at + most]):
                continue
            while length < limit and words[at + length] == theirs[place + length]:
                length += 1
            if length > most:
                most, best = length, start
        return Run(at, most, best >> _BITS, best & _WITHIN)


def common_places(texts: Sequence[tuple[str, ...]]) -> list[list[int]] | None:
    """Give for each text the places of the trigrams that stand in some other place, too.

    A few more are among them, as texts are looked at as one. Most of what people write stands
    nowhere else. None where there are too many words to look at all at once.
    """
    lengths = list(map(len, texts))
    if sum(lengths) > _AT_ONCE:
        return None
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    ids = np.fromiter(map(numbers.__getitem__, chain.from_iterable(texts)), np.int64)
    # Below 2**21 words three numbers fit in one.
    grams = (ids[:-2] << 42) | (ids[1:-1] << 21) | ids[2:]
    _, first, often = np.unique(grams, return_inverse=True, return_counts=True)
    common = np.flatnonzero(often[first] > 1)
    starts = np.cumsum([0, *lengths])
    bounds = np.searchsorted(common, starts)
    return [
        [at for at in (common[low:high] - start).tolist() if at <= length - GRAM]
        for low, high, start, length in zip(bounds, bounds[1:], starts, lengths, strict=False)
    ]


def _listed(places: int | list[int] | None) -> list[int]:
    if places is None:
        return []
    return [places] if isinstance(places, int) else places


def _extend(
    places: dict[Trigram, int | list[int]], gram: Trigram, before: int | list[int], place: int
) -> None:
    """Put a trigram's places before this text back, and this one after them."""
    now = places[gram]
    if isinstance(before, int):
        before = now if isinstance(now, list) else [before]
    if len(before) < _MOST_PLACES:
        before.append(place)
    places[gram] = before
