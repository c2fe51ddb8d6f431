"""The tables that hold what was read: articles, comments, who answered whom, and their history."""

from __future__ import annotations

from threads.declared import Column, Table

ARTICLES = Table(
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
        Column("claimed_comments", "INTEGER", "comments the page says it has, less pings"),
        Column("content_hash", "TEXT!", "SHA-256 of all that analyzers read"),
        Column("first_read", "TEXT!", "UTC time of the first reading"),
        Column("external_id", "TEXT", "the thread's own id in the source, if any", since=2),
    ),
    pk=("id",),
)
ARTICLE_KEYS = Table(
    "article_keys",
    "Every address and title by which an article is found again.",
    (
        Column("key", "TEXT!", "'url:host/path', 'title:letters|date' or 'body:digest'"),
        Column("article_id", "TEXT!", "the article", references="articles"),
    ),
    pk=("key", "article_id"),
    indexes=(("article_id",),),
)
SNAPSHOTS = Table(
    "snapshots",
    "One row for each state of a page that was read; the same state again adds nothing.",
    (
        Column("id", "INTEGER!", "number in order of reading"),
        Column("article_id", "TEXT!", "the article it shows", references="articles"),
        Column("source", "TEXT!", "file, address or '-' it came from"),
        Column("format", "TEXT!", "page format it was read as"),
        Column("sha256", "TEXT!", "SHA-256 of its text"),
        Column("read_at", "TEXT!", "UTC time of reading"),
        Column("comments", "INTEGER!", "number of comments on it"),
        Column("claimed", "INTEGER", "number it says the thread has, less pings", since=2),
        Column("read_with", "TEXT", "version of readers and tree model it was read with", since=2),
        Column(
            "captured_at", "TEXT", "UTC time a web archive gives; null = not from one", since=11
        ),
    ),
    pk=("id",),
    indexes=(("sha256",), ("article_id",)),
)
COMMENTS = Table(
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
REPLIES = Table(
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
QUOTES = Table(
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
REPAIRS = Table(
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
SIGHTINGS = Table(
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
VERSIONS = Table(
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

READ = (ARTICLES, ARTICLE_KEYS, SNAPSHOTS, COMMENTS, REPLIES, QUOTES, REPAIRS, SIGHTINGS, VERSIONS)
