"""The reply tree: every comment with its edge, and how sure the edges are."""

from __future__ import annotations

from reports.query import Query
from reports.rows import CertaintyRow, CommentRow, EdgesRow, QuoteRow

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
