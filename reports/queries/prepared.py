"""Queries prepared for looking around in a database, one click each in ``rejoinder browse``.

Those on one article are the report's own, cut to the columns that a screen has room for; those over
all articles stand here. But for ``escape_fts``, all is plain SQL that ``sqlite3`` runs as well.
``:article`` is an article's id or a part of its title, empty for the newest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reports.camp_queries import CAMP_QUOTES, COMMON_GROUND, PEOPLE
from reports.dynamics import PATHS
from reports.queries.article import RECOVERY
from reports.queries.chains import CHAINS
from reports.queries.flow import FLOW
from reports.queries.stances import STANCE_TO_ARTICLE, STANCE_TO_PARENT
from reports.queries.tree import COMMENTS, EDGES, UNCLEAR
from reports.query import Query
from reports.targets import TARGETS

MOST = 200
"""Rows of a query over all articles, which begins with what is most."""

_PARAMETER = re.compile(r":([a-z_]+)")
_CHOSEN = "(SELECT id FROM chosen)"
_CHOOSING = """\
WITH chosen AS (
    SELECT id FROM articles
     WHERE id = :article OR title LIKE '%' || :article || '%'
     ORDER BY id <> :article, published_at IS NULL, published_at DESC, id LIMIT 1)"""
# Where a comment stands on its page. What is no number is no anchor; an anchor that a page hasn't
# leads to its top.
SOURCE = """\
CASE WHEN a.url LIKE 'http://%' OR a.url LIKE 'https://%'
     THEN SUBSTR(a.url, 1, INSTR(a.url || '#', '#') - 1)
          || CASE WHEN c.external_id GLOB '*[^0-9]*' THEN ''
                  WHEN a.format LIKE 'techdirt-legacy%' THEN '#c' || c.external_id
                  WHEN a.format = 'slashdot' THEN '#comment_' || c.external_id
                  WHEN c.external_id <> '' THEN '#comment-' || c.external_id
                  ELSE '' END
END"""
_OF_ID = f"""(SELECT {SOURCE}
          FROM comments c JOIN articles a ON a.id = c.article_id WHERE c.id = told.id)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One prepared query: ``name`` in its address, ``title`` as a link, what it ``says``."""

    name: str
    title: str
    says: str
    sql: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """What it asks the reader for, in order."""
        return tuple(dict.fromkeys(_PARAMETER.findall(self.sql)))

    @property
    def on_one_article(self) -> bool:
        """Whether it asks for an article."""
        return "article" in self.parameters


def _of(name: str, query: Query[Any], says: str, columns: str, *, title: str = "") -> Prepared:
    """Prepare a query of the report, cut to some columns; its other parameters are filled in."""

    def filled(found: re.Match[str]) -> str:
        return _CHOSEN if found[1] == "article" else str(query.defaults[found[1]])

    text = "\n".join(f"  {line}" for line in _PARAMETER.sub(filled, query.sql).splitlines())
    sql = f"{_CHOOSING}\nSELECT {columns}\n  FROM (\n{text}\n) AS told"
    return Prepared(name=name, title=title or query.says, says=says, sql=sql)


_ALL_ARTICLES = """\
SELECT a.title, a.published_at, a.outlet, a.claimed_comments AS claimed,
       (SELECT COUNT(*) FROM comments
         WHERE article_id = a.id) AS comments,
       (SELECT COUNT(*) FROM chains WHERE article_id = a.id) AS chains,
       ROUND(IFNULL(u.support, s.support), 2) AS support,
       ROUND(IFNULL(u.support_low, s.support_low), 2) AS support_low,
       ROUND(IFNULL(u.support_high, s.support_high), 2) AS support_high,
       ROUND(IFNULL(u.oppose, s.oppose), 2) AS oppose,
       ROUND(IFNULL(u.oppose_low, s.oppose_low), 2) AS oppose_low,
       ROUND(IFNULL(u.oppose_high, s.oppose_high), 2) AS oppose_high,
       CASE WHEN u.article_id IS NOT NULL THEN 'labels by hand'
            WHEN s.too_wide THEN 'known errors: too wide to say much'
            WHEN s.article_id IS NOT NULL THEN 'known errors' END AS corrected_by,
       ROUND((SELECT MAX(heat) FROM chains WHERE article_id = a.id), 2) AS hottest,
       a.url, a.id AS article_id
  FROM articles a
  LEFT JOIN article_split s ON s.article_id = a.id
  LEFT JOIN article_audit u ON u.article_id = a.id
 ORDER BY a.published_at IS NULL, a.published_at DESC, a.id"""


def _begins(of: str = "") -> str:
    """Give SQL for how a comment begins; … says that it goes on."""
    said = f"IFNULL(NULLIF({of}subject, '') || ': ', '') || {of}text"
    return f"""\
SUBSTR({said}, 1, 300)
       || CASE WHEN LENGTH({said}) > 300 THEN '…' ELSE '' END AS begins"""


# Found by their heat first, so that only those are looked up that are shown.
_HOTTEST_CHAINS = f"""\
WITH hottest AS (
    SELECT * FROM chains WHERE heat IS NOT NULL
     ORDER BY heat DESC, comments DESC LIMIT {MOST})
SELECT ROUND(h.heat, 2) AS heat, a.title AS article, c.position, c.author,
       {_begins("c.")},
       h.comments, h.depth, h.authors, h.agree, h.neutral, h.disagree,
       ROUND(h.split, 2) AS split, h.started_at, h.root_comment_id AS comment_id, {SOURCE} AS source
  FROM hottest h
  JOIN comments c ON c.id = h.root_comment_id
  JOIN articles a ON a.id = h.article_id
 ORDER BY h.heat DESC, h.comments DESC, h.id"""

_COMMENT_COLUMNS = f"""\
SELECT a.title AS article, c.position, c.author, c.posted_at, c.text, st.to_parent, st.to_article,
       ROUND(se.compound, 2) AS sentiment, c.id AS comment_id, {SOURCE} AS source"""

# Nothing asked is nothing found; to FTS5 it is an error. What is asked are words, not its syntax.
_FOR = "CASE WHEN TRIM({0}) = '' THEN '\"\"' ELSE escape_fts({0}) END"
_FOR_WORDS, _FOR_AUTHOR = _FOR.format(":words"), _FOR.format(":author")
# Ranking takes its time: of words that stand in tens of thousands of comments, by which none is
# fitter than another, those read last are ranked.
_SEARCH = f"""\
WITH latest AS (
    SELECT rowid, rank FROM comments_fts
     WHERE comments_fts MATCH {_FOR_WORDS} ORDER BY rowid DESC LIMIT 20000),
found AS (SELECT * FROM latest ORDER BY rank LIMIT {MOST})
{_COMMENT_COLUMNS}
  FROM found f
  JOIN comments c ON c.rowid = f.rowid
  JOIN articles a ON a.id = c.article_id
  LEFT JOIN stance st ON st.comment_id = c.id
  LEFT JOIN sentiment se ON se.comment_id = c.id
 ORDER BY f.rank"""

_BY_AUTHOR = f"""\
{_COMMENT_COLUMNS}
  FROM comments c
  JOIN articles a ON a.id = c.article_id
  LEFT JOIN stance st ON st.comment_id = c.id
  LEFT JOIN sentiment se ON se.comment_id = c.id
 WHERE c.author_id IN (
       SELECT c.author_id FROM comments_fts f JOIN comments c ON c.rowid = f.rowid
        WHERE comments_fts MATCH 'author : ' || {_FOR_AUTHOR}
          AND c.author = :author COLLATE NOCASE)
 ORDER BY julianday(c.posted_at) DESC, c.posted_at DESC"""

# By the indexes alone: the most active wrote tens of thousands of comments.
_MOST_ACTIVE = """\
WITH people AS (
    SELECT author_id, COUNT(*) AS comments FROM comments
     WHERE author_id IS NOT NULL GROUP BY author_id ORDER BY comments DESC LIMIT 100)
SELECT (SELECT author FROM comments WHERE author_id = p.author_id LIMIT 1) AS author, p.comments,
       COUNT(k.id) AS articles_analyzed,
       COUNT(*) FILTER (WHERE k.camp = 'A') AS in_camp_a,
       COUNT(*) FILTER (WHERE k.camp = 'B') AS in_camp_b
  FROM people p LEFT JOIN camps k ON k.author_id = p.author_id
 GROUP BY p.author_id ORDER BY p.comments DESC, author"""

_SHARES = """\
SELECT side, ROUND(share, 3) AS share, ROUND(low, 3) AS low, ROUND(high, 3) AS high, corrected_by
  FROM ({parts})
 WHERE article_id = (SELECT id FROM chosen) ORDER BY corrected_by DESC, place"""


def _shares() -> str:
    parts = [
        f"SELECT article_id, {place} AS place, '{side}' AS side, {side} AS share,"
        f" {side}_low AS low, {side}_high AS high, '{by}' AS corrected_by FROM {table}"
        for table, by in (("article_split", "known errors"), ("article_audit", "labels by hand"))
        for place, side in enumerate(("support", "neutral", "oppose"), 1)
    ]
    united = "\n        UNION ALL ".join(parts)
    return f"{_CHOOSING}\n{_SHARES.format(parts=united)}"


PREPARED: tuple[Prepared, ...] = (
    Prepared(
        name="all-articles",
        title="All articles",
        says="The newest first, with the corrected shares of persons for and against each.",
        sql=_ALL_ARTICLES,
    ),
    Prepared(
        name="hottest-chains",
        title="The hottest chains",
        says="Chains of all articles by heat: disagreement, negative words, speed, many on one.",
        sql=_HOTTEST_CHAINS,
    ),
    Prepared(
        name="search",
        title="Search the comments",
        says="Comments that have all the words in subject, text or author, the fittest first.",
        sql=_SEARCH,
    ),
    Prepared(
        name="by-author",
        title="Comments by one author",
        says="All that one name wrote, the latest first; not for names that many share.",
        sql=_BY_AUTHOR,
    ),
    Prepared(
        name="most-active",
        title="The most active people",
        says="The hundred who wrote most, under own names, and in how many articles they stand in"
        " the camp of the article (A) or the other (B).",
        sql=_MOST_ACTIVE,
    ),
    _of(
        "thread",
        COMMENTS,
        "Comments as the page has them, each with what it answers and how it stands to it.",
        "position, parent_position AS answers, depth, author, posted_at, text, to_parent,"
        f" to_article, ROUND(compound, 2) AS sentiment, id AS comment_id, {_OF_ID} AS source",
        title="The thread",
    ),
    _of(
        "article-chains",
        CHAINS,
        "A chain is a top-level comment with everything under it; the largest first.",
        f"position, author, {_begins()}, comments, depth, authors, agree, neutral, disagree,"
        " ROUND(split, 2) AS split, ROUND(heat, 2) AS heat, flip_position",
        title="Chains",
    ),
    Prepared(
        name="shares",
        title="Shares for and against, corrected",
        says="Shares of persons with 90% intervals; the program's labels alone say less.",
        sql=_shares(),
    ),
    _of(
        "stances-to-article",
        STANCE_TO_ARTICLE,
        "As the program told them, uncorrected.",
        "label, comments, total, ROUND(share, 3) AS share",
        title="Stances towards the article",
    ),
    _of(
        "stances-to-parent",
        STANCE_TO_PARENT,
        "As the program told them, uncorrected.",
        "label, comments, total, ROUND(share, 3) AS share",
        title="Stances towards what is answered",
    ),
    _of(
        "who-disagrees",
        FLOW,
        "How often comments of each side are disagreed with, beside what is usual.",
        "parent AS answered, reply, replies, given, ROUND(share, 3) AS share,"
        " ROUND(usual, 3) AS usual",
        title="Which side is disagreed with",
    ),
    _of(
        "article-people",
        PEOPLE,
        "The most active first, with their camp: A is the article's, none where no split was found."
        " Under a name that many share (shared = 1) each comment is a person.",
        "position, author, shared, comments, ROUND(share, 3) AS share, camp,"
        " CASE WHEN camp IS NOT NULL THEN ROUND(p, 2) END AS probability_of_a",
        title="People",
    ),
    _of(
        "common-ground",
        COMMON_GROUND,
        "Where people of both camps wrote or answered; shared = 1 where both agree.",
        "position, author, camp, people_a, people_b, ROUND(agree_a, 2) AS agree_a,"
        " ROUND(agree_b, 2) AS agree_b, ROUND(consensus, 2) AS consensus, shared, comment_id",
        title="Common ground of both camps",
    ),
    _of(
        "camp-voices",
        CAMP_QUOTES,
        "What the surest people of each camp say most surely on its side.",
        "camp, position, author, words, ROUND(sure, 2) AS sure, ROUND(side, 2) AS side",
        title="Voices of each camp",
    ),
    _of(
        "targets-named",
        TARGETS,
        "Only of targets that were named with rejoinder analyze --target.",
        "target, comments, favor, none, against, ROUND(comments_score, 2) AS score,"
        " article_label, ROUND(article_score, 2) AS article_score",
        title="Targets",
    ),
    _of(
        "path",
        PATHS,
        "Mean sentiment and mean probability of each side, by depth and by time.",
        "along, step, comments, ROUND(sentiment, 2) AS sentiment,"
        " ROUND(support, 2) AS support, ROUND(oppose, 2) AS oppose",
        title="How opinion moves",
    ),
    _of(
        "unclear",
        UNCLEAR,
        "Told more likely wrong than right: whom they answer, or how they stand.",
        "position, author, text, to_article, ROUND(stance, 2) AS stance_sure,"
        " parent_position AS answers, ROUND(edge, 2) AS edge_sure",
        title="What the program is least sure of",
    ),
    _of(
        "edges",
        EDGES,
        "By which method whom a comment answers was told, and how sure that is.",
        "method, edges, ROUND(share, 3) AS share, ROUND(mean_confidence, 2) AS mean_confidence",
        title="How the tree was told",
    ),
    _of(
        "recovery",
        RECOVERY,
        "Comments found, beside what the page claims to have.",
        "claimed, recovered, comments, removed, missing, people, shared, first_at, last_at",
        title="How much of the thread is there",
    ),
)
