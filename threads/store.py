"""The store: threads into SQLite and back, each page in one transaction.

    with Store("threads.db") as store:
        change = store.add(identify(read_page(page)), page)
        thread = store.load_thread(change.article_id)

Only this module and, through ``write_rows``, the analyzers' run loop write to the database. What
analyzers made of an article goes when its content changes: no report mixes figures of two states.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any, Self

from threads import history, lookup, tables, tree, writing
from threads.clock import now
from threads.database import Mode, one_moment, open_database, store_errors, transaction
from threads.errors import ArticleNotFound
from threads.history import Difference
from threads.identity import article_keys, own_id, rekey
from threads.known import known_as
from threads.lookup import ArticleSummary
from threads.matching import pair
from threads.merge import merge
from threads.model import Article, Thread
from threads.page import Page
from threads.parent_model import load_model
from threads.ready import Ready, make_ready
from threads.rows import Row, from_rows
from threads.schema import TABLES
from threads.tombstones import is_missing, shown_in
from threads.writing import Change

# To be raised whenever formats or tree make something else of a page: pages that an earlier version
# read are then read anew instead of skipped. The parent model's own version counts beside it.
READERS = "4"
_THREAD_TABLES = ("articles", "comments", "replies", "quotes")
_ARTICLES_SQL = """
SELECT id, external_id, title, url, author, outlet, published_at, format, first_read,
  claimed_comments,
  (SELECT count(*) FROM comments WHERE article_id = articles.id AND state != 'missing') AS comments,
  (SELECT count(*) FROM snapshots WHERE article_id = articles.id) AS pages,
  (SELECT count(*) FROM freshness WHERE article_id = articles.id) AS analyzers
FROM articles ORDER BY published_at IS NULL, published_at, title, id
"""
_LATER_SQL = """
SELECT EXISTS (
  SELECT 1 FROM snapshots WHERE article_id = :article_id AND source = :source AND id > :id
)
"""
_SEARCH_SQL = """
SELECT comments.* FROM comments_fts JOIN comments ON comments.rowid = comments_fts.rowid
WHERE comments_fts MATCH :words AND (:article IS NULL OR article_id = :article)
ORDER BY comments_fts.rank, article_id, position LIMIT :limit
"""


class Store:
    """One database of threads.

    ``mode`` is ``create`` (made where there is none), ``change`` (must be there) or ``look`` (must
    be there, is not written to). Every method raises ``StoreError`` or one of its kinds when
    SQLite refuses. ``clock`` gives the UTC time as ISO 8601.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        mode: Mode = "create",
        clock: Callable[[], str] | None = None,
    ) -> None:
        self.path = Path(path)
        self.clock = clock or now
        self.db = open_database(self.path, mode)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what was committed is in the one file."""
        with store_errors(self.path):
            self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of the block or nothing; may be nested."""
        with store_errors(self.path), transaction(self.db):
            yield

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Read all of the block as it was at its beginning, whoever writes; may be nested."""
        with store_errors(self.path), one_moment(self.db.conn):
            yield

    def query(self, sql: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> list[Row]:
        """Give the rows of a SELECT as dictionaries."""
        with store_errors(self.path):
            return tables.query(self.db, sql, values)

    def seen(self, page: Page, unwritten: Collection[str] = ()) -> Change | None:
        """Tell whether this version read a page in this state before, and which article it is.

        ``unwritten`` as in ``known.known_as``.
        """
        with store_errors(self.path):
            return _as_it_was(known_as(self.db, page, unwritten))

    def add(self, thread: Thread | Ready, page: Page, *, only_changes: bool = False) -> Change:
        """Merge an identified thread with what is stored of its article and rebuild the tree.

        All in one transaction; nothing is written where ``page`` was read before. What an earlier
        version read of it is brought up to date, in the article that it was taken for then and
        without a new snapshot; a page that was read again since in another state only has its tree
        rebuilt. ``only_changes``: no snapshot where the source showed the same thread last time,
        among other advertisements.
        """
        with self.transaction():
            again = known_as(self.db, page)
            if known := _as_it_was(again):
                return known
            article_id = again["article_id"] if again else self._article_id(thread.article)
            old = self._rows(article_id)
            if not old["articles"]:
                return self._add_new(thread, article_id, page)
            fresh = rekey(thread.thread() if isinstance(thread, Ready) else thread, article_id)
            stored = from_rows(old)
            united = stored if again and self._is_followed(again) else merge(stored, fresh)
            change = writing.write_changed(self.db, old, tree.rebuild(united), shown_in(fresh))
            self._enter_keys(article_id, united.article, fresh.article)
            snapshot, shown = self._snapshot(page, fresh), _shown_of(fresh, united)
            if again:
                kept = {name: again[name] for name in ("id", "source", "format", "read_at")}
                if again["captured_at"] or page.source != again["source"]:
                    kept["captured_at"] = again["captured_at"]
                writing.note_anew(self.db, {**snapshot, **kept}, shown, old["comments"])
            else:
                same = only_changes and page.captured is None and change.article == "same"
                writing.note_again(self.db, snapshot, shown, None if same else old["comments"])
        return change

    def _add_new(self, thread: Thread | Ready, article_id: str, page: Page) -> Change:
        if isinstance(thread, Ready) and thread.article.id == article_id:
            ready = thread
        else:
            fresh = thread.thread() if isinstance(thread, Ready) else thread
            ready = make_ready(rekey(fresh, article_id))
        change = writing.write_new(self.db, ready, self.clock())
        self._enter_keys(article_id, ready.article)
        snapshot = self._snapshot(page, ready)
        writing.note_first(self.db, snapshot, ready.shown)
        return change

    def _enter_keys(self, article_id: str, *articles: Article) -> None:
        keys = sorted({key for article in articles for key in article_keys(article)})
        self._upsert("article_keys", [{"key": key, "article_id": article_id} for key in keys])

    def _is_followed(self, snapshot: Row) -> bool:
        """Tell whether the source was read again since."""
        ((followed,),) = self.db.conn.execute(_LATER_SQL, snapshot).fetchall()
        return bool(followed)

    def _snapshot(self, page: Page, read: Thread | Ready) -> Row:
        return {
            "article_id": read.article.id,
            "source": page.source,
            "format": read.article.format,
            "sha256": page.digest,
            "read_at": self.clock(),
            "comments": read.count if isinstance(read, Ready) else shown_in(read),
            "claimed": read.article.claimed_comments,
            "read_with": _read_with(),
            "captured_at": page.captured or None,
        }

    def snapshots(self, article_id: str) -> list[Row]:
        """Give the rows of an article's snapshots in order of reading."""
        sql = "SELECT * FROM snapshots WHERE article_id = ? ORDER BY id"
        return self.query(sql, [article_id])

    def last_reading(self, article_id: str) -> tuple[int, int]:
        """Give the snapshots before and after an article's last reading; one twice if it is all.

        Raises ``StoreError`` for an article without snapshots.
        """
        with store_errors(self.path):
            return history.last_reading(self.db, article_id)

    def differences(self, article_id: str, since: int, until: int) -> list[Difference]:
        """List the comments that differ between two snapshots of an article."""
        with store_errors(self.path):
            return history.differences(self.db, article_id, since, until)

    def _article_id(self, fresh: Article) -> str:
        """Find the article again, or give the id that a new one gets."""
        titled: list[Article] = []
        for key in article_keys(fresh):
            if key.startswith("title:"):
                start = key[: key.index("|")]
                titled = self._keyed("key >= ? AND key < ?", [f"{start}|", f"{start}}}"])
            else:
                same = self._keyed("key = ?", [key])
                if same:
                    return same[0].id
        found = lookup.choose(fresh, titled)
        if found:
            return found
        taken = self.query("SELECT 1 FROM articles WHERE id = ?", [fresh.id])
        return own_id(fresh) if taken and article_keys(fresh) else fresh.id

    def _keyed(self, condition: str, values: Sequence[str]) -> list[Article]:
        rows = self.query(
            "SELECT * FROM articles WHERE id IN"
            f" (SELECT article_id FROM article_keys WHERE {condition}) ORDER BY id",
            values,
        )
        nothing: dict[str, list[Row]] = {"comments": [], "replies": [], "quotes": []}
        return [from_rows({"articles": [row], **nothing}).article for row in rows]

    # Threads out

    def load_thread(self, article_id: str) -> Thread:
        """Give an article with its comments, replies and quotes, as ``add`` wrote them."""
        with self.one_moment():
            rows = self._rows(article_id)
        if not rows["articles"]:
            raise ArticleNotFound(f"no article has the id {article_id}", where=str(self.path))
        return from_rows(rows)

    def _rows(self, article_id: str) -> dict[str, list[Row]]:
        article = self.query("SELECT * FROM articles WHERE id = ?", [article_id])
        rest = {name: tables.rows_of(self.db, name, article_id) for name in _THREAD_TABLES[1:]}
        return {"articles": article, **rest}

    def articles(self) -> list[ArticleSummary]:
        """Give a summary of each article, by date, those without one last."""
        return [ArticleSummary(**row) for row in self.query(_ARTICLES_SQL)]

    def resolve(self, name: str) -> str:
        """Give the id of the article that is meant by an id or its start, a URL, a part of a title.

        Raises ``ArticleNotFound`` naming the candidates, or the nearest.
        """
        return lookup.resolve(name, self.articles(), str(self.path))

    def search(self, words: str, article_id: str | None = None, limit: int = 50) -> list[Row]:
        """Give the comments that have all the words (``"a phrase"`` as one), the fittest first."""
        wanted = self.db.quote_fts(words)
        values = {"words": wanted, "article": article_id, "limit": limit}
        return self.query(_SEARCH_SQL, values) if wanted else []

    # What analyzers make of them

    def rows(self, table: str, article_id: str) -> list[Row]:
        """Give an article's rows of a table; those about comments in the comments' order."""
        with store_errors(self.path):
            return tables.rows_of(self.db, table, article_id)

    def write_rows(self, table: str, article_id: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """Put an analyzer's rows of one article in place of its old ones; gives their number.

        Lists and mappings are written as JSON. Raises ``ValueError`` for a table that isn't an
        analyzer's and for a column that the table doesn't have.
        """
        tables.check_derived(table)
        return self.write_values(table, article_id, tables.values_of(table, rows))

    def write_values(self, table: str, article_id: str, values: Sequence[tuple[Any, ...]]) -> int:
        """Do what ``write_rows`` does with rows made ready by ``tables.values_of``."""
        tables.check_derived(table)
        with self.transaction():
            tables.clear(self.db, table, article_id)
            return tables.upsert_values(self.db, table, values)

    def settings(self, table: str) -> list[Row]:
        """Give the rows of a table of settings in the order written, their lists as lists."""
        with store_errors(self.path):
            return tables.settings(self.db, table)

    def write_settings(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows in place of all that a table of settings holds.

        Raises ``ValueError`` for a table of another kind and for a column that it doesn't have.
        """
        if table not in TABLES or not TABLES[table].settings:
            raise ValueError(f"{table} is no table of settings")
        with self.transaction():
            self.db.conn.execute(f"DELETE FROM {table}")
            self._upsert(table, rows)

    def content_hash(self, article_id: str) -> str:
        """Give the digest of all that analyzers read of an article."""
        rows = self.query("SELECT content_hash FROM articles WHERE id = ?", [article_id])
        if not rows:
            raise ArticleNotFound(f"no article has the id {article_id}", where=str(self.path))
        digest: str = rows[0]["content_hash"]
        return digest

    def fingerprints(self, article_id: str) -> dict[str, str]:
        """Give, by analyzer, the fingerprint that the article's rows were made with."""
        rows = self.rows("freshness", article_id)
        return {row["analyzer"]: row["fingerprint"] for row in rows}

    def set_fingerprint(self, article_id: str, analyzer: str, fingerprint: str) -> None:
        """Note what an analyzer's rows of an article were made with."""
        row = {"article_id": article_id, "analyzer": analyzer, "fingerprint": fingerprint}
        with self.transaction():
            self._upsert("freshness", [row])

    def record_run(self, run: Mapping[str, Any]) -> None:
        """Add a row to ``runs``; its ``id`` is given by the database."""
        with self.transaction():
            self._upsert("runs", [run])

    def _upsert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        tables.upsert(self.db, table, rows)


def _shown_of(fresh: Thread, united: Thread) -> set[str]:
    """Give the ids that a page's comments have in the united thread, tombstones apart."""
    shown = [[c for c in t.comments if not is_missing(c)] for t in (united, fresh)]
    return {match.id for match in pair(shown[0], shown[1]).values()}


def _as_it_was(snapshot: Row | None) -> Change | None:
    """Give what reading a page changes that is a snapshot read by this version: nothing."""
    if snapshot is None or snapshot["read_with"] != _read_with():
        return None
    return Change(
        article_id=snapshot["article_id"],
        article="same",
        comments_on_page=snapshot["comments"],
        known=True,
    )


def _read_with() -> str:
    return f"{READERS}/{load_model().version}"
