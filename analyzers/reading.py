"""A comment's words as the stance features need them, read once per comment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from analyzers.sentences import split_sentences
from threads.words import content_words

CUES_FILE = files("analyzers") / "data" / "cues.json"
OPENING = 3  # a cue that starts among the first three words opens the comment
TURNING_REACH = 3  # words before a cue in which a "not" turns it

_SINGLE = ("negator", "turner")  # lists of single words, looked up apart

_WORD = re.compile(r"[^\W_]+")
_QUESTION = re.compile(r"\?\W*\Z")


class Cue(NamedTuple):
    """A phrase of the cue lists found in a text.

    ``position`` counts words from 0; ``negated``: a "not" or its like stands shortly before it in
    the same sentence ("not at all wrong").
    """

    kind: str
    phrase: str
    position: int
    negated: bool

    @property
    def opens(self) -> bool:
        """Whether it stands among the first words of the comment."""
        return self.position < OPENING


@dataclass(frozen=True, slots=True)
class Reading:
    """A comment's own words taken apart.

    ``words`` are small letters without apostrophes, ``content`` has those that carry a topic by
    their stems, ``questions`` the sentences that end in a question mark, ``compound`` VADER's
    (-1..1).
    """

    sentences: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    content: Mapping[str, str] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    questions: tuple[str, ...] = ()
    exclamations: int = 0
    compound: float = 0.0

    def cues_of(self, kind: str) -> list[Cue]:
        """Give the cues of a kind, negated or not, in order."""
        return [cue for cue in self.cues if cue.kind == kind]


NOTHING = Reading()


@cache
def cue_lists() -> Mapping[str, tuple[str, ...]]:
    """Give the phrases by kind, as they stand in ``data/cues.json``."""
    listed = json.loads(CUES_FILE.read_text("utf-8"))["cues"]
    return {kind: tuple(phrases) for kind, phrases in listed.items()}


# By first word, then by number of words (the most first): the phrases and the lists they are in.
_Phrases = Mapping[str, Mapping[int, Mapping[tuple[str, ...], list[tuple[str, str]]]]]


@cache
def _phrases() -> _Phrases:
    """Index the phrases of all lists for the search: (kind, phrase as listed) by their words."""
    found: dict[str, dict[int, dict[tuple[str, ...], list[tuple[str, str]]]]] = {}
    for kind, texts in cue_lists().items():
        for text in texts if kind not in _SINGLE else ():
            words = split(text)
            sizes = found.setdefault(words[0], {}).setdefault(len(words), {})
            sizes.setdefault(words, []).append((kind, text))
    return {first: dict(sorted(sizes.items(), reverse=True)) for first, sizes in found.items()}


@cache
def negators() -> frozenset[str]:
    """Give the words that negate something or other, without apostrophes."""
    return frozenset(word for text in cue_lists()["negator"] for word in split(text))


@cache
def turners() -> frozenset[str]:
    """Give those of them that turn a cue which follows."""
    return frozenset(word for text in cue_lists()["turner"] for word in split(text))


def split(text: str) -> tuple[str, ...]:
    """Split into words: small letters, apostrophes taken out ("Don't" is "dont")."""
    plain = text.lower().replace("'", "").replace("’", "").replace("ʼ", "")
    return tuple(_WORD.findall(plain))


def is_question(sentence: str) -> bool:
    """Whether a sentence ends in a question mark, whatever but words comes after it."""
    return _QUESTION.search(sentence[-20:]) is not None


def read(text: str, compound: float) -> Reading:
    """Take a comment's own words apart, in time linear in their number."""
    sentences = split_sentences(text)
    words: list[str] = []
    cues: list[Cue] = []
    for sentence in sentences:
        own = split(sentence)
        cues.extend(_cues(own, len(words)))
        words.extend(own)
    return Reading(
        sentences=tuple(sentences),
        words=tuple(words),
        content={stem: word for word in words if (stem := _topic(word))},
        cues=tuple(cues),
        questions=tuple(filter(is_question, sentences)),
        exclamations=text.count("!"),
        compound=compound,
    )


@lru_cache(maxsize=65_536)
def _topic(word: str) -> str:
    """Give a word's stem, "" for a function word."""
    return next(iter(content_words((word,))), "")


def _cues(words: tuple[str, ...], offset: int) -> Iterator[Cue]:
    """Find the longest phrase at each word of a sentence; what lies inside it is not looked at."""
    phrases, turning = _phrases(), turners()
    end = 0
    for place, word in enumerate(words):
        if place < end or word not in phrases:
            continue
        for size, known in phrases[word].items():
            found = known.get(words[place : place + size])
            if found:
                end = place + size
                before = words[max(0, place - TURNING_REACH) : place]
                negated = not turning.isdisjoint(before)
                for kind, phrase in found:
                    yield Cue(kind, phrase, offset + place, negated)
                break
