"""A thread as an indented tree of lines for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from rejoinder.terminal import cells, fold, neutralise, one_line
from reports.outline import Branch, Outline
from reports.rows import ArticleRow, CommentRow, RecoveryRow

# A level takes this many columns, until no more than _TEXT_LEAST are left to the text: what
# stands deeper is printed at the same indent and says its level. Longer lines than _TEXT_MOST are
# hard to read, however wide the terminal.
_STEP = 2
_TEXT_LEAST = 44
_TEXT_MOST = 96

_STATES = {"removed": "(removed from the page)", "missing": "(not on the page, but answered there)"}
_TO_PARENT = {"agree": "▲ agrees", "disagree": "▼ disagrees", "neutral": "· neutral"}
_TO_ARTICLE = {"support": "▲ for the article", "oppose": "▼ against the article"}
_COLOURS = {"▲": "cyan", "▼": "yellow", "·": "bright_black", "?": "magenta"}


@dataclass(frozen=True, slots=True)
class TreeView:
    """A thread in reading order, printed at most ``width`` cells wide.

    ``explain`` gives the sentence on why a comment stands where it does; None leaves it out.
    Lines carry ANSI colours, but say the same without. What the page itself wrote is harmless in
    them: it can neither move the cursor nor turn the direction of a line.
    """

    article: ArticleRow
    recovery: RecoveryRow
    outline: Outline
    width: int = 80
    explain: Callable[[CommentRow], str] | None = None

    def lines(self) -> Iterator[str]:
        """Yield the heading, then each comment, a reply below what it answers."""
        yield from self._heading()
        for place in self._places():
            yield from self._comment(place)
        if not self.outline.branches:
            yield "No comments."

    def _heading(self) -> Iterator[str]:
        article = self.article
        for line in fold(one_line(article.title or "(no title)"), self.width):
            yield click.style(line, bold=True)
        facts = (
            article.author and f"by {article.author}",
            article.outlet,
            moment(article.published_at),
            number_of_comments(self.recovery.recovered, self.recovery.claimed),
        )
        yield from fold(one_line(" · ".join(filter(None, facts))), self.width)
        if article.url:
            yield from fold(one_line(article.url), self.width)
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
        for line in fold(neutralise(row.text.strip() or _STATES.get(row.state, "")), room):
            yield (trunk + line).rstrip()
        if self.explain is not None:
            for line in fold(one_line("↳ " + self.explain(row)), room):
                yield trunk + click.style(line, fg="green")
        yield trunk.rstrip()


@dataclass(frozen=True, slots=True)
class _Place:
    """A comment with what stands before its first line and before all the others."""

    branch: Branch
    lead: str
    trunk: str
    deepest: int


def moment(stored: str | None) -> str:
    """Write a stored time for people: ``2015-09-18 16:51``."""
    return (stored or "").replace("T", " ")


def number_of_comments(found: int, claimed: int | None) -> str:
    """Say how many comments there are, and how many the page says it has."""
    if claimed is not None and claimed != found:
        return f"{found} of {claimed} comments"
    return "1 comment" if found == 1 else f"{found} comments"


def _head(place: _Place, room: int) -> Iterator[str]:
    """Give who and when, then the stance: on the same line where there is room."""
    row, branch = place.branch.row, place.branch
    name = (row.author or "(no name)") + (" (registered)" if row.registered else "")
    level = f"level {branch.level}" if branch.level > place.deepest else ""
    facts = (f"#{row.position} {name}", moment(row.posted_at), level)
    *above, last = fold(one_line(" · ".join(filter(None, facts))), room)
    for line in above:
        yield click.style(line, bold=True)
    marks = stance_marks(row, branch.level)
    if marks and cells(last) + 3 + cells(", ".join(marks)) > room:
        yield click.style(last, bold=True)
        last = ""
    styled = ", ".join(click.style(mark, fg=_COLOURS[mark[0]]) for mark in marks)
    yield " · ".join(filter(None, (last and click.style(last, bold=True), styled)))


def stance_marks(row: CommentRow, level: int) -> list[str]:
    """Say in marks and words how a comment stands to what it answers, and to the article.

    A top-level comment answers the article, so its stance is said once.
    """
    to_article = _TO_ARTICLE.get(row.to_article or "")
    if level == 1:
        marks = [to_article or ("· neutral" if row.to_article else None)]
    else:
        marks = [_TO_PARENT.get(row.to_parent or ""), to_article]
    marks.append("? asks" if row.asks else None)
    return [mark for mark in marks if mark]
