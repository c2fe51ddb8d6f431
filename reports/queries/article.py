"""The article, how much of its thread is there, and who has been over it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.query import Query
from reports.rows import (
    AnalyzedRow,
    ArticleRow,
    CoverageRow,
    LanguageRow,
    MendedRow,
    RecoveryRow,
    RepairRow,
    Row,
    written,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow(Row):
    """The latest run of an analyzer."""

    analyzer: str
    version: str
    parameters: str | None
    model_hash: str | None
    finished: str | None

    keyed_by = ("analyzer",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRow(Row):
    """A page that the article was read from."""

    ordinal: int
    source: str
    format: str
    sha256: str
    read_at: str
    comments: int

    keyed_by = ("ordinal",)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRow(Row):
    """One article on the comparison page, by ``people`` persons at least and ``most`` at most.

    Shares are of persons, as labels by hand or else the engine's known errors correct them, with
    their 90% intervals.
    """

    id: str
    title: str
    author: str | None
    published_at: str | None
    claimed: int | None
    comments: int
    people: int
    most: int
    oppose: float | None
    oppose_low: float | None
    oppose_high: float | None
    support: float | None
    support_low: float | None
    support_high: float | None
    neutral: float | None
    neutral_low: float | None
    neutral_high: float | None
    sentiment: float | None
    chains: int
    mean_confidence: float | None

    keyed_by = ("id",)
    kinds = written(
        share=(
            *("oppose", "oppose_low", "oppose_high", "support", "support_low", "support_high"),
            *("neutral", "neutral_low", "neutral_high", "mean_confidence"),
        ),
        score=("sentiment",),
    )


ARTICLE = Query(
    "article",
    "The article",
    ArticleRow,
    """
    SELECT id, url, title, author, outlet, dept, published_at, format, content_hash
      FROM articles WHERE id = :article
    """,
)

RECOVERY = Query(
    "recovery",
    "Comments recovered, claimed, by how many people",
    RecoveryRow,
    """
    SELECT a.claimed_comments AS claimed,
           COUNT(c.id) FILTER (WHERE c.state <> 'missing') AS recovered,
           COUNT(c.id) FILTER (WHERE c.state = 'present') AS comments,
           COUNT(c.id) FILTER (WHERE c.state = 'removed') AS removed,
           COUNT(c.id) FILTER (WHERE c.state = 'missing') AS missing,
           MAX(MIN(1, COUNT(c.id) FILTER (WHERE c.state = 'present')),
               COUNT(DISTINCT c.author_id) FILTER (WHERE c.state = 'present')) AS people,
           COUNT(DISTINCT IFNULL(c.author_id, c.id)) FILTER (WHERE c.state = 'present') AS most,
           COUNT(c.id) FILTER (WHERE c.state = 'present' AND c.author_id IS NULL) AS shared,
           COUNT(c.posted_at) FILTER (WHERE c.state = 'present') AS timed,
           (SELECT posted_at FROM comments WHERE article_id = a.id
             ORDER BY julianday(posted_at) IS NULL, julianday(posted_at), position LIMIT 1
           ) AS first_at,
           (SELECT posted_at FROM comments WHERE article_id = a.id
             ORDER BY julianday(posted_at) DESC, position LIMIT 1) AS last_at
      FROM articles a LEFT JOIN comments c ON c.article_id = a.id
     WHERE a.id = :article GROUP BY a.id
    """,
)

MENDED = Query(
    "mended",
    "What was mended in the thread, by kind",
    MendedRow,
    """
    SELECT kind, COUNT(*) AS repairs FROM repairs WHERE article_id = :article
     GROUP BY kind ORDER BY MIN(ordinal)
    """,
)

REPAIRS = Query(
    "repairs",
    "Each thing that was mended, and at which comment",
    RepairRow,
    """
    SELECT r.ordinal, r.kind, c.position, r.detail
      FROM repairs r LEFT JOIN comments c ON c.id = r.comment_id
     WHERE r.article_id = :article ORDER BY r.ordinal
    """,
)

ANALYZED = Query(
    "analyzed",
    "Which analyzers have been over the article",
    AnalyzedRow,
    "SELECT analyzer FROM freshness WHERE article_id = :article ORDER BY analyzer",
)

COVERAGE = Query(
    "coverage",
    "How many comments each analyzer scored",
    CoverageRow,
    """
    SELECT COUNT(st.comment_id) AS stance,
           GROUP_CONCAT(DISTINCT SUBSTR(st.engine, 1, INSTR(st.engine || ' ', ' ') - 1))
               AS stance_engines,
           COUNT(se.comment_id) AS sentiment,
           COUNT(c.id) FILTER (WHERE TRIM(c.own_text) = '') AS wordless,
           (SELECT COUNT(*) FROM chains WHERE article_id = :article) AS chains
      FROM comments c
      LEFT JOIN stance st ON st.comment_id = c.id
      LEFT JOIN sentiment se ON se.comment_id = c.id
     WHERE c.article_id = :article AND c.state = 'present'
    """,
)

LANGUAGES = Query(
    "languages",
    "Comments left unscored for their language",
    LanguageRow,
    """
    SELECT l.language, COUNT(*) AS comments
      FROM language l JOIN comments c ON c.id = l.comment_id
     WHERE c.article_id = :article AND c.state = 'present' AND NOT l.scored
     GROUP BY l.language ORDER BY l.language IS NULL, comments DESC, l.language
    """,
)

RUNS = Query(
    "runs",
    "The latest run of each analyzer that has been over the article, of stances by its engine",
    RunRow,
    """
    WITH judged AS (
        SELECT s.engine FROM stance s JOIN comments c ON c.id = s.comment_id
         WHERE c.article_id = :article)
    SELECT analyzer, version, parameters, model_hash, MAX(finished) AS finished
      FROM runs
     WHERE analyzer IN (SELECT analyzer FROM freshness WHERE article_id = :article)
       AND finished IS NOT NULL
       AND (analyzer <> 'stance' OR NOT EXISTS (SELECT engine FROM judged)
            OR CASE WHEN json_valid(parameters) THEN json_extract(parameters, '$.engine') END
               IN (SELECT engine FROM judged))
     GROUP BY analyzer ORDER BY analyzer
    """,
)

SNAPSHOTS = Query(
    "snapshots",
    "The pages that the article was read from",
    SnapshotRow,
    """
    SELECT ROW_NUMBER() OVER (ORDER BY read_at, id) AS ordinal, source, format, sha256, read_at,
           comments
      FROM snapshots WHERE article_id = :article ORDER BY ordinal
    """,
)

OVERVIEW = Query(
    "overview",
    "One line per article of a comparison",
    OverviewRow,
    """
    WITH counted AS (
        SELECT COUNT(*) AS comments, COUNT(DISTINCT c.author_id) AS people,
               COUNT(DISTINCT IFNULL(c.author_id, c.id)) AS most,
               AVG(se.compound) AS sentiment, AVG(r.confidence) AS mean_confidence
          FROM comments c
          LEFT JOIN sentiment se ON se.comment_id = c.id
          LEFT JOIN replies r ON r.comment_id = c.id
         WHERE c.article_id = :article AND c.state = 'present')
    SELECT a.id, a.title, a.author, a.published_at, a.claimed_comments AS claimed, n.comments,
           MAX(MIN(1, n.comments), n.people) AS people, n.most,
           IFNULL(u.oppose, s.oppose) AS oppose, IFNULL(u.oppose_low, s.oppose_low) AS oppose_low,
           IFNULL(u.oppose_high, s.oppose_high) AS oppose_high,
           IFNULL(u.support, s.support) AS support,
           IFNULL(u.support_low, s.support_low) AS support_low,
           IFNULL(u.support_high, s.support_high) AS support_high,
           IFNULL(u.neutral, s.neutral) AS neutral,
           IFNULL(u.neutral_low, s.neutral_low) AS neutral_low,
           IFNULL(u.neutral_high, s.neutral_high) AS neutral_high,
           n.sentiment,
           (SELECT COUNT(*) FROM chains WHERE article_id = a.id) AS chains, n.mean_confidence
      FROM articles a JOIN counted n
      LEFT JOIN article_split s ON s.article_id = a.id
      LEFT JOIN article_audit u ON u.article_id = a.id
     WHERE a.id = :article
    """,
)
