"""The stages as the command line runs them: with a progress bar, and a word on what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from rejoinder import api
from rejoinder.progress import page_lines, progress
from rejoinder.summaries import tell_analyzed, tell_read
from threads.emptied import none_left_empty
from threads.errors import RejoinderError
from threads.ingest import ReadSummary
from threads.sources import expand, is_source, is_web
from threads.store import Store


def read(
    store: Store, sources: Sequence[str], delay: float = 1.0, jobs: int | None = None
) -> ReadSummary:
    """Read sources, folders page by page, and say what came of it."""
    pages = list(expand(sources))
    many = any(map(is_web, pages))  # an address leads to as many pages as its comments have
    with page_lines("Read page") if many else progress("Reading", len(pages)) as done:
        summary = api.read(store, pages, done, delay=delay, jobs=jobs)
    tell_read(summary)
    return summary


def analyze(
    store: Store,
    only: Sequence[str] = (),
    *,
    verbose: bool = False,
    jobs: int | None = None,
    out: str | None = None,
    **how: Any,
) -> None:
    """Score what is stale, and say what came of it; all but ``verbose`` as in ``api.analyze``."""
    with progress("Analyzing", len(store.articles())) as done:
        summary = api.analyze(store, only, done, jobs=jobs, out=out, **how)
    tell_analyzed(summary, out, verbose=verbose)


def run(
    store: Store,
    sources: Sequence[str],
    out: str,
    title: str | None = None,
    *,
    delay: float = 1.0,
    engine: str = "auto",
) -> int:
    """Read, analyze, and report on the articles of these sources; gives the exit code.

    Raises ``RejoinderError`` for a report that would be written over one of them.
    """
    _spare(sources, Path(out))
    summary = read(store, sources, delay)
    if summary.articles:
        from reports.page import check_place

        check_place(Path(out), len(summary.articles))  # before the long work, not after it
        analyze(store, engine=engine)
        click.echo(api.report(store, out, summary.articles, title, jobs=None))
    return summary.exit_code


def _spare(sources: Sequence[str], out: Path) -> None:
    if is_source(out, sources) or is_source(out / "index.html", sources):
        what = "the report would be written over a source"
        raise RejoinderError(what, where=str(out), remedy="name another place with -o")


def export(
    store: Store, out: str, articles: Sequence[str], shape: str, *, people: bool = False
) -> Path:
    """Write articles in another program's shape, article by article; gives the path."""
    with (
        store.one_moment(),
        progress("Exporting", len(articles) or len(store.articles())) as done,
    ):
        return api.export(store, out, articles, shape, done, people=people)


@contextmanager
def store_for(db: str | None) -> Iterator[Store]:
    """Open a database to read pages into; without a name, one that is discarded in the end.

    One that is made for it and gets no page is taken away again.
    """
    if db is None:
        with temporary_store() as store:
            yield store
        return
    with none_left_empty(Path(db)), Store(db) as store:
        yield store


@contextmanager
def temporary_store() -> Iterator[Store]:
    """Open a database that is discarded in the end."""
    with (
        tempfile.TemporaryDirectory(prefix="rejoinder-") as folder,
        Store(Path(folder, "rejoinder.db")) as store,
    ):
        yield store
