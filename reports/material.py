"""What several sections of one article's page are made of, read once before anything is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from reports import queries
from reports.outline import Outline, outline
from reports.rows import (
    ArticleRow,
    ChainRow,
    ChainTotalsRow,
    CommentRow,
    CoverageRow,
    QuoteRow,
    RecoveryRow,
    StanceRow,
)
from reports.times import carry_an_axis
from threads.errors import ArticleNotFound, RejoinderError


@dataclass(frozen=True)
class Material:
    """The rows that sections share, and the database from which each reads its own.

    ``tree`` is the comments in reading order. ``by_time``: their times can carry an axis, so that
    what runs along the thread runs over time.
    """

    db: sqlite3.Connection
    article: ArticleRow
    recovery: RecoveryRow
    coverage: CoverageRow
    comments: Sequence[CommentRow]
    tree: Outline
    quotes: Sequence[QuoteRow]
    to_article: Sequence[StanceRow]
    chains: Sequence[ChainRow]
    chain_totals: ChainTotalsRow
    by_time: bool

    @property
    def sided(self) -> bool:
        """Whether any stance towards the article was scored."""
        return bool(self.to_article[0].total)


def check(db: sqlite3.Connection, article: str) -> ArticleRow:
    """Give the article if a report can be made of it.

    Raises ``ArticleNotFound``, and ``RejoinderError`` where it has comments that no analyzer has
    been over yet.
    """
    row = queries.ARTICLE.one(db, article)
    if row is None:
        raise ArticleNotFound("no such article", where=article, remedy="see rejoinder articles")
    if queries.RECOVERY.rows(db, article)[0].comments and not queries.ANALYZED.rows(db, article):
        raise RejoinderError(
            "not analyzed yet",
            where=row.title or article,
            remedy="run rejoinder analyze on this database first",
        )
    return row


def gather(db: sqlite3.Connection, article: str) -> Material:
    """Read one article's rows; raises what ``check`` raises."""
    row = check(db, article)
    comments = queries.COMMENTS.rows(db, article)
    return Material(
        db=db,
        article=row,
        recovery=queries.RECOVERY.rows(db, article)[0],
        coverage=queries.COVERAGE.rows(db, article)[0],
        comments=comments,
        tree=outline(comments),
        quotes=queries.QUOTES.rows(db, article),
        to_article=queries.STANCE_TO_ARTICLE.rows(db, article),
        chains=queries.CHAINS.rows(db, article),
        chain_totals=queries.CHAIN_TOTALS.rows(db, article)[0],
        by_time=carry_an_axis([one.posted_at for one in comments if one.state == "present"]),
    )
