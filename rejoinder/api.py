"""The stages as functions: what ``import rejoinder`` offers and every command calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike
from pathlib import Path

from analyzers.run import AnalyzeSummary
from analyzers.run import analyze as _analyze
from reports.exports.convokit import write_corpus
from reports.page import write_report
from threads.database import Mode
from threads.ingest import ReadSummary, read_pages
from threads.sources import open_pages
from threads.store import Store

Progress = Callable[[str], object]
SHAPES = {"convokit": write_corpus}


def open(database: str | PathLike[str], mode: Mode = "create") -> Store:
    """Open a database, to be closed or used in a ``with``.

    ``mode`` is ``create`` (made where there is none), ``change`` (must be there) or ``look`` (must
    be there, is not written to). Raises ``StoreError`` or one of its kinds.
    """
    return Store(database, mode)


def read(store: Store, sources: Iterable[str], progress: Progress | None = None) -> ReadSummary:
    """Read pages (files, folders, ``-``) into the database; failures are in the summary.

    ``progress`` is called with each source's name once it is done.
    """
    return read_pages(store, open_pages(sources), progress)


def analyze(
    store: Store, only: Iterable[str] = (), progress: Progress | None = None
) -> AnalyzeSummary:
    """Score what is stale; ``only`` names analyzers, all for none.

    ``progress`` is called with each article's title once it is done.
    """
    return _analyze(store, only, progress)


def report(
    store: Store,
    out: str | PathLike[str],
    articles: Iterable[str] = (),
    title: str | None = None,
) -> Path:
    """Write the report on the articles named, or on all; gives the file to open.

    An article's name is its id or the beginning of it, its URL, or a part of its title. Raises
    ``ArticleNotFound``, and ``RejoinderError`` for an article that was not analyzed yet or a place
    that can't be written to.
    """
    names = list(articles)
    ids = [store.resolve(name) for name in names]
    return write_report(
        store, ids or [article.id for article in store.articles()], Path(out), title=title
    )


def export(
    store: Store,
    out: str | PathLike[str],
    articles: Iterable[str] = (),
    shape: str = "convokit",
    progress: Progress | None = None,
) -> Path:
    """Write the articles named, or all, in another program's shape; gives the path.

    ``convokit``: a corpus folder, or one file of utterances where ``out`` ends in ``.jsonl``.
    Raises ``ArticleNotFound``, and ``RejoinderError`` for a place that can't be written to.
    """
    named = dict.fromkeys(store.resolve(name) for name in articles)
    ids = list(named) or [article.id for article in store.articles()]
    return SHAPES[shape](store, ids, Path(out), progress)
