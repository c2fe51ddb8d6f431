"""The report as files: one self-contained page, or a folder of them with a comparison.

Two runs on the same database give the same bytes: nothing in a page depends on when, where or by
whom it was made.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

import plotly
from jinja2 import Environment, PackageLoader, StrictUndefined

from reports import palette, queries
from reports.facts import fact
from reports.figures.layout import CONFIG
from reports.index import MOST_SAID, figure_of, sides
from reports.judgement import FEWEST
from reports.material import check, gather
from reports.packing import packed
from reports.scripts import PLOTLY_FILE, Scripts, plotly_source, source
from reports.story import Story, head, tell
from reports.times import day, when
from reports.wording import method_words
from threads.errors import RejoinderError

ARTICLE_COLUMNS = (
    ("article", ""),
    ("date", ""),
    ("comments", "number"),
    ("claimed", "number"),
    ("people", "number"),
    ("oppose", "number"),
    ("support", "number"),
    ("neutral", "number"),
    ("tone", "number"),
    ("chains", "number"),
)
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


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
) -> Path:
    """Write the report and give the file to open.

    One article: ``out`` is the file, or a folder for its ``index.html``. Several: ``out`` is a
    folder; ``index.html`` compares them, a page each stands beside it. ``title`` replaces the
    heading. Raises ``ArticleNotFound``, and ``RejoinderError`` for an article that was not
    analyzed yet or a place that can't be written to.
    """
    db = store if isinstance(store, sqlite3.Connection) else store.db.conn
    articles = list(dict.fromkeys(article_ids))
    check_place(out, len(articles))
    for article in articles:
        check(db, article)
    if len(articles) == 1:
        file = out if _is_file_name(out) else out / "index.html"
        return _write(file, article_page(tell(gather(db, articles[0])), title=title))
    return _write_folder(db, articles, out, title)


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


def article_page(
    story: Story, *, title: str | None = None, plotly_beside: bool = False, back: bool = False
) -> str:
    """Make one article's page.

    ``plotly_beside``: plotly.js is a file beside the page; else it stands in it. ``back``: there is
    a comparison to lead back to.
    """
    figures = {name: figure.to_plotly_json() for name, figure in story.figures.items()}
    data = {"figures": figures, "dark": palette.in_dark(), "config": CONFIG}
    return _render(
        "article.html.j2",
        Scripts(plotly="beside" if plotly_beside else "inside", data=data, figures=bool(figures)),
        story=story,
        title=title or story.head.title,
        retitled=title is not None,
        back=back,
    )


def index_page(
    db: sqlite3.Connection, pages: Mapping[str, str], *, title: str | None = None
) -> str:
    """Make the comparison of several articles; ``pages`` leads from ids to file names."""
    lines = [
        {
            "row": queries.OVERVIEW.rows(db, article)[0],
            "head": head(queries.ARTICLE.rows(db, article)[0]),
            "page": page,
        }
        for article, page in pages.items()
    ]
    compared = sides(db, list(pages))
    figures = {
        name: one.to_plotly_json() for side in compared for name, one in side.figures.items()
    }
    data = {"figures": figures, "dark": palette.in_dark(), "config": CONFIG}
    return _render(
        "index.html.j2",
        Scripts(plotly="beside" if figures else "none", data=data, figures=bool(figures)),
        lines=lines,
        sides=compared,
        title=title or f"{len(lines)} articles and their readers",
    )


def _write_folder(
    db: sqlite3.Connection, articles: Sequence[str], out: Path, title: str | None
) -> Path:
    pages = {article: _file_name(article) for article in articles}
    if len({page.casefold() for page in pages.values()}) < len(pages):
        pages = {article: f"article-{n}.html" for n, article in enumerate(articles, 1)}
    _write(out / PLOTLY_FILE, plotly_source())
    for article, page in pages.items():
        story = tell(gather(db, article))
        _write(out / page, article_page(story, plotly_beside=True, back=True))
    return _write(out / "index.html", index_page(db, pages, title=title))


def _render(template: str, scripts: Scripts, **context: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            scripts=scripts,
            css=palette.css() + source("report.css"),
            versions=versions(),
            queries=queries.QUERIES,
            **context,
        )
    )


def fact_of(query: str, row: Any, column: str) -> object:
    """Give a number for a template: query by name, row, column."""
    return fact(queries.BY_NAME[query], row, column)


def source_name(source: str) -> str:
    """Name a page read without telling of the machine: an address whole, of a file its name."""
    return source if "://" in source else source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def versions() -> dict[str, str]:
    """Name the programs that decide what a report shows."""
    try:
        ours = metadata.version("rejoinder")
    except metadata.PackageNotFoundError:  # run from a checkout that was never installed
        ours = ""
    return {"Rejoinder": ours, "plotly": plotly.__version__}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        n=fact_of,
        day=day,
        when=when,
        source_name=source_name,
        method_words=method_words,
        packed=packed,
        marks=palette.MARK,
        columns=ARTICLE_COLUMNS,
        fewest=FEWEST,
        figure_of=figure_of,
        most_said=MOST_SAID,
    )
    return environment


def _is_file_name(out: Path) -> bool:
    return not out.is_dir() and out.suffix.lower() in {".html", ".htm"}


def _file_name(article: str) -> str:
    return f"{_UNSAFE.sub('-', article).strip('-')[:80] or 'article'}.html"


def _write(file: Path, text: str) -> Path:
    """Write a file whole or not at all; a report that stood there is replaced at the end."""
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode())
        beside.replace(file)
    except OSError as problem:
        with suppress(OSError):  # whatever kept it from being written
            beside.unlink()
        raise RejoinderError(
            f"cannot be written: {problem.strerror or problem}",
            where=str(file),
            remedy="name another place with -o",
        ) from problem
    return file
