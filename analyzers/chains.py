"""Chains: each top-level comment with everything under it, as one row of measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypedDict

from analyzers.article_stance import ToArticle
from analyzers.contract import Analyzer, Given, Row, by_comment
from analyzers.heat import CALM_REPLIES, QUICK_MINUTES, Exchange, Heat, heat
from analyzers.lineage import depths_of, trace
from analyzers.measures import (
    MARGIN,
    STAYS,
    UNDECIDED,
    balance_flip,
    controversy,
    first_and_last,
    flip,
    in_time,
    mean,
    minutes_between,
    people,
    person,
    split,
)
from threads.model import Comment, Thread


class ChainRow(TypedDict):
    """A row of the table ``chains``; ``docs/measures.md`` defines every column.

    ``agree``, ``neutral`` and ``disagree`` count labels among the replies, the root not being
    one. ``support``, ``oppose``, ``split`` and ``heat`` with its parts are None where no comment
    has a stance, ``sentiment`` where none was scored. ``flip_of`` says what turns at the flip.
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
    flip_of: Literal["root", "balance"] | None
    controversy: int
    support: float | None
    oppose: float | None
    heat_disagree: float | None
    heat_negative: float | None
    heat_speed: float | None
    heat_pile_on: float | None


def analyze(thread: Thread, given: Given) -> list[ChainRow]:
    """Measure every chain in which somebody's words are left, in the order of their roots."""
    lineage = trace(thread)
    known = {comment.id: comment for comment in thread.comments}
    stances, sentiments = by_comment(given["stance"]), by_comment(given["sentiment"])
    told = _Told(known, lineage.parents, depths_of(lineage), stances, sentiments)
    rows = []
    for root, members in lineage.chains.items():
        present = in_time(known[i] for i in members if known[i].state == "present")
        if present:
            rows.append(_Chain(thread.article.id, root, present, told).row())
    return sorted(rows, key=lambda row: known[row["root_comment_id"]].position)


class _Told(NamedTuple):
    """What is known of a thread's comments, by their ids."""

    comments: Mapping[str, Comment]
    parents: Mapping[str, str | None]
    depths: Mapping[str, int]
    stances: Mapping[str, Row]
    sentiments: Mapping[str, Row]


class _Chain:
    """One chain's present comments in order of time, beside what is known of them."""

    def __init__(
        self, article_id: str, root: str, comments: Sequence[Comment], told: _Told
    ) -> None:
        self.article_id = article_id
        self.root = root
        self.comments = comments
        self.told = told
        self.stances = {c.id: told.stances[c.id] for c in comments if c.id in told.stances}

    def row(self) -> ChainRow:
        labels = Counter(
            stance["to_parent"] for i, stance in self.stances.items() if i != self.root
        )
        started_at, ended_at = first_and_last(self.comments)
        depths, sentiments = self.told.depths, self.told.sentiments
        heated = self._heat()
        turned, of = self._flip()
        return {
            "id": self.root,
            "article_id": self.article_id,
            "root_comment_id": self.root,
            "comments": len(self.comments),
            "depth": max(depths[comment.id] for comment in self.comments),
            "authors": people(self.comments),
            "started_at": started_at,
            "ended_at": ended_at,
            "agree": labels["agree"],
            "neutral": labels["neutral"],
            "disagree": labels["disagree"],
            "sentiment": mean(
                [sentiments[c.id]["compound"] for c in self.comments if c.id in sentiments]
            ),
            "split": self._split(),
            "heat": heated and heated.whole,
            "flip_comment_id": turned,
            "flip_of": of,
            "controversy": controversy(depths[comment.id] - 1 for comment in self.comments),
            "support": mean([row["article_support"] for row in self.stances.values()]),
            "oppose": mean([row["article_oppose"] for row in self.stances.values()]),
            "heat_disagree": heated and heated.disagree,
            "heat_negative": heated and heated.negative,
            "heat_speed": heated and heated.speed,
            "heat_pile_on": heated and heated.pile_on,
        }

    def _to_article(self) -> dict[str, ToArticle]:
        return {
            i: ToArticle(row["article_support"], row["article_neutral"], row["article_oppose"])
            for i, row in self.stances.items()
        }

    def _split(self) -> float | None:
        speakers = [comment for comment in self.comments if comment.id in self.stances]
        if not speakers:
            return None
        stances = self._to_article()
        return split((person(comment), stances[comment.id]) for comment in speakers)

    def _heat(self) -> Heat | None:
        return heat([self._exchange(i) for i in self._replies()]) if self.stances else None

    def _replies(self) -> list[str]:
        return [i for i in self.stances if i != self.root and i in self.told.sentiments]

    def _exchange(self, comment_id: str) -> Exchange:
        comments, stance = self.told.comments, self.stances[comment_id]
        parent = comments[self.told.parents[comment_id] or self.root]
        comment = comments[comment_id]
        return Exchange(
            person(comment),
            person(parent),
            stance["parent_agree"],
            stance["parent_disagree"],
            self.told.sentiments[comment_id]["compound"],
            minutes_between(parent.posted_at, comment.posted_at),
        )

    def _flip(self) -> tuple[str | None, Literal["root", "balance"] | None]:
        """Find the flip; the root goes first even where its time says otherwise."""
        stances = self._to_article()
        first = [self.root] if self.root in stances else []
        order = [*first, *(i for i in stances if i != self.root)]
        leans = [stances[i].support - stances[i].oppose for i in order]
        if first and (found := flip(leans)) is not None:
            return order[found], "root"
        found = balance_flip(leans)
        return (None, None) if found is None else (order[found], "balance")


ANALYZER = Analyzer(
    name="chains",
    version="5",
    requires=("sentiment", "stance"),
    gives="chains",
    analyze=analyze,
    parameters={
        "calm_replies": CALM_REPLIES,
        "quick_minutes": QUICK_MINUTES,
        "undecided": UNDECIDED,
        "flip_margin": MARGIN,
        "flip_stays": STAYS,
    },
)
