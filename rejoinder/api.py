"""The stages as functions: what ``import rejoinder`` offers and every command calls.

Each imports the rooms that it needs when it runs: reading pages loads no plotly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from rejoinder import __version__
from threads.aside import same_place
from threads.database import Mode
from threads.errors import RejoinderError
from threads.ingest import ReadSummary, read_pages
from threads.sources import open_pages
from threads.store import Store
from threads.web.manners import Manners

if TYPE_CHECKING:
    from analyzers.run import AnalyzeSummary, WhereOptions
    from analyzers.targets.proposals import Proposal
    from analyzers.targets.target import Target
    from reports.pseudonymised.making import Pseudonymised
    from reports.publishing import Edition, Published

Progress = Callable[[str], object]
# What an export can be shaped as; the writer of each is imported when it is asked for.
SHAPES = ("csv", "jsonl", "parquet", "flat", "gexf", "graphml", "convokit")
NETWORKS = ("gexf", "graphml")


def open(database: str | PathLike[str], mode: Mode = "create") -> Store:
    """Open a database, to be closed or used in a ``with``.

    ``mode`` is ``create`` (made where there is none), ``change`` (must be there) or ``look`` (must
    be there, is not written to). Raises ``StoreError`` or one of its kinds.
    """
    return Store(database, mode)


def read(
    store: Store,
    sources: Iterable[str],
    progress: Progress | None = None,
    *,
    delay: float = 1.0,
    jobs: int | None = 1,
) -> ReadSummary:
    """Read pages into the database; failures are in the summary.

    Sources are files, folders, web archives, web addresses, and ``-`` for standard input. A host
    is asked once in ``delay`` seconds. ``progress`` is called with each page's name once it is
    done. ``jobs`` is how many processes read, None for as many as pay off, see ``analyze``: what is
    written is the same. Raises ``RejoinderError`` for a process that died, when what was done by
    then is kept.
    """
    manners = Manners(version=__version__, delay=delay)
    return read_pages(store, open_pages(sources, manners=manners), progress, jobs=jobs)


def analyze(
    store: Store,
    only: Iterable[str] = (),
    progress: Progress | None = None,
    *,
    engine: str = "auto",
    targets: Iterable[Target] | None = None,
    **where: Unpack[WhereOptions],
) -> AnalyzeSummary:
    """Score what is stale; ``only`` names analyzers, all for none.

    ``progress`` is called with each article's title once it is done. ``engine`` is who judges
    stances: ``neural``, ``fast``, or ``auto``, which chooses by how much there is to do.
    ``targets`` takes the place of the targets that the database remembers from earlier; None
    keeps them. ``jobs`` is how many processes share the articles (1), None for as many as pay off;
    a script that asks for several needs ``if __name__ == "__main__"``, as each process imports it.
    ``cluster`` is the address of a Dask scheduler whose workers do them, or ``local`` for one of
    ``jobs`` processes. ``out`` is the folder of a data set to which all rows go in place of the
    database. Raises ``RejoinderError`` for an engine that can't run here, for a target that can't
    be one, for a cluster that can't be reached, for ``only`` with ``out``, and for a process that
    died, when what was done by then is kept.
    """
    from analyzers.run import Where
    from analyzers.run import analyze as bring_up_to_date
    from analyzers.targets.memory import remember

    if targets is not None:
        remember(store, targets)
    return bring_up_to_date(store, only, progress, engine=engine, where=Where(**where))


def propose_targets(store: Store, article: str | None = None) -> list[Proposal]:
    """Propose targets from an article and its thread, or from all; the likeliest first.

    Raises ``ArticleNotFound``.
    """
    from analyzers.targets.proposals import propose

    with store.one_moment():
        names = [store.resolve(article)] if article else [one.id for one in store.articles()]
        return propose([store.load_thread(name) for name in names])


def report(
    store: Store,
    out: str | PathLike[str],
    articles: Iterable[str] = (),
    title: str | None = None,
    *,
    jobs: int | None = 1,
) -> Path:
    """Write the report on the articles named, or on all; gives the file to open.

    An article's name is its id or the beginning of it, its URL, or a part of its title. Raises
    ``ArticleNotFound``, and ``RejoinderError`` for an article that was not analyzed yet or a place
    that can't be written to.
    """
    from reports.publishing import Edition

    return publish(store, out, articles, Edition(title), jobs=jobs).page


def publish(
    store: Store,
    out: str | PathLike[str],
    articles: Iterable[str] = (),
    edition: Edition | None = None,
    *,
    figures: str | PathLike[str] | None = None,
    data: str | PathLike[str] | None = None,
    jobs: int | None = 1,
) -> Published:
    """Write a report as ``report`` does, in an edition of its own, with what a paper needs of it.

    ``figures`` is a folder for the figures as PNG, SVG and CSV, ``data`` a file for one article's
    numbers as JSON. ``jobs`` is how many processes make the pages of several articles, None for as
    many as pay off, see ``analyze``. Raises also ``RejoinderError`` for pictures that can't be
    drawn, a language that isn't known, and a name left in a redacted page.
    """
    from reports.publishing import PLAIN, publish

    names = list(articles)
    ids = [store.resolve(name) for name in names]
    ids = ids or [article.id for article in store.articles()]
    return publish(
        store,
        list(dict.fromkeys(ids)),
        Path(out),
        edition or PLAIN,
        figures=Path(figures) if figures is not None else None,
        data=Path(data) if data is not None else None,
        jobs=jobs,
    )


def embed(
    store: Store,
    article: str,
    figure: str,
    edition: Edition | None = None,
    *,
    library: bool = True,
) -> str:
    """Give one figure of an article's report as a piece of HTML for another page.

    ``library``: plotly.js comes along, as a page needs it once. Raises ``ArticleNotFound``, and
    ``RejoinderError`` for a figure that the report hasn't.
    """
    from reports.publishing import PLAIN, embed

    with store.one_moment():
        return embed(store, store.resolve(article), figure, edition or PLAIN, library=library)


def export(
    store: Store,
    out: str | PathLike[str],
    articles: Iterable[str] = (),
    shape: str = "convokit",
    progress: Progress | None = None,
    *,
    people: bool = False,
) -> Path:
    """Write the articles named, or all, in another program's shape; gives the path.

    ``csv``, ``jsonl``, ``parquet``: a folder with a file for each table. ``flat``: a row for each
    comment, in a file that ends in one of these. ``gexf``, ``graphml``: the reply network as a
    file, of ``people`` or of comments. ``convokit``: a corpus folder, or one file of utterances
    where ``out`` ends in ``.jsonl``. Raises ``ArticleNotFound``, and ``RejoinderError`` for a
    place that can't be written to and for people of articles that were not analyzed.
    """
    if shape not in SHAPES:
        raise RejoinderError(f"no export is shaped so: {shape}", remedy=f"try {', '.join(SHAPES)}")
    if people and shape not in NETWORKS:
        raise RejoinderError(
            f"people are the nodes of a network, and {shape} is none",
            remedy=f"try {' or '.join(NETWORKS)}",
        )
    with store.one_moment():
        named = dict.fromkeys(store.resolve(name) for name in articles)
        ids = list(named) or [article.id for article in store.articles()]
        if shape in NETWORKS:
            from reports.exports.graph_files import write_network

            return write_network(store, ids, Path(out), shape, people=people)
        if shape == "convokit":
            from reports.exports.convokit import write_corpus

            return write_corpus(store, ids, Path(out), progress)
        from reports.exports.tables import write_flat, write_tables

        if shape == "flat":
            return write_flat(store, ids, Path(out), progress)
        return write_tables(store, ids, Path(out), shape, progress)


@dataclass(frozen=True)
class WithKey:
    """A database without names, and whether its key was made for it."""

    written: Pseudonymised
    key_is_new: bool


def pseudonymise(
    store: Store,
    out: str | PathLike[str],
    *,
    key: str | PathLike[str],
    shorten: bool = False,
    replace: bool = False,
) -> WithKey:
    """Write a copy of the database without people's names; the database itself is only read.

    ``key`` is the file of the key, made where there is none. ``shorten`` leaves the first words of
    what commenters wrote; ``replace`` writes over a file that is there. Raises ``StoreError``, and
    ``RejoinderError`` for a key that can't be read or would be written over, and for a name left in
    the copy.
    """
    from reports.pseudonymised.keys import new_key, read_key
    from reports.pseudonymised.making import pseudonymise
    from threads.copying import check_place

    place, is_new = Path(key), not Path(key).exists()
    if same_place(place, Path(out)):
        what = "the key and the copy can't be one file"
        raise RejoinderError(what, where=str(out), remedy="name another place with -o")
    check_place(store.path, Path(out), replace=replace)
    made = new_key(place) if is_new else read_key(place)
    with store.one_moment():
        written = pseudonymise(store, Path(out), made, shorten=shorten, replace=replace)
    return WithKey(written, is_new)


def read_csv(path: str | PathLike[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a CSV that ``export`` wrote, each value as the database holds it.

    Cells that were guarded from spreadsheets are as they were before. Raises ``RejoinderError``
    for any other file.
    """
    from reports.exports.row_files import read_csv as rows_of_csv

    return rows_of_csv(path)
