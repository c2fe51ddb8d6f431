"""Who stands with whom, as a graph: people, their replies to each other, a weight for each pair.

A weight above 0 says that two people stand on one side, below 0 that they stand on two. It is made
of what each reply says (its stance), of its quoting what it answers, and of the exchange around it.
Most replies cross sides (in forum debates 7 in 10, and of quotes of somebody else than whom one
answers 8 in 10), so a reply of which nothing else is known counts a little as opposition. The
figures in ``WEIGHTS`` were fitted on discussions with known sides of the Internet Argument Corpus
(Walker et al. 2012); ``docs/measures.md`` says how well they do on others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.contract import Given, Row, by_comment
from analyzers.lineage import speaks, trace
from analyzers.stance import article_author
from threads.model import Thread

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Half the log-odds of one side, by what is known of a reply.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "reply": 0.54,  # any reply; the rest makes most of them negative
        "opening": -0.22,  # a reply to an article whose author comments: see docs/measures.md
        "lean": -0.30,  # a unit of log-odds of disagreeing over agreeing
        "passages": -0.79,  # a unit of log(1 + passages quoted of whom it answers)
        "back": -0.09,  # a unit of log(1 + replies that come back)
        "forth": 0.09,  # a unit of log(replies that go this way)
        "quote": -0.41,  # a quote of somebody else than whom it answers
    }
)
SCALE = 1.24  # of a pair's weight, see ``pair_weights``
USUAL_PASSAGES = 0.60  # log(1 + passages) a reply is taken to have where people don't quote
FEWEST_QUOTING = 0.1  # share of replies that quote where people do
_SOFT = 0.05  # added to both probabilities, so that certainty stays finite


class Person(NamedTuple):
    """A node: an author, a comment under a shared name, or (both None) the article."""

    author_id: str | None
    comment_id: str | None


class Answer(NamedTuple):
    """A reply of one person to another (nodes), with its stance; None where it has none."""

    comment_id: str
    speaker: int
    answered: int
    stance: tuple[float, float] | None  # probabilities of agree, of disagree
    passages: int  # quoted of what it answers
    to_article: bool  # and the article is by nobody who comments
    opening: bool = False  # to the article, by somebody who comments


@dataclass(frozen=True, slots=True)
class SignedGraph:
    """People, replies between two different ones, and quotes of a third.

    ``article`` is the article's node: its author's where that person comments, else its own.
    Nodes and replies are in the order of comment ids, so that neither names nor the order of
    siblings decide anything.
    """

    people: tuple[Person, ...]
    answers: tuple[Answer, ...]
    quotes: tuple[tuple[int, int], ...]
    article: int

    @property
    def ends(self) -> tuple[Ints, Ints]:
        """Both people of every reply, then of every quote; the lower node first."""
        both = [(a.speaker, a.answered) for a in self.answers] + list(self.quotes)
        pairs = np.sort(np.array(both, dtype=np.int64).reshape(-1, 2), axis=1)
        return pairs[:, 0], pairs[:, 1]


def connect(thread: Thread, given: Given) -> SignedGraph:
    """Make the graph of a thread, of its replies, quotes and rows of ``stance``."""
    speaking = sorted((c for c in thread.comments if speaks(c)), key=lambda c: c.id)
    people: list[Person] = []
    nodes: dict[str, int] = {}  # by comment
    by_author: dict[str, int] = {}
    for comment in speaking:
        author = comment.author_id
        if author is None or author not in by_author:
            people.append(Person(author, None if author else comment.id))
        node = len(people) - 1 if author is None else by_author.setdefault(author, len(people) - 1)
        nodes[comment.id] = node
    article = by_author.get(article_author(thread) or "")
    if article is None:
        article = len(people)
        people.append(Person(None, None))
    stances = by_comment(given["stance"])
    answers = tuple(_answers(thread, nodes, article, stances, people[article] == (None, None)))
    return SignedGraph(tuple(people), answers, tuple(_quotes(thread, nodes, article)), article)


def _answers(
    thread: Thread,
    nodes: Mapping[str, int],
    article: int,
    stances: Mapping[str, Row],
    aloof: bool,
) -> Iterator[Answer]:
    parents = trace(thread).parents
    passages = Counter(
        (quote.comment_id, None if quote.source == "article" else quote.source_id)
        for quote in thread.quotes
    )
    for comment_id, speaker in nodes.items():
        parent = parents[comment_id]
        answered = article if parent is None else nodes.get(parent)
        if answered is None or answered == speaker:
            continue
        row = stances.get(comment_id)
        stance = (row["parent_agree"], row["parent_disagree"]) if row else None
        quoted, top = passages[comment_id, parent], parent is None
        told = quoted, aloof and top, top and not aloof
        yield Answer(comment_id, speaker, answered, stance, *told)


def _quotes(thread: Thread, nodes: Mapping[str, int], article: int) -> Iterator[tuple[int, int]]:
    """Give each quote of a comment that is not the parent, once for each comment quoted."""
    parents = trace(thread).parents
    found = {
        (quote.comment_id, quote.source_id)
        for quote in thread.quotes
        if quote.source == "comment" and quote.source_id != parents.get(quote.comment_id)
    }
    for comment_id, source in sorted(found):
        speaker, quoted = nodes.get(comment_id), nodes.get(source)
        if speaker is not None and quoted is not None and speaker != quoted:
            yield speaker, quoted


def leans(graph: SignedGraph) -> Floats:
    """Give each reply's log-odds of disagreeing over agreeing; without a stance, the others' mean.

    An array of as many floats as there are replies.
    """
    odds = [_log_odds(*answer.stance) if answer.stance else math.nan for answer in graph.answers]
    found = np.array(odds, dtype=float)
    known = found[~np.isnan(found)]
    return np.where(np.isnan(found), known.mean() if known.size else 0.0, found)


def _log_odds(agree: float, disagree: float) -> float:
    return math.log((disagree + _SOFT) / (agree + _SOFT))


def reply_weights(graph: SignedGraph) -> Floats:
    """Give each reply's weight but for its stance: what the way people answer each other tells.

    A reply to an article that nobody of the thread wrote has 0, as reading is no exchange.
    """
    ways = Counter((answer.speaker, answer.answered) for answer in graph.answers)
    those = sum(answer.passages > 0 for answer in graph.answers)
    quoting = those >= FEWEST_QUOTING * len(graph.answers)
    found = []
    for answer in graph.answers:
        way = answer.speaker, answer.answered
        quoted = math.log1p(answer.passages) if quoting else USUAL_PASSAGES
        weight = (
            WEIGHTS["reply"]
            + WEIGHTS["opening"] * answer.opening
            + WEIGHTS["passages"] * quoted
            + WEIGHTS["back"] * math.log1p(ways[way[::-1]])
            + WEIGHTS["forth"] * math.log(ways[way])
        )
        found.append(0.0 if answer.to_article else weight)
    return np.array(found, dtype=float)


class Pairs(NamedTuple):
    """Every two people who have to do with each other: nodes (p,), and weights (p, columns)."""

    one: Ints
    other: Ints
    weights: Floats


def pair_weights(graph: SignedGraph, leaning: Floats) -> Pairs:
    """Sum the replies and quotes of each pair; ``leaning`` is (columns, replies), see ``leans``.

    Ten replies between two people are not ten times the evidence of one: the sum *w* becomes
    the logarithm of 1 + |*w*|, with its sign, times ``SCALE``.
    """
    one, other = graph.ends
    keys, of_pair = np.unique(one * len(graph.people) + other, return_inverse=True)
    rest = np.full(len(graph.quotes), WEIGHTS["quote"])
    base = reply_weights(graph)
    columns = []
    for lean in leaning:
        each = np.concatenate((base + WEIGHTS["lean"] * lean, rest))
        total = np.bincount(of_pair, each, minlength=len(keys))
        columns.append(SCALE * np.sign(total) * np.log1p(np.abs(total)))
    return Pairs(keys // len(graph.people), keys % len(graph.people), np.array(columns).T)
