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
from math import fabs
from operator import attrgetter
from types import MappingProxyType

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    normalize,
)

LEXICONS = tuple(
    files("vaderSentiment") / name for name in ("vader_lexicon.txt", "emoji_utf8_lexicon.txt")
)
CACHE_LIMIT = 65_536  # tokens; about 12 MB. A comment section has fewer distinct ones.
LONGEST_CACHED = 64  # characters; longer tokens are addresses and floods, seldom seen twice

_NEGATIONS = frozenset(NEGATE)
_PHRASES = [phrase.split() for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase]
# Idioms and two-word boosters ("kind of") can only apply where one of their second words stands.
_SECOND_WORDS = frozenset(words[1] for words in _PHRASES)
_EMPHATIC = frozenset({"so", "this"})
_SWAYS = frozenset({"no", "least", "kind", *_EMPHATIC})
# Words that a rule asks for by name; all others without valence are alike to the rules.
_NAMED = frozenset(
    {"at", "very", "or", "nor", "never", "without", "doubt", "but"}.union(
        _SWAYS, _NEGATIONS, BOOSTER_DICT, *_PHRASES
    )
)
_UPPER = attrgetter("upper")
_MATTERS = attrgetter("matters")


class Word:
    """What the rules ask of a token, found out once.

    ``valence`` is the lexicon's (-4..4), None for a word that isn't in it; ``scored`` says that
    the word has one and is no booster; ``booster`` is 0 for most words; ``sways`` that it may
    change the valence of a hit up to three words on, or its own.
    """

    __slots__ = (
        "booster", "is_but", "lower", "matters", "negates", "scored", "second", "sways", "upper",
        "valence",
    )  # fmt: skip

    def __init__(self, lower: str, upper: bool, valence: float | None) -> None:
        self.lower = lower
        self.upper = upper
        self.valence = valence
        self.booster: float = BOOSTER_DICT.get(lower, 0.0)
        self.scored = valence is not None and lower not in BOOSTER_DICT
        self.negates = lower in _NEGATIONS or "n't" in lower
        self.second = lower in _SECOND_WORDS
        self.sways = bool(self.booster) or self.negates or self.second or lower in _SWAYS
        self.is_but = lower == "but"
        self.matters = self.scored or self.is_but


# Stand-ins beside the text. The rules skip earlier words that are in the lexicon, so the one
# before the text has a valence; the one after it has none.
_BEFORE = Word("", False, 0.0)
_AFTER = Word("", False, None)
_PLAIN = (Word("", False, None), Word("", True, None))


class _Words(dict[str, Word]):
    """Tokens already looked at; emptied when full, so that no text can make it grow for ever."""

    def __init__(self, lexicon: Mapping[str, float]) -> None:
        super().__init__()
        self._valence = dict(lexicon).get

    def __missing__(self, token: str) -> Word:
        # The reference leaves punctuation on where two characters or fewer would remain: ":)".
        stripped = token.strip(string.punctuation)
        text = token if len(stripped) <= 2 else stripped
        lower = text.lower()
        valence = self._valence(lower)
        if valence is None and lower not in _NAMED and "n't" not in lower:
            word = _PLAIN[text.isupper()]
        else:
            word = Word(lower, text.isupper(), valence)
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
        if not text.isascii():
            text = self._emoji.sub(self._description, text)
        text = text.strip()
        words = list(map(self._words.__getitem__, text.split()))
        valences, but = self._valences(words)
        if but is not None:
            valences = _around_but(valences, but)
        return _scores(list(valences.values()), len(words), text)

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
        matters = [i for i, found in enumerate(map(_MATTERS, words)) if found]
        if not matters:
            return valences, but
        mixed_case = 0 < sum(map(_UPPER, words)) < len(words)
        padded = [_BEFORE, _BEFORE, _BEFORE, *words, _AFTER, _AFTER]
        for position in matters:
            word = words[position]
            if word.is_but and but is None:
                but = position
            if word.scored:
                valence = _valence(padded[position : position + 6], mixed_case)
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


def _valence(window: list[Word], mixed_case: bool) -> float:
    """Score one hit from the three words before it, itself, and the two after it."""
    third, second, first, word, following, _ = window
    if first.sways or second.sways or third.sways or word.sways or following.second:
        return _swayed(window, mixed_case)
    valence = word.valence or 0.0
    return _raised(valence, word, mixed_case)


def _swayed(window: list[Word], mixed_case: bool) -> float:
    """Apply every rule; each multiplies or adds to what came before, in the reference's order."""
    third, second, first, word, following, _ = window
    if word.lower == "kind" and following.lower == "of":
        return 0.0
    valence = _raised(_own_valence(window), word, mixed_case)
    if first.valence is None:
        if first.booster:
            valence += _boost(first, valence, mixed_case)
        if first.negates:
            valence *= N_SCALAR
    if second.valence is None:
        if second.booster:
            valence += _boost(second, valence, mixed_case) * 0.95
        valence *= _second_factor(second, first)
    if third.valence is None:
        if third.booster:
            valence += _boost(third, valence, mixed_case) * 0.9
        valence *= _third_factor(third, second, first)
        if word.second or first.second or second.second or following.second:
            valence = _idioms(valence, window)
    if first.lower == "least" and first.valence is None and second.lower not in ("at", "very"):
        valence *= N_SCALAR
    return valence


def _own_valence(window: list[Word]) -> float:
    """Give the lexicon's valence, turned by a "no" near it."""
    third, second, first, word, following, _ = window
    valence = word.valence or 0.0
    if (
        first.lower == "no"
        or second.lower == "no"
        or (third.lower == "no" and first.lower in ("or", "nor"))
    ):
        negated: float = valence * N_SCALAR
        return negated
    return 0.0 if word.lower == "no" and following.valence is not None else valence


def _raised(valence: float, word: Word, mixed_case: bool) -> float:
    if not (word.upper and mixed_case):
        return valence
    raised: float = valence + (C_INCR if valence > 0 else -C_INCR)
    return raised


def _boost(word: Word, valence: float, mixed_case: bool) -> float:
    scalar = -word.booster if valence < 0 else word.booster
    if word.upper and mixed_case:
        scalar += C_INCR if valence > 0 else -C_INCR
    return scalar


def _second_factor(second: Word, first: Word) -> float:
    if not second.negates:
        return 1.0
    if second.lower == "never" and first.lower in _EMPHATIC:
        return 1.25
    if second.lower == "without" and first.lower == "doubt":
        return 1.0
    factor: float = N_SCALAR
    return factor


def _third_factor(third: Word, second: Word, first: Word) -> float:
    # "so" and "this" right before the word count even without a "never": the reference's
    # "and ... or" binds that way.
    if first.lower in _EMPHATIC or (third.lower == "never" and second.lower in _EMPHATIC):
        return 1.25
    if not third.negates:
        return 1.0
    if third.lower == "without" and "doubt" in (second.lower, first.lower):
        return 1.0
    factor: float = N_SCALAR
    return factor


def _idioms(valence: float, window: list[Word]) -> float:
    """Apply "the bomb", "kind of" and their like by the reference's own rule."""
    lowers = [word.lower for word in window if word is not _AFTER]
    changed: float = SentimentIntensityAnalyzer._special_idioms_check(valence, lowers, 3)
    return changed


def _around_but(valences: dict[int, float], but: int) -> dict[int, float]:
    """Halve what stands before the "but", raise by half what stands after it.

    For each value in turn the reference changes the first position that holds an equal value at
    that moment, which may be an earlier one. ``holders`` keeps, by value, the positions passed.
    """
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
    total = float(sum(valences))
    positive = negative = 0.0
    for valence in valences:
        if valence > 0:
            positive += valence + 1
        else:
            negative += valence - 1
    emphasis = _emphasis(text)
    total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
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
        "compound": round(normalize(total), 4),
    }


def _emphasis(text: str) -> float:
    exclamations = min(text.count("!"), 4) * 0.292
    questions = text.count("?")
    if questions <= 1:
        return exclamations
    return exclamations + (questions * 0.18 if questions <= 3 else 0.96)
