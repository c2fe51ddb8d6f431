"""Pseudonyms as a report gives them: "Person 1", "Person 2", as people come up.

Names that many share ("Anonymous Coward") stay, as they name nobody. One name has one pseudonym
in the whole report. How names are found in running text, ``reports.mentions`` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.mentions import SOMEBODY, Mentions
from reports.ordinary import TOKEN, is_of_ordinary_words, tokens_of
from threads.names import is_shared

__all__ = ["SOMEBODY", "Pseudonyms", "short"]

_NUMBERED = re.compile(r"Person ([0-9-]+)")


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
    mentions: Mentions = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody known."""
        self.mentions = Mentions(self.lower)

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
            self.mentions.learn(name, known)

    def whole(self, value: str) -> str | None:
        """Give the pseudonym of a name or an author id; None for anything else."""
        return self.names.get(value) or self.ids.get(value)

    def in_text(self, text: str) -> str:
        """Replace names that stand in a text."""
        return self.mentions.replaced(text)

    def still_in(self, text: str) -> list[str]:
        """List the names that stand in a text, whatever their case, once each."""
        tokens = [match[0].casefold() for match in TOKEN.finditer(text)]
        wholes = {name: tokens_of(name) for name in self.names}
        lengths = {len(whole) for whole in wholes.values()} - {0}
        firsts = {whole[0] for whole in wholes.values() if whole}
        standing = {
            tuple(tokens[start : start + length])
            for start, first in enumerate(tokens)
            if first in firsts
            for length in lengths
        }
        return [
            name
            for name, whole in wholes.items()
            if (whole in standing if whole and _has_case(name) else name in text)
        ]

    def is_ordinary(self, name: str) -> bool:
        """Tell whether a name is made of words that may stand in a page by themselves."""
        return is_of_ordinary_words(name)


def short(name: str) -> str:
    """Give a pseudonym as it fits a narrow label ("P 12"); any other name as it is."""
    numbered = _NUMBERED.fullmatch(name)
    return f"P {numbered[1]}" if numbered else name


def _has_case(name: str) -> bool:
    return any(sign.islower() or sign.isupper() for sign in name)
