"""Common ground: comments that people of both camps agree with.

An answer is a vote on what it answers: it agrees by the probability of its stance. The measure is
Polis' group-informed consensus (Small, Bjorkegren, Erkkilä, Shaw & Megill, "Polis: Scaling
Deliberation by Mapping High Dimensional Opinion Spaces", RECERCA 26(2), 2021), in which whoever
writes a comment counts as agreeing with it. ``docs/measures.md`` defines every column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, TypedDict

from analyzers.contract import Analyzer, Given, by_comment
from analyzers.lineage import speaks, trace
from analyzers.measures import Person, person
from threads.model import Thread

LEAST_PEOPLE = 2  # of each camp, for fewer of whom nothing is said
# Expected share of each camp, from which on it agrees; as in Jigsaw's Sensemaking Tools.
LEAST_AGREE = 0.6

Votes = Mapping[Person, float]  # who wrote or answered a comment, and how far they agree, 0 to 1


class GroundRow(TypedDict):
    """A row of the table ``common_ground``; ``shared`` is None where too few people can tell."""

    comment_id: str
    article_id: str
    people_a: int
    people_b: int
    agree_a: float
    agree_b: float
    consensus: float
    shared: Literal[0, 1] | None


def analyze(thread: Thread, given: Given) -> list[GroundRow]:
    """Measure the comments that people of both camps wrote or answered, in the page's order.

    No rows where no camps are told apart.
    """
    camps: dict[Person, str] = {
        (row["author_id"], row["comment_id"]): row["camp"] for row in given["camps"] if row["camp"]
    }
    if not camps:
        return []
    votes = _votes(thread, given)
    rows = []
    for comment in sorted(thread.comments, key=lambda c: (c.position, c.id)):
        cast = votes.get(comment.id, {})
        a, b = ([p for who, p in cast.items() if camps.get(who) == side] for side in "AB")
        if a and b:
            rows.append(_row(comment.id, thread.article.id, a, b))
    return rows


def _row(comment_id: str, article_id: str, a: Collection[float], b: Collection[float]) -> GroundRow:
    agree_a, agree_b = agreement(a), agreement(b)
    return {
        "comment_id": comment_id,
        "article_id": article_id,
        "people_a": len(a),
        "people_b": len(b),
        "agree_a": round(agree_a, 4),
        "agree_b": round(agree_b, 4),
        "consensus": round(agree_a * agree_b, 4),
        "shared": shared(a, b),
    }


def agreement(votes: Collection[float]) -> float:
    """Give the share of a camp that is expected to agree, above 0 and below 1.

    Laplace's rule of succession: as if one more had agreed and one more had not, so that few
    answers leave it near a half.
    """
    return (1 + sum(votes)) / (2 + len(votes))


def shared(a: Collection[float], b: Collection[float]) -> Literal[0, 1] | None:
    """Tell whether both camps agree; None where either has too few people to tell."""
    if min(len(a), len(b)) < LEAST_PEOPLE:
        return None
    return 1 if min(agreement(a), agreement(b)) >= LEAST_AGREE else 0


def _votes(thread: Thread, given: Given) -> dict[str, Votes]:
    """Give for each comment with words everybody's vote; of several answers of one the mean."""
    authors = {comment.id: person(comment) for comment in thread.comments if speaks(comment)}
    found: dict[str, Votes] = {}
    answers: dict[str, dict[Person, list[float]]] = defaultdict(lambda: defaultdict(list))
    for parent, who, agree in _answers(thread, given, authors):
        answers[parent][who].append(agree)
    for comment_id, author in authors.items():
        means = {who: sum(each) / len(each) for who, each in answers[comment_id].items()}
        found[comment_id] = {**means, author: 1.0}
    return found


def _answers(
    thread: Thread, given: Given, authors: Mapping[str, Person]
) -> Iterator[tuple[str, Person, float]]:
    parents, stances = trace(thread).parents, by_comment(given["stance"])
    for comment_id, who in authors.items():
        parent = parents[comment_id]
        if parent is not None and parent in authors and comment_id in stances:
            yield parent, who, stances[comment_id]["parent_agree"]


ANALYZER = Analyzer(
    name="common_ground",
    version="1",
    requires=("stance", "camps"),
    gives="common_ground",
    analyze=analyze,
    parameters={"least_people": LEAST_PEOPLE, "least_agree": LEAST_AGREE},
)
