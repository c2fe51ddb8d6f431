"""The chains, counted and one by one."""

from __future__ import annotations

from reports.query import Query
from reports.rows import ChainRow, ChainStancesRow, ChainTotalsRow

CHAINS = Query(
    "chains",
    "Chains with the comment that begins each",
    ChainRow,
    """
    SELECT ch.id, c.position, c.author, c.subject, c.text, ch.comments, ch.depth, ch.authors,
           ch.started_at, ch.ended_at, ch.agree, ch.neutral, ch.disagree, ch.sentiment,
           ch.split, ch.heat, f.position AS flip_position, ch.flip_of, ch.controversy, ch.support,
           ch.oppose, ch.heat_disagree, ch.heat_negative, ch.heat_speed, ch.heat_pile_on
      FROM chains ch
      JOIN comments c ON c.id = ch.root_comment_id
      LEFT JOIN comments f ON f.id = ch.flip_comment_id
     WHERE ch.article_id = :article ORDER BY ch.comments DESC, c.position
    """,
)

CHAIN_TOTALS = Query(
    "chain_totals",
    "How many chains there are, and how many are one comment that nobody answered",
    ChainTotalsRow,
    """
    SELECT COUNT(*) AS chains,
           COUNT(*) FILTER (WHERE comments = 1 AND NOT EXISTS
               (SELECT 1 FROM replies WHERE parent_id = root_comment_id)) AS lone,
           IFNULL(MAX(comments), 0) AS largest, IFNULL(MAX(depth), 0) AS deepest,
           COUNT(flip_comment_id) AS flips
      FROM chains WHERE article_id = :article
    """,
)

CHAIN_STANCES = Query(
    "chain_stances",
    "Comments of each chain by stance towards the article",
    ChainStancesRow,
    """
    WITH RECURSIVE under(id, root) AS (
        SELECT r.comment_id, c.position
          FROM replies r JOIN comments c ON c.id = r.comment_id
         WHERE c.article_id = :article AND r.parent_id IS NULL
         UNION ALL
        SELECT r.comment_id, under.root
          FROM under JOIN replies r ON r.parent_id = under.id)
    SELECT under.root AS position,
           COUNT(*) FILTER (WHERE st.to_article = 'support') AS support,
           COUNT(*) FILTER (WHERE st.to_article = 'neutral') AS neutral,
           COUNT(*) FILTER (WHERE st.to_article = 'oppose') AS oppose,
           COUNT(*) FILTER (WHERE st.to_article IS NULL) AS unscored
      FROM under JOIN comments c ON c.id = under.id
      LEFT JOIN stance st ON st.comment_id = under.id
     WHERE c.state = 'present'
     GROUP BY under.root ORDER BY under.root
    """,
)
