"""The report as files: one self-contained page, or a folder of them with a comparison.

Two runs on the same database give the same bytes: nothing in a page depends on when, where or by
whom it was made.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from reports import palette
from reports.exports.numbers import numbers, to_text, words_of
from reports.figures.layout import CONFIG
from reports.files import as_bytes, write_file
from reports.index import Side
from reports.locale import for_plotly
from reports.material import Material, check, gather
from reports.names_left import shown_in
from reports.redaction import Redaction
from reports.rendering import render, versions
from reports.scripts import Scripts, pack_ahead
from reports.several import Several
from reports.story import Story, head, tell
from threads.aside import same_place
from threads.database import one_moment
from threads.errors import RejoinderError
from threads.uncollected import uncollected

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# Who names such a file doesn't want a folder of that name.
_NO_PAGE = frozenset({".pdf", ".doc", ".docx", ".odt", ".md", ".txt", ".png", ".svg", ".csv"})


class Database(Protocol):
    """What of sqlite-utils' database is used here."""

    @property
    def conn(self) -> sqlite3.Connection: ...  # noqa: D102


class HasDatabase(Protocol):
    """A store, as far as a report needs one."""

    @property
    def db(self) -> Database: ...  # noqa: D102


def write_report(
    store: HasDatabase | sqlite3.Connection,
    article_ids: Sequence[str],
    out: Path,
    *,
    title: str | None = None,
    data: Path | None = None,
    redaction: Redaction | None = None,
    jobs: int | None = 1,
) -> Path:
    """Write the report and give the file to open.

    One article: ``out`` is the file, or a folder for its ``index.html``; ``data`` the file for its
    numbers, if wanted. Several: ``out`` is a folder; ``index.html`` compares them, a page each
    stands beside it with its numbers, made by as many processes as ``folder.write_folder`` says of
    ``jobs``. ``title`` replaces the heading. ``redaction`` is the one that rows go through
    meanwhile. Raises ``ArticleNotFound``, and ``RejoinderError`` for an article that was not
    analyzed yet or a place that can't be written to.
    """
    db = connection(store)
    articles = list(dict.fromkeys(article_ids))
    check_place(out, len(articles))
    for article in articles:
        check(db, article)
    if len(articles) > 1:
        from reports.folder import write_folder  # which is made of what is here

        return write_folder(db, articles, out, title=title, redaction=redaction, jobs=jobs)
    file = out if _is_file_name(out) else out / "index.html"
    if data and same_place(data, file):
        what = "the page and its numbers can't be one file"
        raise RejoinderError(what, where=str(data), remedy="name another place with --data")
    pack_ahead()
    with uncollected(), one_moment(db):
        material = gather(db, articles[0])
        story = tell(material)
        page = article_page(story, title=title, redacted=redaction is not None)
        look(redaction, shown_in(page))
        if data:
            write_file(data, numbers_of(material, story, redaction), option="--data")
    return write_file(file, page)


def connection(store: HasDatabase | sqlite3.Connection) -> sqlite3.Connection:
    """Give the connection of a store."""
    return store if isinstance(store, sqlite3.Connection) else store.db.conn


def check_place(out: Path, articles: int) -> None:
    """Raise ``RejoinderError`` where a report on so many articles can't be put at ``out``."""
    if not articles:
        raise RejoinderError("no article to report on", remedy="read a page first")
    if articles > 1 and _is_file_name(out):
        raise RejoinderError(
            f"{articles} articles need a folder, and this is a file name",
            where=str(out),
            remedy="give a folder",
        )
    if out.suffix.lower() in _NO_PAGE and not out.is_dir():
        raise RejoinderError(
            f"a report is an HTML page, and no {out.suffix[1:]}",
            where=str(out),
            remedy=f"name it {out.with_suffix('.html').name}; browsers print it as PDF, --figures"
            " writes pictures, --data the numbers",
        )


def article_page(
    story: Story,
    *,
    title: str | None = None,
    plotly_beside: bool = False,
    back: bool = False,
    redacted: bool = False,
) -> str:
    """Make one article's page.

    ``plotly_beside``: plotly.js is a file beside the page; else it stands in it. ``back``: there is
    a comparison to lead back to. ``redacted``: it is made of redacted rows, and says so.
    """
    figures = {name: figure.to_plotly_json() for name, figure in story.figures.items()}
    config = {**CONFIG, **for_plotly()}
    data = {"figures": figures, "dark": palette.in_dark(), "config": config}
    return render(
        "article.html.j2",
        Scripts(plotly="beside" if plotly_beside else "inside", data=data, figures=bool(figures)),
        story=story,
        title=title or story.head.title,
        retitled=title is not None,
        back=back,
        redacted=redacted,
    )


def index_page(
    several: Several,
    compared: Sequence[Side],
    pages: Mapping[str, str],
    *,
    title: str | None = None,
) -> str:
    """Make the comparison of several articles; ``pages`` leads from ids to file names."""
    lines = [
        {"row": row, "head": head(article), "page": pages[article.id]}
        for article, row in zip(several.articles, several.overview, strict=True)
    ]
    figures = {
        name: one.to_plotly_json() for side in compared for name, one in side.figures.items()
    }
    config = {**CONFIG, **for_plotly()}
    data = {"figures": figures, "dark": palette.in_dark(), "config": config}
    return render(
        "index.html.j2",
        Scripts(plotly="beside" if figures else "none", data=data, figures=bool(figures)),
        lines=lines,
        sides=compared,
        title=title or f"{len(lines)} articles and their readers",
    )


def page_names(articles: Sequence[str]) -> dict[str, str]:
    """Name the page of each article in a folder, without ending."""
    names = {
        article: _UNSAFE.sub("-", article).strip("-")[:80] or "article" for article in articles
    }
    taken = {"index", *(name.casefold() for name in names.values())}
    if len(taken) <= len(names):
        return {article: f"article-{n}" for n, article in enumerate(articles, 1)}
    return names


def numbers_of(material: Material, story: Story, redaction: Redaction | None) -> bytes:
    """Give an article's numbers as JSON; a redacted report's are looked through for names."""
    found = numbers(material, story, versions=versions(), redacted=redaction is not None)
    look(redaction, words_of(found))
    return as_bytes(to_text(found))


def look(redaction: Redaction | None, texts: Iterable[str]) -> None:
    """Look through what is to be written for names, where the report is redacted."""
    if redaction is not None:
        redaction.look(texts)


def _is_file_name(out: Path) -> bool:
    return not out.is_dir() and out.suffix.lower() in {".html", ".htm"}
