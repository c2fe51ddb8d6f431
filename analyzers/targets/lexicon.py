"""The words by which a clause takes sides, from ``data/target_words.toml`` and VADER's lexicon."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from analyzers.sentiment import vader
from analyzers.vader import LEXICONS

WORDS_FILE = files("analyzers") / "data" / "target_words.toml"
LEXICON_FILES = (WORDS_FILE, *LEXICONS)

Side = int  # 1 for, -1 against
_WORD = re.compile(r"[^\W_]+")
_DOUBLED = re.compile(r"\A[^aeiou]*[aeiou][bdgmnprt]\Z")  # of one syllable: "ban", "scrap"


class Phrases:
    """Phrases to be found at a place of a text by their words, each with a side."""

    def __init__(self, sides: Mapping[tuple[str, ...], Side]) -> None:
        self._sides = sides
        self._sizes: dict[str, list[int]] = {}
        for words in sides:
            self._sizes.setdefault(words[0], []).append(len(words))
        for sizes in self._sizes.values():
            sizes[:] = sorted(set(sizes), reverse=True)

    def at(self, keys: list[str], place: int, end: int) -> tuple[int, Side] | None:
        """Give the number of words and the side of the longest phrase that starts at ``place``."""
        for size in self._sizes.get(keys[place], ()):
            if place + size <= end:
                side = self._sides.get(tuple(keys[place : place + size]))
                if side:
                    return size, side
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists, ready to be looked up; words are small letters without apostrophes.

    ``doing`` are verbs whose doer is for or against their object, ``bearing`` verbs that show
    their doer in a good or bad light, ``leaning`` phrases that go with what follows, ``people``
    nouns after a name; ``valence`` is -4..4.
    """

    doing: Phrases
    participles: Mapping[str, Side]
    bearing: Phrases
    leaning: Phrases
    people: Mapping[str, Side]
    valence: Mapping[str, float]
    small: Mapping[str, frozenset[str]]

    def tone(self, word: str) -> float:
        """Give a word's valence, 0 without; a plural has its singular's."""
        value = self.valence.get(word)
        if value is None and len(word) > 4 and word.endswith("s"):
            value = self.valence.get(word[:-1])
        return value or 0.0


@cache
def lexicon() -> Lexicon:
    """Read the lists; some 20 ms, once."""
    listed = tomllib.loads(WORDS_FILE.read_text("utf-8"))
    irregular: Mapping[str, list[str]] = listed["irregular"]
    verbs = listed["verbs"]
    return Lexicon(
        doing=Phrases(_inflected({1: verbs["for"], -1: verbs["against"]}, irregular)),
        participles=_participles({1: verbs["for"], -1: verbs["against"]}, irregular),
        bearing=Phrases(_inflected({1: verbs["well"], -1: verbs["badly"]}, irregular)),
        leaning=Phrases(_split({1: listed["phrases"]["for"], -1: listed["phrases"]["against"]})),
        people={w: side for side, k in ((1, "for"), (-1, "against")) for w in listed["people"][k]},
        valence=_valences(listed),
        small={kind: frozenset(words) for kind, words in listed["small"].items()},
    )


def _valences(listed: Mapping[str, Any]) -> dict[str, float]:
    """Give VADER's single words and ours; what is silent, and what has no letter, is left out."""
    found = {
        key: value
        for word, value in vader().lexicon.items()
        if _WORD.fullmatch(key := word.replace("'", ""))
    }
    found.update(listed["words"])
    return found | dict.fromkeys(listed["silent"]["words"], 0.0)


def _split(sides: Mapping[Side, Iterable[str]]) -> dict[tuple[str, ...], Side]:
    return {tuple(_WORD.findall(text)): side for side, texts in sides.items() for text in texts}


def _inflected(
    sides: Mapping[Side, Iterable[str]], irregular: Mapping[str, list[str]]
) -> dict[tuple[str, ...], Side]:
    return {
        (form, *rest): side
        for (verb, *rest), side in _split(sides).items()
        for form in _forms(verb, irregular)
    }


def _participles(
    sides: Mapping[Side, Iterable[str]], irregular: Mapping[str, list[str]]
) -> dict[str, Side]:
    """Give the past participles of the verbs of one word: "is banned"."""
    return {
        form: side
        for words, side in _split(sides).items()
        if len(words) == 1
        for form in (_past(words[0]), *irregular.get(words[0], ()))
        if not form.endswith("ing")
    }


def _forms(verb: str, irregular: Mapping[str, list[str]]) -> Iterator[str]:
    """Inflect a verb by the rules of English spelling; what is irregular is added to them."""
    yield verb
    if re.search(r"(?:s|x|z|ch|sh|o)\Z", verb):
        yield f"{verb}es"
    elif re.search(r"[^aeiou]y\Z", verb):
        yield f"{verb[:-1]}ies"
    else:
        yield f"{verb}s"
    yield _past(verb)
    if verb.endswith("e") and not verb.endswith("ee"):
        yield f"{verb[:-1]}ing"
    else:
        yield f"{_doubled(verb)}ing"
    yield from irregular.get(verb, ())


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y\Z", verb):
        return f"{verb[:-1]}ied"
    return f"{_doubled(verb)}ed"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if _DOUBLED.search(verb) else verb
