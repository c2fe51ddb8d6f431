"""Sentiment in order of time, and of the two halves.

Times may be of several zones, as letters don't order them: ``julianday`` takes zones into account.
"""

from __future__ import annotations

from types import MappingProxyType

from reports.query import Query
from reports.rows import MomentRow, ToneRow

TIMELINE = Query(
    "timeline",
    "Sentiment in order of time (or as printed), with the mean of the last :window dots",
    MomentRow,
    """
    WITH scored AS (SELECT c.position, c.posted_at, c.author, se.compound, st.to_article,
                           NTILE(:dots) OVER (ORDER BY CASE WHEN :by_time
                                                            THEN julianday(c.posted_at) END,
                                                       c.position) AS dot
                      FROM comments c JOIN sentiment se ON se.comment_id = c.id
                      LEFT JOIN stance st ON st.comment_id = c.id
                     WHERE c.article_id = :article AND c.state = 'present'),
         dots AS (SELECT dot, MIN(position) AS position, MAX(position) AS last_position,
                         COUNT(*) AS comments, MIN(posted_at) AS posted_at,
                         AVG(compound) AS compound,
                         CASE COUNT(*) WHEN 1 THEN MIN(to_article) END AS to_article,
                         CASE COUNT(*) WHEN 1 THEN MIN(author) END AS author
                    FROM scored GROUP BY dot)
    SELECT dot, position, last_position, comments, posted_at, compound,
           AVG(compound) OVER (ORDER BY dot ROWS BETWEEN :window - 1 PRECEDING
                                                     AND CURRENT ROW) AS running,
           to_article, author
      FROM dots ORDER BY dot
    """,
    defaults=MappingProxyType({"dots": 750, "window": 5, "by_time": 0}),
)

TONE = Query(
    "tone",
    "Sentiment of the whole thread and of its two halves",
    ToneRow,
    """
    WITH scored AS (SELECT se.compound, se.label,
                           NTILE(2) OVER (ORDER BY CASE WHEN :by_time
                                                        THEN julianday(c.posted_at) END,
                                                   c.position) AS half
                      FROM comments c JOIN sentiment se ON se.comment_id = c.id
                     WHERE c.article_id = :article AND c.state = 'present')
    SELECT COUNT(*) AS comments, AVG(compound) AS mean,
           COUNT(*) FILTER (WHERE label = 'negative') AS negative,
           COUNT(*) FILTER (WHERE label = 'neutral') AS neutral,
           COUNT(*) FILTER (WHERE label = 'positive') AS positive,
           COUNT(*) FILTER (WHERE half = 1) AS first_half,
           AVG(compound) FILTER (WHERE half = 1) AS first_mean,
           AVG(compound) FILTER (WHERE half = 2) AS second_mean
      FROM scored
    """,
    defaults=MappingProxyType({"by_time": 0}),
)
