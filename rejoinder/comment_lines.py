"""One comment as lines for the terminal: who, when, how it stands, what it says.

Lines carry ANSI colours, but say the same without. What the page itself wrote is harmless in them:
it can neither move the cursor nor turn the direction of a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from rejoinder.counting import counted
from rejoinder.long_text import HOW_TO_SEE, enclose, paint, parts_shown
from rejoinder.terminal import cells, cut, fold, neutralise, one_line
from reports.outline import Branch
from reports.palette import MARK
from reports.reading import blocks, excerpt, language_name
from reports.rows import CommentRow, QuoteRow
from reports.selection import NO_NAME
from reports.times import when

TEXT_MOST = 96
"""Longer lines are hard to read, however wide the terminal."""
_OPENING = 200  # characters of the comment answered, before they are cut to the line

_STATES = {"removed": "(removed from the page)", "missing": "(text not on the page)"}
_ONLY_ANSWERED = "(not on the page, but answered there)"
_FOR, _AGAINST, _NEUTRAL, _ASKS = MARK["support"], MARK["oppose"], MARK["neutral"], "?"
_TO_PARENT = {
    "agree": f"{_FOR} agrees",
    "disagree": f"{_AGAINST} disagrees",
    "neutral": f"{_NEUTRAL} neutral",
}
_TO_ARTICLE = {"support": f"{_FOR} for the article", "oppose": f"{_AGAINST} against the article"}
_COLOURS = {_FOR: "cyan", _AGAINST: "yellow", _NEUTRAL: "bright_black", _ASKS: "magenta"}

Explain = Callable[[CommentRow], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A comment with what stands before its first line and before all the others.

    ``level`` is told where the indent no longer tells it; ``above`` says in a line what it answers
    where that isn't printed above it.
    """

    branch: Branch
    lead: str = ""
    trunk: str = "  "
    level: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class CommentLines:
    """What is printed of comments, at most ``width`` cells wide.

    ``explain`` and ``doubt`` give sentences below a comment. ``pattern`` finds words to be marked.
    ``full``: long texts are printed whole.
    """

    width: int = 80
    quotes: Mapping[str, Sequence[QuoteRow]] = field(default_factory=dict)
    explain: Explain | None = None
    doubt: Explain | None = None
    pattern: re.Pattern[str] | None = None
    full: bool = False

    def of(self, place: Place) -> Iterator[str]:
        """Give a comment's lines, an empty one (but for guides) at the end."""
        row, trunk = place.branch.row, place.trunk
        room = min(self.width - len(trunk), TEXT_MOST)
        lead = place.lead
        for line in _head(place, room):
            yield lead + line
            lead = trunk
        if place.above:
            yield trunk + click.style(cut(one_line(place.above), room), dim=True)
        if row.subject:
            subject = fold(enclose(one_line(row.subject), self.pattern), room)
            yield from (trunk + line for line in paint(subject, underline=True))
        answered = bool(place.branch.replies)
        yield from ((trunk + line).rstrip() for line in self.text(row, room, answered=answered))
        for mark, told, colour in (("↳", self.explain, "green"), ("?", self.doubt, "magenta")):
            for why in told(row) if told else ():
                for line in fold(one_line(f"{mark} {why}"), room):
                    yield trunk + click.style(line, fg=colour)
        yield trunk.rstrip()

    def text(self, row: CommentRow, room: int, *, answered: bool = False) -> Iterator[str]:
        """Give the words, folded where they are many, those quoted marked ``>`` and dimmed.

        ``answered``: other comments are known to answer this one, should it have no words.
        """
        if not row.text.strip():
            yield _silent(row, answered=answered)
            return
        words = list(self._words(row, room))
        lines = [line for line, _ in words]
        shown = list(paint_each(words))
        for part in parts_shown(lines, full=self.full):
            if isinstance(part, range):
                yield from shown[part.start : part.stop]
            else:
                yield click.style(cut(left_out(part), room), italic=True)

    def _words(self, row: CommentRow, room: int) -> Iterator[tuple[str, bool]]:
        """Give each line with whether it is quoted, paragraphs separated by an empty line."""
        for number, block in enumerate(blocks(row.text, self.quotes.get(row.id, ()))):
            if number:
                yield "", False
            mark = "> " if block.quote else ""
            text = neutralise("".join(run.text for run in block.runs)).strip()
            for line in fold(enclose(text, self.pattern), room - len(mark)):
                yield mark + line, block.quote


def paint_each(words: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Style lines, quoted ones dimmed; what is enclosed ends where the kind of line changes."""
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or words[end][1] != words[start][1]:
            style = {"dim": True} if words[start][1] else {}
            yield from paint((line for line, _ in words[start:end]), **style)
            start = end


def left_out(lines: int) -> str:
    """Say that a text goes on."""
    return f"… {counted(lines, 'more line')}, {HOW_TO_SEE}"


def brief(
    above: CommentRow | None, quotes: Sequence[QuoteRow] = (), chain: int | None = None
) -> str:
    """Say in brief what a comment answers: who wrote that and its first own words.

    ``quotes`` are those of the comment answered, ``chain`` the position at which its chain begins.
    """
    if above is None:
        return "answers the article"
    where = "" if chain in {None, above.position} else f" (chain #{chain})"
    said = _own_words(above, quotes)
    told = excerpt(said, _OPENING) if said.strip() else _silent(above, answered=True)
    return f"answers #{above.position} {above.author or NO_NAME}{where}: {told}"


def _own_words(row: CommentRow, quotes: Sequence[QuoteRow]) -> str:
    own = (block for block in blocks(row.text, quotes) if not block.quote)
    return " ".join(run.text for block in own for run in block.runs) or row.text


def _silent(row: CommentRow, *, answered: bool) -> str:
    if row.state == "missing" and answered:
        return _ONLY_ANSWERED
    return _STATES.get(row.state, "(no words)")


def _head(place: Place, room: int) -> Iterator[str]:
    """Give who and when, then the stance: on the same line where there is room."""
    row = place.branch.row
    name = (row.author or NO_NAME) + (" (registered)" if row.registered else "")
    facts = (f"#{row.position} {name}", when(row.posted_at), place.level)
    *above, last = fold(one_line(" · ".join(filter(None, facts))), room)
    for line in above:
        yield click.style(line, bold=True)
    marks = stance_marks(row, place.branch.level)
    if marks and cells(last) + 3 + cells(", ".join(marks)) > room:
        yield click.style(last, bold=True)
        last = ""
    styled = ", ".join(click.style(mark, fg=_COLOURS.get(mark[0])) for mark in marks)
    yield " · ".join(filter(None, (last and click.style(last, bold=True), styled)))


def stance_marks(row: CommentRow, level: int) -> list[str]:
    """Say in marks and words how a comment stands to what it answers, and to the article.

    A top-level comment answers the article, so its stance is said once. Of one that is not scored
    for its language, that is said. That readers hid it comes first.
    """
    hidden = ["hidden by flags"] if row.flagged else []
    if row.scored == 0:
        return [*hidden, f"in {language_name(row.language)}, not scored"]
    to_article = _TO_ARTICLE.get(row.to_article or "")
    if level == 1:
        marks = [to_article or (_TO_PARENT["neutral"] if row.to_article else None)]
    else:
        marks = [_TO_PARENT.get(row.to_parent or ""), to_article]
    marks.append(f"{_ASKS} asks" if row.asks else None)
    return hidden + [mark for mark in marks if mark]
