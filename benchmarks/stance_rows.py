"""Replies to learn the stance towards the parent from, and replies without a label.

| rows | label | source |
| --- | --- | --- |
| ``labelled`` | of crowd workers | DEBAGREEMENT (Pougué-Biyong et al. 2021) |
| ``by_our_rule`` | by the rule in docs/stance.md | Internet Argument Corpus; our own pairs |
| ``unlabelled`` | none | Internet Argument Corpus (Walker et al. 2012), MT-CSD (Niu et al. 2024) |
| ``across_sides`` | are the authors of one side? | Internet Argument Corpus, the other part |

No text of other people's sets is part of this project.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analyzers.pairs import Pair
from benchmarks import gold_pairs
from benchmarks.iac import BENCH
from benchmarks.neural.tasks import FORUM_LABELS, TRUST, belief_in, split_quote
from benchmarks.neural.tasks import LABELS as LABELS_OF

LABELS = LABELS_OF["parent"]
# Belief in a label that all annotators gave, in one that two of three did, and in one of our own.
SURE, UNSURE, OURS = 0.95, 0.7, 0.95


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair with its label, how far to believe in each label, and where it is from."""

    pair: Pair
    label: str
    belief: tuple[float, ...]
    thread: str
    topic: str


def have_bench() -> bool:
    """Tell whether the benchmark data stands beside the checkout."""
    return (BENCH / "debagreement.dev.jsonl").is_file()


def labelled() -> list[Labelled]:
    """Read the labelled replies of five communities of Reddit."""
    found = []
    for row in _rows("debagreement.dev"):
        quoted, own = split_quote(row["text"], row["parent_text"])
        belief = belief_in("parent", row["label"], SURE if row["agreement"] > 0.9 else UNSURE)
        pair = Pair(own, row["parent_text"], quoted)
        found.append(Labelled(pair, row["label"], belief, row["thread_id"], row["subreddit"]))
    return found


def by_our_rule() -> list[Labelled]:
    """Read the forum replies labelled for this project, and its own pairs that are for training."""
    posts = {(row["thread_id"], row["id"]): (row, parent) for row, parent in _forum("train")}
    found = []
    with FORUM_LABELS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            row, parent = posts[line["thread_id"], line["post_id"]]
            belief = belief_in("parent", line["label"], TRUST[int(line["clear"])])
            pair = _forum_pair(row, parent)
            found.append(Labelled(pair, line["label"], belief, row["thread_id"], row["topic"]))
    for own in gold_pairs.load("train"):
        belief = belief_in("parent", own.label, OURS)
        found.append(Labelled(own.pair, own.label, belief, own.parent, "our own"))
    return found


def unlabelled() -> list[Pair]:
    """Read replies of other sites."""
    found = [_forum_pair(row, parent) for row, parent in _forum("train")]
    for row in _rows("mtcsd.bitcoin_biden"):
        if row["parent_text"] and row["text"]:
            found.append(Pair(row["text"], row["parent_text"]))
    return found


def across_sides() -> Iterator[tuple[Pair, bool]]:
    """Read replies between two authors whose sides are known, and whether these differ.

    A weak label of disagreement, on another site than the labelled rows.
    """
    sides = {"pro", "anti"}
    for row, parent in _forum("dev"):
        known = {row["author_stance"], parent["author_stance"]}
        if row["author"] != parent["author"] and sides.issuperset(known):
            yield _forum_pair(row, parent), len(known) > 1


def _forum(part: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Read posts with what each answers."""
    posts = {(row["thread_id"], row["id"]): row for row in _rows(f"iac_threads.{part}")}
    for row in posts.values():
        parent = posts.get((row["thread_id"], row["parent_id"]))
        if parent and row["text"].strip():
            yield row, parent


def _forum_pair(row: dict[str, Any], parent: dict[str, Any]) -> Pair:
    return Pair(row["text"], parent["text"], "\n".join(filter(str.strip, row["quotes"])))


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (BENCH / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
