"""How opinion on an article moves and who takes part: queries, and sentences on what they give."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from reports.facts import percent, plural
from reports.query import Query
from reports.rows import Row, written
from reports.times import when

FEWEST = 30  # comments with a stance; of fewer, every turn of opinion may be chance
STILL = 0.05  # of a difference of leans, below which nothing moved
SURE = 1.96  # z from which on a first mover is more than noise, but for one in twenty


@dataclass(frozen=True, slots=True, kw_only=True)
class DynamicsRow(Row):
    """How a thread moves; ``opened_position`` is the comment from which on opinion stays split.

    It isn't told where the article's shares are ``too_wide`` to say how opinion splits.
    ``scored`` comments have a stance. ``lean_top`` and ``lean_replies`` are the mean leans (-1..1)
    of top-level comments and of replies, None without any.
    """

    controversy: int
    scored: int
    opened_position: int | None
    opened_at: str | None
    too_wide: int | None
    drift_time: float | None
    drift_depth: float | None
    lean_top: float | None
    lean_replies: float | None
    first_mover: float | None
    first_mover_z: float | None
    first_mover_chains: int
    gini: float | None
    reciprocity: float | None

    kinds = written(
        score=("drift_time", "drift_depth", "lean_top", "lean_replies", "first_mover"),
        part=("first_mover_z", "gini"),
        share=("reciprocity",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow(Row):
    """One step of a path; ``position`` is the chain's root, None of the whole thread."""

    position: int | None
    along: str
    step: int
    comments: int
    started_at: str | None
    sentiment: float | None
    support: float | None
    oppose: float | None

    keyed_by = ("position", "along", "step")
    kinds = written(score=("sentiment",), share=("support", "oppose"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceRow(Row):
    """Who has commented under earlier articles of the database.

    ``earlier`` counts these articles, 0 where this one's date isn't known; an article without a
    date has that of its first comment. ``newcomers`` commented under none of them, ``regulars``
    under two or more. ``shared`` comments are under names that many share: nobody can tell.
    """

    earlier: int
    people: int
    newcomers: int
    regulars: int
    shared: int


DYNAMICS = Query(
    "dynamics",
    "When the split opened, drift, first movers, who takes part",
    DynamicsRow,
    """
    WITH leans AS (
        SELECT r.parent_id IS NOT NULL AS is_reply,
               AVG(s.article_support - s.article_oppose) AS lean
          FROM stance s JOIN comments c ON c.id = s.comment_id
          JOIN replies r ON r.comment_id = c.id
         WHERE c.article_id = :article GROUP BY is_reply)
    SELECT d.controversy,
           (SELECT COUNT(*) FROM stance s JOIN comments o ON o.id = s.comment_id
             WHERE o.article_id = d.article_id) AS scored,
           c.position AS opened_position, c.posted_at AS opened_at, u.too_wide,
           d.drift_time, d.drift_depth,
           (SELECT lean FROM leans WHERE is_reply = 0) AS lean_top,
           (SELECT lean FROM leans WHERE is_reply = 1) AS lean_replies,
           d.first_mover, d.first_mover_z, d.first_mover_chains, d.gini, d.reciprocity
      FROM article_dynamics d LEFT JOIN comments c ON c.id = d.opened_comment_id
      LEFT JOIN article_split u ON u.article_id = d.article_id
     WHERE d.article_id = :article
    """,
)

PATHS = Query(
    "paths",
    "Sentiment and stance by depth and by time, of the thread and, with :chains, of each chain",
    PathRow,
    """
    SELECT c.position, p.along, p.step, p.comments, p.started_at, p.sentiment, p.support, p.oppose
      FROM paths p LEFT JOIN comments c ON c.id = p.root_comment_id
     WHERE p.article_id = :article AND (:chains OR p.root_comment_id IS NULL)
     ORDER BY c.position, p.along, p.step
    """,
    defaults=MappingProxyType({"chains": 0}),
)

ACQUAINTANCE = Query(
    "acquaintance",
    "Newcomers and regulars among the people of an article",
    AcquaintanceRow,
    """
    WITH dates AS (
        SELECT id, IFNULL(published_at, (SELECT MIN(posted_at) FROM comments
                                          WHERE article_id = articles.id)) AS day
          FROM articles
         WHERE id IN (SELECT article_id FROM comments WHERE state = 'present')),
    before AS (
        SELECT id FROM dates WHERE day < (SELECT day FROM dates WHERE id = :article)),
    here AS (
        SELECT DISTINCT author_id FROM comments
         WHERE article_id = :article AND state = 'present' AND author_id IS NOT NULL),
    known AS (
        SELECT h.author_id, COUNT(DISTINCT c.article_id) AS seen
          FROM here h
          LEFT JOIN comments c ON c.author_id = h.author_id AND c.state = 'present'
                              AND c.article_id IN (SELECT id FROM before)
         GROUP BY h.author_id)
    SELECT (SELECT COUNT(*) FROM before) AS earlier, COUNT(*) AS people,
           COUNT(*) FILTER (WHERE seen = 0) AS newcomers,
           COUNT(*) FILTER (WHERE seen >= 2) AS regulars,
           (SELECT COUNT(*) FROM comments
             WHERE article_id = :article AND state = 'present' AND author_id IS NULL) AS shared
      FROM known
    """,
)


def told(db: sqlite3.Connection, article: str) -> list[str]:
    """Give all there is to say of one article, a line each; empty where it isn't analyzed."""
    row, people = DYNAMICS.one(db, article), ACQUAINTANCE.one(db, article)
    if row is None or people is None:
        return []
    return [*moving(row), *taking_part(row, people)]


def moving(row: DynamicsRow) -> Iterator[str]:
    """Say how opinion moves; nothing is said of what too few comments can't show."""
    if row.scored < FEWEST:
        stances = plural(row.scored, "stance is", "stances are")
        yield f"opinion: {row.scored} {stances} too few to say how it moves"
        return
    if row.opened_position is None or row.too_wide:
        yield "opinion: no comment from which on it can be told to stay split"
    else:
        at = f" ({when(row.opened_at)})" if row.opened_at else ""
        yield f"opinion: split from #{row.opened_position}{at} on"
    if row.drift_time is not None:
        yield f"time: the later half of the comments stands {_moved(row.drift_time)}"
    if row.drift_depth is not None and row.lean_top is not None and row.lean_replies is not None:
        yield (
            f"depth: top-level comments lean {_lean(row.lean_top)} on average, replies"
            f" {_lean(row.lean_replies)} (of 1); the deeper, the less is known of a side"
        )
    if row.first_mover_chains:
        yield f"first replies: {_first_mover(row)}"


def _moved(drift: float) -> str:
    if abs(drift) < STILL:
        return "where the earlier half does"
    way = "nearer to" if drift > 0 else "further from"
    return f"{abs(drift):.2f} (of 2) {way} the article than the earlier half"


def _lean(lean: float) -> str:
    return f"{abs(lean):.2f} {'towards' if lean >= 0 else 'against'} the article"


def _first_mover(row: DynamicsRow) -> str:
    chains = f"{row.first_mover_chains} {plural(row.first_mover_chains, 'chain', 'chains')}"
    if row.first_mover_z is None or abs(row.first_mover_z) < SURE:
        return f"in {chains} nothing shows that later ones follow the first"
    way = "follow" if row.first_mover_z > 0 else "go against"
    return f"in {chains} later ones {way} the first, more than chance would have them"


def taking_part(row: DynamicsRow, people: AcquaintanceRow) -> Iterator[str]:
    """Say how unequally people take part, who answers back, and who has been there before."""
    if row.gini is not None:
        yield f"inequality: Gini {row.gini:.2f} (0: all write as much; near 1: one writes all)"
    if row.reciprocity is not None:
        yield f"reciprocity: who is answered answers back in {percent(row.reciprocity)} of cases"
    if people.earlier and people.people:
        earlier = f"{people.earlier:,} earlier {plural(people.earlier, 'article', 'articles')}"
        yield (
            f"newcomers: {people.newcomers:,} of {people.people:,} named people, beside {earlier};"
            f" regulars: {people.regulars:,}"
        )
