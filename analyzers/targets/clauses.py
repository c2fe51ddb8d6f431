"""A sentence cut into clauses, with the words in it that have a tone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from analyzers.sentences import is_question
from analyzers.targets.lexicon import lexicon
from analyzers.targets.tokens import Token

WINDOW = 25  # words to each side of a mention beyond which a clause says nothing of it
NEGATION_REACH = 3  # words before a word in which a "not" turns it
MOST_TONED = 5  # words shown as evidence of a tone
NEGATED = -0.74  # what is left of a valence, as VADER measured it

# What stands between two words and parts clauses; commas, brackets and quotation marks among it.
_PARTING = re.compile(r"[,;:()\[\]{}“”\"…|/]|\s[-–—*]+\s|—|--|\.\.")
_SARCASM = re.compile(
    r"\b(?:yeah,? right|yeah,? sure|oh,? sure|oh,? great|oh,? good|how (?:nice|kind|sweet) of"
    r"|(?:sure|because) that work(?:s|ed) (?:so|out) well|what could (?:possibly )?go wrong)\b",
    re.IGNORECASE,
)


_MOCKED = re.compile(r"(?:\A|\s)/s\W*\Z")


def is_mocked(text: str) -> bool:
    """Whether a comment ends on the mark "/s", by which commenters say that they don't mean it."""
    return _MOCKED.search(text[-20:]) is not None


@dataclass(frozen=True, slots=True)
class Tone:
    """A word with a tone, its negation counted in; ``words`` is how it stands in the text."""

    place: int
    value: float
    negated: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the cues need it; all indices count tokens.

    ``clauses`` gives the clause that each token is in, ``tones`` the words with a tone by place.
    """

    text: str
    tokens: tuple[Token, ...]
    keys: list[str]
    named: frozenset[int]  # places that belong to a mention
    clauses: tuple[int, ...]
    tones: dict[int, Tone]
    tone: float  # of all of them together
    turn: int  # place of the last "but", -1 without
    asks: bool
    sarcastic: bool

    def bounds(self, place: int) -> tuple[int, int]:
        """Give where the clause of a token starts and ends, as far as the window goes."""
        clause, start, end = self.clauses[place], place, place + 1
        while start and self.clauses[start - 1] == clause and place - start < WINDOW:
            start -= 1
        while end < len(self.tokens) and self.clauses[end] == clause and end - place < WINDOW:
            end += 1
        return start, end

    def turns_after(self, place: int) -> bool:
        """Whether a "but" comes after a place."""
        return self.turn >= place

    def words(self, start: int, end: int) -> str:
        """Give the text of the tokens ``start:end``."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""

    def toned(self, but: range = range(0)) -> str:
        """Give the first words that have a tone, those in ``but`` left out."""
        places = islice((place for place in self.tones if place not in but), MOST_TONED)
        return ", ".join(self.words(place, place + 1) for place in places)


def read_sentence(text: str, tokens: tuple[Token, ...], named: frozenset[int]) -> Sentence:
    """Take a sentence apart, in time linear in its length.

    ``named`` are the places of what it names: a target called by a hateful word isn't hated.
    """
    keys = [token.key for token in tokens]
    clauses, small = _clauses(text, tokens), lexicon().small
    tones = _tones(keys, clauses, named)
    return Sentence(
        text=text,
        tokens=tokens,
        keys=keys,
        named=named,
        clauses=clauses,
        tones=tones,
        tone=sum(tone.value for tone in tones.values()),
        turn=max((place for place, key in enumerate(keys) if key in small["turns"]), default=-1),
        asks=is_question(text),
        sarcastic=_SARCASM.search(text) is not None,
    )


def negates(keys: Sequence[str], start: int, end: int) -> bool:
    """Whether the tokens ``start:end`` turn what follows them: an odd number of them negates."""
    negators = lexicon().small["negators"]
    return sum(key in negators for key in keys[max(0, start) : end]) % 2 == 1


def _clauses(text: str, tokens: Sequence[Token]) -> tuple[int, ...]:
    """Give each token the number of its clause; a hashtag is one of its own."""
    small = lexicon().small
    subjects = small["first_person"] | small["pronouns"]
    found: list[int] = []
    clause = 0
    for place, token in enumerate(tokens):
        if place:
            before = tokens[place - 1]
            gap = text[before.end : token.start]
            following = tokens[place + 1].key if place + 1 < len(tokens) else ""
            joins = token.key in ("and", "or") and following in subjects
            if (
                token.tag != before.tag
                or (gap != " " and _PARTING.search(gap))
                or token.key in small["breaks"]
                or joins
            ):
                clause += 1
        found.append(clause)
    return tuple(found)


def _tones(keys: Sequence[str], clauses: Sequence[int], named: frozenset[int]) -> dict[int, Tone]:
    found = {}
    for place, key in enumerate(keys):
        value = lexicon().tone(key)
        if value and place not in named:
            start = place
            while start and clauses[start - 1] == clauses[place] and start > place - NEGATION_REACH:
                start -= 1
            negated = negates(keys, start, place)
            found[place] = Tone(place, value * NEGATED if negated else value, negated)
    return found
