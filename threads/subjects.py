"""Subject lines: how many ``Re:`` they carry, and which subject they answer.

A reply's subject is ``Re: `` and its parent's subject, so ``Re: Re: X`` answers ``Re: X``. The
WordPress site shortens: ``Re:2 X`` carries two, ``Re: Re: Re:2 X`` four.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RE = re.compile(r"\s*re\s?:(\d{1,3}(?=\s|$))?", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")


class Subject(NamedTuple):
    """A subject taken apart: ``depth`` times ``Re:`` before ``topic`` (casefolded letters)."""

    depth: int
    topic: str

    def answers(self, other: Subject) -> bool:
        """Tell whether a reply to a comment with subject ``other`` would be given this one."""
        return self.depth == other.depth + 1 and same_topic(self.topic, other.topic)


def parse_subject(line: str | None, *, lost: bool = False) -> Subject:
    """Take a subject line apart; a lost one is a bare ``Re:``."""
    if lost:
        return Subject(1, "")
    if not line:
        return Subject(0, "")
    depth = at = 0
    while match := _RE.match(line, at):
        depth += int(match[1] or 1)
        at = match.end()
    return Subject(depth, _LETTERS.sub("", line[at:]).casefold())


# Sites cut long subjects; a cut one keeps at least this many letters.
_CUT_AT_LEAST = 20


def same_topic(one: str, other: str) -> bool:
    """Compare topics, letting a cut subject equal the whole one."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _CUT_AT_LEAST and long.startswith(short)
