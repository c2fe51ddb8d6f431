"""Where a comment asks: sentences with a question mark, and those that ask without one.

"Anyone know where it is." and "Source, please." ask, too; the phrases that begin such a sentence,
or are the whole of it, stand in ``data/question_cues.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

from analyzers.sentences import split_sentences

CUES_FILE = files("analyzers") / "data" / "question_cues.json"
SHORT, LONGEST = 100, 400  # characters before a question mark that are looked at
MOST_OPENERS = 3

# Possessive, so that a flood of marks is gone through once.
_MARKS = re.compile(r"""[?!]++["'”’)\]*]*+""")
_WORD = re.compile(r"[^\W_]+")
# The word that begins the text, and those that begin a sentence after it. Two patterns, as one that
# starts with a character of a set is searched for many times faster.
_FIRST_WORD = re.compile(r"[^\w.!?…\n]*+([^\W_]+)")
_NEXT_FIRST_WORD = re.compile(rf"[.!?…\n]{_FIRST_WORD.pattern}")
_END_OF_SENTENCE = re.compile(r"[.!?…\n]")
_ALONE = r"(?: needed| please| plz| pls)?(?=[ ]*+(?:[.!…]++(?!\w)|\n|\Z))"
_BREAK = r"\b"
_APOSTROPHE_OR_NONE = "['’ʼ]?"


class Question(NamedTuple):
    """A question stands in ``text[start:end]``.

    ``bare``: the list of the phrase by which it asks without a question mark, "" with one.
    """

    start: int
    end: int
    bare: str = ""


def find_questions(text: str) -> list[Question]:
    """Find what a comment asks, in order and without overlaps, in time linear in its length."""
    marked = list(_marked(text)) if "?" in text else []
    bare = list(_bare(text))
    return _apart(sorted(marked + bare)) if bare else marked


@cache
def question_cues() -> Mapping[str, Any]:
    """Give the phrase lists as they stand in the file."""
    cues: Mapping[str, Any] = json.loads(CUES_FILE.read_text("utf-8"))
    return cues


def words_of(text: str) -> tuple[str, ...]:
    """Split into words: small letters, apostrophes taken out ("Don't" is "dont")."""
    return tuple(text.lower().translate(_LETTERS).split())


class _Letters(dict[int, str]):
    """What stands for a character in words: itself, or a space where it is no letter or digit."""

    def __missing__(self, code: int) -> str:
        kept = self[code] = chr(code) if chr(code).isalnum() else " "
        return kept


# Many times faster than a regex, as most text is ASCII.
_LETTERS = _Letters(dict.fromkeys(map(ord, "'’ʼ"), ""))


def _marked(text: str) -> Iterator[Question]:
    """Find the sentences that end in a question mark, cut where another question ends."""
    before = 0
    for marks in _MARKS.finditer(text):
        # A "?" before a letter is of an address, or an apostrophe that an import lost.
        if "?" in marks[0] and not text[marks.end() : marks.end() + 1].isalnum():
            asked = _last_sentence(text, before, marks.start())
            before = marks.end()
            if asked:
                yield Question(marks.start() - len(asked), before)


def _last_sentence(text: str, start: int, end: int) -> str:
    """Give the last sentence of ``text[start:end]``, to the last character; "" if it says nothing.

    Most questions are short, so that most of a long comment need not be split into sentences.
    """
    for reach in (SHORT, LONGEST):
        window = text[max(start, end - reach) : end]
        sentences = split_sentences(window)
        if len(sentences) > 1 or len(window) < reach:
            break
    if not sentences or not _WORD.search(sentences[-1]):
        return ""
    return window[window.rindex(sentences[-1]) :]


def _bare(text: str) -> Iterator[Question]:
    opening = _FIRST_WORD.match(text)
    sentences = _NEXT_FIRST_WORD.finditer(text)
    for sentence in chain([opening], sentences) if opening else sentences:
        found = _asking_at(text, sentence.start(1), sentence[1].lower())
        if found:
            end = _END_OF_SENTENCE.search(text, found[0])
            yield Question(sentence.start(1), end.end() if end else len(text), found[1])


def _asking_at(text: str, start: int, word: str) -> tuple[int, str] | None:
    """Find a phrase that asks at a first word, or after openers: its end, its list."""
    asking, openers = _asking(), _openers()
    for _ in range(MOST_OPENERS + 1):
        if word in asking:
            pattern, kinds = asking[word]
            found = pattern.match(text, start)
            if found:
                return found.end(), kinds[(found.lastindex or 1) - 1]
        opener = openers[word].match(text, start) if word in openers else None
        following = opener and _WORD.match(text, opener.end())
        if not following:
            break
        start, word = following.start(), following[0].lower()
    return None


@cache
def _asking() -> Mapping[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """Index the phrases that ask by their first word: a pattern with a group for each list.

    Those of the last list must be all that their sentence says.
    """
    lists: Mapping[str, list[str]] = question_cues()["bare"]
    *_, alone = lists
    found: dict[str, dict[str, str]] = {}
    for kind, phrases in lists.items():
        for word, begun in _by_first_word(phrases).items():
            found.setdefault(word, {})[kind] = rf"({begun}){_ALONE if kind == alone else _BREAK}"
    return {
        word: (re.compile("|".join(kinds.values()), re.IGNORECASE), tuple(kinds))
        for word, kinds in found.items()
    }


@cache
def _openers() -> Mapping[str, re.Pattern[str]]:
    """Index by their first word what may lead up to a phrase that asks ("so", "but")."""
    return {
        word: re.compile(rf"{begun}\b[ ,]++", re.IGNORECASE)
        for word, begun in _by_first_word(question_cues()["openers"]).items()
    }


def _by_first_word(phrases: Sequence[str]) -> dict[str, str]:
    """Give a pattern of the phrases that begin with a word; "i'm" begins with "i" or "im"."""
    begun: dict[str, list[str]] = {}
    for phrase in phrases:
        for word in {words_of(phrase)[0], _WORD.findall(phrase)[0]}:
            begun.setdefault(word, []).append(phrase)
    return {word: _any_of(those) for word, those in begun.items()}


def _any_of(phrases: Sequence[str]) -> str:
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})".replace("'", _APOSTROPHE_OR_NONE)


def _apart(questions: list[Question]) -> list[Question]:
    """Leave out, of two that overlap, the one without a question mark; they come sorted."""
    kept: list[Question] = []
    for question in questions:
        if kept and question.start < kept[-1].end:
            if question.bare:
                continue
            kept.pop()
        kept.append(question)
    return kept
