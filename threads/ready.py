"""A thread made ready to be written: the rows that it has in a database where its article is new.

Making them takes nearly all the time of reading a page and no database, so that any process can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from threads import tree
from threads.mending import repairs
from threads.model import Article, Thread, altered
from threads.rows import Row, content_hash, from_rows, to_rows
from threads.schema import TABLES
from threads.tables import values_of
from threads.tombstones import is_missing, shown_in

# In this order they are written. A comment may be laid inside one that is written after it.
WRITTEN = ("comments", "replies", "quotes", "repairs")

Values = Mapping[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Ready:
    """An identified thread, its tree rebuilt.

    ``row`` is the article's, without ``first_read``; ``values`` has the others' by table, as
    SQLite takes them. ``shown`` are the ids of its comments, tombstones apart; ``count`` is how
    many of them it has more of than their place.
    """

    article: Article
    row: Row
    values: Values
    shown: tuple[str, ...]
    count: int

    def thread(self) -> Thread:
        """Give the thread as the page has it, before its tree was rebuilt."""
        rows: dict[str, list[Row]] = {"articles": [self.row], "replies": [], "quotes": []}
        names = TABLES["comments"].names
        rows["comments"] = [dict(zip(names, row, strict=True)) for row in self.values["comments"]]
        thread = from_rows(rows)
        comments = tuple(altered(comment, own_text="") for comment in thread.comments)
        return Thread(article=thread.article, comments=comments)


def make_ready(thread: Thread) -> Ready:
    """Rebuild the tree of an identified thread and make its rows."""
    return ready_of(tree.rebuild(thread))


def ready_of(rebuilt: Thread) -> Ready:
    """Make the rows of a thread whose tree is rebuilt."""
    rows = hashed_rows(rebuilt)
    return Ready(
        article=rebuilt.article,
        row=rows["articles"][0],
        values={name: values_of(name, rows[name]) for name in WRITTEN},
        shown=tuple(comment.id for comment in rebuilt.comments if not is_missing(comment)),
        count=shown_in(rebuilt),
    )


def hashed_rows(thread: Thread) -> dict[str, list[Row]]:
    """Give the rows of a rebuilt thread, its repairs among them; the article's has its digest."""
    rows = to_rows(thread)
    rows["articles"][0]["content_hash"] = content_hash(rows)
    rows["repairs"] = [
        {"article_id": thread.article.id, "ordinal": ordinal, **asdict(repair)}
        for ordinal, repair in enumerate(repairs(thread), 1)
    ]
    return rows
