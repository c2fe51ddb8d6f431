"""VADER's scores to the last digit, in a small part of its time.

Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis
of Social Media Text. ICWSM-14. The reference is vaderSentiment 3.3.2, whose lexicons are used as
they are. What costs it time, and what is done about it:

- every word of the text is lower-cased again up to four times per lexicon hit: here each distinct
  token is looked at once and kept in a bounded cache;
- 59 negations are searched one by one in a list: here a token knows whether it negates;
- words without valence pass through every rule: here only hits do, with their five neighbours;
- after a "but", each value is looked up by ``list.index``, which is quadratic and which finds the
  *first* equal value, not always the one meant: here heaps give the same position.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from heapq import heappush, heappushpop
from importlib.resources import files
from itertools import compress
from math import fabs
from operator import attrgetter
from types import MappingProxyType

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, normalize

from analyzers.vader_rules import AFTER, BEFORE, Word, valence_of

LEXICONS = tuple(
    files("vaderSentiment") / name for name in ("vader_lexicon.txt", "emoji_utf8_lexicon.txt")
)
CACHE_LIMIT = 65_536  # tokens; about 6 MB. A comment section has fewer distinct ones.
FEW = 32  # values
LONGEST_CACHED = 64  # characters; longer tokens are addresses and floods, seldom seen twice

_UPPER = attrgetter("upper")
_MATTERS = attrgetter("matters")


class _Words(dict[str, Word]):
    """Tokens already looked at; emptied when full, so that no text can make it grow for ever."""

    def __init__(self, lexicon: Mapping[str, float]) -> None:
        super().__init__()
        self._valence = dict(lexicon).get

    def __missing__(self, token: str) -> Word:
        # The reference leaves punctuation on where two characters or fewer would remain: ":)".
        stripped = token.strip(string.punctuation)
        text = token if len(stripped) <= 2 else stripped
        word = Word.of(text, self._valence(text.lower()))
        if len(token) <= LONGEST_CACHED:
            if len(self) >= CACHE_LIMIT:
                self.clear()
            self[token] = word
        return word


class FastSentimentIntensityAnalyzer(SentimentIntensityAnalyzer):  # type: ignore[misc]
    """Score as ``SentimentIntensityAnalyzer`` does, in time linear in the text.

    The lexicons are read-only after construction: tokens are cached with their valence.
    """

    lexicon: Mapping[str, float]
    emojis: Mapping[str, str]

    def __init__(self, *lexicons: str) -> None:
        super().__init__(*lexicons)
        self.lexicon = MappingProxyType(self.lexicon)
        self.emojis = MappingProxyType(self.emojis)
        self._words = _Words(self.lexicon)
        self._emoji = _emoji_like(self.emojis)

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Give ``neg``, ``neu``, ``pos`` (shares, 0..1) and ``compound`` (-1..1)."""
        text = self._described(text)
        words = list(map(self._words.__getitem__, text.split()))
        return _scores(self._weighed(words), len(words), text)

    def compound(self, text: str) -> float:
        """Give the ``compound`` (-1..1) alone, in less time."""
        text = self._described(text)
        valences = self._weighed(list(map(self._words.__getitem__, text.split())))
        return _compound(float(sum(valences)), text) if valences else 0.0

    def _described(self, text: str) -> str:
        """Put emoji in words."""
        return (text if text.isascii() else self._emoji.sub(self._description, text)).strip()

    def _weighed(self, words: list[Word]) -> list[float]:
        """Give the valences other than 0."""
        valences, but = self._valences(words)
        return list((valences if but is None else _around_but(valences, but)).values())

    def _description(self, match: re.Match[str]) -> str:
        start = match.start()
        description: str | None = self.emojis.get(match[0])
        if description is None:
            return match[0]
        return description if not start or match.string[start - 1] == " " else f" {description}"

    @staticmethod
    def _valences(words: list[Word]) -> tuple[dict[int, float], int | None]:
        """Give the valences other than 0 by position, and where the first "but" stands."""
        valences: dict[int, float] = {}
        but = None
        matters = list(compress(range(len(words)), map(_MATTERS, words)))
        if not matters:
            return valences, but
        mixed_case = 0 < sum(map(_UPPER, words)) < len(words)
        padded = [BEFORE, BEFORE, BEFORE, *words, AFTER, AFTER]
        for position in matters:
            word = words[position]
            if word.is_but and but is None:
                but = position
            if word.scored:
                valence = valence_of(padded[position : position + 6], mixed_case)
                if valence:
                    valences[position] = valence
        return valences, but


def _emoji_like(emojis: Iterable[str]) -> re.Pattern[str]:
    """Match every emoji of one character, and what lies between them in Unicode.

    The reference goes by single characters, so longer emoji never match. A class of the 1,200
    exact ones takes 4 microseconds for each character of the text, a wide range next to nothing.
    """
    single = sorted(emoji for emoji in emojis if len(emoji) == 1 and not emoji.isascii())
    low = "".join(emoji for emoji in single if emoji < "\u2000")
    high = [emoji for emoji in single if emoji >= "\u2000"]
    return re.compile(f"[{low}{high[0]}-{high[-1]}]")


def _around_but(valences: dict[int, float], but: int) -> dict[int, float]:
    """Halve what stands before the "but", raise by half what stands after it.

    For each value in turn the reference changes the first position that holds an equal value at
    that moment, which may be an earlier one. ``holders`` keeps, by value, the positions passed;
    where there are few values, looking for them is quicker.
    """
    if len(valences) <= FEW:
        positions, values = list(valences), list(valences.values())
        for valence in valences.values():
            at = values.index(valence)
            if positions[at] != but:
                values[at] = valence * (0.5 if positions[at] < but else 1.5)
        return dict(zip(positions, values, strict=True))
    weighed = dict(valences)
    holders: dict[float, list[int]] = {}
    for position, valence in valences.items():
        first = heappushpop(holders.setdefault(valence, []), position)
        factor = 0.5 if first < but else 1.5 if first > but else 1.0
        weighed[first] *= factor
        heappush(holders.setdefault(weighed[first], []), first)
    return weighed


def _scores(valences: list[float], words: int, text: str) -> dict[str, float]:
    """Sum up as the reference does; a word without valence counts 1 among the neutral ones."""
    if not words:
        return {"neg": 0.0, "neu": 0.0, "pos": 0.0, "compound": 0.0}
    positive = negative = 0.0
    for valence in valences:
        if valence > 0:
            positive += valence + 1
        else:
            negative += valence - 1
    emphasis = _emphasis(text)
    if positive > fabs(negative):
        positive += emphasis
    elif positive < fabs(negative):
        negative -= emphasis
    neutral = words - len(valences)
    whole = positive + fabs(negative) + neutral
    return {
        "neg": round(fabs(negative / whole), 3),
        "neu": round(fabs(neutral / whole), 3),
        "pos": round(fabs(positive / whole), 3),
        "compound": _compound(float(sum(valences)), text),
    }


def _compound(total: float, text: str) -> float:
    emphasis = _emphasis(text)
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    compound: float = round(normalize(total), 4)
    return compound


def _emphasis(text: str) -> float:
    exclamations = min(text.count("!"), 4) * 0.292
    questions = text.count("?")
    if questions <= 1:
        return exclamations
    return exclamations + (questions * 0.18 if questions <= 3 else 0.96)
