"""The SQL that what is said of camps rests on; the others stand in ``reports.queries``."""

from __future__ import annotations

from reports.query import Query
from reports.rows import CampsRow

CAMPS = Query(
    "camps",
    "The camps: how many people stand in each, how many replies cross",
    CampsRow,
    """
    SELECT a.camps, a.z,
           COUNT(c.id) FILTER (WHERE c.camp = 'A') AS in_a,
           COUNT(c.id) FILTER (WHERE c.camp = 'B') AS in_b,
           a.cross_camp
      FROM article_camps a LEFT JOIN camps c ON c.article_id = a.article_id
     WHERE a.article_id = :article GROUP BY a.article_id
    """,
)
