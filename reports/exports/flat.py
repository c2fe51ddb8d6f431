"""One wide table, a row for each comment: its place, sentiment, stance, chain and camp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from threads.database import store_errors
from threads.declared import Column, Table
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store
from threads.tables import stream

# The columns that are taken from each table, with their names in the flat one where these differ.
_TAKEN = (
    ("comments", "article_id"),
    ("articles", "title:article_title outlet"),
    ("comments", "id:comment_id position external_id author author_id registered posted_at"),
    ("comments", "subject text own_text votes_insightful votes_funny flagged state"),
    ("replies", "parent_id depth method:reply_method confidence:reply_confidence"),
    ("language", "language scored"),
    ("sentiment", "compound:sentiment label:sentiment_label"),
    ("stance", "to_parent parent_agree parent_neutral parent_disagree"),
    ("stance", "to_article article_support article_neutral article_oppose asks"),
    ("stance", "engine:stance_engine"),
    ("chains", "id:chain_id root_comment_id:chain_root comments:chain_comments"),
    ("chains", "depth:chain_depth split:chain_split heat:chain_heat"),
    ("camps", "camp p:camp_p"),
)
# By its name in the flat table: the table and column that each comes from.
_FROM = {
    word.split(":")[-1]: (table, word.split(":")[0])
    for table, words in _TAKEN
    for word in words.split()
}
_ALWAYS = ("articles", "comments")


def _column(name: str, table: str, source: str) -> Column:
    (found,) = (column for column in TABLES[table].columns if column.name == source)
    kind = found.kind if table in _ALWAYS else found.kind.rstrip("!")
    return replace(found, name=name, kind=kind)  # type: ignore[arg-type]


FLAT = Table(
    "flat",
    "One row for each comment, with all that is known and told of it.",
    tuple(_column(name, *source) for name, source in _FROM.items()),
    pk=("comment_id",),
)
_SELECTED = ", ".join(f"{table}.{column} AS {name}" for name, (table, column) in _FROM.items())
_SQL = f"""
WITH RECURSIVE under(comment_id, root) AS (
  SELECT comment_id, comment_id FROM comments JOIN replies ON replies.comment_id = comments.id
  WHERE article_id = :article AND parent_id IS NULL
  UNION ALL
  SELECT replies.comment_id, root FROM under JOIN replies ON replies.parent_id = under.comment_id
)
SELECT {_SELECTED} FROM comments
JOIN articles ON articles.id = comments.article_id
LEFT JOIN replies ON replies.comment_id = comments.id
LEFT JOIN language ON language.comment_id = comments.id
LEFT JOIN sentiment ON sentiment.comment_id = comments.id
LEFT JOIN stance ON stance.comment_id = comments.id
LEFT JOIN under ON under.comment_id = comments.id
LEFT JOIN chains ON chains.root_comment_id = under.root
LEFT JOIN camps
  ON camps.id = comments.article_id || '/' || coalesce(comments.author_id, comments.id)
WHERE comments.article_id = :article ORDER BY comments.position, comments.rowid
"""


def flat_rows(store: Store, article_id: str) -> Iterator[Row]:
    """Yield an article's comments in their order; what no analyzer told is null."""
    with store_errors(store.path):
        yield from stream(store.db, _SQL, {"article": article_id})
