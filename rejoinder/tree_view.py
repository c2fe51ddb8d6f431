"""A thread for the terminal: its heading, then a tree of comments, or single ones of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import click

from rejoinder.comment_lines import TEXT_MOST, CommentLines, Place, brief
from rejoinder.counting import counted
from rejoinder.reasons import doubt_reasons, mended, reasons
from rejoinder.terminal import fold, one_line
from reports import queries
from reports.camp_queries import CAMPS, COMMON_GROUND
from reports.camps import camps_told, ground_told
from reports.reading import language_name
from reports.rows import (
    ArticleRow,
    CoverageRow,
    LanguageRow,
    RecoveryRow,
)
from reports.selection import Selection
from reports.split import AUDIT, SPLIT, audited, corrected
from reports.threads_shown import quotes_by_comment
from reports.times import when

# A level takes this many columns, until no more than _TEXT_LEAST are left to the text: what
# stands deeper is printed at the same indent and says its level.
_STEP = 2
_TEXT_LEAST = 44


@dataclass(frozen=True, slots=True)
class Style:
    """How a thread is printed: ``width`` in cells, what is said of comments, texts in ``full``."""

    width: int = 80
    evidence: bool = False
    full: bool = False


def tree_view(
    connection: sqlite3.Connection, article_id: str, selection: Selection, style: Style
) -> TreeView:
    """Query what is shown of an article beside the comments selected.

    With ``evidence``, also why each comment stands where it does, what its stance was told by, and
    each thing that was mended. Of a part of a thread, what is true of all of it is left out.
    """
    (article,) = queries.ARTICLE.rows(connection, article_id)
    (recovery,) = queries.RECOVERY.rows(connection, article_id)
    positions = {name: b.row.position for name, b in selection.outline.branches.items()}
    doubts, quotes = selection.doubts, quotes_by_comment(connection, article_id)
    lines = CommentLines(
        style.width,
        quotes,
        explain=(lambda row: reasons(row, positions)) if style.evidence else None,
        doubt=(lambda row: doubt_reasons(row, doubts[row.id], positions)) if doubts else None,
        pattern=selection.pattern,
        full=style.full,
    )
    if not selection.whole:
        return TreeView(article, recovery, selection, lines)
    notes = tuple(_notes(connection, article_id, recovery))
    repairs = queries.REPAIRS.rows(connection, article_id) if style.evidence else ()
    endnotes = mended(queries.MENDED.rows(connection, article_id), repairs)
    return TreeView(article, recovery, selection, lines, notes=notes, endnotes=endnotes)


def _notes(connection: sqlite3.Connection, article_id: str, recovery: RecoveryRow) -> Iterator[str]:
    (coverage,) = queries.COVERAGE.rows(connection, article_id)
    languages = queries.LANGUAGES.rows(connection, article_id)
    tried = not coverage.stance and _tried(connection, article_id)
    yield from _scoring(recovery, coverage, languages, tried=tried)
    for row in CAMPS.rows(connection, article_id):
        yield camps_told(row, recovery.shared)
        if row.camps:
            yield ground_told(COMMON_GROUND.rows(connection, article_id))
    for split in SPLIT.rows(connection, article_id):
        yield corrected(split, at_most=recovery.people < recovery.most)
    yield from map(audited, AUDIT.rows(connection, article_id))


def _tried(connection: sqlite3.Connection, article_id: str) -> bool:
    from reports.comparison import judged  # which loads what a thread with stances needs not

    return judged(connection, [article_id])


def _scoring(
    recovery: RecoveryRow,
    coverage: CoverageRow,
    languages: Sequence[LanguageRow],
    *,
    tried: bool,
) -> Iterator[str]:
    if coverage.stance_engines:
        yield f"stances: {coverage.stance_engines}"
    unscored = [f"{row.comments:,} in {language_name(row.language)}" for row in languages]
    if coverage.wordless:
        unscored.append(f"{coverage.wordless:,} without words of their own")
    if languages or (unscored and coverage.stance):
        yield one_line(f"not scored: {', '.join(unscored)}")
    elif recovery.comments and not coverage.stance:
        none = "none: no comment has words of its own that could be scored"
        yield f"stances: {none if tried else 'not scored yet'}"


@dataclass(frozen=True, slots=True)
class TreeView:
    """A thread's selected comments in reading order, under a heading.

    ``notes`` stand in the heading, ``endnotes`` below the last comment. Lines carry ANSI colours,
    but say the same without; what the page itself wrote is harmless in them.
    """

    article: ArticleRow
    recovery: RecoveryRow
    selection: Selection
    lines: CommentLines = field(default_factory=CommentLines)
    notes: tuple[str, ...] = ()
    endnotes: tuple[str, ...] = ()

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines of the heading, of each comment below what it answers, of the end."""
        yield list(self._heading())
        if self.selection.picked:
            yield from self._list()
        else:
            yield from self._tree()
        if not self.selection.outline.branches:
            yield ["No comments."]
        if self.endnotes:
            width = min(self.lines.width, TEXT_MOST)
            yield [line for note in self.endnotes for line in fold(one_line(note), width)]

    def _heading(self) -> Iterator[str]:
        article, width = self.article, self.lines.width
        for line in fold(one_line(article.title or "(no title)"), width):
            yield click.style(line, bold=True)
        facts = (
            article.author and f"by {article.author}",
            article.outlet,
            when(article.published_at),
            number_of_comments(self.recovery.recovered, self.recovery.claimed),
        )
        yield from fold(one_line(" · ".join(filter(None, facts))), width)
        if article.url:
            yield one_line(article.url)  # whole, so that it can be copied
        for note in (*self.notes, *self.selection.told):
            yield from fold(one_line(note), width)
        yield ""

    def _list(self) -> Iterator[list[str]]:
        branches = self.selection.outline.branches
        for branch in self.selection.branches():
            above = branches[branch.parent].row if branch.parent else None
            quotes = self.lines.quotes.get(branch.parent or "", ())
            answered = brief(above, quotes, branches[branch.chain].row.position)
            yield list(self.lines.of(Place(branch, above=answered)))

    def _tree(self) -> Iterator[list[str]]:
        """Put guides before each comment, level by level and without recursion."""
        branches = self.selection.outline.branches
        deepest = max(1, (self.lines.width - _TEXT_LEAST) // _STEP)
        trunks: dict[str | None, str] = {}
        for branch in self.selection.branches():
            name = branch.row.id
            below = "" if branch.parent is None else trunks[branch.parent]
            lead = below
            if 1 < branch.level <= deepest:
                last = branches[branch.parent or ""].replies[-1] == name
                lead = below + ("└ " if last else "├ ")
                below += "  " if last else "│ "
            trunks[name] = below
            open_below = bool(branch.replies) and branch.level < deepest
            level = f"level {branch.level}" if branch.level > deepest else ""
            trunk = below + ("│ " if open_below else "  ")
            lines = list(self.lines.of(Place(branch, lead, trunk, level)))
            if name in self.selection.folded:
                told = _replies_folded(self.selection.folded[name])
                lines += [below + ("└ " if open_below else "  ") + told, below.rstrip()]
            yield lines


def _replies_folded(count: int) -> str:
    return click.style(f"… {counted(count, 'more reply', 'more replies')}", italic=True)


def number_of_comments(found: int, claimed: int | None) -> str:
    """Say how many comments there are, and of how many that the page says it has."""
    if claimed is not None and claimed >= found:
        return f"{found:,} of {claimed:,} comments recovered"
    count = counted(found, "comment")
    return count if claimed is None else f"{count}, more than the {claimed:,} claimed"
