"""The same graph with its stances dealt out anew, to tell what a split is worth.

Two people who quarrel do it again and again, without that making camps of everybody. So what is
dealt is not single replies' stances but what each pair makes of each other on average: pairs swap
their means, and each reply keeps how far it is from its pair's mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzers.frustration import best_splits
from analyzers.signed_graph import Floats, Ints, Pairs, SignedGraph, leans


@dataclass(frozen=True, slots=True)
class Deals:
    """Ways to deal the stances, the own one first.

    ``of_reply`` numbers each reply's pair (m,), ``counts`` the replies of each pair (p,),
    ``orders`` says for each deal whose mean a pair gets (deals, p).
    """

    graph: SignedGraph
    of_reply: Ints
    counts: Ints
    orders: Ints

    def leans(self) -> Floats:
        """Give the replies' leans in each deal, (deals, m)."""
        own = leans(self.graph)
        means = np.bincount(self.of_reply, own) / self.counts
        found: Floats = means[self.orders][:, self.of_reply] + (own - means[self.of_reply])
        return found

    def frustrations(self, starts: int, seed: int) -> Floats:
        """Give for each deal the share of what is said that no split explains, (deals,) of 0..1.

        Disagreeing within a side and agreeing across contradict a split, each by its probability;
        the split that is contradicted least counts.
        """
        stances = np.array([answer.stance or (0.0, 0.0) for answer in self.graph.answers])
        agree, disagree = (
            ((np.bincount(self.of_reply, one) / self.counts)[self.orders] * self.counts).T
            for one in stances.T
        )
        firsts = np.unique(self.of_reply, return_index=True)[1]
        ends = np.array([(a.speaker, a.answered) for a in self.graph.answers])[firsts]
        pairs = Pairs(ends[:, 0], ends[:, 1], (agree - disagree) / 2)
        best = best_splits(len(self.graph.people), pairs, starts, seed, sized=False)
        said = (agree + disagree).sum(axis=0)
        found: Floats = np.clip((said / 2 - best.scores) / np.maximum(said, 1e-9), 0.0, 1.0)
        return found


def deal(graph: SignedGraph, times: int, seed: int) -> Deals:
    """Deal the stances of a graph with replies that often; deterministic for a seed."""
    ends = [tuple(sorted((answer.speaker, answer.answered))) for answer in graph.answers]
    keys = np.array([low * len(graph.people) + high for low, high in ends])
    _, of_reply, counts = np.unique(keys, return_inverse=True, return_counts=True)
    chance = np.random.default_rng(seed)
    orders = np.tile(np.arange(len(counts)), (times + 1, 1))
    orders[1:] = chance.permuted(orders[1:], axis=1)
    return Deals(graph, of_reply, counts, orders)
