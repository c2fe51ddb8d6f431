"""One comment's own part of a page: its lines, and its body less byline, subject and footer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import NamedTuple

from threads import landmarks
from threads.formats.html_text import Passage, join_passages, read_text
from threads.formats.html_walk import HEADINGS, Line, Skip, classes, elements, scan_lines
from threads.markup import Element
from threads.model import State

# A byline stands near the top of a comment; below this many lines its like is text.
_HEAD_LINES = 12
# The site's notices are short; a longer line that begins like one is what somebody wrote.
_NOTICE_LENGTH = 100
_GAP = re.compile(r"\n{3,}")
# What stands instead of the text of a comment that was taken down.
_REMOVED = re.compile(
    r"[\[(]?\s?(?:(?:this )?comment (?:has been |was )?(?:removed|deleted)(?: by .{1,60})?"
    r"|deleted|removed)\s?[\])]?\.?",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """What a comment says; ``flagged`` where the page says that it hides it."""

    text: str
    quoted: tuple[str, ...] = ()
    flagged: bool | None = None
    state: State = "present"


class Own:
    """The part of a page that is one comment's own: its element less other comments' elements.

    ``items`` are all comments' elements. ``rest`` are the elements after its own in which it goes
    on: the ``dd`` of its ``dt``.
    """

    def __init__(
        self, item: Element, items: Collection[Element], rest: Sequence[Element] = ()
    ) -> None:
        self.item, self.rest = item, rest
        self.foreign: Skip = items.__contains__

    @cached_property
    def lines(self) -> list[Line]:
        """The printed lines, hidden ones too."""
        lines = list(scan_lines(self.item, skip=self.foreign))
        for part in self.rest:
            lines += scan_lines(part, skip=self.foreign)
        return lines

    @cached_property
    def tags(self) -> list[Element]:
        """The comment's element and those inside it, in order."""
        tags = [self.item, *elements(self.item, self.foreign)]
        for part in self.rest:
            tags += (part, *elements(part, self.foreign))
        return tags

    @cached_property
    def _by_class(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for tag in self.tags:
            for name in classes(tag) if tag.attrs else ():
                found.setdefault(name, []).append(tag)
        return found

    def only(self, names: Collection[str]) -> Element | None:
        """Give the one element with such a class; None for none, and for several."""
        known = self._by_class
        found = {tag for name in names if name in known for tag in known[name]}
        return found.pop() if len(found) == 1 else None

    def line_at(self, text: str | None) -> int:
        """Give the number of the first line with this text, -1 where there is none."""
        return next((n for n, line in enumerate(self.lines) if line.text == text), -1)

    def title(self, at: int, root: Element | None, between: Callable[[Line], bool]) -> Line | None:
        """Give the line that is the comment's heading.

        It is in the first heading element, which stands above ``root`` (the body, where known);
        from line ``at`` on only lines for which ``between`` holds come before it. None where
        that element is empty: then a heading further down belongs to the text.
        """
        above = takewhile(lambda tag: tag is not root, self.tags)
        heading = next((tag for tag in above if tag.name in HEADINGS), None)
        for line in self.lines[at + 1 :]:
            if line.block is heading:
                return line
            if not between(line):
                break
        return None


def read_body(
    own: Own,
    *,
    root: Element | None = None,
    drop: Skip | None = None,
    head: Callable[[str], bool] | None = None,
    foot: Callable[[str], bool] | None = None,
    italic_quotes: bool = False,
) -> Body:
    """Read a comment's text.

    ``root`` is the element that holds only the body, where one is known. Else the whole comment
    is read, without the elements ``drop`` names, from the line after the byline's on (``head``
    holds for its lines), and without trailing lines for which ``foot`` holds.
    """

    def skip(tag: Element) -> bool:
        return own.foreign(tag) or (drop is not None and drop(tag))

    def render(hidden: bool) -> tuple[str, Passage]:
        parts = (
            [root]
            if root is not None
            else [own.item, *(x for x in own.rest if not (drop and drop(x)))]
        )
        passage = join_passages(
            [read_text(x, skip=skip, italic_quotes=italic_quotes, hidden=hidden) for x in parts]
        )
        lines = passage.text.split("\n")
        if root is None and head is not None:
            lines = _after_head(lines, head)
        kept = _before_foot([line for line in lines if not is_notice(line)], foot)
        return _GAP.sub("\n\n", kept), passage

    text, passage = render(hidden=False)
    flagged = any(is_notice(line.text) and landmarks.is_flag(line.text) for line in own.lines)
    if flagged and not text:
        text, passage = render(hidden=True)
    state: State = "removed" if _REMOVED.fullmatch(text) else "present"
    quoted = tuple(quote for quote in passage.quoted if quote in text)
    return Body(text, quoted, flagged or None, state)


def is_notice(line: str) -> bool:
    """Tell whether a line is one of the site's own within a comment: a badge, a flag."""
    return len(line) <= _NOTICE_LENGTH and _says_notice(line)


@lru_cache(maxsize=4096)
def _says_notice(line: str) -> bool:
    return landmarks.is_notice(line)


def _after_head(lines: list[str], head: Callable[[str], bool]) -> list[str]:
    """Cut off what stands above and in the byline, unless that is the text: a byline below it."""
    found = {n for n, line in enumerate(lines[:_HEAD_LINES]) if line and head(line.strip())}
    last = max(found, default=-1)
    above = sum(len(line) for n, line in enumerate(lines[:last]) if n not in found)
    if above > sum(map(len, lines[last + 1 :])):
        return [line for n, line in enumerate(lines) if n not in found]
    return lines[last + 1 :]


def _before_foot(lines: list[str], foot: Callable[[str], bool] | None) -> str:
    end = len(lines)
    while end:
        line = lines[end - 1].strip()
        if line and not (foot is not None and foot(line)):
            break
        end -= 1
    return "\n".join(lines[:end]).strip("\n")
