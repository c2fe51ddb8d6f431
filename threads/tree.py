"""Rebuild who answered whom, and say for every edge how it was told and how sure it is.

Comments are taken in order (of time, or of print where the page keeps branches together). For each,
``candidates`` says who can be its parent, ``evidence`` what speaks for whom, ``parent_model`` how
much; the likeliest is taken and counts as history for those that follow. Nothing here recurses.
"""

from __future__ import annotations

from dataclasses import replace

from threads.candidates import Candidates, Choice
from threads.evidence import Case, History
from threads.explain import Evidence, Weighed, explain_rule, explain_weighed
from threads.model import Quote, Reply, Thread, altered
from threads.parent_model import load_model, regime_of
from threads.turns import ARTICLE, Conversation, converse

# How sure an edge is that a rule alone decides; set by hand. A layout that nests says so itself. A
# subject that fits once was never wrong on the training discussions, but people retype subjects, so
# it is held below certain. Of a comment that is missing hardly anything is known.
_SURE = {"nesting": 1.0, "subject": 0.98, "open": 0.98, "missing": 0.3}


def rebuild(thread: Thread) -> Thread:
    """Fill in ``replies`` (one a comment, in the comments' order), ``quotes`` and ``own_text``."""
    if not thread.comments:
        return replace(thread, replies=(), quotes=())
    talk = converse(thread)
    edges = _mend(_decode(talk))
    depths = _depths(edges)
    replies = {
        talk.turns[child].comment.id: _reply(talk, child, edge, depths[child])
        for child, edge in edges.items()
    }
    own = {turn.comment.id: turn.own_text for turn in talk.turns}
    return replace(
        thread,
        comments=tuple(altered(c, own_text=own[c.id]) for c in thread.comments),
        replies=tuple(replies[c.id] for c in thread.comments),
        quotes=tuple(_quotes(talk, thread)),
    )


class Edge:
    """A decided parent (a turn's number or ``ARTICLE``) and why."""

    __slots__ = ("confidence", "evidence", "method", "parent")

    def __init__(self, parent: int, method: str, confidence: float, evidence: Evidence) -> None:
        self.parent, self.method = parent, method
        self.confidence, self.evidence = confidence, evidence


def _decode(talk: Conversation) -> dict[int, Edge]:
    history, candidates = History(talk), Candidates(talk)
    edges: dict[int, Edge] = {}
    for child in candidates.order:
        choice = candidates.of(child)
        edge = _decide(history, child, choice)
        if choice.rule != "missing":
            history.attach(child, edge.parent)
        candidates.attach(child, edge.parent)
        edges[child] = edge
    return edges


def _decide(history: History, child: int, choice: Choice) -> Edge:
    talk = history.talk
    if len(choice.candidates) == 1:
        method, evidence = explain_rule(talk, child, choice)
        return Edge(choice.candidates[0], method, _SURE[choice.rule], evidence)
    model, case = load_model(), Case(history, child, choice.candidates)
    regime = regime_of(quotes=case.turn.quotes, forum=talk.is_forum)
    parts = [model.contributions(case.features(c), regime) for c in choice.candidates]
    weighed = Weighed(case, parts, model.probabilities(parts, regime))
    method, evidence = explain_weighed(talk, choice, weighed)
    best = weighed.best
    return Edge(choice.candidates[best], method, round(weighed.probabilities[best], 4), evidence)


def _mend(edges: dict[int, Edge]) -> dict[int, Edge]:
    """Cut cycles, which only a page that contradicts itself can have, at their first comment."""
    settled: set[int] = {ARTICLE}
    for start in sorted(edges):
        path: dict[int, None] = {}
        at = start
        while at not in settled and at not in path:
            path[at] = None
            at = edges[at].parent
        if at not in settled:
            walked = list(path)
            first = min(walked[walked.index(at) :])
            evidence: Evidence = {"layout": "the page makes a circle here"}
            edges[first] = Edge(ARTICLE, "repair", 0.5, evidence)
        settled.update(path)
    return edges


def _depths(edges: dict[int, Edge]) -> dict[int, int]:
    depths = {ARTICLE: 0}
    for start in edges:
        path, at = [], start
        while at not in depths:
            path.append(at)
            at = edges[at].parent
        for number in reversed(path):
            depths[number] = depths[edges[number].parent] + 1
    return depths


def _reply(talk: Conversation, child: int, edge: Edge, depth: int) -> Reply:
    return Reply(
        comment_id=talk.turns[child].comment.id,
        parent_id=None if edge.parent == ARTICLE else talk.turns[edge.parent].comment.id,
        depth=depth,
        method=edge.method,
        confidence=edge.confidence,
        evidence=edge.evidence,
    )


def _quotes(talk: Conversation, thread: Thread) -> list[Quote]:
    """List the quoted passages whose source is known, comment by comment, in order."""
    found = []
    for comment in thread.comments:
        turn = talk.turns[talk.number[comment.id]]
        for passage in turn.passages:
            if passage.source is None:
                continue
            article = passage.source == ARTICLE
            found.append(
                Quote(
                    comment_id=comment.id,
                    source="article" if article else "comment",
                    source_id=thread.article.id
                    if article
                    else talk.turns[passage.source].comment.id,
                    text=comment.text[passage.start : passage.end],
                    similarity=passage.similarity,
                )
            )
    return found
