"""Stance towards the article, from the stances along the way up to it.

Provisional. A top-level comment answers the article, so agreeing with it is support. Further
down, one link at a time: who agrees with a supporter supports, who disagrees with an opponent
supports, and whatever is neutral on the way leaves the rest undecided,

    support = agree * parent's support + disagree * parent's oppose
    oppose  = agree * parent's oppose  + disagree * parent's support
    neutral = the rest

which supposes that each link depends on nothing but its own two comments. It is the sum over all
ways of labelling the path, so support - oppose is the product of (agree - disagree) along it: it
fades with depth, and "neutral" of a deep comment says that the path doesn't tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from analyzers.lineage import Lineage


class ToParent(NamedTuple):
    """Probabilities (0..1, sum 1) of a comment's stance towards what it answers."""

    agree: float
    neutral: float
    disagree: float

    @property
    def label(self) -> Literal["agree", "neutral", "disagree"]:
        """The likeliest; neutral where two are alike."""
        if self.agree > max(self.neutral, self.disagree):
            return "agree"
        return "disagree" if self.disagree > max(self.neutral, self.agree) else "neutral"


class ToArticle(NamedTuple):
    """Probabilities (0..1, sum 1) of a comment's stance towards the article."""

    support: float
    neutral: float
    oppose: float

    @property
    def label(self) -> Literal["support", "neutral", "oppose"]:
        """The likeliest; neutral where two are alike."""
        if self.support > max(self.neutral, self.oppose):
            return "support"
        return "oppose" if self.oppose > max(self.neutral, self.support) else "neutral"


ARTICLE = ToArticle(support=1.0, neutral=0.0, oppose=0.0)  # it stands by itself
UNKNOWN = ToArticle(support=0.0, neutral=1.0, oppose=0.0)  # a parent without words


def along(stance: ToParent, parent: ToArticle) -> ToArticle:
    """Carry a parent's stance over one link; four decimals."""
    support = stance.agree * parent.support + stance.disagree * parent.oppose
    oppose = stance.agree * parent.oppose + stance.disagree * parent.support
    support, oppose = round(support, 4), round(oppose, 4)
    return ToArticle(support, max(0.0, round(1 - support - oppose, 4)), oppose)


def carry_down(stances: Mapping[str, ToParent], lineage: Lineage) -> dict[str, ToArticle]:
    """Give the stance towards the article of every comment that has one towards its parent."""
    carried: dict[str, ToArticle] = {}
    for comment_id in lineage.order:
        if comment_id in stances:
            parent = lineage.parents[comment_id]
            above = ARTICLE if parent is None else carried.get(parent, UNKNOWN)
            carried[comment_id] = along(stances[comment_id], above)
    return carried
