"""Two texts compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

# difflib takes quadratic time: longer texts are shown as taken out and put in whole.
_COMPARED = 2_000  # words of a text
_WORTH = 8  # words that a … has to stand for
_WORDS = re.compile(r"\S+")


def word_diff(before: str, after: str, around: int | None = None) -> str:
    """Mark words taken out as ``[-…-]`` and words put in as ``{+…+}``.

    ``around``: of words that stayed, only so many before and after each change are given.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _COMPARED:
        return " ".join(_marked(old, new))
    words: list[str] = []
    changes = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for number, (kind, i, j, k, m) in enumerate(changes):
        if kind != "equal":
            words += _marked(old[i:j], new[k:m])
        elif around is None:
            words += old[i:j]
        else:
            words += _near(old[i:j], around, first=not number, last=number == len(changes) - 1)
    return " ".join(words)


def _near(words: list[str], around: int, *, first: bool, last: bool) -> list[str]:
    """Leave out what is far from the changes on both sides, or on the only side that has one."""
    before = 0 if first else around
    after = 0 if last else around
    if len(words) < before + after + _WORTH:
        return words
    return [*words[:before], "…", *words[len(words) - after :]]


def _marked(old: list[str], new: list[str]) -> Iterator[str]:
    if old:
        yield f"[-{' '.join(old)}-]"
    if new:
        yield f"{{+{' '.join(new)}+}}"
