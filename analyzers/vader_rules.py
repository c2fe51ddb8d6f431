"""VADER's rules for one lexicon hit among its neighbours, in the reference's order.

The reference is vaderSentiment 3.3.2 with its quirks; ``analyzers.vader`` says why it is written
anew. Words come here as ``Word``, with all that a rule may ask found out beforehand.
"""

from __future__ import annotations

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

_NEGATIONS = frozenset(NEGATE)
_PHRASES = [phrase.split() for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase]
# Idioms and two-word boosters ("kind of") can only apply where one of their second words stands.
_FIRST_WORDS = frozenset(words[0] for words in _PHRASES)
_SECOND_WORDS = frozenset(words[1] for words in _PHRASES)
_EMPHATIC = frozenset({"so", "this"})
_SWAYS = frozenset({"no", "least", "kind", *_EMPHATIC})
# Words that a rule asks for by name; all others without valence are alike to the rules.
_NAMED = frozenset(
    {"at", "very", "or", "nor", "never", "without", "doubt", "but"}.union(
        _SWAYS, _NEGATIONS, BOOSTER_DICT, *_PHRASES
    )
)


class Word:
    """What the rules ask of a token, found out once.

    ``valence`` is the lexicon's (-4..4), None for a word that isn't in it; ``scored`` says that
    the word has one and is no booster; ``booster`` is 0 for most words; ``begins`` and ``second``
    that some idiom begins with the word or goes on with it; ``sways`` that it may change the
    valence of a hit up to three words on, or its own.
    """

    __slots__ = (
        "begins", "booster", "is_but", "lower", "matters", "negates", "scored", "second", "sways",
        "upper", "valence",
    )  # fmt: skip

    def __init__(self, lower: str, upper: bool, valence: float | None) -> None:
        self.lower = lower
        self.upper = upper
        self.valence = valence
        self.booster: float = BOOSTER_DICT.get(lower, 0.0)
        self.scored = valence is not None and lower not in BOOSTER_DICT
        self.negates = lower in _NEGATIONS or "n't" in lower
        self.begins = lower in _FIRST_WORDS
        self.second = lower in _SECOND_WORDS
        self.sways = bool(self.booster) or self.negates or self.second or lower in _SWAYS
        self.is_but = lower == "but"
        self.matters = self.scored or self.is_but

    @classmethod
    def of(cls, text: str, valence: float | None) -> Word:
        """Describe a token, punctuation stripped; words alike to the rules are one object."""
        lower = text.lower()
        if valence is None and lower not in _NAMED and "n't" not in lower:
            return _PLAIN[text.isupper()]
        return cls(lower, text.isupper(), valence)


# Stand-ins beside the text. The rules skip earlier words that are in the lexicon, so the one
# before the text has a valence; the one after it has none.
BEFORE = Word("", False, 0.0)
AFTER = Word("", False, None)
_PLAIN = (Word("", False, None), Word("", True, None))


def valence_of(window: list[Word], mixed_case: bool) -> float:
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
        if (
            (word.second and first.begins)
            or (first.second and second.begins)
            or (second.second and third.begins)
            or (following.second and word.begins)
        ):
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
    lowers = [word.lower for word in window if word is not AFTER]
    changed: float = SentimentIntensityAnalyzer._special_idioms_check(valence, lowers, 3)
    return changed
