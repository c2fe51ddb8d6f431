"""Camps: the two sides of a thread, if it has two, and how well they explain who answers whom.

Two analyzers. ``division`` finds the best split, compares it with the best ones of the same graph
with its stances dealt out anew among the replies, and says whether there is a split to find;
``camps`` says who stands where. ``docs/measures.md`` defines every column.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypedDict

from analyzers.contract import Analyzer, Given
from threads.model import Thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analyzers.signed_graph import Floats, SignedGraph

LEAST_Z = 2.3  # at random stances that was reached in 3 of 100 threads
# Fewer can be dealt in few ways only, so that the deals are alike and z runs high by chance; of 24
# replies whose stances are all told rightly, two camps show in at most every third thread.
FEWEST_REPLIES = 30
DEALS = 60  # times the stances are dealt out anew
STARTS = 8  # of each search
SEED = 1
_BUDGET = 2_500_000  # pairs times searches, so that large threads take seconds
_FEWEST_DEALS = 20
_LEAST_SPREAD = 1e-6  # below it all deals are alike
# How often a person stands on the side that the pair weights speak for, however strongly: the other
# 22 in 100 don't, be it that the weights err or that all sides are named the wrong way round.
SUREST, STEEPNESS = 0.78, 1.5


class DivisionRow(TypedDict):
    """A row of the table ``article_camps``; figures are None where nothing can be compared."""

    article_id: str
    people: int
    replies: int
    z: float | None
    camps: Literal[0, 2]
    frustration: float | None
    frustration_random: float | None
    cross_camp: float | None


class CampRow(TypedDict):
    """A row of the table ``camps``: an author, or a comment under a name that many share."""

    id: str
    article_id: str
    author_id: str | None
    comment_id: str | None
    camp: Literal["A", "B"] | None
    p: float | None


def divide(thread: Thread, given: Given) -> list[DivisionRow]:
    """Measure how far two camps explain the thread's replies; one row, none without comments."""
    from analyzers.signed_graph import connect

    graph = connect(thread, given)
    if len(graph.people) < 2:
        return []
    row = _nothing(thread.article.id, graph)
    if graph.answers:
        _compare(graph, row)
    return [row]


def _nothing(article_id: str, graph: SignedGraph) -> DivisionRow:
    """Give the row of a thread in which nobody answers anybody."""
    commenters = sum(person != (None, None) for person in graph.people)
    return {
        "article_id": article_id,
        "people": commenters,
        "replies": len(graph.answers),
        "z": None,
        "camps": 0,
        "frustration": None,
        "frustration_random": None,
        "cross_camp": None,
    }


def _compare(graph: SignedGraph, row: DivisionRow) -> None:
    """Fill in what comes of comparing the best split with those of stances dealt anew."""
    from analyzers.frustration import best_splits
    from analyzers.signed_graph import pair_weights
    from analyzers.stance_deals import deal

    times = max(_FEWEST_DEALS, min(DEALS, _BUDGET // len(graph.answers)))
    deals = deal(graph, times, SEED)
    pairs = pair_weights(graph, deals.leans())
    starts = max(1, min(STARTS, _BUDGET // pairs.weights.size))
    found = best_splits(len(graph.people), pairs, starts, SEED)
    unexplained = deals.frustrations(starts, SEED)
    spread = float(found.scores[1:].std(ddof=1))
    if spread > _LEAST_SPREAD:
        row["z"] = round(float(found.scores[0] - found.scores[1:].mean()) / spread, 2)
    row["frustration"] = _rounded(unexplained[0])
    row["frustration_random"] = _rounded(unexplained[1:].mean())
    sides = _placed(graph)[0]
    across = sides[[a.speaker for a in graph.answers]] != sides[[a.answered for a in graph.answers]]
    enough = row["replies"] >= FEWEST_REPLIES
    if enough and row["z"] is not None and row["z"] >= LEAST_Z and across.any():
        row["camps"] = 2
        row["cross_camp"] = _rounded(across.mean())


@lru_cache(maxsize=1)
def _placed(graph: SignedGraph) -> tuple[NDArray[np.int8], Floats]:
    """Find everybody's side in the best split, and their log-odds of A while all others stay.

    1 is camp A, -1 B. A is the article's side; where nobody answers the article, the larger one.
    Both analyzers ask for it, one right after the other.
    """
    import numpy as np

    from analyzers.frustration import best_splits, pulls
    from analyzers.signed_graph import leans, pair_weights

    pairs = pair_weights(graph, leans(graph)[np.newaxis])
    starts = max(2, min(STARTS * 8, _BUDGET // 4 // len(pairs.one)))
    sides = best_splits(len(graph.people), pairs, starts, SEED).sides[:, 0]
    tied = np.zeros(len(sides), dtype=bool)
    tied[pairs.one] = tied[pairs.other] = True
    first = sides[graph.article] if tied[graph.article] else np.sign(sides[tied].sum() + 0.5)
    return (sides * first).astype(np.int8), pulls(pairs, sides) * first


def place(thread: Thread, given: Given) -> list[CampRow]:
    """Say of everybody who comments in which camp they stand.

    ``camp`` is None for all where there is no split to find, and with ``p`` for those who
    exchanged words with nobody.
    """
    import numpy as np

    from analyzers.signed_graph import connect

    graph = connect(thread, given)
    tied = {node for answer in graph.answers for node in (answer.speaker, answer.answered)}
    odds = _placed(graph)[1] if graph.answers else np.zeros(len(graph.people))
    two = any(row["camps"] == 2 for row in given["article_camps"])
    rows: list[CampRow] = []
    for node, person in enumerate(graph.people):
        if person == (None, None):
            continue
        p = probability(float(odds[node])) if node in tied else None
        rows.append(
            {
                "id": f"{thread.article.id}/{person.author_id or person.comment_id}",
                "article_id": thread.article.id,
                "author_id": person.author_id,
                "comment_id": person.comment_id,
                "camp": ("A" if p >= 0.5 else "B") if two and p is not None else None,
                "p": None if p is None else _rounded(p),
            }
        )
    return rows


def probability(odds: float) -> float:
    """Give how likely a person stands in A, from the log-odds by the pair weights and sizes.

    Between 0.22 and 0.78; above a half where the log-odds are above 0. Fitted where the side of
    whoever began a debate is known, so that of people given 0.7 seven in ten stand with them.
    """
    return 0.5 + (SUREST - 0.5) * math.tanh(STEEPNESS * odds / 2)


def _rounded(share: float) -> float:
    return round(float(share), 4)


_PARAMETERS = {
    "least_z": LEAST_Z,
    "fewest_replies": FEWEST_REPLIES,
    "deals": DEALS,
    "starts": STARTS,
    "seed": SEED,
}
_FITTED = {"surest": SUREST, "steepness": STEEPNESS}
DIVISION = Analyzer(
    name="division",
    version="3",
    requires=("stance",),
    gives="article_camps",
    analyze=divide,
    parameters=_PARAMETERS,
)
CAMPS = Analyzer(
    name="camps",
    version="3",
    requires=("stance", "article_camps"),
    gives="camps",
    analyze=place,
    parameters={**_PARAMETERS, **_FITTED},
)
