"""Where people's names stand in a text: the one way in which they are found, for every purpose.

A name is found

- as words of its own, whatever its case and what stands between its words; one made of ordinary
  words ("Just Asking") only where it is spelled as a name, or nothing could be said of asking;
- as letters of a longer word ("xMikeMasnickx"), from ``_DISTINCT`` letters on, unless the longer
  word is an ordinary one;
- a part of it ("Mina" of "Mina Ødegård"), where it has a capital;
- letters and signs without capitals (甘德) wherever they stand, mere signs (^_^) between spaces.

All of it is looked up in dictionaries, by first word, first letters or first sign: the time is that
of the text, however many names there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from reports.ordinary import TOKEN, is_function_word, is_of_ordinary_words, is_ordinary, tokens_of
from threads.words import COMMON

SOMEBODY = "[name]"
"""Stands for a part of a name that several people have."""

_SHORTEST = 3
"""Letters of a part of a name that is looked for: fewer are initials and titles."""
_DISTINCT = 5
"""Letters of a name that is looked for inside of longer words: "rob" is in "problem"."""
_SQUEEZED = 7
"""Letters of a name of several words that is looked for as one word ("mikemasnick")."""

_Tokens = tuple[str, ...]
_Name = TypeVar("_Name", str, tuple[str, ...])
_Span = tuple[int, int, str]


class _Alike(Generic[_Name]):
    """Names that begin alike, found by their lengths: of those there are few."""

    def __init__(self) -> None:
        self.stand_ins: dict[_Name, str] = {}
        self.lengths: list[int] = []

    def learn(self, name: _Name, stand_in: str) -> None:
        self.stand_ins.setdefault(name, stand_in)
        if len(name) not in self.lengths:
            self.lengths = sorted([*self.lengths, len(name)], reverse=True)


def _longest(names: _Alike[str], text: str, start: int) -> tuple[str, str] | None:
    """Give the longest name that stands letter for letter at a place, with its stand-in."""
    for length in names.lengths:
        if stand_in := names.stand_ins.get(text[start : start + length]):
            return text[start : start + length], stand_in
    return None


@dataclass(eq=False)
class Mentions:
    """Names, and what is to stand in their place.

    ``lower``: words that the threads write in lower case; a part of a name that is among them is
    not looked for. ``anywhere``: names that count in every text, beside those of this one thread;
    it leaves out parts and names of ordinary words, which only count where the person takes part.
    """

    lower: frozenset[str] = frozenset()
    anywhere: Mentions | None = None
    only_distinct: bool = False
    _wholes: dict[str, _Alike[_Tokens]] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _letters: dict[str, _Alike[str]] = field(default_factory=dict)
    _signs: dict[str, _Alike[str]] = field(default_factory=dict)
    _ends: set[str] = field(default_factory=set)
    _beginnings: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _first_sign: re.Pattern[str] | None = None

    def learn(self, name: str, stand_in: str) -> None:
        """Take in a name in all ways that Unicode has of writing it."""
        if self.only_distinct and is_of_ordinary_words(name):
            return
        spelled = {name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFKC", "NFD"))}
        for spelling in sorted(spelled):
            tokens = tokens_of(spelling)
            if tokens and any(sign.islower() or sign.isupper() for sign in spelling):
                self._learn_words(spelling, tokens, stand_in)
            elif spelling.strip():
                signs = spelling.strip()
                self._signs.setdefault(signs[0], _Alike()).learn(signs, stand_in)
                self._first_sign = None

    def let_be(self, name: str) -> None:
        """Have a name that many share stay, also where one of its words is somebody's name."""
        if tokens := tokens_of(name):
            self._whole(tokens, "")

    def replaced(self, text: str) -> str:
        """Put stand-ins for all names in a text."""
        parts, end = [], 0
        for start, stop, stand_in in self.found(text):
            parts += [text[end:start], stand_in]
            end = stop
        return "".join([*parts, text[end:]]) if parts else text

    def found(self, text: str) -> list[_Span]:
        """Give where names stand and what stands in for them, in order; none overlap."""
        tokens = list(TOKEN.finditer(text))
        # Distinct names of the thread are among those that count anywhere.
        spans = [*self._words_in(text, tokens), *(self.anywhere or self)._inside(text, tokens)]
        for one in filter(None, (self, self.anywhere)):
            spans += one._signs_in(text)
        spans.sort(key=lambda span: (span[0], -span[1]))
        kept: list[_Span] = []
        for start, stop, stand_in in spans:
            end = kept[-1][1] if kept else 0
            if start >= end:
                kept.append((start, _with_accents(text, stop), stand_in))
            elif stop > end:  # two names that overlap: one stand-in for both, or half of one stays
                first, _, other = kept[-1]
                kept[-1] = (first, _with_accents(text, stop), other or stand_in)
        return [span for span in kept if span[2]]

    def _learn_words(self, name: str, tokens: _Tokens, stand_in: str) -> None:
        self._whole(tokens, stand_in)
        squeezed = "".join(tokens)
        if len(tokens) > 1 and len(squeezed) >= _SQUEEZED and not is_ordinary(squeezed):
            self._whole((squeezed,), stand_in)
        if not all(map(is_ordinary, tokens)):
            for letters in {_core(name), _core(" ".join(name.split()))}:
                if len(letters) >= _DISTINCT:
                    self._learn_letters(letters, stand_in)
        for part in tokens if len(tokens) > 1 and not self.only_distinct else ():
            if len(part) >= _SHORTEST and part not in COMMON and part not in self.lower:
                other = self._parts.setdefault(part, stand_in)
                self._parts[part] = stand_in if other == stand_in else SOMEBODY

    def _whole(self, tokens: _Tokens, stand_in: str) -> None:
        self._wholes.setdefault(tokens[0], _Alike()).learn(tokens, stand_in)

    def _learn_letters(self, letters: str, stand_in: str) -> None:
        start = letters[:_DISTINCT]
        self._letters.setdefault(start, _Alike()).learn(letters, stand_in)
        self._ends |= {start[:k] for k in range(1, _DISTINCT) if not start[k].isalnum()}
        self._beginnings.clear()

    def _words_in(self, text: str, tokens: list[re.Match[str]]) -> Iterator[_Span]:
        """Give where names stand as words, the longest at each place."""
        folded = [match[0].casefold() for match in tokens]
        wholes, parts = self._wholes, self._parts
        others = self.anywhere._wholes if self.anywhere else {}
        end = 0
        for place in [
            at
            for at, word in enumerate(folded)
            if word in wholes or word in others or word in parts
        ]:
            if place >= end:
                length, stand_in = self._at(text, tokens, folded, place)
                end = place + length
                if stand_in is not None:
                    yield tokens[place].start(), tokens[end - 1].end(), stand_in

    def _at(
        self, text: str, tokens: list[re.Match[str]], folded: list[str], place: int
    ) -> tuple[int, str | None]:
        first = folded[place]
        known = [
            one._wholes[first] for one in (self, self.anywhere) if one and first in one._wholes
        ]
        for length in sorted({n for names in known for n in names.lengths}, reverse=True):
            name = tuple(folded[place : place + length])
            for stand_in in [names.stand_ins[name] for names in known if name in names.stand_ins]:
                spelled = tokens[place : place + length]
                if not stand_in or not all(map(is_ordinary, name)) or _as_a_name(text, spelled):
                    return len(name), stand_in
        alone = len(tokens) == 1  # as in a list of words, which are in lower case
        if first in self._parts and (alone or _as_a_name(text, [tokens[place]])):
            return 1, self._parts[first]
        return 1, None

    def _inside(self, text: str, tokens: list[re.Match[str]]) -> Iterator[_Span]:
        """Give where names stand letter for letter, but for those inside of ordinary words."""
        if not self._letters:
            return
        lowered = _lowered(text)
        known = self._beginnings
        words = TOKEN.findall(lowered)
        for word in words:
            if word not in known:
                known[word] = tuple(self._begin_in(word))
        for token, word in [pair for pair in zip(tokens, words, strict=True) if known[pair[1]]]:
            for at in known[word]:
                start = token.start() + at
                alike = self._letters.get(lowered[start : start + _DISTINCT])
                name = _longest(alike, lowered, start) if alike else None
                if name and not _in_ordinary_word(lowered, start, start + len(name[0])):
                    yield start, start + len(name[0]), name[1]

    def _begin_in(self, word: str) -> Iterator[int]:
        """Give the places in a word where a name may begin: each word is looked at once."""
        for at in range(len(word)):
            left = word[at : at + _DISTINCT]
            if left in self._letters or (len(left) < _DISTINCT and left in self._ends):
                yield at

    def _signs_in(self, text: str) -> Iterator[_Span]:
        if not self._signs:
            return
        if self._first_sign is None:
            self._first_sign = re.compile(f"[{''.join(map(re.escape, self._signs))}]")
        for match in self._first_sign.finditer(text):
            if name := _longest(self._signs[match[0]], text, match.start()):
                start, stop = match.start(), match.start() + len(name[0])
                if _stands_free(text, start, stop):
                    yield start, stop, name[1]


def _as_a_name(text: str, tokens: list[re.Match[str]]) -> bool:
    """Tell whether words are written as a name is: with capitals, or after an ``@``."""
    start = tokens[0].start()
    if text[start - 1 : start] == "@":
        return True
    common = len(tokens) == 1 and is_function_word(tokens[0][0].casefold())
    return not common and all(token[0][:1].isupper() for token in tokens)


def _stands_free(text: str, start: int, stop: int) -> bool:
    """Tell whether what has no capitals is a name here: letters are, signs and numbers apart."""
    name, before = text[start:stop], text[start - 1 : start]
    if name.isdecimal():
        return before == "@"
    return bool(tokens_of(name)) or not f"{before}{text[stop : stop + 1]}".strip()


def _in_ordinary_word(text: str, start: int, stop: int) -> bool:
    """Tell whether letters are only a part of an ordinary word."""
    first, last = start, stop
    while first and _joined(text, first):
        first -= 1
    while last < len(text) and _joined(text, last):
        last += 1
    return (first, last) != (start, stop) and is_of_ordinary_words(text[first:last])


def _joined(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()


def _with_accents(text: str, stop: int) -> int:
    """Take in the accents that are written as signs of their own behind a name."""
    while stop < len(text) and unicodedata.combining(text[stop]):
        stop += 1
    return stop


def _core(name: str) -> str:
    """Give a name in lower case, from its first letter or digit to its last."""
    lowered = _lowered(name)
    tokens = list(TOKEN.finditer(lowered))
    return lowered[tokens[0].start() : tokens[-1].end()]


def _lowered(text: str) -> str:
    """Write in lower case, each character as one, so that places stay what they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
