"""A thread as rows and back: ``from_rows(to_rows(thread)) == thread``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from threads.model import Article, Comment, Placement, Quote, Reply, Thread

Row = dict[str, Any]

_ARTICLE = tuple(field.name for field in fields(Article))
_COMMENT = tuple(field.name for field in fields(Comment) if field.name != "placement")
_COMPACT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_SAID = ("author", "subject", "text", "state")
_FLAGS = ("registered", "flagged", "subject_lost")
# Votes, numbers on the site and layout change without the words or the tree changing; so does
# evidence but for the runner-up, which an edge goes to where trees are drawn anew.
_READ_OF_ARTICLE = ("id", "title", "author", "published_at", "body")
_READ_OF_COMMENTS = (
    *("id", "position", "author", "author_id", "registered", "posted_at", "subject"),
    *("text", "quoted", "own_text", "state"),
)
_READ_OF_REPLIES = ("comment_id", "parent_id", "depth", "confidence")
_READ_OF_QUOTES = ("comment_id", "source", "source_id", "text", "similarity")


def to_rows(thread: Thread) -> dict[str, list[Row]]:
    """Give the rows of a thread by table: ``articles``, ``comments``, ``replies``, ``quotes``.

    ``articles`` is one row, without what only the store knows (``content_hash``, ``first_read``).
    """
    return {
        "articles": [{**_plain(thread.article), "tags": to_json(thread.article.tags)}],
        "comments": [_comment_row(comment, thread.article.id) for comment in thread.comments],
        "replies": [
            {**_plain(reply), "evidence": to_json(reply.evidence)} for reply in thread.replies
        ],
        "quotes": _quote_rows(thread.quotes),
    }


def from_rows(rows: Mapping[str, Sequence[Row]]) -> Thread:
    """Make a thread of rows; comments, replies and quotes come in the order of the rows."""
    article = {name: rows["articles"][0][name] for name in _ARTICLE}
    return Thread(
        article=Article(**{**article, "tags": tuple(json.loads(article["tags"]))}),
        comments=tuple(_comment(row) for row in rows["comments"]),
        replies=tuple(
            Reply(**{**row, "evidence": json.loads(row["evidence"])}) for row in rows["replies"]
        ),
        quotes=tuple(
            Quote(**{name: value for name, value in row.items() if name != "ordinal"})
            for row in rows["quotes"]
        ),
    )


def content_hash(rows: Mapping[str, Sequence[Row]]) -> str:
    """Digest all that analyzers read: words, authors, times, quotes, the tree and its sureness."""
    read = [
        _only(rows["articles"], _READ_OF_ARTICLE),
        _only(rows["comments"], _READ_OF_COMMENTS),
        [[*_of(row, _READ_OF_REPLIES), _runner_up(row["evidence"])] for row in rows["replies"]],
        _only(rows["quotes"], _READ_OF_QUOTES),
    ]
    return hashlib.sha256(to_json(read).encode("utf-8", "surrogatepass")).hexdigest()


def count_shown(comments: Iterable[Row]) -> int:
    """Count the comments of which a page has more than their place, as ``shown_in`` does."""
    return sum(row["state"] != "missing" for row in comments)


def count_changed(old: Sequence[Row], changed: Sequence[Row]) -> int:
    """Count the comments that say other than before; a number or a place filled in is no change."""
    before = {row["id"]: row for row in old}
    return sum(any(row[name] != before[row["id"]][name] for name in _SAID) for row in changed)


def to_json(value: object) -> str:
    """Write JSON as the database holds it: compact, keys sorted, characters as they are."""
    return "[]" if value == () else _COMPACT.encode(value)


def _only(rows: Sequence[Row], names: Sequence[str]) -> list[list[Any]]:
    return [_of(row, names) for row in rows]


def _of(row: Row, names: Sequence[str]) -> list[Any]:
    return [row[name] for name in names]


def _runner_up(evidence: str) -> Any:
    return json.loads(evidence).get("runner_up") if '"runner_up":' in evidence else None


def _plain(item: Article | Reply | Quote) -> Row:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _comment_row(comment: Comment, article_id: str) -> Row:
    row: Row = {name: getattr(comment, name) for name in _COMMENT}
    row |= {name: None if row[name] is None else int(row[name]) for name in _FLAGS}
    return {
        **row,
        "article_id": article_id,
        "quoted": to_json(comment.quoted),
        "placement": comment.placement.kind,
        "placed_under": comment.placement.under,
    }


def _comment(row: Row) -> Comment:
    known = {name: row[name] for name in _COMMENT}
    known |= {name: None if row[name] is None else bool(row[name]) for name in _FLAGS}
    known["quoted"] = tuple(json.loads(row["quoted"]))
    placement = Placement(
        kind=row["placement"],
        under=row["placed_under"],
    )
    return Comment(**known, placement=placement)


def _quote_rows(quotes: Sequence[Quote]) -> list[Row]:
    """Make rows of quotes, numbered from 1 within each comment."""
    counts: dict[str, int] = {}
    rows = []
    for quote in quotes:
        counts[quote.comment_id] = counts.get(quote.comment_id, 0) + 1
        rows.append({**_plain(quote), "ordinal": counts[quote.comment_id]})
    return rows
