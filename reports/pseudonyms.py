"""People's names and what stands for them: "Person 1", "Person 2", as they come up.

Names that many share ("Anonymous Coward") stay, as they name nobody. One name has one pseudonym
in the whole report. In running text a name is found whatever its case, and a part of it ("Mina" of
"Mina Ødegård") where it has a capital; one made of ordinary words ("Just Asking") only where it is
spelled as a name, or nothing could be said of asking any more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from threads.names import is_shared
from threads.words import COMMON

_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Letters of a part of a name that is looked for: fewer are initials and titles."""
SOMEBODY = "[name]"
"""Stands for a part of a name that several people have."""

_OURS = frozenset({"rejoinder", "plotly", "vader", "sha", "csv", "json", "html"})
"""What stands in every page."""

_Tokens = tuple[str, ...]


@dataclass
class Pseudonyms:
    """Pseudonyms by name as printed and by author id, and the names by their words.

    ``lower``: words that the threads write in lower case. A part of a name that is among them is
    not looked for.
    """

    lower: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    people: int = 0
    _wholes: dict[str, dict[_Tokens, str]] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _signs: dict[str, str] = field(default_factory=dict)

    def learn(self, signed: Iterable[tuple[str, str | None]]) -> None:
        """Give people numbers by their first comment; ``signed`` gives names with author ids."""
        for name, person in signed:
            if is_shared(name) or name in self.names:
                continue
            known = self.ids.get(person or "")
            if known is None:
                self.people += 1
                known = f"Person {self.people}"
            self.names[name] = known
            if person:
                self.ids.setdefault(person, known)
            self._take_apart(name, known)

    def whole(self, value: str) -> str | None:
        """Give the pseudonym of a name or an author id; None for anything else."""
        return self.names.get(value) or self.ids.get(value)

    def in_text(self, text: str) -> str:
        """Replace names that stand in a text."""
        for sign, pseudonym in self._signs.items():
            text = text.replace(sign, pseudonym)
        parts, end = [], 0
        for start, stop, pseudonym in self._found(text):
            parts += [text[end:start], pseudonym]
            end = stop
        return "".join([*parts, text[end:]])

    def still_in(self, text: str) -> list[str]:
        """List the names that stand in a text, whatever their case, once each."""
        tokens = [match[0].casefold() for match in _TOKEN.finditer(text)]
        lengths = {len(name) for by_first in self._wholes.values() for name in by_first}
        standing = {
            tuple(tokens[start : start + length])
            for start, first in enumerate(tokens)
            if first in self._wholes
            for length in lengths
        }
        return [
            name
            for name in self.names
            if (name in text if name in self._signs else _tokens(name) in standing)
        ]

    def is_ordinary(self, name: str) -> bool:
        """Tell whether a name is made of words that may stand in a page by themselves."""
        return all(map(is_ordinary, _tokens(name)))

    def _take_apart(self, name: str, pseudonym: str) -> None:
        tokens = _tokens(name)
        if not tokens or not any(sign.islower() or sign.isupper() for sign in name):
            self._signs[name] = pseudonym  # scripts without capitals need not part words either
            return
        self._wholes.setdefault(tokens[0], {}).setdefault(tokens, pseudonym)
        for part in tokens if len(tokens) > 1 else ():
            if len(part) >= _SHORTEST and part not in COMMON and part not in self.lower:
                other = self._parts.setdefault(part, pseudonym)
                self._parts[part] = pseudonym if other == pseudonym else SOMEBODY

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give where names stand, the longest at each place."""
        tokens = list(_TOKEN.finditer(text))
        place = 0
        while place < len(tokens):
            length, pseudonym = self._at(text, tokens, place)
            if pseudonym:
                yield tokens[place].start(), tokens[place + length - 1].end(), pseudonym
            place += length

    def _at(self, text: str, tokens: list[re.Match[str]], place: int) -> tuple[int, str | None]:
        first = tokens[place][0].casefold()
        names = self._wholes.get(first, {})
        for name in sorted(names, key=len, reverse=True):
            spelled = [match[0] for match in tokens[place : place + len(name)]]
            if tuple(map(str.casefold, spelled)) == name and (
                not all(map(is_ordinary, name)) or _as_a_name(text, tokens[place], spelled)
            ):
                return len(name), names[name]
        alone = len(tokens) == 1  # as in a list of words, which are in lower case
        if first in self._parts and (alone or _as_a_name(text, tokens[place], [tokens[place][0]])):
            return 1, self._parts[first]
        return 1, None


def short(name: str) -> str:
    """Give a pseudonym as it fits a narrow label ("P 12"); any other name as it is."""
    return f"P {name[7:]}" if name.startswith("Person ") and name[7:].isdecimal() else name


def _as_a_name(text: str, first: re.Match[str], spelled: list[str]) -> bool:
    """Tell whether words are written as a name is: with capitals, or after an ``@``."""
    if text[first.start() - 1 : first.start()] == "@":
        return True
    common = len(spelled) == 1 and spelled[0].casefold() in COMMON
    return not common and all(word[:1].isupper() for word in spelled)


def _tokens(name: str) -> _Tokens:
    return tuple(match[0].casefold() for match in _TOKEN.finditer(name))


def is_ordinary(word: str) -> bool:
    """Tell whether a word is one of English (as the stance model's vocabulary has it), or ours."""
    return word.isdecimal() or word in COMMON or word in _OURS or word in _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    """Read the words that the tokenizer of the neural engine knows whole."""
    stored = files("analyzers").joinpath("data", "stance_tokenizer.json").read_text("utf-8")
    return frozenset(word for word in json.loads(stored)["model"]["vocab"] if word.isalpha())
