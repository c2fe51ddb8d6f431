"""Paths: how sentiment and stance towards the article move with depth and with time.

Of the whole thread, and of every chain of two comments or more. ``docs/measures.md`` works an
example by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, TypedDict

from analyzers.contract import Analyzer, Given, Row, by_comment
from analyzers.lineage import depths_of, trace
from analyzers.measures import first_and_last, in_time, mean
from threads.model import Comment, Thread

PARTS = 10  # at most, of the way through time
LEAST_PART = 5  # comments in a part: fewer say nothing of a mean

Along = Literal["depth", "time"]


class PathRow(TypedDict):
    """A row of the table ``paths``: one step; ``root_comment_id`` is None of the whole thread."""

    id: str
    article_id: str
    root_comment_id: str | None
    along: Along
    step: int
    comments: int
    started_at: str | None
    sentiment: float | None
    support: float | None
    oppose: float | None


def analyze(thread: Thread, given: Given) -> list[PathRow]:
    """Give the steps of the whole thread and of each chain, by depth and by time."""
    lineage = trace(thread)
    depths, roots = depths_of(lineage), lineage.roots
    present = in_time(comment for comment in thread.comments if comment.state == "present")
    chains: defaultdict[str | None, list[Comment]] = defaultdict(list)
    for comment in present:
        chains[None].append(comment)
        chains[roots[comment.id]].append(comment)
    stances, sentiments = by_comment(given["stance"]), by_comment(given["sentiment"])
    rows: list[PathRow] = []
    for root, comments in chains.items():
        if len(comments) < 2:
            continue
        levels: defaultdict[int, list[Comment]] = defaultdict(list)
        for comment in comments:
            levels[depths[comment.id]].append(comment)
        steps: list[tuple[Along, int, Sequence[Comment]]]
        steps = [("depth", level, levels[level]) for level in sorted(levels)]
        steps += [("time", part, those) for part, those in enumerate(parts(comments), 1)]
        for along, step, those in steps:
            rows.append(
                {
                    "id": f"{root or thread.article.id}/{along}/{step}",
                    "article_id": thread.article.id,
                    "root_comment_id": root,
                    "along": along,
                    "step": step,
                    "comments": len(those),
                    "started_at": first_and_last(those)[0],
                    "sentiment": _mean(those, sentiments, "compound"),
                    "support": _mean(those, stances, "article_support"),
                    "oppose": _mean(those, stances, "article_oppose"),
                }
            )
    return rows


def parts(comments: Sequence[Comment]) -> list[Sequence[Comment]]:
    """Cut comments in order of time into up to ten parts of equal size, of five at the least.

    Sizes differ by one at most; fewer than ten comments stay one part.
    """
    size = len(comments)
    number = max(1, min(PARTS, size // LEAST_PART))
    ends = [size * part // number for part in range(number + 1)]
    return [comments[start:end] for start, end in pairwise(ends)]


def _mean(comments: Sequence[Comment], rows: Mapping[str, Row], name: str) -> float | None:
    return mean([rows[c.id][name] for c in comments if c.id in rows])


ANALYZER = Analyzer(
    name="paths",
    version="1",
    requires=("sentiment", "stance"),
    gives="paths",
    analyze=analyze,
    parameters={"parts": PARTS, "least_part": LEAST_PART},
)
