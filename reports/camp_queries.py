"""The SQL that what is said of camps rests on; the others stand in ``reports.queries``."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from reports.query import Query
from reports.rows import CampsRow, Row, written

CAMPS = Query(
    "camps",
    "The camps: how many people stand in each, how many replies cross",
    CampsRow,
    """
    SELECT a.camps, a.replies, a.z,
           COUNT(c.id) FILTER (WHERE c.camp = 'A') AS in_a,
           COUNT(c.id) FILTER (WHERE c.camp = 'B') AS in_b,
           a.cross_camp, a.people, a.frustration, a.frustration_random,
           (SELECT COUNT(shared) FROM common_ground WHERE article_id = :article) AS tellable,
           (SELECT IFNULL(SUM(shared), 0) FROM common_ground WHERE article_id = :article) AS agreed
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
    kinds = written(share=("agree_a", "agree_b", "consensus"))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(Row):
    """A person, or (``shared``) a comment under a name that many share.

    ``position`` is that of their first comment, ``people`` counts all there are. ``camp`` is A, B
    or None, ``p`` the probability of A. ``share`` is of all comments; ``so_far`` is the part of the
    comments under names of one's own that this and the more active people wrote, None of the
    shared.
    """

    position: int
    author: str | None
    shared: int
    comments: int
    camp: str | None
    p: float | None
    share: float
    so_far: float | None
    people: int

    keyed_by = ("position",)
    kinds = written(share=("p", "share", "so_far"))


PEOPLE = Query(
    "people",
    "The :people most active people, each comment under a shared name standing for itself",
    PersonRow,
    """
    WITH voices AS (
        SELECT IFNULL(author_id, id) AS person, author_id IS NULL AS shared,
               MIN(position) AS position, author, COUNT(*) AS comments
          FROM comments WHERE article_id = :article AND state = 'present'
         GROUP BY IFNULL(author_id, id))
    SELECT v.position, v.author, v.shared, v.comments, c.camp, c.p,
           1.0 * v.comments / SUM(v.comments) OVER () AS share,
           CASE WHEN NOT v.shared
                THEN 1.0 * SUM(v.comments) OVER (PARTITION BY v.shared
                                                 ORDER BY v.comments DESC, v.position)
                     / SUM(v.comments) OVER (PARTITION BY v.shared) END AS so_far,
           COUNT(*) OVER () AS people
      FROM voices v LEFT JOIN camps c ON c.id = :article || '/' || v.person
     ORDER BY v.comments DESC, v.position LIMIT :people
    """,
    defaults=MappingProxyType({"people": 150}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNameRow(Row):
    """A name that many share, with its comments."""

    name: str
    comments: int
    share: float

    keyed_by = ("name",)
    kinds = written(share=("share",))


SHARED_NAMES = Query(
    "shared_names",
    "Comments under names that many share, the :names commonest",
    SharedNameRow,
    """
    SELECT IFNULL(author, '') AS name, COUNT(*) AS comments,
           1.0 * COUNT(*) / (SELECT COUNT(*) FROM comments
                              WHERE article_id = :article AND state = 'present') AS share
      FROM comments WHERE article_id = :article AND state = 'present' AND author_id IS NULL
     GROUP BY 1 ORDER BY comments DESC, name LIMIT :names
    """,
    defaults=MappingProxyType({"names": 3}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow(Row):
    """What two people replied to each other; they are named by their first comments' positions."""

    one: int
    other: int
    replies: int
    agree: int
    disagree: int

    keyed_by = ("one", "other")


# CROSS JOIN keeps SQLite to this order: it would begin with all pairs of the active people.
TIES = Query(
    "ties",
    "Replies between two of the :people most active people, the :ties pairs that have most",
    TieRow,
    """
    WITH voices AS (
        SELECT IFNULL(author_id, id) AS person, MIN(position) AS position, COUNT(*) AS comments
          FROM comments WHERE article_id = :article AND state = 'present'
         GROUP BY IFNULL(author_id, id)),
    active AS (SELECT * FROM voices ORDER BY comments DESC, position LIMIT :people),
    said AS (
        SELECT MIN(a.position, b.position) AS one, MAX(a.position, b.position) AS other,
               s.to_parent
          FROM comments c CROSS JOIN replies r ON r.comment_id = c.id
         CROSS JOIN comments p ON p.id = r.parent_id
         CROSS JOIN active a ON a.person = IFNULL(c.author_id, c.id)
         CROSS JOIN active b ON b.person = IFNULL(p.author_id, p.id)
          LEFT JOIN stance s ON s.comment_id = c.id
         WHERE c.article_id = :article AND c.state = 'present' AND p.state = 'present'
           AND a.person <> b.person)
    SELECT one, other, COUNT(*) AS replies, COUNT(*) FILTER (WHERE to_parent = 'agree') AS agree,
           COUNT(*) FILTER (WHERE to_parent = 'disagree') AS disagree
      FROM said GROUP BY one, other ORDER BY replies DESC, one, other LIMIT :ties
    """,
    defaults=MappingProxyType({"people": 150, "ties": 200}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampQuoteRow(Row):
    """What the surest people of a camp say most surely on its side, one comment of each.

    ``sure`` is the probability that the person stands in the camp, ``side`` that the comment takes
    its side towards the article.
    """

    camp: str
    rank: int
    position: int
    author: str | None
    words: str
    sure: float
    side: float

    keyed_by = ("camp", "rank")
    kinds = written(share=("sure", "side"))


CAMP_QUOTES = Query(
    "camp_quotes",
    "Of each camp the surest comments of the :each surest people",
    CampQuoteRow,
    """
    WITH said AS (
        SELECT k.camp, k.id AS person, c.position, c.author, c.own_text,
               CASE k.camp WHEN 'A' THEN k.p ELSE 1 - k.p END AS sure,
               CASE k.camp WHEN 'A' THEN s.article_support ELSE s.article_oppose END AS side,
               CASE k.camp WHEN 'A' THEN s.article_oppose ELSE s.article_support END AS other
          FROM comments c JOIN stance s ON s.comment_id = c.id
          JOIN camps k ON k.id = :article || '/' || IFNULL(c.author_id, c.id)
         WHERE c.article_id = :article AND c.state = 'present' AND k.camp IS NOT NULL
           AND LENGTH(TRIM(c.own_text)) >= :letters),
    best AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY person ORDER BY side DESC, position) AS place
          FROM said WHERE side > other),
    ranked AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY camp
                                     ORDER BY sure * side DESC, position) AS rank
          FROM best WHERE place = 1)
    SELECT camp, rank, position, author, own_text AS words, sure, side
      FROM ranked WHERE rank <= :each ORDER BY camp, rank
    """,
    defaults=MappingProxyType({"each": 3, "letters": 20}),
)
