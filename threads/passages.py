"""Find where a text repeats an earlier one: an index of word trigrams, and the runs they grow to.

Only own words are indexed (not what a comment itself quotes), so a passage points to whoever wrote
it, and not to everybody who has quoted it since.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from threads.words import Words

GRAM = 3
# A trigram that stands in more places than this is a phrase of the language ("I don't think").
_MOST_PLACES = 48
# Sources kept, newest last; bounds memory on threads of tens of thousands of comments.
_WINDOW = 4_000


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` words from ``start`` that stand word for word at ``place`` in ``source``."""

    start: int
    length: int
    source: int
    place: int


class PassageIndex:
    """Where every three words in a row have been written before."""

    def __init__(self, window: int = _WINDOW) -> None:
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._words: dict[int, tuple[str, ...]] = {}
        self._recent: deque[int] = deque()
        self._pinned: set[int] = set()
        self._window = window

    def add(self, source: int, words: tuple[str, ...], *, pinned: bool = False) -> None:
        """Enter a text; a pinned one (the article) stays however many follow."""
        self._words[source] = words
        for at in range(len(words) - GRAM + 1):
            places = self._places.setdefault(words[at : at + GRAM], [])
            if len(places) < _MOST_PLACES:
                places.append((source, at))
        if pinned:
            self._pinned.add(source)
            return
        self._recent.append(source)
        if len(self._recent) > self._window:
            self._drop(self._recent.popleft())

    def words_of(self, source: int) -> tuple[str, ...]:
        """Give a source's words, () for one that has been dropped."""
        return self._words.get(source, ())

    def _drop(self, source: int) -> None:
        words = self._words.pop(source)
        for at in range(len(words) - GRAM + 1):
            gram = words[at : at + GRAM]
            places = [place for place in self._places.get(gram, ()) if place[0] != source]
            if places:
                self._places[gram] = places
            else:
                self._places.pop(gram, None)

    def runs(self, text: Words) -> list[Run]:
        """Find the longest runs shared with any source, left to right, not overlapping.

        Of equally long ones the earliest source wins: it had the words first. Time grows with the
        text's length times the places a trigram may stand in.
        """
        found: list[Run] = []
        at, words = 0, text.words
        while at <= len(words) - GRAM:
            best = self._longest(words, at)
            if best is None:
                at += 1
                continue
            found.append(best)
            at += best.length
        return found

    def _longest(self, words: tuple[str, ...], at: int) -> Run | None:
        best: Run | None = None
        for source, place in self._places.get(words[at : at + GRAM], ()):
            theirs, length = self._words[source], GRAM
            limit = min(len(words) - at, len(theirs) - place)
            if best is not None and (
                limit <= best.length or theirs[place + best.length] != words[at + best.length]
            ):
                continue
            while length < limit and words[at + length] == theirs[place + length]:
                length += 1
            if best is None or length > best.length:
                best = Run(at, length, source, place)
        return best
