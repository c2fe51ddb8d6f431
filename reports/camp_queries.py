"""The SQL that what is said of camps rests on; the others stand in ``reports.queries``."""

from __future__ import annotations

from dataclasses import dataclass

from reports.query import Query
from reports.rows import CampsRow, Row

CAMPS = Query(
    "camps",
    "The camps: how many people stand in each, how many replies cross",
    CampsRow,
    """
    SELECT a.camps, a.replies, a.z,
           COUNT(c.id) FILTER (WHERE c.camp = 'A') AS in_a,
           COUNT(c.id) FILTER (WHERE c.camp = 'B') AS in_b,
           a.cross_camp
      FROM article_camps a LEFT JOIN camps c ON c.article_id = a.article_id
     WHERE a.article_id = :article GROUP BY a.article_id
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRow(Row):
    """A comment that people of both camps wrote or answered.

    ``shared`` is 1 where both camps agree with it, None where too few people can tell.
    """

    position: int
    comment_id: str
    author: str | None
    camp: str | None
    people_a: int
    people_b: int
    agree_a: float
    agree_b: float
    consensus: float
    shared: int | None

    keyed_by = ("position",)


COMMON_GROUND = Query(
    "common_ground",
    "Comments that people of both camps wrote or answered, what both agree with first",
    GroundRow,
    """
    SELECT c.position, g.comment_id, c.author, p.camp, g.people_a, g.people_b, g.agree_a, g.agree_b,
           g.consensus, g.shared
      FROM common_ground g JOIN comments c ON c.id = g.comment_id
      LEFT JOIN camps p ON p.id = g.article_id || '/' || IFNULL(c.author_id, c.id)
     WHERE g.article_id = :article
     ORDER BY g.shared IS NULL, g.shared DESC, g.consensus DESC, c.position
    """,
)
