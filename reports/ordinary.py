"""Which words are ordinary ones: a name made of them can't be told from what people write.

A word is ordinary where the tokenizer of the neural engine knows it whole. It also knows common
first and family names; those in ``threads/data/people_names.txt`` that are no words ("mike", but
not "mark") are taken out. They are of the United States' census of 1990, in the public domain.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from threads.words import COMMON

TOKEN = re.compile(r"[^\W_]+")
_OURS = frozenset(
    {"rejoinder", "plotly", "vader", "sha", "csv", "json", "html", "re", "https", "www"}
)
"""What stands in every page and in every subject."""


def is_ordinary(word: str) -> bool:
    """Tell whether a casefolded word is one of English, a number, or one of ours."""
    return word.isdecimal() or word in COMMON or word in _OURS or word in _vocabulary()


def is_function_word(word: str) -> bool:
    """Tell whether a casefolded word is so common that a capital makes it no name."""
    return word in COMMON or word in _OURS


def tokens_of(name: str) -> tuple[str, ...]:
    """Take a name apart into its letters and digits, casefolded."""
    return tuple(match[0].casefold() for match in TOKEN.finditer(name))


def is_of_ordinary_words(name: str) -> bool:
    """Tell whether a name is made of ordinary words, or of no letters at all."""
    return all(map(is_ordinary, tokens_of(name)))


@cache
def _vocabulary() -> frozenset[str]:
    stored = files("analyzers").joinpath("data", "stance_tokenizer.json").read_text("utf-8")
    names = files("threads").joinpath("data", "people_names.txt").read_text("utf-8").split()
    words = {word for word in json.loads(stored)["model"]["vocab"] if word.isalpha()}
    return frozenset(word for word in words if word.isascii()).difference(names)
