"""What the database holds: every table and column, with a line on each.

``TABLES`` is the one place that says it. The migrations build from it, the store reads and writes
by it, and ``describe`` makes the schema page of the docs of it. A later column or table is
entered with ``since`` set to the number of the migration that adds it.
"""

from __future__ import annotations

from typing import Literal

from threads.declared import SET_NULL, Column, Table

_ARTICLES = Table(
    "articles",
    "One row for each text under discussion, however many pages it was read from.",
    (
        Column("id", "TEXT!", "12 characters made of its address, else of title and date"),
        Column("url", "TEXT", "address as the page gives it"),
        Column("title", "TEXT!", "title, without the site's name; empty where the page has none"),
        Column("author", "TEXT", "who wrote it"),
        Column("outlet", "TEXT", "site or publication"),
        Column("dept", "TEXT", "Techdirt's joke line, the words between 'from the' and 'dept'"),
        Column("published_at", "TEXT", "ISO 8601, as exact as the page is, no zone unless given"),
        Column("body", "TEXT!", "its text, paragraphs separated by an empty line"),
        Column("tags", "TEXT!", "JSON list of strings"),
        Column("format", "TEXT!", "page format it was last read as"),
        Column("claimed_comments", "INTEGER", "number of comments the page says it has"),
        Column("content_hash", "TEXT!", "SHA-256 of all that analyzers read"),
        Column("first_read", "TEXT!", "UTC time of the first reading"),
        Column("external_id", "TEXT", "the thread's own id in the source, if any", since=2),
    ),
    pk=("id",),
)
_ARTICLE_KEYS = Table(
    "article_keys",
    "Every address and title by which an article is found again.",
    (
        Column("key", "TEXT!", "'url:host/path', 'title:letters|date' or 'body:digest'"),
        Column("article_id", "TEXT!", "the article", references="articles"),
    ),
    pk=("key", "article_id"),
    indexes=(("article_id",),),
)
_SNAPSHOTS = Table(
    "snapshots",
    "One row for each distinct page content that was read; the same content again adds nothing.",
    (
        Column("id", "INTEGER!", "number in order of reading"),
        Column("article_id", "TEXT!", "the article it shows", references="articles"),
        Column("source", "TEXT!", "file, address or '-' it came from"),
        Column("format", "TEXT!", "page format it was read as"),
        Column("sha256", "TEXT!", "SHA-256 of its text"),
        Column("read_at", "TEXT!", "UTC time of reading"),
        Column("comments", "INTEGER!", "number of comments on it"),
        Column("claimed", "INTEGER", "number of comments it says the thread has", since=2),
        Column("read_with", "TEXT", "version of readers and tree model it was read with", since=2),
    ),
    pk=("id",),
    indexes=(("sha256",), ("article_id",)),
)
_COMMENTS = Table(
    "comments",
    "One row for each comment, however often it was read.",
    (
        Column("id", "TEXT!", "article id, hyphen, 8 characters; the same from every view"),
        Column("article_id", "TEXT!", "the article", references="articles"),
        Column("position", "INTEGER!", "1 = first in the page"),
        Column("external_id", "TEXT", "the comment's own number on the site"),
        Column("author", "TEXT", "name as printed"),
        Column("author_id", "TEXT", "the same for one name; null for names that many share"),
        Column("registered", "INTEGER", "1 = has an account, 0 = has none, null = not told"),
        Column("posted_at", "TEXT", "ISO 8601, no zone unless the page gave one"),
        Column("subject", "TEXT", "subject line; empty = none shown, null = the site has none"),
        Column("text", "TEXT!", "all of its text"),
        Column("own_text", "TEXT!", "its text with the quotes of others taken out"),
        Column("votes_insightful", "INTEGER", "votes as insightful, null where not shown"),
        Column("votes_funny", "INTEGER", "votes as funny, null where not shown"),
        Column("flagged", "INTEGER", "1 = hidden by readers' flags, null = not told"),
        Column("state", "TEXT!", "present, removed (by the site) or missing (only referred to)"),
        Column("subject_lost", "INTEGER!", "1 = a bare 'Re:' stood there and was dropped"),
        Column("quoted", "TEXT!", "JSON list of passages the page itself marks as quotations"),
        Column("placement", "TEXT!", "what the layout tells: nested, floor, threaded or listed"),
        Column("placed_under", "TEXT", "comment it is laid inside, if any", references="comments"),
    ),
    pk=("id",),
    indexes=(("article_id", "position"), ("author_id",), ("placed_under",)),
)
_REPLIES = Table(
    "replies",
    "Who answers whom: one edge for each comment.",
    (
        Column("comment_id", "TEXT!", "the answer", references="comments"),
        Column("parent_id", "TEXT", "what it answers; null = the article", references="comments"),
        Column("depth", "INTEGER!", "1 = top level"),
        Column("method", "TEXT!", "rule that decided"),
        Column("confidence", "REAL!", "0 to 1: how often such an edge is right"),
        Column("evidence", "TEXT!", "JSON object: words, subject or layout it rests on"),
    ),
    pk=("comment_id",),
    indexes=(("parent_id",),),
)
_QUOTES = Table(
    "quotes",
    "Passages of comments that repeat the article or another comment.",
    (
        Column("comment_id", "TEXT!", "who quotes", references="comments"),
        Column("ordinal", "INTEGER!", "1 = first quote in the comment"),
        Column("source", "TEXT!", "article or comment"),
        Column("source_id", "TEXT!", "id of the article or comment quoted"),
        Column("text", "TEXT!", "the passage as it stands in the quoting comment"),
        Column("similarity", "REAL!", "0 to 1; 1 = word for word"),
    ),
    pk=("comment_id", "ordinal"),
    indexes=(("source_id",),),
)
_REPAIRS = Table(
    "repairs",
    "What was mended in an article's thread, as its pages left it.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=2),
        Column("ordinal", "INTEGER!", "1 = first in the article", since=2),
        Column("comment_id", "TEXT", "comment it is about", references="comments", since=2),
        Column("kind", "TEXT!", "missing_parent, duplicate_id, cycle or parent_later", since=2),
        Column("detail", "TEXT!", "what was found, and what was made of it", since=2),
    ),
    pk=("article_id", "ordinal"),
    indexes=(("comment_id",),),
    since=2,
)
_SIGHTINGS = Table(
    "sightings",
    "When each comment was seen: one row for each source and format that showed it.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments", since=2),
        Column("scope", "INTEGER!", "first snapshot of that source and format", since=2),
        Column("first_snapshot", "INTEGER!", "snapshot that showed it first", since=2),
        Column("last_snapshot", "INTEGER!", "snapshot that showed it last", since=2),
        Column("gone_in", "INTEGER", "later snapshot that left it out; null = none", since=2),
    ),
    pk=("comment_id", "scope"),
    since=2,
)
_VERSIONS = Table(
    "versions",
    "What comments said before a snapshot changed it.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments", since=2),
        Column("snapshot_id", "INTEGER!", "snapshot that changed it", since=2),
        Column("author", "TEXT", "name until then", since=2),
        Column("subject", "TEXT", "subject line until then", since=2),
        Column("text", "TEXT!", "text until then", since=2),
        Column("state", "TEXT!", "state until then", since=2),
        Column("flagged", "INTEGER", "1 = hidden by readers' flags until then", since=2),
    ),
    pk=("comment_id", "snapshot_id"),
    since=2,
)
_LANGUAGE = Table(
    "language",
    "Which language each comment is in; sentiment and stance are made for English.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments", since=3),
        Column("language", "TEXT", "ISO 639-1; null = too short or too odd to tell", since=3),
        Column("confidence", "REAL", "0 to 1; null where no language is told", since=3),
        Column("scored", "INTEGER!", "1 = sentiment and stance read it, 0 = left out", since=3),
    ),
    pk=("comment_id",),
    derived=True,
    since=3,
)
_SENTIMENT = Table(
    "sentiment",
    "How positive or negative each comment's own words are (VADER).",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments"),
        Column("compound", "REAL!", "-1 most negative to 1 most positive"),
        Column("label", "TEXT!", "negative, neutral or positive"),
        Column("sentences", "INTEGER!", "sentences scored"),
    ),
    pk=("comment_id",),
    derived=True,
)
_STANCE = Table(
    "stance",
    "Each comment's stance towards what it answers and towards the article.",
    (
        Column("comment_id", "TEXT!", "the comment", references="comments"),
        Column("to_parent", "TEXT!", "agree, neutral or disagree; at top level with the article"),
        Column("parent_agree", "REAL!", "probability of agree"),
        Column("parent_neutral", "REAL!", "probability of neutral"),
        Column("parent_disagree", "REAL!", "probability of disagree; the three sum to 1"),
        Column("to_article", "TEXT!", "support, neutral or oppose"),
        Column("article_support", "REAL!", "probability of support"),
        Column("article_neutral", "REAL!", "probability of neutral"),
        Column("article_oppose", "REAL!", "probability of oppose; the three sum to 1"),
        Column("asks", "INTEGER!", "1 = asks what it answers something"),
        Column("engine", "TEXT!", "method that scored it"),
        Column("evidence", "TEXT!", "JSON: words that the scores rest on"),
    ),
    pk=("comment_id",),
    derived=True,
)
_TARGETS = Table(
    "targets",
    "What stance is scored towards besides parent and article, as the user named it.",
    (
        Column("name", "TEXT!", "what it is called", since=4),
        Column("aliases", "TEXT!", "JSON list: other words for it", since=4),
        Column("favor", "TEXT!", "JSON list: words whose use counts as favor", since=4),
        Column("against", "TEXT!", "JSON list: words whose use counts as against", since=4),
        Column("allies", "TEXT!", "JSON list: what is praised with it", since=4),
        Column("opponents", "TEXT!", "JSON list: what is praised against it", since=4),
    ),
    pk=("name",),
    settings=True,
    since=4,
)
_TARGET_STANCE = Table(
    "target_stance",
    "Stance towards each target that a comment or the article names; without a mention, no row.",
    (
        Column("id", "TEXT!", "id of the comment or article, a slash, the target", since=4),
        Column("comment_id", "TEXT", "who speaks; null = the article", "comments", since=4),
        Column("article_id", "TEXT", "the article, if it is who speaks", "articles", since=4),
        Column("target", "TEXT!", "the target's name", since=4),
        Column("label", "TEXT!", "favor, none or against", since=4),
        Column("score", "REAL!", "-1 most against to 1 most in favor", since=4),
        Column("evidence", "TEXT!", "JSON: number of mentions, words the score rests on", since=4),
    ),
    pk=("id",),
    indexes=(("comment_id",), ("article_id",), ("target",)),
    derived=True,
    since=4,
)
_CHAINS = Table(
    "chains",
    "A top-level comment with everything under it.",
    (
        Column("id", "TEXT!", "id of the chain"),
        Column("article_id", "TEXT!", "the article", references="articles"),
        Column("root_comment_id", "TEXT!", "its top-level comment", references="comments"),
        Column("comments", "INTEGER!", "number of comments, the root among them"),
        Column("depth", "INTEGER!", "levels; 1 = nobody answered the root"),
        Column(
            "authors", "INTEGER!", "number of authors; comments under shared names count one each"
        ),
        Column("started_at", "TEXT", "time of its first comment"),
        Column("ended_at", "TEXT", "time of its last comment"),
        Column("agree", "INTEGER", "replies that agree with their parent"),
        Column("neutral", "INTEGER", "replies neutral to their parent"),
        Column("disagree", "INTEGER", "replies that disagree with their parent"),
        Column("sentiment", "REAL", "mean compound sentiment, -1 to 1"),
        Column("split", "REAL", "0 = of one mind to 1 = evenly split"),
        Column("heat", "REAL", "0 = calm to 1 = heated"),
        Column("flip_comment_id", "TEXT", "comment where it turns", "comments", SET_NULL),
    ),
    pk=("id",),
    indexes=(("article_id",), ("root_comment_id",), ("flip_comment_id",)),
    derived=True,
)
_ARTICLE_CAMPS = Table(
    "article_camps",
    "How far two camps explain who agrees and disagrees with whom under an article.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=5),
        Column("people", "INTEGER!", "who comments; shared names count one a comment", since=5),
        Column("replies", "INTEGER!", "replies from one person to another", since=5),
        Column("z", "REAL", "how far the best split is above those of random stances", since=5),
        Column("camps", "INTEGER!", "2, or 0 = no split to find", since=5),
        Column("frustration", "REAL", "0 to 1: replies the best split contradicts", since=5),
        Column("frustration_random", "REAL", "the same with random stances, mean", since=5),
        Column("cross_camp", "REAL", "0 to 1: replies that cross camps", since=5),
    ),
    pk=("article_id",),
    derived=True,
    since=5,
)
_CAMPS = Table(
    "camps",
    "Who stands in which camp; a comment under a name that many share is a person of its own.",
    (
        Column("id", "TEXT!", "article id, a slash, author_id or comment id", since=5),
        Column("article_id", "TEXT!", "the article", references="articles", since=5),
        Column("author_id", "TEXT", "the author; null = a shared name", since=5),
        Column("comment_id", "TEXT", "comment under a shared name", "comments", since=5),
        Column("camp", "TEXT", "A (the article's) or B; null = no split to find", since=5),
        Column("p", "REAL", "0 to 1: probability of A; null = answers nobody", since=5),
    ),
    pk=("id",),
    indexes=(("article_id",), ("author_id",), ("comment_id",)),
    derived=True,
    since=5,
)


def _with_interval(
    name: str, about: str, since: int = 6, kind: Literal["REAL", "REAL!"] = "REAL!"
) -> tuple[Column, ...]:
    ends = {"": about, "_low": "lower end of its 90% interval", "_high": "upper end of it"}
    return tuple(Column(name + end, kind, says, since=since) for end, says in ends.items())


_ARTICLE_SPLIT = Table(
    "article_split",
    "How opinion on each article splits, corrected for how often stances are told wrongly.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=6),
        Column("comments", "INTEGER!", "comments that have a stance", since=6),
        Column("persons", "INTEGER!", "who wrote them; shared names count one each", since=6),
        *_with_interval("support", "share of persons that support the article"),
        *_with_interval("neutral", "share of persons that take no side"),
        *_with_interval("oppose", "share of persons that oppose the article"),
        *_with_interval("split", "twice the smaller side of persons, 0 to 1"),
        Column("support_leads", "REAL!", "probability that more support than oppose", since=6),
        Column("too_wide", "INTEGER!", "1 = intervals so wide that they say little", since=6),
        *_with_interval("comments_support", "share of comments that support the article"),
        *_with_interval("comments_neutral", "share of comments that take no side"),
        *_with_interval("comments_oppose", "share of comments that oppose the article"),
        Column("errors_of", "TEXT!", "engine by whose measured errors it is corrected", since=6),
    ),
    pk=("article_id",),
    derived=True,
    since=6,
)
_ARTICLE_AUDIT = Table(
    "article_audit",
    "How opinion on each article splits as labels by hand correct it, and how good the labels are.",
    (
        Column("article_id", "TEXT!", "the article", references="articles", since=7),
        Column("labelled", "INTEGER!", "comments that a person labelled", since=7),
        Column("comments", "INTEGER!", "comments that they were drawn from", since=7),
        *_with_interval("accuracy", "share of comments labelled rightly by the program", 7),
        *_with_interval("kappa", "Cohen's kappa, -1 to 1; null = one label", 7, "REAL"),
        *_with_interval("support", "share of persons that support the article", 7),
        *_with_interval("neutral", "share of persons that take no side", 7),
        *_with_interval("oppose", "share of persons that oppose the article", 7),
        *_with_interval("comments_support", "share of comments that support the article", 7),
        *_with_interval("comments_neutral", "share of comments that take no side", 7),
        *_with_interval("comments_oppose", "share of comments that oppose the article", 7),
    ),
    pk=("article_id",),
    derived=True,
    since=7,
)
_RUNS = Table(
    "runs",
    "One row for each time an analyzer ran.",
    (
        Column("id", "INTEGER!", "number in order of running"),
        Column("analyzer", "TEXT!", "its name"),
        Column("version", "TEXT!", "its version"),
        Column("parameters", "TEXT!", "JSON object: its parameters"),
        Column("model_hash", "TEXT", "SHA-256 of its model or lexicon, null where it has none"),
        Column("started", "TEXT!", "UTC time"),
        Column("finished", "TEXT", "UTC time"),
        Column("rows", "INTEGER!", "rows written"),
    ),
    pk=("id",),
)
_FRESHNESS = Table(
    "freshness",
    "Which version and parameters of an analyzer an article was last analyzed with.",
    (
        Column("article_id", "TEXT!", "the article", references="articles"),
        Column("analyzer", "TEXT!", "the analyzer's name"),
        Column("fingerprint", "TEXT!", "digest of its version, parameters and what it read"),
    ),
    pk=("article_id", "analyzer"),
    derived=True,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(_ARTICLES, _ARTICLE_KEYS, _SNAPSHOTS, _COMMENTS, _REPLIES, _QUOTES, _REPAIRS),
        *(_SIGHTINGS, _VERSIONS),
        *(_LANGUAGE, _SENTIMENT, _STANCE, _CHAINS, _TARGETS, _TARGET_STANCE),
        *(_ARTICLE_CAMPS, _CAMPS, _ARTICLE_SPLIT, _ARTICLE_AUDIT, _RUNS, _FRESHNESS),
    )
}
SEARCHED = ("subject", "text", "author")
