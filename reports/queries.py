"""Every SQL that a number or figure of a report rests on, by name.

A query takes ``:article`` (an id) and the parameters it names, and gives rows of one dataclass of
``reports.rows``. Anyone can run the same text in ``sqlite3`` and get the report's numbers again;
the report prints it. Wherever comments are counted, those whose text is there are meant
(``state = 'present'``) unless a column says otherwise.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from reports.camp_queries import CAMPS
from reports.query import Query
from reports.rows import (
    AnalyzedRow,
    ArticleRow,
    CertaintyRow,
    ChainRow,
    ChainStancesRow,
    ChainTotalsRow,
    CommentRow,
    CoverageRow,
    EdgesRow,
    LanguageRow,
    MendedRow,
    MomentRow,
    OverviewRow,
    QuoteRow,
    RecoveryRow,
    RepairRow,
    RunRow,
    SnapshotRow,
    StanceRow,
    ToneRow,
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
           COUNT(c.id) FILTER (WHERE c.state = 'present' AND c.author_id IS NULL) AS shared,
           COUNT(c.posted_at) FILTER (WHERE c.state = 'present') AS timed,
           MIN(c.posted_at) AS first_at, MAX(c.posted_at) AS last_at
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

TIMELINE = Query(
    "timeline",
    "Sentiment in order of time (or as printed), with the mean of the last :window dots",
    MomentRow,
    """
    WITH scored AS (SELECT c.position, c.posted_at, c.author, se.compound, st.to_article,
                           NTILE(:dots) OVER (ORDER BY CASE WHEN :by_time THEN c.posted_at END,
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
                           NTILE(2) OVER (ORDER BY CASE WHEN :by_time THEN c.posted_at END,
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
    SELECT COUNT(*) AS chains, COUNT(*) FILTER (WHERE comments = 1) AS lone,
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

RUNS = Query(
    "runs",
    "The latest run of each analyzer that has been over the article",
    RunRow,
    """
    SELECT analyzer, version, parameters, model_hash, MAX(finished) AS finished
      FROM runs
     WHERE analyzer IN (SELECT analyzer FROM freshness WHERE article_id = :article)
       AND finished IS NOT NULL
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
               COUNT(st.to_article) AS scored,
               COUNT(*) FILTER (WHERE st.to_article = 'oppose') AS oppose,
               COUNT(*) FILTER (WHERE st.to_article = 'neutral') AS neutral,
               COUNT(*) FILTER (WHERE st.to_article = 'support') AS support,
               AVG(se.compound) AS sentiment, AVG(r.confidence) AS mean_confidence
          FROM comments c
          LEFT JOIN stance st ON st.comment_id = c.id
          LEFT JOIN sentiment se ON se.comment_id = c.id
          LEFT JOIN replies r ON r.comment_id = c.id
         WHERE c.article_id = :article AND c.state = 'present')
    SELECT a.id, a.title, a.author, a.published_at, a.claimed_comments AS claimed, n.comments,
           MAX(MIN(1, n.comments), n.people) AS people, n.scored, n.oppose, n.neutral, n.support,
           1.0 * n.oppose / NULLIF(n.scored, 0) AS oppose_share,
           1.0 * n.neutral / NULLIF(n.scored, 0) AS neutral_share,
           1.0 * n.support / NULLIF(n.scored, 0) AS support_share,
           n.sentiment,
           (SELECT COUNT(*) FROM chains WHERE article_id = a.id) AS chains, n.mean_confidence
      FROM articles a JOIN counted n WHERE a.id = :article
    """,
)

QUERIES: tuple[Query[Any], ...] = (
    ARTICLE,
    RECOVERY,
    MENDED,
    REPAIRS,
    ANALYZED,
    COVERAGE,
    CAMPS,
    LANGUAGES,
    STANCE_TO_ARTICLE,
    STANCE_TO_PARENT,
    EDGES,
    CERTAINTY,
    COMMENTS,
    QUOTES,
    TIMELINE,
    TONE,
    CHAINS,
    CHAIN_TOTALS,
    CHAIN_STANCES,
    RUNS,
    SNAPSHOTS,
    OVERVIEW,
)

BY_NAME: dict[str, Query[Any]] = {query.name: query for query in QUERIES}
