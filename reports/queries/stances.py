"""Comments by stance, towards the article and towards what they answer."""

from __future__ import annotations

from reports.query import Query
from reports.rows import StanceRow

STANCE_TO_ARTICLE = Query(
    "stance_to_article",
    "Comments by stance towards the article",
    StanceRow,
    """
    WITH labels(ordinal, label) AS (VALUES (1, 'oppose'), (2, 'support'), (3, 'neutral')),
         scored AS (SELECT s.to_article AS label
                      FROM stance s JOIN comments c ON c.id = s.comment_id
                     WHERE c.article_id = :article AND c.state = 'present'
                       AND s.to_article IS NOT NULL)
    SELECT l.label, COUNT(s.label) AS comments, (SELECT COUNT(*) FROM scored) AS total,
           1.0 * COUNT(s.label) / NULLIF((SELECT COUNT(*) FROM scored), 0) AS share
      FROM labels l LEFT JOIN scored s ON s.label = l.label
     GROUP BY l.label ORDER BY l.ordinal
    """,
)

STANCE_TO_PARENT = Query(
    "stance_to_parent",
    "Replies to comments by stance towards the comment they answer",
    StanceRow,
    """
    WITH labels(ordinal, label) AS (VALUES (1, 'disagree'), (2, 'agree'), (3, 'neutral')),
         scored AS (SELECT s.to_parent AS label
                      FROM stance s JOIN comments c ON c.id = s.comment_id
                      JOIN replies r ON r.comment_id = c.id
                     WHERE c.article_id = :article AND c.state = 'present'
                       AND r.parent_id IS NOT NULL AND s.to_parent IS NOT NULL)
    SELECT l.label, COUNT(s.label) AS comments, (SELECT COUNT(*) FROM scored) AS total,
           1.0 * COUNT(s.label) / NULLIF((SELECT COUNT(*) FROM scored), 0) AS share
      FROM labels l LEFT JOIN scored s ON s.label = l.label
     GROUP BY l.label ORDER BY l.ordinal
    """,
)
