"""The reply network: comments, or people, and who answers whom.

A person is an ``author_id``; under a name that many share each comment is a person of its own. An
article is a node, too, which top-level comments answer. Edges run from the answer to what it
answers; people who answer themselves have no edge for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from threads.database import store_errors
from threads.rows import Row
from threads.store import Store
from threads.tables import stream

Kind = Literal["string", "integer", "double"]
LEAST_WEIGHT = 0.01  # of an edge: Gephi's layouts and measures fail on zero and below
_EXCERPT = 300  # characters of a comment's text
_LABEL = 80


class Node(NamedTuple):
    """One node: its id, what stands beside it, and attributes by name (None: left out)."""

    id: str
    label: str
    values: Row


class Edge(NamedTuple):
    """One edge, directed; ``weight`` is above 0."""

    source: str
    target: str
    weight: float
    values: Row


@dataclass(frozen=True)
class Network:
    """What a file of it is written from; both functions may be called once or more."""

    node_kinds: dict[str, Kind]
    edge_kinds: dict[str, Kind]
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]


def _kinds(**names: str) -> dict[str, Kind]:
    """Give the kind of each attribute, from the names of each kind."""
    return {name: cast(Kind, kind) for kind, words in names.items() for name in words.split()}


_COMMENT_NODE = _kinds(
    string="role article_id author author_id posted_at subject text state to_article",
    integer="position depth",
    double="sentiment article_support article_oppose",
)
_COMMENT_EDGE = _kinds(
    string="method stance", integer="sign", double="confidence agree neutral disagree"
)
_PERSON_NODE = _kinds(
    string="role camp",
    integer="comments articles",
    double="sentiment article_support article_oppose",
)
_PERSON_EDGE = _kinds(integer="replies scored sign", double="balance agree disagree")
# All take the articles' ids as a JSON list.
_ARTICLES = """
SELECT articles.id, title AS label, 'article' AS role, articles.id AS article_id,
  author, published_at AS posted_at
FROM json_each(:articles) AS chosen JOIN articles ON articles.id = chosen.value
ORDER BY chosen.key
"""
_COMMENTS = """
SELECT comments.id, '#' || position || ' ' || coalesce(author, '') AS label,
  'comment' AS role, article_id, position, depth, author, author_id, posted_at, subject, text,
  state, compound AS sentiment, to_article, article_support, article_oppose
FROM json_each(:articles) AS chosen JOIN comments ON comments.article_id = chosen.value
LEFT JOIN replies ON replies.comment_id = comments.id
LEFT JOIN sentiment ON sentiment.comment_id = comments.id
LEFT JOIN stance ON stance.comment_id = comments.id
ORDER BY chosen.key, position, comments.rowid
"""
_REPLIES = """
SELECT comments.id AS source, coalesce(parent_id, article_id) AS target, method, confidence,
  to_parent AS stance, parent_agree AS agree, parent_neutral AS neutral,
  parent_disagree AS disagree,
  CASE to_parent WHEN 'agree' THEN 1 WHEN 'disagree' THEN -1 WHEN 'neutral' THEN 0 END AS sign
FROM json_each(:articles) AS chosen JOIN comments ON comments.article_id = chosen.value
JOIN replies ON replies.comment_id = comments.id
LEFT JOIN stance ON stance.comment_id = comments.id
ORDER BY chosen.key, position, comments.rowid
"""
_PEOPLE = """
SELECT coalesce(comments.author_id, comments.id) AS id,
  CASE WHEN comments.author_id IS NULL THEN coalesce(author, '') || ' #' || position
    ELSE min(author) END AS label,
  CASE WHEN comments.author_id IS NULL THEN 'comment' ELSE 'person' END AS role,
  count(*) AS comments, count(DISTINCT comments.article_id) AS articles,
  round(avg(compound), 4) AS sentiment, round(avg(article_support), 4) AS article_support,
  round(avg(article_oppose), 4) AS article_oppose,
  CASE WHEN count(DISTINCT comments.article_id) = 1 THEN min(camp) END AS camp
FROM json_each(:articles) AS chosen JOIN comments ON comments.article_id = chosen.value
LEFT JOIN sentiment ON sentiment.comment_id = comments.id
LEFT JOIN stance ON stance.comment_id = comments.id
LEFT JOIN camps
  ON camps.id = comments.article_id || '/' || coalesce(comments.author_id, comments.id)
GROUP BY coalesce(comments.author_id, comments.id) ORDER BY 1
"""
_EXCHANGES = """
SELECT coalesce(comments.author_id, comments.id) AS source,
  CASE WHEN replies.parent_id IS NULL THEN comments.article_id
    ELSE coalesce(answered.author_id, answered.id) END AS target,
  count(*) AS replies, count(parent_agree) AS scored,
  round(sum(parent_agree), 4) AS agree, round(sum(parent_disagree), 4) AS disagree
FROM json_each(:articles) AS chosen JOIN comments ON comments.article_id = chosen.value
JOIN replies ON replies.comment_id = comments.id
LEFT JOIN comments AS answered ON answered.id = replies.parent_id
LEFT JOIN stance ON stance.comment_id = comments.id
GROUP BY 1, 2 HAVING source <> target ORDER BY 1, 2
"""


def of_comments(store: Store, article_ids: Sequence[str]) -> Network:
    """Give comments as nodes; every edge has the weight 1."""

    def edges() -> Iterator[Edge]:
        for row in _rows(store, _REPLIES, article_ids):
            yield Edge(row.pop("source"), row.pop("target"), 1.0, row)

    return Network(
        _COMMENT_NODE, _COMMENT_EDGE, lambda: _nodes(store, _COMMENTS, article_ids), edges
    )


def of_people(store: Store, article_ids: Sequence[str]) -> Network:
    """Give people as nodes; an edge holds all replies of one person to another.

    ``balance`` is the sum of their probabilities of agreeing less those of disagreeing, ``sign``
    its sign and the weight its size, though never less than ``LEAST_WEIGHT``.
    """

    def edges() -> Iterator[Edge]:
        for row in _rows(store, _EXCHANGES, article_ids):
            source, target = row.pop("source"), row.pop("target")
            yield Edge(source, target, _weigh(row), row)

    return Network(_PERSON_NODE, _PERSON_EDGE, lambda: _nodes(store, _PEOPLE, article_ids), edges)


def _weigh(row: Row) -> float:
    """Add an exchange's ``balance`` and ``sign``, where any of it is scored; gives its weight."""
    if not row["scored"]:
        return LEAST_WEIGHT
    balance: float = round(row["agree"] - row["disagree"], 4)
    row |= {"balance": balance, "sign": (balance > 0) - (balance < 0)}
    return max(abs(balance), LEAST_WEIGHT)


def _nodes(store: Store, sql: str, article_ids: Sequence[str]) -> Iterator[Node]:
    for each in (_ARTICLES, sql):
        for row in _rows(store, each, article_ids):
            if "text" in row:
                row["text"] = _cut(row["text"], _EXCERPT)
            label = " ".join(row.pop("label").split())
            yield Node(row.pop("id"), _cut(label, _LABEL), row)


def _rows(store: Store, sql: str, article_ids: Sequence[str]) -> Iterator[Row]:
    with store_errors(store.path):
        yield from stream(store.db, sql, {"articles": json.dumps(list(article_ids))})


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
