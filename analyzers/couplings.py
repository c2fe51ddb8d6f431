"""How comments' stances hang together: the numbers of ``data/article_stance.json``.

Counted in labelled threads by ``benchmarks/train_article_stance.py``; what each means and how it
was counted stands in docs/stance.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import log, tanh
from typing import Any

from analyzers.propagation import Link
from threads.errors import RejoinderError

COUPLINGS_FILE = files("analyzers") / "data" / "article_stance.json"
Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Couplings:
    """Probabilities by which one stance tells of another.

    ``to_comment`` and ``to_article`` hold the link of a reply that agrees, of one that is neutral
    and of one that disagrees; ``unheard`` the chances of these three where nothing is known of a
    reply. ``turns`` (0..1/2): how often a comment that takes a side isn't on its author's;
    ``pooled`` (0..1): the exponent by which counts what an author's other comments say, as the
    same engine's errors in them are alike; ``rounds``: how often they are asked.
    ``article_author``: the odds, of support and of oppose over neutral, that a comment has for
    being by whoever wrote the article.
    """

    to_comment: tuple[Link, Link, Link]
    to_article: tuple[Link, Link, Link]
    unheard: Three
    turns: float
    pooled: float
    rounds: int
    article_author: tuple[float, float]

    def link(self, stance: Three, *, top: bool) -> Link:
        """Mix three links by the chances (sum 1) that a reply agrees, is neutral, disagrees."""
        agree, neutral, disagree = self.to_article if top else self.to_comment
        a, n, d = stance
        return Link(
            a * agree[0] + n * neutral[0] + d * disagree[0],
            a * agree[1] + n * neutral[1] + d * disagree[1],
            a * agree[2] + n * neutral[2] + d * disagree[2],
            a * agree[3] + n * neutral[3] + d * disagree[3],
        )

    def by_author(self, others: float) -> tuple[float, float]:
        """Give a comment's odds from the log-odds that its author supports.

        A comment that takes no side tells nothing of its author's, nor the other way round:
        neutral is as likely as ever.
        """
        lean = tanh(self.pooled * others / 2) * (1 - 2 * self.turns)
        return 1 + lean, 1 - lean

    def of_author(self, support: float, oppose: float) -> float:
        """Give the log-odds that a comment's author supports, from the comment's odds."""
        stays, turns = 2 * (1 - self.turns), 2 * self.turns
        return log((stays * support + 1 + turns * oppose) / (turns * support + 1 + stays * oppose))


@cache
def couplings() -> Couplings:
    """Give the numbers that ship with the package."""
    return load_couplings(COUPLINGS_FILE)


def load_couplings(path: Traversable) -> Couplings:
    """Read couplings; raises ``RejoinderError`` where the file holds none."""
    try:
        return from_stored(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise RejoinderError(
            f"no couplings of stances in it: {problem}", where=str(path), remedy="install again"
        ) from problem


def from_stored(stored: Mapping[str, Any]) -> Couplings:
    """Turn what the file holds to couplings."""
    return Couplings(
        to_comment=_links(stored["to_comment"]),
        to_article=_links(stored["to_article"]),
        unheard=_three(stored["unheard"]),
        turns=stored["turns"],
        pooled=stored["pooled"],
        rounds=stored["rounds"],
        article_author=(stored["article_author"][0], stored["article_author"][1]),
    )


def _links(stored: Mapping[str, Any]) -> tuple[Link, Link, Link]:
    return Link(*stored["agree"]), Link(*stored["neutral"]), Link(*stored["disagree"])


def _three(stored: list[float]) -> Three:
    one, two, three = stored
    return one, two, three
