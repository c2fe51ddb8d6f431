"""Where a thread is unsure: a comment's place in the tree, and stances near a tie.

This is narrower than what the report calls unclear (more likely wrong than right): of most comments
no stance towards the article is likelier than not, and a list of most is of no use for a look.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.query import Query
from reports.rows import Row, written

DOUBTFUL = 0.5
"""An edge less sure than this is rather wrong than right."""
TIE = 0.05
"""Two likeliest stances that lie no further apart than this are told by a hair."""

_PARENT = ("agree", "neutral", "disagree")
_ARTICLE = ("support", "neutral", "oppose")
_CHANCES = (*(f"parent_{name}" for name in _PARENT), *(f"article_{name}" for name in _ARTICLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class SurenessRow(Row):
    """How likely each stance of a comment is, and its edge; None where nothing was scored."""

    comment_id: str
    depth: int | None
    edge: float | None
    parent_agree: float | None
    parent_neutral: float | None
    parent_disagree: float | None
    article_support: float | None
    article_neutral: float | None
    article_oppose: float | None

    keyed_by = ("comment_id",)
    kinds = written(share=("edge", *_CHANCES))


SURENESS = Query(
    "sureness",
    "How sure each comment's place and stances are",
    SurenessRow,
    """
    SELECT c.id AS comment_id, r.depth, r.confidence AS edge,
           s.parent_agree, s.parent_neutral, s.parent_disagree,
           s.article_support, s.article_neutral, s.article_oppose
      FROM comments c
      LEFT JOIN replies r ON r.comment_id = c.id
      LEFT JOIN stance s ON s.comment_id = c.id
     WHERE c.article_id = :article AND c.state = 'present' ORDER BY c.position
    """,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that is unsure of a comment.

    ``about`` is ``place``, ``to_parent`` or ``to_article``; ``p`` how likely what is told is. Of a
    stance, ``told`` and ``rival`` are the two likeliest labels.
    """

    about: str
    p: float
    told: str | None = None
    rival: str | None = None
    rival_p: float | None = None


def doubts(db: sqlite3.Connection, article_id: str) -> dict[str, tuple[Doubt, ...]]:
    """Give what is unsure by comment id, of those comments where anything is."""
    found = {row.comment_id: tuple(_of(row)) for row in SURENESS.rows(db, article_id)}
    return {name: unsure for name, unsure in found.items() if unsure}


def _of(row: SurenessRow) -> Iterator[Doubt]:
    if row.edge is not None and row.edge < DOUBTFUL:
        yield Doubt("place", row.edge)
    # A top-level comment answers the article: its stance is told once, as it is shown.
    if row.depth != 1:
        yield from _tie("to_parent", {name: getattr(row, f"parent_{name}") for name in _PARENT})
    yield from _tie("to_article", {name: getattr(row, f"article_{name}") for name in _ARTICLE})


def _tie(about: str, chances: Mapping[str, float | None]) -> Iterator[Doubt]:
    known = [(p, name) for name, p in chances.items() if p is not None]
    if len(known) < len(chances):
        return
    (p, told), (rival_p, rival) = sorted(known, reverse=True)[:2]
    if p - rival_p <= TIE:
        yield Doubt(about, p, told, rival, rival_p)
