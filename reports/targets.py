"""Stance towards named targets, as rows: how the article speaks of each, and how comments do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from reports.query import Query
from reports.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(Row):
    """A target beside the comments and the article that name it.

    ``comments`` is the sum of the three labels. ``article_score`` is -1..1, and with its label
    None where the article doesn't name the target.
    """

    target: str
    comments: int
    favor: int
    none: int
    against: int
    article_label: str | None
    article_score: float | None

    keyed_by = ("target",)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRow(Row):
    """A comment that names a target, with the words that its score rests on."""

    target: str
    position: int
    author: str | None
    label: str
    score: float
    evidence: str

    keyed_by = ("target", "position")


TARGETS = Query(
    "targets",
    "Comments by stance towards each target, beside the article's own",
    TargetRow,
    """
    WITH named AS (
        SELECT ts.* FROM target_stance ts
         WHERE ts.article_id = :article
            OR ts.comment_id IN (SELECT id FROM comments WHERE article_id = :article))
    SELECT target, COUNT(comment_id) AS comments,
           COUNT(comment_id) FILTER (WHERE label = 'favor') AS favor,
           COUNT(comment_id) FILTER (WHERE label = 'none') AS none,
           COUNT(comment_id) FILTER (WHERE label = 'against') AS against,
           MAX(label) FILTER (WHERE article_id IS NOT NULL) AS article_label,
           MAX(score) FILTER (WHERE article_id IS NOT NULL) AS article_score
      FROM named GROUP BY target ORDER BY comments DESC, target
    """,
)

NAMINGS = Query(
    "namings",
    "Every comment that names a target, with the words its score rests on",
    NamingRow,
    """
    SELECT ts.target, c.position, c.author, ts.label, ts.score, ts.evidence
      FROM target_stance ts JOIN comments c ON c.id = ts.comment_id
     WHERE c.article_id = :article ORDER BY ts.target, c.position
    """,
)


def telling_words(namings: Iterable[NamingRow], side: str, most: int) -> list[str]:
    """Give the words that speak most for a side (``favor`` or ``against``), each once.

    Only of comments that have that label, the strongest first.
    """
    sign = 1 if side == "favor" else -1
    weights: dict[str, float] = {}
    for row in namings:
        for reason in json.loads(row.evidence)["because"] if row.label == side else ():
            words = reason["words"]
            weights[words] = max(weights.get(words, 0.0), sign * reason["weight"])
    ranked = sorted(weights, key=lambda words: (-weights[words], words))
    return [words for words in ranked if weights[words] > 0][:most]
