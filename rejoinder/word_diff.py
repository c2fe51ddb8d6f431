"""A changed comment as lines for the terminal: what it said and says, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import click

from rejoinder.terminal import one_line

if TYPE_CHECKING:
    from threads.history import Difference

# difflib takes quadratic time: longer texts are shown as taken out and put in whole.
_COMPARED = 2_000  # words of a text
_COLOURS = {"new": "green", "edited": "yellow"}
_WORDS = re.compile(r"\S+")


def lines_of(difference: Difference) -> Iterator[str]:
    """Give a heading, then the text, or what changed of it; everything neutralised."""
    after, before = difference.after, difference.before
    kinds = ", ".join(difference.kinds)
    author = one_line(str(after["author"] or "(no name)"))
    colour = _COLOURS.get(difference.kinds[0], "red")
    yield click.style(f"#{difference.position} {author} · {kinds}", fg=colour, bold=True)
    for part in ("subject", "text"):
        now = str(after[part] or "")
        was = now if before is None else str(before[part] or "")
        if now != was:
            yield f"  {one_line(word_diff(was, now))}"
        elif part == "text" and now:
            yield f"  {one_line(now)}"


def word_diff(before: str, after: str) -> str:
    """Mark words taken out as ``[-…-]`` and words put in as ``{+…+}``."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _COMPARED:
        return " ".join(_marked(old, new))
    words: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        words += old[i:j] if kind == "equal" else _marked(old[i:j], new[k:m])
    return " ".join(words)


def _marked(old: list[str], new: list[str]) -> Iterator[str]:
    if old:
        yield f"[-{' '.join(old)}-]"
    if new:
        yield f"{{+{' '.join(new)}+}}"
