"""A thread as one object, from the database: what was said, with what was told of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from reports.camp_queries import CAMPS
from reports.queries.chains import CHAINS
from reports.split import AUDIT, SPLIT
from reports.utterances import ScoredThread, Sentiment, Stance, Told, Tree
from threads.model import Thread

if TYPE_CHECKING:
    from threads.rows import Row
    from threads.store import Store

T = TypeVar("T")


def scored_thread(store: Store, article_id: str) -> ScoredThread:
    """Read an article's thread with all that is told of it; raises ``ArticleNotFound``."""
    thread, db = store.load_thread(article_id), store.db.conn
    replies = {reply.comment_id: reply for reply in thread.replies}
    told, scores = _told(store, thread), {row.position: row for row in CHAINS.read(db, article_id)}
    return ScoredThread(
        article=thread.article,
        tree=Tree(thread.comments, [replies[one.id] for one in thread.comments], told, scores),
        quotes=thread.quotes,
        split=_only(SPLIT.read(db, article_id)),
        audit=_only(AUDIT.read(db, article_id)),
        camps=_only(CAMPS.read(db, article_id)),
    )


def _only(rows: Sequence[T]) -> T | None:
    return rows[0] if rows else None


def _told(store: Store, thread: Thread) -> dict[str, Told]:
    """Put together what analyzers told of each comment."""
    article_id = thread.article.id
    tables = [
        {row["comment_id"]: row for row in store.rows(table, article_id)}
        for table in ("sentiment", "stance", "language")
    ]
    camps = {row["id"]: row["camp"] for row in store.rows("camps", article_id)}
    told = {}
    for comment in thread.comments:
        sentiment, stance, language = (rows.get(comment.id) for rows in tables)
        told[comment.id] = Told(
            Sentiment(**_less_id(sentiment)) if sentiment else None,
            Stance(**_less_id(stance) | {"asks": bool(stance["asks"])}) if stance else None,
            language["language"] if language else None,
            camps.get(f"{article_id}/{comment.author_id or comment.id}"),
        )
    return told


def _less_id(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "comment_id"}
