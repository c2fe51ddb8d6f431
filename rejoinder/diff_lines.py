"""What changed of a thread as lines for the terminal; all that a page wrote is neutralised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import click

from rejoinder.comment_lines import TEXT_MOST, CommentLines, brief, left_out
from rejoinder.long_text import enclose, parts_shown
from rejoinder.terminal import cut, fold, one_line
from rejoinder.word_diff import word_diff
from reports.changes import WORDS, Changes
from reports.rows import CommentRow
from reports.selection import NO_NAME
from reports.times import when
from threads.history import Difference
from threads.rows import Row

_INDENT = "  "
_AROUND = 12  # words left as they were that are shown before and after a change
_COLOURS = {"new": "green", "restored": "green", "unflagged": "green"}
_COLOURS |= {"edited": "yellow", "renamed": "yellow"}
_MARKS = re.compile(r"\[-|-\]|\{\+|\+\}")
_OPENING = {"[-": "red", "{+": "green"}


@dataclass(frozen=True, slots=True)
class DiffLines:
    """Changes printed at most ``width`` cells wide; ``full``: long texts whole."""

    changes: Changes
    width: int = 80
    full: bool = False

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines of the summary, then of each comment that changed."""
        yield list(self._heading())
        for difference in self.changes.found:
            yield ["", *self._difference(difference)]

    def _heading(self) -> Iterator[str]:
        found = self.changes
        for line in fold(found.summary, self.width):
            yield click.style(line, bold=True)
        yield from fold(one_line(found.article.title or "(no title)"), self.width)
        times = " and ".join(_minute(snapshot) for snapshot in (found.since, found.until))
        numbers = f"snapshots {found.since['id']} and {found.until['id']}"
        yield from fold(f"read {times} UTC ({numbers})", self.width)

    def _difference(self, difference: Difference) -> Iterator[str]:
        row = self.changes.comments[difference.comment_id]
        author = str(difference.after["author"] or NO_NAME)
        kinds = ", ".join(_kinds(difference))
        facts = (f"#{difference.position} {author}", when(row.posted_at), kinds)
        colour = _COLOURS.get(difference.kinds[0], "red")
        for line in fold(one_line(" · ".join(filter(None, facts))), self.width):
            yield click.style(line, fg=colour, bold=True)
        room = min(self.width - len(_INDENT), TEXT_MOST)
        if difference.before is None:
            name = row.parent_id or ""
            above = brief(self.changes.comments.get(name), self.changes.quotes.get(name, ()))
            yield _INDENT + click.style(cut(one_line(above), room), dim=True)
        yield from (f"{_INDENT}{line}".rstrip() for line in self._said(difference, row, room))

    def _said(self, difference: Difference, row: CommentRow, room: int) -> Iterator[str]:
        """Give what changed of name and subject, then the text, or what changed of that."""
        before, after = difference.before, difference.after
        for part in ("author", "subject"):
            if before is not None and (before[part] or "") != (after[part] or ""):
                told = word_diff(str(before[part] or ""), str(after[part] or ""))
                yield from _coloured(fold(f"{part}: {one_line(told)}", room))
        if before is None and row.subject:
            for line in fold(one_line(row.subject), room):
                yield click.style(line, underline=True)
        if "edited" in difference.kinds and before and before["text"] != after["text"]:
            yield from self._edited(str(before["text"]), str(after["text"]), room)
        else:
            removed = "removed" in difference.kinds and before is not None
            text = str(before["text"]) if removed and before else row.text
            lines = CommentLines(self.width, self.changes.quotes, full=self.full)
            yield from lines.text(replace(row, text=text), room)

    def _edited(self, was: str, now: str, room: int) -> Iterator[str]:
        told = word_diff(was, now, around=None if self.full else _AROUND)
        lines = fold(enclose(one_line(told), None), room)
        drawn = list(_coloured(lines))
        for part in parts_shown(lines, full=self.full):
            if isinstance(part, range):
                yield from drawn[part.start : part.stop]
            else:
                yield click.style(cut(left_out(part), room), italic=True)


def _kinds(difference: Difference) -> Iterator[str]:
    """Name the kinds of change, and what became of a new comment before it was ever read."""
    yield from (WORDS[kind] for kind in difference.kinds)
    if difference.before is None and difference.after["flagged"]:
        yield "hidden by flags"
    if difference.before is None and difference.after["state"] == "removed":
        yield WORDS["removed"]


def _coloured(lines: Iterable[str]) -> Iterator[str]:
    """Colour what stands between marks, also where it goes on in the next line."""
    colour: str | None = None
    for line in lines:
        drawn, start = [], 0
        for mark in _MARKS.finditer(line):
            opens = mark[0] in _OPENING
            end = mark.start() if opens else mark.end()
            drawn.append(_piece(line[start:end], colour))
            colour, start = _OPENING.get(mark[0]), end
        yield "".join((*drawn, _piece(line[start:], colour)))


def _piece(text: str, colour: str | None) -> str:
    return click.style(text, fg=colour) if colour and text else text


def _minute(snapshot: Row) -> str:
    return str(snapshot["read_at"])[:16].replace("T", " ")
