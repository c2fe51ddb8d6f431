"""Belief propagation on a tree of comments, each of which has one of three stances.

Pearl, Probabilistic Reasoning in Intelligent Systems (1988), chapter 4; the same messages as the
sum-product algorithm of Kschischang, Frey & Loeliger (2001) on a graph without loops. Exact, in
two passes, linear in the comments; never recurses. A message is kept as two odds, of support and
of oppose over neutral: scale doesn't matter, and two numbers are half the work of three.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# Odds are held between these. Thousands of replies to one comment would pass what a float can hold.
_LEAST, _MOST = 1e-150, 1e150


class Link(NamedTuple):
    """A comment's stance given its parent's, as probabilities between 0 and 1, neither reached.

    ``same``, ``neutral`` and ``opposite`` (sum 1) hold where the parent takes a side, whichever
    it is; ``still``: that the comment is neutral where its parent is. What ``still`` leaves falls
    to both sides alike.
    """

    same: float
    neutral: float
    opposite: float
    still: float


class Odds(NamedTuple):
    """Of support over neutral and of oppose over neutral, by comment."""

    support: list[float]
    oppose: list[float]


class Tree(NamedTuple):
    """Comments by number, parents before their replies; a parent of -1 is the article."""

    parents: Sequence[int]
    links: Sequence[Link]


class Passed(NamedTuple):
    """What is known of each comment: by itself and from its replies, and all in all."""

    from_below: Odds
    belief: Odds


def propagate(tree: Tree, evidence: Odds) -> Passed:
    """Pass messages from the leaves up and from the article, which supports, down.

    ``evidence`` says by comment how likely each stance makes what is known of it alone, 1 and 1
    for nothing.
    """
    same, neutral, opposite, still = zip(*tree.links, strict=True) if tree.links else ((),) * 4
    supports, opposes = list(evidence.support), list(evidence.oppose)
    sent_s, sent_o = [1.0] * len(supports), [1.0] * len(opposes)
    for i in range(len(supports) - 1, -1, -1):
        parent = tree.parents[i]
        if parent >= 0:
            s, o = supports[i], opposes[i]
            neither = (1 - still[i]) / 2 * (s + o) + still[i]
            sent_s[i] = up_s = (same[i] * s + neutral[i] + opposite[i] * o) / neither
            sent_o[i] = up_o = (opposite[i] * s + neutral[i] + same[i] * o) / neither
            up_s *= supports[parent]
            up_o *= opposes[parent]
            supports[parent] = up_s if _LEAST < up_s < _MOST else _held(up_s)
            opposes[parent] = up_o if _LEAST < up_o < _MOST else _held(up_o)
    belief_s, belief_o = [0.0] * len(supports), [0.0] * len(opposes)
    rows = zip(tree.parents, same, neutral, opposite, still, strict=True)
    for i, (parent, a, n, d, stays) in enumerate(rows):
        if parent < 0:
            down_s, down_o = a / n, d / n
        else:  # the parent's belief, less what it had from this very reply
            s, o = belief_s[parent] / sent_s[i], belief_o[parent] / sent_o[i]
            side = (1 - stays) / 2
            neither = (s + o) * n + stays
            down_s = (a * s + side + d * o) / neither
            down_o = (d * s + side + a * o) / neither
        belief_s[i], belief_o[i] = down_s * supports[i], down_o * opposes[i]
    return Passed(Odds(supports, opposes), Odds(belief_s, belief_o))


def _held(odds: float) -> float:
    return max(_LEAST, min(odds, _MOST))
