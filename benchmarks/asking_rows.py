"""Replies of which it is known whether they ask.

| set | what "asks" is | rows |
| --- | --- | --- |
| forum | the rule of docs/stance.md, by one reader (two readers agree in 57 of 60) | 820 |
| gold | the rule of docs/stance.md, on pairs written for the project | 448 |
| rumours | "query" of RumourEval 2019 A: asks for evidence of a rumour, or about it | 6,318 |

No text of the first and the last is part of this project.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass

from analyzers.pairs import Pair
from benchmarks import gold_pairs
from benchmarks.iac import BENCH, posts
from benchmarks.neural.tasks import FORUM_LABELS, bare

SHOWN = 150  # words of a forum reply that its reader was shown


@dataclass(frozen=True)
class AskingRow:
    """A reply beside its parent, and whether it asks; ``group`` is its discussion."""

    pair: Pair
    asks: bool
    group: str


def forum() -> Iterator[AskingRow]:
    """Read the forum replies labelled by the rule in docs/stance.md."""
    rows = {
        (row["thread_id"], row["id"]): row for found in posts("train").values() for row in found
    }
    with FORUM_LABELS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            reply = rows[line["thread_id"], line["post_id"]]
            parent = rows[reply["thread_id"], reply["parent_id"]]
            words = " ".join(reply["text"].split(" ")[:SHOWN])
            pair = Pair(words, parent["text"], "\n".join(reply["quotes"]))
            yield AskingRow(pair, line["asks"] == "1", line["thread_id"])


def gold(split: gold_pairs.Split) -> Iterator[AskingRow]:
    """Read one half of the project's own pairs."""
    for pair in gold_pairs.load(split):
        yield AskingRow(pair.pair, bool(pair.asks), pair.parent)


def rumours(split: str, platforms: tuple[str, ...] = ("twitter", "reddit")) -> Iterator[AskingRow]:
    """Read the replies of rumour threads, without the names that they are sent to."""
    path = BENCH / "rumoureval2019.train_dev.jsonl"
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == split and row["parent_id"] and row["platform"] in platforms:
            pair = Pair(bare(row["text"]), bare(row["parent_text"]))
            yield AskingRow(pair, row["label"] == "query", row["thread_id"])
