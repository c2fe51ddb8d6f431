"""What the stages came to, said on stderr."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rejoinder.counting import counted
from rejoinder.errors import complain
from rejoinder.tables import print_json
from rejoinder.terminal import one_line

if TYPE_CHECKING:
    from analyzers.run import AnalyzeSummary
    from reports.names_left import NamesLeft
    from reports.pseudonymised.making import Pseudonymised
    from threads.ingest import ReadSummary

_LISTED = 40  # names listed on the terminal


def tell_read(summary: ReadSummary) -> None:
    """Say what was read, which pages hold no comments, and each failure."""
    for source in summary.without_comments:
        _say(f"{one_line(source)}: no comments on this page; the article is read")
    for failure in summary.failures:
        complain(failure)
    counts = [
        f"{counted(summary.pages, 'page')} read",
        f"{counted(len(summary.articles), 'article')} ({summary.articles_new:,} new)",
        f"{counted(summary.comments_new, 'new comment')}",
        summary.comments_changed and f"{counted(summary.comments_changed, 'changed comment')}",
        summary.unchanged and f"{counted(summary.unchanged, 'page')} known already",
        summary.failures and f"{counted(len(summary.failures), 'source')} failed",
    ]
    _say(", ".join(str(count) for count in counts if count))


def tell_analyzed(
    summary: AnalyzeSummary, out: str | None = None, *, verbose: bool = False
) -> None:
    """Say what was analyzed and by which engine, and how many articles had nothing to do.

    ``out`` is the data set that the rows went to; ``verbose``: also the rows that each analyzer
    made.
    """
    if not summary.articles:
        _say("no article to analyze")
    elif not summary.kept:
        _say(f"nothing to do: {counted(summary.articles, 'article')} up to date")
    elif summary.analyzed:
        _say(f"{counted(summary.analyzed, 'article')} analyzed: {_came_of(summary)}")
    if summary.kept and out is not None:
        _say(f"{counted(summary.kept, 'article')} written to {one_line(out)}")
    if summary.unscored:
        comments = counted(summary.unscored, "comment")
        _say(f"{comments} left unscored, being in another language than English")
    if summary.wordless:
        comments = counted(summary.wordless, "comment")
        _say(f"{comments} left unscored, holding nothing but quotations")
    if summary.engine:
        _say(f"stances by the engine {summary.engine.engine}: {summary.engine.why}")
    if verbose and summary.rows:
        _say(f"rows: {', '.join(f'{name} {count:,}' for name, count in summary.rows.items())}")


# What people look for in what was analyzed, by analyzer; the others' rows are between the two.
_TOLD = {
    "stance": ("comment scored", "comments scored"),
    "chains": ("chain", "chains"),
    "targets": ("stance towards targets", "stances towards targets"),
}


def _came_of(summary: AnalyzeSummary) -> str:
    found = [
        counted(summary.rows[name], one, many)
        for name, (one, many) in _TOLD.items()
        if summary.rows.get(name)
    ]
    return ", ".join(found or summary.rows)


def tell_names_left(left: NamesLeft) -> None:
    """Say which names a redacted report still has, and why they were let be."""
    for names, why in (
        (left.ordinary, "are ordinary words, and stand in the report as such"),
        (left.published, "stand in the article itself"),
    ):
        if names:
            _say(f"names that {why}: {', '.join(one_line(name) for name in names)}")


def tell_outdated(articles: int) -> None:
    """Say of how many articles the figures are not this version's."""
    if articles:
        what = "1 article has" if articles == 1 else f"{articles:,} articles have"
        _say(f"{what} figures of an earlier version: rejoinder analyze makes them anew")


def tell_key(place: Path, *, new: bool, out: Path) -> None:
    """Say where the key is, and what is unsafe about it."""
    from reports.pseudonymised.keys import is_open_to_others

    where = one_line(str(place))
    _say(f"{'new key' if new else 'key'}: {where}")
    if new:
        _say("who has it can find the names again: keep it, and keep it apart from the copy")
    elif is_open_to_others(place):
        _say(f"others on this machine can read the key: chmod 600 {where}")
    if place.absolute().parent == out.absolute().parent:
        _say("key and copy are in one folder: don't hand on the folder")


def tell_pseudonymised(made: Pseudonymised, *, as_json: bool) -> None:
    """Print the file that was written, and list the names that are words in it."""
    counts = [
        counted(made.articles, "article"),
        counted(made.comments, "comment"),
        counted(made.people, "person with a pseudonym", "people with pseudonyms"),
    ]
    _say(", ".join(counts))
    if as_json:
        print_json({**asdict(made), "out": str(made.out)})
        return
    for names, why in (
        (made.left.ordinary, "are ordinary words, and may stand in it as such"),
        (made.left.within, "are letters of longer words in it"),
        (made.left.program, "are among the program's own words or the file's bytes"),
    ):
        if names:
            listed = ", ".join(one_line(name) for name in names[:_LISTED])
            more = f", and {len(names) - _LISTED:,} more: see --json" if names[_LISTED:] else ""
            _say(f"names that {why} ({len(names):,}): {listed}{more}")
    if not any(asdict(made.left).values()):
        _say("no name is left in it")
    click.echo(made.out)


def _say(line: str) -> None:
    click.echo(line, err=True)
