"""The reply tree: every comment with its edge, and how sure the edges are."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from reports.query import Query
from reports.rows import CertaintyRow, CommentRow, EdgesRow, QuoteRow, Row, written


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearRow(Row):
    """A comment of which the program says least surely where it stands, or what it answers.

    ``stance`` is how likely the stance told is, ``edge`` how likely the parent told is; ``least``
    the lower of the two.
    """

    position: int
    author: str | None
    text: str
    to_article: str | None
    stance: float | None
    parent_position: int | None
    edge: float | None
    least: float

    keyed_by = ("position",)
    kinds = written(share=("stance", "edge", "least"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearTotalRow(Row):
    """How many comments are unclear, of how many."""

    unclear: int
    comments: int


COMMENTS = Query(
    "comments",
    "Every comment with its edge, sentiment and stance",
    CommentRow,
    """
    SELECT c.id, c.position, c.author, c.author_id, c.registered, c.posted_at, c.subject,
           c.text, c.state, c.flagged, r.parent_id, p.position AS parent_position,
           p.author AS parent_author, r.depth, r.method, r.confidence, r.evidence,
           l.language, l.scored, se.compound, se.label AS sentiment, st.to_article,
           st.to_parent, st.asks, st.evidence AS stance_evidence
      FROM comments c
      LEFT JOIN replies r ON r.comment_id = c.id
      LEFT JOIN comments p ON p.id = r.parent_id
      LEFT JOIN language l ON l.comment_id = c.id
      LEFT JOIN sentiment se ON se.comment_id = c.id
      LEFT JOIN stance st ON st.comment_id = c.id
     WHERE c.article_id = :article ORDER BY c.position
    """,
)

QUOTES = Query(
    "quotes",
    "Passages quoted from the article or another comment",
    QuoteRow,
    """
    SELECT q.comment_id, q.ordinal, q.source, q.text, q.similarity,
           s.position AS source_position, s.author AS source_author
      FROM quotes q JOIN comments c ON c.id = q.comment_id
      LEFT JOIN comments s ON q.source = 'comment' AND s.id = q.source_id
     WHERE c.article_id = :article ORDER BY c.position, q.ordinal
    """,
)

EDGES = Query(
    "edges",
    "Edges of the reply tree by the method that decided them",
    EdgesRow,
    """
    SELECT r.method, COUNT(*) AS edges, 1.0 * COUNT(*) / SUM(COUNT(*)) OVER () AS share,
           AVG(r.confidence) AS mean_confidence
      FROM replies r JOIN comments c ON c.id = r.comment_id
     WHERE c.article_id = :article
     GROUP BY r.method ORDER BY edges DESC, r.method
    """,
)

CERTAINTY = Query(
    "certainty",
    "How sure the reply tree is as a whole",
    CertaintyRow,
    """
    SELECT COUNT(*) AS edges, COUNT(r.parent_id) AS replies, IFNULL(MAX(r.depth), 0) AS levels,
           AVG(r.confidence) AS mean_confidence,
           COUNT(*) FILTER (WHERE r.confidence < 0.5) AS doubtful
      FROM replies r JOIN comments c ON c.id = r.comment_id
     WHERE c.article_id = :article
    """,
)

_LEAST_SURE = """
    WITH sureness AS (
        SELECT c.position, c.author, c.text, s.to_article,
               MAX(s.article_support, s.article_neutral, s.article_oppose) AS stance,
               p.position AS parent_position, r.confidence AS edge
          FROM comments c
          LEFT JOIN stance s ON s.comment_id = c.id
          LEFT JOIN replies r ON r.comment_id = c.id
          LEFT JOIN comments p ON p.id = r.parent_id
         WHERE c.article_id = :article AND c.state = 'present'),
    least AS (
        SELECT *, MIN(IFNULL(stance, 1), IFNULL(edge, 1)) AS least FROM sureness)
"""

UNCLEAR = Query(
    "unclear",
    "The comments that the program is least sure of: more likely wrong than right",
    UnclearRow,
    _LEAST_SURE
    + """
    SELECT position, author, text, to_article, stance, parent_position, edge, least
      FROM least WHERE least < 0.5 ORDER BY least, position LIMIT :few
    """,
    defaults=MappingProxyType({"few": 12}),
)

UNCLEAR_TOTAL = Query(
    "unclear_total",
    "How many comments the program is more likely wrong than right about",
    UnclearTotalRow,
    _LEAST_SURE
    + "SELECT COUNT(*) FILTER (WHERE least < 0.5) AS unclear, COUNT(*) AS comments FROM least",
)
