"""A thread as an indented tree of lines for the terminal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import click

from rejoinder.reasons import mended, reasons
from rejoinder.terminal import cells, fold, neutralise, one_line
from reports import queries
from reports.camp_queries import CAMPS, COMMON_GROUND
from reports.camps import camps_told, ground_told
from reports.outline import Branch, Outline, outline
from reports.palette import MARK
from reports.reading import blocks, language_name
from reports.rows import (
    ArticleRow,
    CommentRow,
    CoverageRow,
    LanguageRow,
    QuoteRow,
    RecoveryRow,
)
from reports.split import AUDIT, SPLIT, audited, corrected
from reports.times import when

# A level takes this many columns, until no more than _TEXT_LEAST are left to the text: what
# stands deeper is printed at the same indent and says its level. Longer lines than _TEXT_MOST are
# hard to read, however wide the terminal.
_STEP = 2
_TEXT_LEAST = 44
_TEXT_MOST = 96

_STATES = {"removed": "(removed from the page)", "missing": "(not on the page, but answered there)"}
_FOR, _AGAINST, _NEUTRAL, _ASKS = MARK["support"], MARK["oppose"], MARK["neutral"], "?"
_TO_PARENT = {
    "agree": f"{_FOR} agrees",
    "disagree": f"{_AGAINST} disagrees",
    "neutral": f"{_NEUTRAL} neutral",
}
_TO_ARTICLE = {"support": f"{_FOR} for the article", "oppose": f"{_AGAINST} against the article"}
_COLOURS = {_FOR: "cyan", _AGAINST: "yellow", _NEUTRAL: "bright_black", _ASKS: "magenta"}


def tree_view(
    connection: sqlite3.Connection, article_id: str, *, width: int, evidence: bool
) -> TreeView:
    """Query what a tree shows of an article.

    With ``evidence``, also why each comment stands where it does, what its stance was told by, and
    each thing that was mended.
    """
    (article,) = queries.ARTICLE.rows(connection, article_id)
    (recovery,) = queries.RECOVERY.rows(connection, article_id)
    (coverage,) = queries.COVERAGE.rows(connection, article_id)
    rows = queries.COMMENTS.rows(connection, article_id)
    positions = {row.id: row.position for row in rows}
    quotes: dict[str, list[QuoteRow]] = {}
    for quote in queries.QUOTES.rows(connection, article_id):
        quotes.setdefault(quote.comment_id, []).append(quote)
    return TreeView(
        article,
        recovery,
        outline(rows),
        width,
        quotes,
        (lambda row: reasons(row, positions)) if evidence else None,
        (
            *_notes(recovery, coverage, queries.LANGUAGES.rows(connection, article_id)),
            *_camps(connection, article_id),
            *map(corrected, SPLIT.rows(connection, article_id)),
            *map(audited, AUDIT.rows(connection, article_id)),
        ),
        mended(
            queries.MENDED.rows(connection, article_id),
            queries.REPAIRS.rows(connection, article_id) if evidence else (),
        ),
    )


def _camps(connection: sqlite3.Connection, article_id: str) -> Iterator[str]:
    for row in CAMPS.rows(connection, article_id):
        yield camps_told(row)
        if row.camps:
            yield ground_told(COMMON_GROUND.rows(connection, article_id))


def _notes(
    recovery: RecoveryRow, coverage: CoverageRow, languages: Sequence[LanguageRow]
) -> tuple[str, ...]:
    notes = [f"stances: {coverage.stance_engines}"] if coverage.stance_engines else []
    if languages:
        parts = [f"{row.comments} in {language_name(row.language)}" for row in languages]
        notes.append(one_line(f"not scored: {', '.join(parts)}"))
    elif recovery.comments and not coverage.stance:
        notes.append("stances: not scored yet")
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class TreeView:
    """A thread in reading order, printed at most ``width`` cells wide.

    ``explain`` gives the sentences on what is said of a comment; None leaves them out.
    ``notes`` stand in the heading, ``endnotes`` below the last comment.
    Lines carry ANSI colours, but say the same without. What the page itself wrote is harmless in
    them: it can neither move the cursor nor turn the direction of a line.
    """

    article: ArticleRow
    recovery: RecoveryRow
    outline: Outline
    width: int = 80
    quotes: Mapping[str, Sequence[QuoteRow]] = field(default_factory=dict)
    explain: Callable[[CommentRow], Sequence[str]] | None = None
    notes: tuple[str, ...] = ()
    endnotes: tuple[str, ...] = ()

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines of the heading, of each comment below what it answers, of the end."""
        yield list(self._heading())
        for place in self._places():
            yield list(self._comment(place))
        if not self.outline.branches:
            yield ["No comments."]
        if self.endnotes:
            width = min(self.width, _TEXT_MOST)
            yield [line for note in self.endnotes for line in fold(one_line(note), width)]

    def _heading(self) -> Iterator[str]:
        article = self.article
        for line in fold(one_line(article.title or "(no title)"), self.width):
            yield click.style(line, bold=True)
        facts = (
            article.author and f"by {article.author}",
            article.outlet,
            when(article.published_at),
            number_of_comments(self.recovery.recovered, self.recovery.claimed),
        )
        yield from fold(one_line(" · ".join(filter(None, facts))), self.width)
        if article.url:
            yield one_line(article.url)  # whole, so that it can be copied
        for note in self.notes:
            yield from fold(note, self.width)
        yield ""

    def _places(self) -> Iterator[_Place]:
        """Pair each comment with the guides before it, level by level and without recursion."""
        branches = self.outline.branches
        deepest = max(1, (self.width - _TEXT_LEAST) // _STEP)
        trunks: dict[str | None, str] = {}
        for name, branch in branches.items():
            below = "" if branch.parent is None else trunks[branch.parent]
            lead = below
            if 1 < branch.level <= deepest:
                last = branches[branch.parent or ""].replies[-1] == name
                lead = below + ("└ " if last else "├ ")
                below += "  " if last else "│ "
            trunks[name] = below
            open_below = bool(branch.replies) and branch.level < deepest
            yield _Place(branch, lead, below + ("│ " if open_below else "  "), deepest)

    def _comment(self, place: _Place) -> Iterator[str]:
        row, trunk = place.branch.row, place.trunk
        room = min(self.width - len(trunk), _TEXT_MOST)
        lead = place.lead
        for line in _head(place, room):
            yield lead + line
            lead = trunk
        if row.subject:
            for line in fold(one_line(row.subject), room):
                yield trunk + click.style(line, underline=True)
        yield from ((trunk + line).rstrip() for line in self._words(row, room))
        for why in self.explain(row) if self.explain else ():
            for line in fold(one_line("↳ " + why), room):
                yield trunk + click.style(line, fg="green")
        yield trunk.rstrip()

    def _words(self, row: CommentRow, room: int) -> Iterator[str]:
        """Give a comment's paragraphs, those it quotes marked ``>``, an empty line between."""
        if not row.text.strip():
            yield _STATES.get(row.state, "(no words)")
        for number, block in enumerate(blocks(row.text, self.quotes.get(row.id, ()))):
            if number:
                yield ""
            mark = "> " if block.quote else ""
            text = neutralise("".join(run.text for run in block.runs)).strip()
            for line in fold(text, room - len(mark)):
                yield click.style(mark + line, dim=True) if mark else line


@dataclass(frozen=True, slots=True)
class _Place:
    """A comment with what stands before its first line and before all the others."""

    branch: Branch
    lead: str
    trunk: str
    deepest: int


def number_of_comments(found: int, claimed: int | None) -> str:
    """Say how many comments there are, and of how many that the page says it has."""
    if claimed is not None and claimed >= found:
        return f"{found} of {claimed} comments recovered"
    count = "1 comment" if found == 1 else f"{found} comments"
    return count if claimed is None else f"{count}, more than the {claimed} claimed"


def _head(place: _Place, room: int) -> Iterator[str]:
    """Give who and when, then the stance: on the same line where there is room."""
    row, branch = place.branch.row, place.branch
    name = (row.author or "(no name)") + (" (registered)" if row.registered else "")
    level = f"level {branch.level}" if branch.level > place.deepest else ""
    facts = (f"#{row.position} {name}", when(row.posted_at), level)
    *above, last = fold(one_line(" · ".join(filter(None, facts))), room)
    for line in above:
        yield click.style(line, bold=True)
    marks = stance_marks(row, branch.level)
    if marks and cells(last) + 3 + cells(", ".join(marks)) > room:
        yield click.style(last, bold=True)
        last = ""
    styled = ", ".join(click.style(mark, fg=_COLOURS.get(mark[0])) for mark in marks)
    yield " · ".join(filter(None, (last and click.style(last, bold=True), styled)))


def stance_marks(row: CommentRow, level: int) -> list[str]:
    """Say in marks and words how a comment stands to what it answers, and to the article.

    A top-level comment answers the article, so its stance is said once. Of one that is not scored
    for its language, that is said.
    """
    if row.scored == 0:
        return [f"in {language_name(row.language)}, not scored"]
    to_article = _TO_ARTICLE.get(row.to_article or "")
    if level == 1:
        marks = [to_article or (_TO_PARENT["neutral"] if row.to_article else None)]
    else:
        marks = [_TO_PARENT.get(row.to_parent or ""), to_article]
    marks.append(f"{_ASKS} asks" if row.asks else None)
    return [mark for mark in marks if mark]
