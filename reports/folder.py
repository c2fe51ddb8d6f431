"""A report on several articles: a page each with its numbers, and a comparison that leads to them.

Pages are made in several processes where there are many; they are the same to the byte.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.exports.drafts import Draft, drafted
from reports.exports.numbers import numbers_of_several, to_text, words_of
from reports.files import as_bytes
from reports.index import sides
from reports.locale import language, writing_in
from reports.material import gather
from reports.names_left import shown_in
from reports.page import article_page, index_page, look, numbers_of, page_names
from reports.redaction import Redaction
from reports.rendering import versions
from reports.scripts import PLOTLY_FILE, plotly_source
from reports.several import gather_several
from reports.story import tell
from threads.database import file_of, one_moment, open_database
from threads.processes import Processes, cores
from threads.uncollected import uncollected

_WORTH = 6  # pages for each process: it takes as long to begin as two take to be made


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be made by whoever opens the database anew."""

    database: Path
    article: str
    language: str


def write_folder(
    db: sqlite3.Connection,
    articles: Sequence[str],
    out: Path,
    *,
    title: str | None,
    redaction: Redaction | None,
    jobs: int | None = 1,
) -> Path:
    """Write a folder: its files are put there when all are made, ``index.html`` the last of them.

    So it never leads to a page that isn't there, even if the program is killed between two files.
    ``jobs`` is how many processes make pages, None for as many as pay off. All pages are of one
    moment: where somebody has written to the database while several processes read it, this one
    makes them again.
    """
    names = page_names(articles)
    with drafted(out) as draft:
        draft.file(PLOTLY_FILE).write_bytes(as_bytes(plotly_source()))
        # What is noted of names while a page is redacted belongs to all of them.
        file = None if redaction is not None else _file_of(db)
        number = jobs or min(cores(), len(articles) // _WORTH)
        before = _state(db)
        if together := file is not None and number > 1:
            _put(draft, names, _shared_out(file, articles, number))
        with one_moment(db):
            if not together or _state(db) != before:
                _put(draft, names, ((one, _page(db, one, redaction)) for one in articles))
            _put_index(draft, db, names, title=title, redaction=redaction)
    return out / "index.html"


def _put(
    draft: Draft, names: Mapping[str, str], pages: Iterable[tuple[str, tuple[bytes, bytes]]]
) -> None:
    for article, (page, numbers) in pages:
        draft.file(f"{names[article]}.json").write_bytes(numbers)
        draft.file(f"{names[article]}.html").write_bytes(page)


def _put_index(
    draft: Draft,
    db: sqlite3.Connection,
    names: Mapping[str, str],
    *,
    title: str | None,
    redaction: Redaction | None,
) -> None:
    several = gather_several(db, list(names))
    compared = sides(several.compared)
    pages = {article: f"{name}.html" for article, name in names.items()}
    index = index_page(several, compared, pages, title=title)
    look(redaction, shown_in(index))
    found = numbers_of_several(
        several, compared, versions=versions(), redacted=redaction is not None
    )
    look(redaction, words_of(found))
    draft.file("index.json").write_bytes(as_bytes(to_text(found)))
    draft.file("index.html").write_bytes(as_bytes(index))


def _state(db: sqlite3.Connection) -> int:
    """Give a number that is another once somebody else has written to the database."""
    ((version,),) = db.execute("PRAGMA data_version").fetchall()
    state: int = version
    return state


def _shared_out(
    file: Path, articles: Sequence[str], number: int
) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    """Yield each article with its page and its numbers, in whatever order they are made."""
    tasks = [Task(file, article, language()) for article in articles]
    with Processes(min(number, len(tasks)), make_page, "writing pages") as processes:
        yield from ((task.article, made) for task, made in processes.work_off(tasks))


def make_page(task: Task) -> tuple[bytes, bytes]:
    """Make a page and its numbers from the database itself; not redacted."""
    db = open_database(task.database, "look")
    try:
        with writing_in(task.language), one_moment(db.conn):
            return _page(db.conn, task.article, None)
    finally:
        db.close()


def _page(db: sqlite3.Connection, article: str, redaction: Redaction | None) -> tuple[bytes, bytes]:
    with uncollected():
        material = gather(db, article)
        story = tell(material)
        redacted = redaction is not None
        page = article_page(story, plotly_beside=True, back=True, redacted=redacted)
        look(redaction, shown_in(page))
        return as_bytes(page), numbers_of(material, story, redaction)


def _file_of(db: sqlite3.Connection) -> Path | None:
    """Give the file that others can open, None for a database in memory or amid a transaction."""
    return None if db.in_transaction else file_of(db)
