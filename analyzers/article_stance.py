"""Stance towards the article: what a thread as a whole says of where each comment stands.

Each comment has an unseen stance, support, neutral or oppose, of which these tell:

- its own words, by the chances that it agrees with what it answers (an engine's judgement), and its
  parent's stance: who disagrees with an opponent mostly supports. The article supports itself, so
  that a top-level comment which agrees with it supports;
- its replies, by the same links the other way;
- the same author's other comments in the thread, by way of the side that this author is on.

Parents and replies make a Bayesian network in the shape of a tree, on which belief propagation
(``analyzers.propagation``) is exact. Authors who come back close loops in it, for which there is
loopy belief propagation (Pearl 1988, chapter 4; Murphy, Weiss & Jordan 1999): the tree is
passed, each comment hears from its author what the author's other comments made of that, and the
tree is passed again, three times over. docs/measures.md works an example by hand, docs/stance.md
says what was measured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log
from typing import Literal, NamedTuple

from analyzers.couplings import Couplings, couplings
from analyzers.lineage import Lineage
from analyzers.propagation import Odds, Tree, propagate

_LEAST = 1e-9  # log-odds are shown of odds no smaller
_EVEN = 1.0, 1.0  # odds that say nothing
_SHOWN = 0.05  # log-odds; what moves a stance less is not worth showing

Source = Literal["parent", "replies", "author"]


class ToParent(NamedTuple):
    """Probabilities (0..1, sum 1) of a comment's stance towards what it answers."""

    agree: float
    neutral: float
    disagree: float

    @property
    def label(self) -> Literal["agree", "neutral", "disagree"]:
        """The likeliest; neutral where two are alike."""
        agree, neutral, disagree = self
        if agree > neutral and agree > disagree:
            return "agree"
        return "disagree" if disagree > neutral and disagree > agree else "neutral"


class ToArticle(NamedTuple):
    """Probabilities (0..1, sum 1) of a comment's stance towards the article."""

    support: float
    neutral: float
    oppose: float

    @property
    def label(self) -> Literal["support", "neutral", "oppose"]:
        """The likeliest; neutral where two are alike."""
        support, neutral, oppose = self
        if support > neutral and support > oppose:
            return "support"
        return "oppose" if oppose > neutral and oppose > support else "neutral"


class Weighed(NamedTuple):
    """A stance, and what moved it, most first: log-odds for its label over the mean of the others.

    ``parent`` stands for the comment's own words towards its parent and all that is known by way of
    that one, ``replies`` for all under the comment, ``author`` for the author's other comments.
    """

    stance: ToArticle
    moved: Mapping[Source, float]


def infer(
    lineage: Lineage,
    to_parent: Mapping[str, ToParent],
    authors: Mapping[str, str | None],
    *,
    article_author: str | None = None,
    known: Couplings | None = None,
) -> dict[str, Weighed]:
    """Give the stance towards the article of every comment that has one towards its parent.

    ``authors`` says who wrote a comment (None for a name that many share: never one author),
    ``article_author`` which of these wrote the article. Comments that aren't in ``to_parent`` still
    hold their branch together. Linear in the comments.
    """
    known = known or couplings()
    circles = _Circles(lineage, authors, article_author)
    told = _passed(_tree(lineage, to_parent, known), circles, known)
    return {
        comment_id: _weighed(told, number)
        for number, comment_id in enumerate(lineage.order)
        if comment_id in to_parent
    }


def _tree(lineage: Lineage, to_parent: Mapping[str, ToParent], known: Couplings) -> Tree:
    order, parents = lineage.order, lineage.parents
    numbers: dict[str | None, int] = {i: number for number, i in enumerate(order)}
    numbers[None] = -1
    links = [known.link(to_parent.get(i, known.unheard), top=parents[i] is None) for i in order]
    return Tree([numbers[parents[i]] for i in order], links)


class _Told(NamedTuple):
    """What reached each comment: by its author's others, and replies with that; and all of it."""

    author: Odds
    from_below: Odds
    belief: Odds


def _passed(tree: Tree, circles: _Circles, known: Couplings) -> _Told:
    author = Odds([1.0] * len(tree.parents), [1.0] * len(tree.parents))
    for number in circles.by_article_author:
        author.support[number], author.oppose[number] = known.article_author
    passed = propagate(tree, author)
    for _ in range(known.rounds if circles.returning else 0):
        circles.talk(passed.belief, author, known)
        passed = propagate(tree, author)
    return _Told(author, passed.from_below, passed.belief)


class _Circles:
    """The comments of each author, by number."""

    def __init__(
        self, lineage: Lineage, authors: Mapping[str, str | None], article_author: str | None
    ) -> None:
        circles: defaultdict[str, list[int]] = defaultdict(list)
        for number, comment_id in enumerate(lineage.order):
            name = authors.get(comment_id)
            if name is not None:
                circles[name].append(number)
        self.by_article_author = circles.pop(article_author, []) if article_author else []
        self.returning = [circle for circle in circles.values() if len(circle) > 1]

    def talk(self, belief: Odds, told: Odds, known: Couplings) -> None:
        """Let each comment know which side its author's others are on: fills in ``told``.

        ``belief`` is what is made of the comments with what they had been told before.
        """
        for circle in self.returning:
            heard = [
                known.of_author(
                    belief.support[number] / told.support[number],
                    belief.oppose[number] / told.oppose[number],
                )
                for number in circle
            ]
            whole = sum(heard)
            for number, own in zip(circle, heard, strict=True):
                told.support[number], told.oppose[number] = known.by_author(whole - own)


def _stance(support: float, oppose: float) -> ToArticle:
    whole = 1 + support + oppose
    support, oppose = round(support / whole, 4), round(oppose / whole, 4)
    return ToArticle(support, max(0.0, round(1 - support - oppose, 4)), oppose)


def _weighed(told: _Told, number: int) -> Weighed:
    whole_s, whole_o = told.belief.support[number], told.belief.oppose[number]
    below_s, below_o = told.from_below.support[number], told.from_below.oppose[number]
    author = told.author.support[number], told.author.oppose[number]
    stance = _stance(whole_s, whole_o)
    label = stance.label
    parts: list[tuple[Source, tuple[float, float]]] = [
        ("parent", (whole_s / below_s, whole_o / below_o)),
        ("replies", (below_s / author[0], below_o / author[1])),
        ("author", author),
    ]
    moved: dict[Source, float] = {}
    for source, part in parts:
        if part != _EVEN:
            weight = _log_odds(part, label)
            if abs(weight) >= _SHOWN:
                moved[source] = weight
    if len(moved) > 1:
        moved = dict(sorted(moved.items(), key=lambda item: -abs(item[1])))
    return Weighed(stance, moved)


def _log_odds(odds: tuple[float, float], label: str) -> float:
    support, oppose = log(max(odds[0], _LEAST)), log(max(odds[1], _LEAST))
    if label == "neutral":
        return round(-(support + oppose) / 2, 2)
    return round(support - oppose / 2 if label == "support" else oppose - support / 2, 2)
