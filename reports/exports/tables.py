"""Articles as tables: a folder with one file for each, or the flat one as a single file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from reports.exports.drafts import drafted
from reports.exports.flat import FLAT, flat_rows
from reports.exports.row_files import FORMS
from threads.database import store_errors
from threads.declared import Table
from threads.errors import RejoinderError
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store
from threads.tables import rows_sql, stream

Progress = Callable[[str], object]


def write_tables(
    store: Store,
    article_ids: Sequence[str],
    out: Path,
    form: str,
    progress: Progress | None = None,
) -> Path:
    """Write the articles' rows of every table to a folder, as ``TABLE.csv``, ``.jsonl``, ...

    What belongs to no article (as ``runs``) is written whole. Raises ``RejoinderError``
    where ``out`` can't be written to.
    """
    if out.suffix.lower() == f".{form}":
        what = "there is one file for each table, so this has to be a folder"
        remedy = f"-o {out.stem}, or all in one file: --to flat -o {out.name}"
        raise RejoinderError(what, where=str(out), remedy=remedy)
    with drafted(out) as draft, ExitStack() as files:
        put = {
            name: files.enter_context(FORMS[form](draft.file(f"{name}.{form}"), table))
            for name, table in TABLES.items()
        }
        for name, table in TABLES.items():
            if is_of_no_article(table):
                _pour(_all(store, table), put[name])
        for article_id in article_ids:
            for name, table in TABLES.items():
                if not is_of_no_article(table):
                    _pour(_of(store, table, article_id), put[name])
            _tell(store, article_id, progress)
    return out


def write_flat(
    store: Store, article_ids: Sequence[str], out: Path, progress: Progress | None = None
) -> Path:
    """Write one row for each comment to a ``.csv``, ``.jsonl`` or ``.parquet`` file.

    Raises ``RejoinderError`` for another ending and where ``out`` can't be written to.
    """
    form = out.suffix.lower().lstrip(".")
    if form not in FORMS:
        remedy = f"end it in {', '.join(f'.{name}' for name in FORMS)}"
        raise RejoinderError("no ending that a flat file has", where=str(out), remedy=remedy)
    with drafted(out) as draft, FORMS[form](draft.file(), FLAT) as put:
        for article_id in article_ids:
            _pour(flat_rows(store, article_id), put)
            _tell(store, article_id, progress)
    return out


def is_of_no_article(table: Table) -> bool:
    """Tell a table whose rows belong to no article: it is given whole."""
    return table.name != "articles" and not {"article_id", "comment_id"}.intersection(table.names)


def _all(store: Store, table: Table) -> Iterator[Row]:
    with store_errors(store.path):
        sql = f"SELECT {', '.join(table.names)} FROM {table.name} ORDER BY rowid"
        yield from stream(store.db, sql)


def _of(store: Store, table: Table, article_id: str) -> Iterator[Row]:
    with store_errors(store.path):
        yield from stream(store.db, rows_sql(table.name), {"article": article_id})


def _pour(rows: Iterator[Row], put: Callable[[Row], object]) -> None:
    for row in rows:
        put(row)


def _tell(store: Store, article_id: str, progress: Progress | None) -> None:
    if progress:
        ((title,),) = store.db.conn.execute("SELECT title FROM articles WHERE id = ?", [article_id])
        progress(title)
