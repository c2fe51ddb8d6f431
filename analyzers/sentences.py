"""Comments to sentences by a rule that a person can follow, in time linear in the text.

A sentence ends at a line's end, or at ``.``, ``!``, ``?`` or ``…`` (with closing quotes or
brackets) before a space, unless

- a full stop follows an abbreviation ("Mr.", "e.g.") or a single capital ("J. Smith");
- the next word starts with a small letter ("Yahoo! is", "wait... what"). Commenters who never
  write a capital thus get one long sentence a line, which is the milder mistake.

What has no letter and no digit (":)", "!!!") goes with the sentence before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

# The look-behind lets a run of marks be tried once only; with it the search is linear. It comes
# after a character of a set, for which the text is searched many times faster.
_END = re.compile(r"""[.!?…\n](?:(?<=\n)|(?<![.!?…][.!?…])[.!?…]*+["'”’)\]*]*+(?=\s))""")
_SPACE = re.compile(r"\s*")
_LAST_WORD = re.compile(r"[\w.]{1,8}\Z")
_WORD = re.compile(r"\w")
_QUESTION = re.compile(r"\?[^\w?]*+\Z")
ABBREVIATIONS_FILE = files("analyzers") / "data" / "abbreviations.txt"
_ABBREVIATIONS = frozenset(
    line
    for line in ABBREVIATIONS_FILE.read_text("utf-8").split("\n")
    if line and not line.startswith("#")
)


def split_sentences(text: str) -> list[str]:
    """Split a comment into its sentences, in order, each letter for letter as in the text."""
    return [text[start:end].strip() for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Tell where the sentences of a comment start and end, space around them included."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _ends(text):
        if _WORD.search(text, start, end) or (not spans and text[start:end].strip()):
            spans.append((start, end))
        elif spans:
            spans[-1] = (spans[-1][0], end)
        start = end
    return spans


def is_question(sentence: str) -> bool:
    """Whether a sentence ends in a question mark, whatever but words comes after it."""
    return _QUESTION.search(sentence[-20:]) is not None


def _ends(text: str) -> Iterator[int]:
    """Give the places where a sentence ends, the text's own end last."""
    for end in _END.finditer(text):
        if end[0] == "\n" or _closes(text, end):
            yield end.end()
    yield len(text)


def _closes(text: str, end: re.Match[str]) -> bool:
    space = _SPACE.match(text, end.end())
    following = text[space.end()] if space and space.end() < len(text) else ""
    if following.islower():
        return False
    word = _LAST_WORD.search(text, max(0, end.start() - 8), end.start())
    if end[0] != "." or word is None:
        return True
    initial = len(word[0]) == 1 and word[0].isupper() and word[0] != "I"
    return not initial and word[0].lower() not in _ABBREVIATIONS
