"""Which language a text is in, told only where it is sure: what is in doubt stays scored.

From the first ``SAMPLE`` characters, without addresses, names of users and code, in this order:

- most letters that stand together are of another script than Latin: another language;
- fewer than ``FEWEST`` distinct words: not told, whatever they look like;
- many enough of the words are the commonest of English: English;
- else py3langid is asked (Lui & Baldwin 2012, *langid.py: An Off-the-shelf Language Identification
  Tool*, ACL Demos; maintained by A. Barbaresi).

The thresholds were set on English comments of six public sets and on comments of our own in 30
languages; ``docs/decisions/0008-languages.md`` has the figures, ``benchmarks/gate_languages.py``
holds them.
"""

from __future__ import annotations

import json
import re
import string
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, NamedTuple

from threads.errors import RejoinderError
from threads.words import COMMON

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
SAMPLE = 1_000  # characters looked at
ASKED = 200  # of them shown to py3langid: more are no surer, only slower
FEWEST = 4  # words; three are as often a name, a loan or a toast as a language
ENGLISH_SHARE = 0.35  # of English comments 2 to 18% have less, of others in our cases none has more
MOST_ENGLISH = 0.1  # probability that English may keep in a text called another language's
SURE = 0.7  # probability that the likeliest two must have: near relatives share what there is
NAMED = 0.5  # probability from which a text in another script is called by its language

NAMES_FILE = files("analyzers") / "data" / "languages.json"
_NO_LANGUAGE = "zxx"  # py3langid's class of numbers, markup and the like
_MODEL = ("data", "model.npz.xz")

# Whatever of ASCII stands together with a sign that prose has no use for: addresses, @names,
# #tags, paths, code. Starts where such a run starts and never goes back, so it takes linear time.
_NO_PROSE = re.compile(r"(?<![!-~])[^\s/\\@#_<>={}$|\x7f-\U0010ffff]*+[/\\@#_<>={}$|][!-~]*+")
_MARKS = str.maketrans("", "", "'’ʼ")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = "/\\@#_<>={}$|"  # those of ``_NO_PROSE``
# What prose has beyond ASCII, as it is among words: an apostrophe stands in one, the rest between.
_TYPOGRAPHY = {"’": "'", "‘": " ", "“": " ", "”": " ", "–": " ", "—": " ", "…": " ", "\xa0": " "}
_LETTERS = bytes.maketrans(
    bytes(range(128)),
    "".join(c.lower() if c.isalpha() else " " for c in map(chr, range(128))).encode(),
)
_SINGLE = frozenset(string.ascii_lowercase)
_COMMON = COMMON - _SINGLE
# Two characters together that are neither Latin letters nor accents nor punctuation.
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c80-\U0010ffff]{2}")


class Told(NamedTuple):
    """What could be told of a text's language.

    ``language`` is ISO 639-1, None where it can't be told. ``confidence`` (0..1) is py3langid's, 1
    where English words decided; None without a language. ``foreign``: it is surely not English.
    """

    language: str | None
    confidence: float | None
    foreign: bool


UNTOLD = Told(None, None, foreign=False)


@cache
def names() -> Mapping[str, str]:
    """Give the English names of the languages that are recognised, by code."""
    listed: dict[str, str] = json.loads(NAMES_FILE.read_text("utf-8"))["languages"]
    return listed


@cache
def model_file() -> Path:
    """Find py3langid's model without importing it, which would import numpy."""
    package = find_spec("py3langid")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("No module named 'py3langid'", name="py3langid")
    return Path(package.origin).parent.joinpath(*_MODEL)


def recognise(text: str) -> Told:
    """Tell a text's language where that is sure; time is linear and bounded."""
    sample = text[:SAMPLE]
    words = _plain_words(sample)
    if words is not None and _is_english(words):
        return Told(ENGLISH, 1.0, foreign=False)
    if not sample.isascii():
        sample = unicodedata.normalize("NFKC", sample)  # letters in fancy dress are letters
    sample = _NO_PROSE.sub(" ", sample)
    if _BEYOND_LATIN.search(sample) and _in_another_script(sample):
        return _name(sample)
    words = _WORD.findall(sample.translate(_MARKS).casefold())
    if len(set(words)) < FEWEST:
        return UNTOLD
    if sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return Told(ENGLISH, 1.0, foreign=False)
    return _ask(sample)


def _plain_words(sample: str) -> list[str] | None:
    """Cut what has no sign of anything but prose into words, as ``recognise`` does any other text.

    Many times faster than that, and enough for nearly all that is English. Single letters stay,
    which are no words; None where it takes more than this.
    """
    for sign in _SIGNS:
        if sign in sample:
            return None
    if not sample.isascii():
        for mark, stand_in in _TYPOGRAPHY.items():
            sample = sample.replace(mark, stand_in)
        if not sample.isascii():
            return None
    return sample.encode().translate(_LETTERS, b"'").decode().split()


def _is_english(words: list[str]) -> bool:
    """Whether enough of these words, single letters left out, are the commonest of English."""
    distinct = set(words)
    single = distinct & _SINGLE
    if len(distinct) - len(single) < FEWEST:
        return False
    common, number = sum(map(_COMMON.__contains__, words)), len(words)
    if common < ENGLISH_SHARE * number:
        number -= sum(map(words.count, single))
    return common >= ENGLISH_SHARE * number


def _in_another_script(text: str) -> bool:
    """Whether most letters are not Latin, of those beside another one of their script.

    Single ones are left out, as faces are made of them: ``ಠ_ಠ``, ``(ツ)``.
    """
    latin = other = 0
    for script, run in groupby(text, _script):
        length = sum(1 for _ in run) if script else 0
        if length > 1 and script == "LATIN":
            latin += length
        elif length > 1:
            other += length
    return other > latin


@lru_cache(maxsize=65_536)
def _script(character: str) -> str:
    """Give a letter's script, by the first word of its Unicode name; "" for what is no letter."""
    if unicodedata.category(character)[0] not in "LM" or unicodedata.combining(character):
        return ""
    return unicodedata.name(character, "").partition(" ")[0]


def _name(text: str) -> Told:
    """Name the language of a text in another script, if it can be told."""
    ((language, probability), *_) = _identifier().rank(text[:ASKED])
    if probability < NAMED or language in {ENGLISH, _NO_LANGUAGE}:
        return Told(None, None, foreign=True)
    return Told(language, round(probability, 2), foreign=True)


def _ask(text: str) -> Told:
    """Let py3langid decide on a text in Latin letters."""
    ranked = _identifier().rank(text[:ASKED])
    (language, probability), (second, rest) = ranked[:2]
    if language == ENGLISH:
        return Told(ENGLISH, round(probability, 2), foreign=False)
    together = probability + (0.0 if second in {ENGLISH, _NO_LANGUAGE} else rest)
    english = next(share for code, share in ranked if code == ENGLISH)
    if language == _NO_LANGUAGE or english > MOST_ENGLISH or together < SURE:
        return UNTOLD
    return Told(language, round(probability, 2), foreign=True)


@cache
def _identifier() -> LanguageIdentifier:
    """Load py3langid when the first text needs it: half a second and 100 MB.

    It unpacks its model into a temporary file; raises ``RejoinderError`` where it can't.
    """
    from py3langid.langid import LanguageIdentifier

    try:
        identifier = LanguageIdentifier.from_modelpath(str(model_file()), norm_probs=True)
    except OSError as problem:
        raise RejoinderError(
            f"the model of languages can't be unpacked: {problem.strerror or problem}",
            where=gettempdir(),
            remedy="make room there, or set TMPDIR to another folder",
        ) from problem
    identifier.set_languages([*names(), _NO_LANGUAGE])
    return identifier
