"""All rows that one article's page is made of, read in one go before anything is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from reports import queries
from reports.outline import Outline, outline
from reports.rows import (
    ArticleRow,
    CertaintyRow,
    ChainRow,
    ChainStancesRow,
    ChainTotalsRow,
    CommentRow,
    CoverageRow,
    EdgesRow,
    LanguageRow,
    MendedRow,
    MomentRow,
    QuoteRow,
    RecoveryRow,
    RunRow,
    SnapshotRow,
    StanceRow,
    ToneRow,
)
from reports.times import carry_an_axis
from threads.errors import ArticleNotFound, RejoinderError


@dataclass(frozen=True)
class Material:
    """The rows of every query for one article; ``tree`` is the comments in reading order.

    ``by_time``: the comments' times can carry an axis, so the timeline runs over them.
    """

    article: ArticleRow
    recovery: RecoveryRow
    mended: Sequence[MendedRow]
    coverage: CoverageRow
    languages: Sequence[LanguageRow]
    comments: Sequence[CommentRow]
    tree: Outline
    quotes: Sequence[QuoteRow]
    to_article: Sequence[StanceRow]
    to_parent: Sequence[StanceRow]
    edges: Sequence[EdgesRow]
    certainty: CertaintyRow
    by_time: bool
    moments: Sequence[MomentRow]
    tone: ToneRow
    chains: Sequence[ChainRow]
    chain_totals: ChainTotalsRow
    chain_stances: Sequence[ChainStancesRow]
    runs: Sequence[RunRow]
    snapshots: Sequence[SnapshotRow]


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
    by_time = carry_an_axis([row.posted_at for row in comments if row.state == "present"])
    return Material(
        article=row,
        recovery=queries.RECOVERY.rows(db, article)[0],
        mended=queries.MENDED.rows(db, article),
        coverage=queries.COVERAGE.rows(db, article)[0],
        languages=queries.LANGUAGES.rows(db, article),
        comments=comments,
        tree=outline(comments),
        quotes=queries.QUOTES.rows(db, article),
        to_article=queries.STANCE_TO_ARTICLE.rows(db, article),
        to_parent=queries.STANCE_TO_PARENT.rows(db, article),
        edges=queries.EDGES.rows(db, article),
        certainty=queries.CERTAINTY.rows(db, article)[0],
        by_time=by_time,
        moments=queries.TIMELINE.rows(db, article, by_time=by_time),
        tone=queries.TONE.rows(db, article, by_time=by_time)[0],
        chains=queries.CHAINS.rows(db, article),
        chain_totals=queries.CHAIN_TOTALS.rows(db, article)[0],
        chain_stances=queries.CHAIN_STANCES.rows(db, article),
        runs=queries.RUNS.rows(db, article),
        snapshots=queries.SNAPSHOTS.rows(db, article),
    )
