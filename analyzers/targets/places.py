"""Countries and their governments in a text, for proposing them as targets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from analyzers.targets.target import Target
from analyzers.targets.tokens import Token

PLACES_FILE = files("analyzers") / "data" / "places.toml"


@cache
def places() -> Mapping[str, Any]:
    """Read the lists."""
    return tomllib.loads(PLACES_FILE.read_text("utf-8"))


@cache
def general(kind: str) -> frozenset[str]:
    """Give one of the general lists."""
    return frozenset(places()["general"][kind])


@cache
def peoples() -> frozenset[str]:
    """Give the adjectives of all countries; they are no names of their own."""
    return frozenset(of for country in places()["country"].values() for of in country["of"])


def countries_in(sentences: Iterable[Sequence[Token]]) -> Iterator[Target]:
    """Give the countries that are named, and apart from them the governments that are.

    A government has a target of its own where it is called by its seat or its head ("the White
    House", "the Obama administration"); else its names are aliases of the country.
    """
    phrases = {
        " ".join(token.raw for token in tokens[start : start + size])
        for tokens in sentences
        for size in (1, 2, 3, 4)
        for start in range(len(tokens) - size + 1)
        if tokens[start].raw[:1].isupper()
    }
    for name, country in places()["country"].items():
        short = country.get("short", name)
        names = [one for one in country["names"] if one.replace(".", "") in phrases]
        governing = [
            phrase
            for of in (*country["of"], *country["names"])
            for noun in places()["general"]["government"]
            if (phrase := f"{of} {noun}").replace("'", "") in phrases
        ]
        seats = [one for one in country.get("seats", ()) if one in phrases]
        if seats:
            called = (f"{short} government", *seats, *governing)
            yield Target(name=called[0], aliases=tuple(dict.fromkeys(called[1:])))
        if names or governing:
            aliases = [*names, *([] if seats else governing)]
            yield Target(name=short, aliases=tuple(one for one in aliases if one != short))
