"""Stance towards named targets, as rows: how the article speaks of each, and how comments do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reports.query import Query
from reports.rows import Row, written


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow(Row):
    """A target beside the comments and the article that name it.

    ``comments`` is the sum of the three labels, ``comments_score`` their mean score. Scores are
    -1..1. ``article_score`` and its label are None where the article doesn't name the target.
    ``targets`` counts all that anybody names.
    """

    target: str
    comments: int
    favor: int
    none: int
    against: int
    comments_score: float | None
    article_label: str | None
    article_score: float | None
    targets: int

    keyed_by = ("target",)
    kinds = written(score=("comments_score", "article_score"))


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
    kinds = written(score=("score",))


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
           AVG(score) FILTER (WHERE comment_id IS NOT NULL) AS comments_score,
           MAX(label) FILTER (WHERE article_id IS NOT NULL) AS article_label,
           MAX(score) FILTER (WHERE article_id IS NOT NULL) AS article_score,
           COUNT(*) OVER () AS targets
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


class Telling(NamedTuple):
    """Words that speak for a side, and the comment in which they do so most."""

    words: str
    position: int


def telling_words(namings: Iterable[NamingRow], side: str, most: int) -> list[Telling]:
    """Give the words that speak most for a side (``favor`` or ``against``), each once.

    Only of comments that have that label, the strongest first.
    """
    sign = 1 if side == "favor" else -1
    best: dict[str, tuple[float, int]] = {}
    for row in namings:
        for reason in json.loads(row.evidence)["because"] if row.label == side else ():
            weight = sign * reason["weight"]
            if weight > best.get(reason["words"], (0.0, 0))[0]:
                best[reason["words"]] = weight, row.position
    ranked = sorted(best, key=lambda words: (-best[words][0], words))
    return [Telling(words, best[words][1]) for words in ranked[:most]]
