"""What a comparison of articles rests on."""

from __future__ import annotations

from dataclasses import dataclass

from analyzers.comparisons.figures import Figures
from reports.query import Query
from reports.rows import Row, written

_ENDS = ("", "_low", "_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow(Row, Figures):
    """An article's figures as they go into a comparison."""

    keyed_by = ("id",)
    kinds = written(
        share=[side + end for side in ("support", "neutral", "oppose") for end in _ENDS],
        score=["sentiment"],
        part=[*("split" + end for end in _ENDS), "heat", "frustration"],
    )


# A person's comments are one voice; a comment under a name that many share is a person of its own.
# The variance of sentiment is that of a mean whose persons vary (Liang & Zeger 1986), with one more
# person whose comments spread by 0.5, as those of few may happen to sound the same.
COMPARED = Query(
    "compared",
    "One line per article of a comparison: what is tested for differences",
    ComparedRow,
    """
    WITH spoken AS (
        SELECT IFNULL('a' || c.author_id, 'c' || c.id) AS person, st.to_article, st.engine,
               CASE WHEN r.parent_id IS NOT NULL THEN st.to_parent END AS to_parent, se.compound
          FROM comments c
          LEFT JOIN stance st ON st.comment_id = c.id
          LEFT JOIN sentiment se ON se.comment_id = c.id
          LEFT JOIN replies r ON r.comment_id = c.id
         WHERE c.article_id = :article AND c.state = 'present'),
    people AS (
        SELECT COUNT(*) AS comments, COUNT(to_article) AS told, MIN(engine) AS engine,
               AVG(to_article = 'support') AS support, AVG(to_article = 'neutral') AS neutral,
               AVG(to_article = 'oppose') AS oppose, COUNT(to_parent) AS replies,
               COUNT(*) FILTER (WHERE to_parent = 'agree') AS agree,
               COUNT(*) FILTER (WHERE to_parent = 'neutral') AS calm,
               COUNT(*) FILTER (WHERE to_parent = 'disagree') AS disagree,
               COUNT(compound) AS heard, TOTAL(compound) AS sound
          FROM spoken GROUP BY person),
    tone AS (SELECT TOTAL(sound) / NULLIF(SUM(heard), 0) AS mean FROM people),
    summed AS (
        SELECT TOTAL(comments) AS comments, COUNT(*) FILTER (WHERE told > 0) AS persons,
               SUM(support) AS support, SUM(neutral) AS neutral, SUM(oppose) AS oppose,
               MIN(engine) AS engine, TOTAL(agree) AS agree, TOTAL(calm) AS calm,
               TOTAL(disagree) AS disagree,
               1.0 * SUM(replies) * SUM(replies) / NULLIF(SUM(replies * replies), 0) AS worth,
               mean AS sentiment,
               (SUM((sound - heard * mean) * (sound - heard * mean))
                + 0.25 * SUM(heard * heard) / NULLIF(COUNT(*) FILTER (WHERE heard > 0), 0))
               / NULLIF(SUM(heard) * SUM(heard), 0) AS variance
          FROM people JOIN tone)
    SELECT a.id, a.title, a.outlet, a.published_at, a.tags,
           CAST(n.comments AS INTEGER) AS comments, n.persons,
           n.support AS said_support, n.neutral AS said_neutral, n.oppose AS said_oppose,
           n.engine, sp.errors_of,
           sp.support, sp.support_low, sp.support_high,
           sp.neutral, sp.neutral_low, sp.neutral_high,
           sp.oppose, sp.oppose_low, sp.oppose_high, sp.split, sp.split_low, sp.split_high,
           CAST(n.agree AS INTEGER) AS replies_agree, CAST(n.calm AS INTEGER) AS replies_neutral,
           CAST(n.disagree AS INTEGER) AS replies_disagree, n.worth AS replies_worth,
           n.sentiment, n.variance AS sentiment_variance,
           (SELECT SUM(heat * comments) / NULLIF(SUM(comments), 0) FROM chains
             WHERE article_id = a.id AND heat IS NOT NULL) AS heat,
           ca.frustration, IFNULL(u.labelled, 0) AS labelled
      FROM articles a JOIN summed n
      LEFT JOIN article_split sp ON sp.article_id = a.id
      LEFT JOIN article_camps ca ON ca.article_id = a.id
      LEFT JOIN article_audit u ON u.article_id = a.id
     WHERE a.id = :article
    """,
)
