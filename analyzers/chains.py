"""Chains: each top-level comment with everything under it, as one row of measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypedDict

from analyzers.article_stance import ToArticle
from analyzers.contract import Analyzer, Given, Row, by_comment
from analyzers.lineage import Lineage, trace
from analyzers.measures import (
    CALM_REPLIES,
    MARGIN,
    STAYS,
    flip,
    heat,
    in_time,
    mean,
    moment,
    people,
    split,
)
from threads.model import Comment, Thread


class ChainRow(TypedDict):
    """A row of the table ``chains``; ``docs/measures.md`` defines every column.

    ``agree``, ``neutral`` and ``disagree`` count labels among the replies, the root not being
    one. ``split`` and ``heat`` are None where no comment has a stance, ``sentiment`` where none was
    scored.
    """

    id: str
    article_id: str
    root_comment_id: str
    comments: int
    depth: int
    authors: int
    started_at: str | None
    ended_at: str | None
    agree: int
    neutral: int
    disagree: int
    sentiment: float | None
    split: float | None
    heat: float | None
    flip_comment_id: str | None


def analyze(thread: Thread, given: Given) -> list[ChainRow]:
    """Measure every chain in which somebody's words are left, in the order of their roots."""
    lineage = trace(thread)
    known = {comment.id: comment for comment in thread.comments}
    stances, sentiments = by_comment(given["stance"]), by_comment(given["sentiment"])
    depths = _depths(lineage)
    rows = []
    for root, members in lineage.chains.items():
        present = in_time(known[i] for i in members if known[i].state == "present")
        if present:
            chain = _Chain(thread.article.id, root, present, stances, sentiments)
            rows.append(chain.row(max(depths[comment.id] for comment in present)))
    return sorted(rows, key=lambda row: known[row["root_comment_id"]].position)


def _depths(lineage: Lineage) -> dict[str, int]:
    """Count levels: 1 for a root."""
    depths: dict[str, int] = {}
    for comment_id in lineage.order:
        parent = lineage.parents[comment_id]
        depths[comment_id] = 1 if parent is None else depths[parent] + 1
    return depths


class _Chain:
    """One chain's present comments in order of time, beside what is known of them."""

    def __init__(
        self,
        article_id: str,
        root: str,
        comments: Sequence[Comment],
        stances: dict[str, Row],
        sentiments: dict[str, Row],
    ) -> None:
        self.article_id = article_id
        self.root = root
        self.comments = comments
        self.sentiments = sentiments
        self.stances = {c.id: stances[c.id] for c in comments if c.id in stances}

    def row(self, depth: int) -> ChainRow:
        labels = Counter(
            stance["to_parent"] for i, stance in self.stances.items() if i != self.root
        )
        started_at, ended_at = self._times()
        scored = [c.id for c in self.comments if c.id in self.sentiments]
        return {
            "id": self.root,
            "article_id": self.article_id,
            "root_comment_id": self.root,
            "comments": len(self.comments),
            "depth": depth,
            "authors": people(self.comments),
            "started_at": started_at,
            "ended_at": ended_at,
            "agree": labels["agree"],
            "neutral": labels["neutral"],
            "disagree": labels["disagree"],
            "sentiment": mean([self.sentiments[i]["compound"] for i in scored]),
            "split": self._split(),
            "heat": heat(self._replies()) if self.stances else None,
            "flip_comment_id": self._flip(),
        }

    def _times(self) -> tuple[str | None, str | None]:
        times = [c.posted_at for c in self.comments if c.posted_at and moment(c.posted_at)]
        if not times:
            return None, None
        ordered = sorted(times, key=lambda time: (str(moment(time)), time))
        return ordered[0], ordered[-1]

    def _to_article(self) -> dict[str, ToArticle]:
        return {
            i: ToArticle(row["article_support"], row["article_neutral"], row["article_oppose"])
            for i, row in self.stances.items()
        }

    def _split(self) -> float | None:
        speakers = [comment for comment in self.comments if comment.id in self.stances]
        if not speakers:
            return None
        return split(list(self._to_article().values()), people(speakers))

    def _replies(self) -> list[tuple[float, float]]:
        return [
            (stance["parent_disagree"], self.sentiments[i]["compound"])
            for i, stance in self.stances.items()
            if i != self.root and i in self.sentiments
        ]

    def _flip(self) -> str | None:
        """Find the flip; the root goes first even where its time says otherwise."""
        stances = self._to_article()
        if self.root not in stances:
            return None
        order = [self.root, *(i for i in stances if i != self.root)]
        found = flip([stances[i].support - stances[i].oppose for i in order])
        return None if found is None else order[found]


ANALYZER = Analyzer(
    name="chains",
    version="2",
    requires=("sentiment", "stance"),
    gives="chains",
    analyze=analyze,
    parameters={"calm_replies": CALM_REPLIES, "flip_margin": MARGIN, "flip_stays": STAYS},
)
