"""Everything that one report can be asked for: the page, its figures as files, its numbers.

Rows are redacted, and numbers and dates written in a language, for all of it alike.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import plotly.graph_objects as go

from reports.exports.drafts import drafted
from reports.exports.embedded import embedded
from reports.exports.figure_tables import (
    comparison_table,
    figure_table,
    words_behind,
    words_compared,
)
from reports.exports.pictures import draw
from reports.index import sides
from reports.locale import DEFAULT, writing_in
from reports.material import check, gather
from reports.names_left import NamesLeft, strings_in
from reports.page import HasDatabase, connection, look, page_names, write_report
from reports.redaction import Redaction, redacted
from reports.section import Section
from reports.several import gather_several
from reports.story import tell
from threads.database import one_moment
from threads.errors import RejoinderError


@dataclass(frozen=True)
class Edition:
    """How a report is made.

    ``title`` replaces the heading; ``language`` is that of numbers and dates; ``redact``: people
    get pseudonyms, and their words are shortened.
    """

    title: str | None = None
    language: str = DEFAULT
    redact: bool = False


PLAIN = Edition()


@dataclass(frozen=True)
class Published:
    """The file to open, and the names that a redacted report still has."""

    page: Path
    names_left: NamesLeft = field(default_factory=NamesLeft)


def publish(
    store: HasDatabase | sqlite3.Connection,
    articles: Sequence[str],
    out: Path,
    edition: Edition = PLAIN,
    *,
    figures: Path | None = None,
    data: Path | None = None,
    jobs: int | None = 1,
) -> Published:
    """Write the report on articles, and what else is wanted of it.

    ``figures`` is a folder for the figures as PNG, SVG and CSV, with a folder for each of several
    articles; ``data`` a file for one article's numbers; ``jobs`` is how many processes make the
    pages of several, None for as many as pay off, this one alone where figures are wanted too. All
    is of one moment, whoever writes to the database meanwhile. Raises what ``write_report`` raises,
    and ``RejoinderError`` for pictures that can't be drawn and a language that isn't known.
    """
    db = connection(store)
    if data and len(articles) > 1:
        raise RejoinderError(
            f"{len(articles)} articles have their numbers beside their pages",
            where=str(data),
            remedy="leave out --data",
        )
    # Other processes can't read at the moment that is held here: see ``write_folder``.
    moment = one_moment(db) if figures or edition.redact or len(articles) < 2 else nullcontext()
    with moment, _edition(db, articles, edition) as redaction:
        # Drawn first: what fails for want of a browser fails before anything is written.
        files = dict(_figure_files(db, articles, redaction)) if figures else {}
        page = write_report(
            db, articles, out, title=edition.title, data=data, redaction=redaction, jobs=jobs
        )
        if figures:
            with drafted(figures, "--figures") as draft:
                for name, content in files.items():
                    draft.file(name).write_bytes(content)
    return Published(page, redaction.left if redaction else NamesLeft())


def embed(
    store: HasDatabase | sqlite3.Connection,
    article: str,
    figure: str,
    edition: Edition = PLAIN,
    *,
    library: bool = True,
) -> str:
    """Give one figure of one article's report as a piece of HTML; see ``exports.embedded``."""
    db = connection(store)
    with one_moment(db), _edition(db, [article], edition) as redaction:
        story = tell(gather(db, article))
        words = {name: _in_words(section) for section in story.sections for name in section.figures}
        fragment = embedded(story.figures, figure, words=words.get(figure, ""), library=library)
        if redaction:
            redaction.look(strings_in(story.figures[figure].to_plotly_json()))
    return fragment


@contextmanager
def _edition(
    db: sqlite3.Connection, articles: Sequence[str], edition: Edition
) -> Iterator[Redaction | None]:
    with ExitStack() as stack:
        stack.enter_context(writing_in(edition.language))
        yield stack.enter_context(redacted(db, articles)) if edition.redact else None


def _figure_files(
    db: sqlite3.Connection, articles: Sequence[str], redaction: Redaction | None
) -> Iterator[tuple[Path, bytes]]:
    """Give the content of each file of figures by its place in their folder.

    What the tables say is looked through for names here, what is drawn where the page is made.
    """
    several = len(articles) > 1
    for article in articles:
        check(db, article)
    for article, name in page_names(articles).items():
        material = gather(db, article)
        drawn = tell(material).figures
        tables = {figure: figure_table(figure, material) for figure in drawn}
        look(redaction, (word for figure in drawn for word in words_behind(figure, material)))
        yield from _files(Path(name if several else ""), drawn, tables)
    if several:
        compared = gather_several(db, articles).compared
        drawn = {name: one for side in sides(compared) for name, one in side.figures.items()}
        table = comparison_table(compared)
        look(redaction, words_compared(compared))
        yield from _files(Path("index"), drawn, dict.fromkeys(drawn, table))


def _files(
    folder: Path, drawn: Mapping[str, go.Figure], tables: Mapping[str, bytes]
) -> Iterator[tuple[Path, bytes]]:
    for file, picture in draw(drawn).items():
        yield folder / file, picture
    for figure, table in tables.items():
        yield folder / f"{figure}.csv", table


def _in_words(section: Section) -> str:
    """Say a figure for who can't see it: its section's title and first sentence."""
    first = next(iter(section.said.values()), None)
    return f"{section.title}: {first.striptags()}" if first else section.title
