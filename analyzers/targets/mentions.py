"""Where a text names a target: aliases as whole words, in time linear in the text.

An alias is found whatever its case, in the singular and in the plural, and with a possessive; an
acronym (a word of capitals) in capitals only, "U.S." as "US". Of phrases that overlap the longest
counts. An alias that has other marks than letters, spaces and hyphens ("C++", ".NET") is found
with these marks, and one that begins with "=" letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from analyzers.targets.target import Target
from analyzers.targets.tokens import MARKS, Token, tokens_of
from threads.words import COMMON

Role = Literal["name", "said", "proxy"]
_PLAIN = re.compile(r"(?:[^\W_]\.?|[\s\-–'’ʼ])*")
_FRAGMENT = re.compile(r"[^\W_]+")
_NOT_PLAIN = re.compile(r"[#@]|(?<!\w)[A-Za-z]\.[A-Za-z]\.")  # read otherwise than word by word
_LONGEST_ACRONYM = 6  # letters
_SHOUTED = 3  # words in capitals from which a sentence counts as shouted
# They end in s and are no plurals.
_SINGULAR = frozenset({"news", "series", "species", "means", "gps", "ios", "lens", "bias", "gas"})


class Meaning(NamedTuple):
    """What a phrase says of a target: it names it, is a word of one side, or stands for another.

    ``target`` counts in the order of the targets; ``sign`` is -1 where praise of what is named is
    blame of the target.
    """

    target: int
    role: Role
    sign: int


class Mention(NamedTuple):
    """The tokens ``start:end`` of a sentence, and what they mean; alike for all of ``meanings``."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase to be found; ``capitals`` says of each word whether it must stand in capitals.

    ``literal`` is what must stand there letter for letter, "" where words are enough; its first
    word starts ``lead`` characters in. ``cased``: capitals count in it.
    """

    capitals: tuple[bool, ...]
    meanings: tuple[Meaning, ...]
    literal: str = ""
    lead: int = 0
    cased: bool = False

    def fits(self, sentence: str, tokens: Sequence[Token], shouted: bool) -> bool:
        """Whether these tokens are it, their keys being its words already."""
        for token, capital in zip(tokens, self.capitals, strict=True):
            if capital and not (token.upper and not (shouted and token.key in COMMON)):
                return False
        if not self.literal:
            return True
        start = tokens[0].start - self.lead
        there = sentence[start : start + len(self.literal)] if start >= 0 else ""
        return there == self.literal or (
            not self.cased and there.casefold() == self.literal.casefold()
        )


class Finder:
    """Finds a set of targets in sentences."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._phrases: dict[tuple[str, ...], list[_Phrase]] = {}
        self._sizes: dict[str, list[int]] = {}
        self._joined: dict[str, list[_Phrase]] = {}
        self._starts: set[str] = set()
        for number, target in enumerate(targets):
            for text, role, sign in _phrases_of(target):
                self._enter(text, Meaning(number, role, sign))
        for sizes in self._sizes.values():
            sizes.sort(reverse=True)

    def _enter(self, text: str, meaning: Meaning) -> None:
        exact, text = text.startswith("="), text.removeprefix("=").strip()
        tokens = tokens_of(text.replace("#", " ").replace("@", " "))
        if not tokens:  # nothing but an address
            return
        bare = text.lstrip("#@")
        literal = text if exact else "" if _PLAIN.fullmatch(bare) else bare
        phrase = _Phrase(
            capitals=tuple(not literal and _is_acronym(t, len(tokens)) for t in tokens),
            meanings=(meaning,),
            literal=literal,
            lead=text.index(tokens[0].raw[0]) if literal else 0,
            cased=exact,
        )
        keys = tuple(token.key for token in tokens)
        self._starts.add(_FRAGMENT.findall(text.lower())[0])
        for last in (keys[-1],) if literal else _numbers(keys[-1]):
            words = (*keys[:-1], last)
            self._phrases.setdefault(words, []).append(phrase)
            self._starts.add(words[0])
            sizes = self._sizes.setdefault(words[0], [])
            if len(words) not in sizes:
                sizes.append(len(words))
            if not literal:
                self._joined.setdefault("".join(words), []).append(phrase)

    def may_name(self, text: str) -> bool:
        """Tell quickly whether ``find`` might find something; never wrong about a no."""
        if _NOT_PLAIN.search(text):
            return True
        small = text.lower()
        return not (
            self._starts.isdisjoint(_FRAGMENT.findall(small))
            and self._starts.isdisjoint(_FRAGMENT.findall(small.translate(MARKS)))
        )

    def find(self, sentence: str, tokens: Sequence[Token]) -> list[Mention]:
        """Give the mentions in a sentence in order; none overlap."""
        return list(self._find(sentence, tokens))

    def _find(self, sentence: str, tokens: Sequence[Token]) -> Iterator[Mention]:
        shouted = _is_shouted(tokens)
        place = 0
        while place < len(tokens):
            size, meanings = self._longest(sentence, tokens, place, shouted)
            if meanings:
                yield Mention(place, place + size, meanings)
            place += size

    def _longest(
        self, sentence: str, tokens: Sequence[Token], place: int, shouted: bool
    ) -> tuple[int, tuple[Meaning, ...]]:
        """Give the longest phrase at a place: its number of tokens, and what it means."""
        tag = tokens[place].tag
        if tag and (place == 0 or tokens[place - 1].tag != tag):
            size = 1
            while place + size < len(tokens) and tokens[place + size].tag == tag:
                size += 1
            joined = self._joined.get("".join(t.key for t in tokens[place : place + size]))
            if joined:  # "#prolife" for "pro life"; capitals say nothing in a hashtag
                return size, _united(joined)
        for size in self._sizes.get(tokens[place].key, ()):
            if place + size > len(tokens):
                continue
            found = tokens[place : place + size]
            phrases = self._phrases.get(tuple(token.key for token in found), ())
            fitting = [phrase for phrase in phrases if phrase.fits(sentence, found, shouted)]
            if fitting:
                return size, _united(fitting)
        return 1, ()


def _phrases_of(target: Target) -> Iterator[tuple[str, Role, int]]:
    for text in (target.name, *target.aliases):
        yield text, "name", 1
    for texts, sign in ((target.favor, 1), (target.against, -1)):
        yield from ((text, "said", sign) for text in texts)
    for texts, sign in ((target.allies, 1), (target.opponents, -1)):
        yield from ((text, "proxy", sign) for text in texts)


def _united(phrases: Sequence[_Phrase]) -> tuple[Meaning, ...]:
    """Give what phrases of the same words mean: of each target a name or a proxy, and a side."""
    found: dict[tuple[int, bool], Meaning] = {}
    for meaning in sorted(meaning for phrase in phrases for meaning in phrase.meanings):
        found.setdefault((meaning.target, meaning.role == "said"), meaning)
    return tuple(found.values())


def _is_acronym(token: Token, words: int) -> bool:
    """Whether a word of an alias is found in capitals only; "A" and "I" among others aren't."""
    return token.upper and len(token.raw) <= _LONGEST_ACRONYM and (len(token.raw) > 1 or words == 1)


def _is_shouted(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if len(token.raw) > 1 and not token.tag]
    return len(words) >= _SHOUTED and all(token.raw.isupper() for token in words)


def _numbers(word: str) -> set[str]:
    """Give a noun in the singular and in the plural, by the rules of English spelling."""
    found = {word}
    if word.endswith("ies") and len(word) > 4:
        found.add(f"{word[:-3]}y")
    elif re.search(r"(?:s|x|z|ch|sh)es\Z", word):
        found |= {word[:-2], word[:-1]}
    elif word.endswith("s") and len(word) > 3 and not re.search(r"(?:ss|us|is|ics)\Z", word):
        found |= set() if word in _SINGULAR else {word[:-1]}
    if re.search(r"[^aeiou]y\Z", word):
        found.add(f"{word[:-1]}ies")
    elif re.search(r"(?:s|x|z|ch|sh)\Z", word):
        found.add(f"{word}es")
    else:
        found.add(f"{word}s")
    return found
