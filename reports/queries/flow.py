"""Stance from parent to child: which replies follow which comments."""

from __future__ import annotations

from dataclasses import dataclass

from reports.query import Query
from reports.rows import Row, written


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow(Row):
    """The replies of one stance to comments of one stance towards the article.

    ``given`` counts the replies to such comments, ``share`` is these replies' share of them;
    ``such`` counts the replies of that stance to any comment, ``usual`` is their share of
    ``total``, all replies whose stance and whose parent's is known.
    """

    parent: str
    reply: str
    replies: int
    given: int
    share: float | None
    such: int
    usual: float | None
    total: int

    keyed_by = ("parent", "reply")
    kinds = written(share=("share", "usual"))


_FLOW = """
    WITH parents(ordinal, stance) AS (VALUES (1, 'oppose'), (2, 'neutral'), (3, 'support')),
         answers(ordinal, stance) AS (VALUES {answers}),
         scored AS (SELECT above.to_article AS parent, s.{column} AS reply
                      FROM stance s JOIN comments c ON c.id = s.comment_id
                      JOIN replies r ON r.comment_id = c.id
                      JOIN comments p ON p.id = r.parent_id
                      JOIN stance above ON above.comment_id = p.id
                     WHERE c.article_id = :article AND c.state = 'present'
                       AND p.state = 'present'),
         cells AS (SELECT p.ordinal, p.stance AS parent, a.ordinal AS place, a.stance AS reply,
                          COUNT(s.parent) AS replies
                     FROM parents p CROSS JOIN answers a
                     LEFT JOIN scored s ON s.parent = p.stance AND s.reply = a.stance
                    GROUP BY p.ordinal, a.ordinal),
         summed AS (SELECT *, SUM(replies) OVER (PARTITION BY parent) AS given,
                           SUM(replies) OVER (PARTITION BY reply) AS such,
                           SUM(replies) OVER () AS total
                      FROM cells)
    SELECT parent, reply, replies, given, 1.0 * replies / NULLIF(given, 0) AS share, such,
           1.0 * such / NULLIF(total, 0) AS usual, total
      FROM summed ORDER BY ordinal, place
    """

FLOW = Query(
    "flow",
    "Replies by stance towards what they answer, and by that comment's towards the article",
    FlowRow,
    _FLOW.format(answers="(1, 'disagree'), (2, 'neutral'), (3, 'agree')", column="to_parent"),
)

FLOW_OF_SIDES = Query(
    "flow_of_sides",
    "Replies by stance towards the article, and by that of the comment answered",
    FlowRow,
    _FLOW.format(answers="(1, 'oppose'), (2, 'neutral'), (3, 'support')", column="to_article"),
)
