"""What the encoder learns from: pairs of texts with a distribution over the labels of a task.

| task | labels | rows |
| --- | --- | --- |
| parent | agree, disagree, neutral | DEBAGREEMENT, replies labelled by our rule, the gold set |
| side | same, other | replies of the Internet Argument Corpus between authors whose side is known |
| root | support, deny, query, comment | RumourEval 2019 A |
| target | favor, against, none | SemEval-2016 task 6 |

``parent`` is what the engine gives; the others teach the encoder what taking a side looks like on
other sites and topics, and cost nothing at run time. No text of any set is part of this project.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.iac import BENCH
from benchmarks.iac import posts as forum_posts

LABELS = {
    "parent": ("agree", "disagree", "neutral"),
    "side": ("same", "other"),
    "root": ("support", "deny", "query", "comment"),
    "target": ("favor", "against", "none"),
}
_LABELS_OF_OURS = Path(__file__).resolve().parents[1] / "labels"
FORUM_LABELS = _LABELS_OF_OURS / "forum_replies.csv"  # of posts of the Internet Argument Corpus
REDDIT_LABELS = _LABELS_OF_OURS / "reddit_replies.csv"  # of comments of MT-CSD
# A single reader's labels, by how clear the reader found them (1 to 3).
TRUST = {1: 0.6, 2: 0.8, 3: 0.95}
_LINK, _ADDRESSEES = re.compile(r"https?://\S+"), re.compile(r"\A(?:@\w+\s*)+")


@dataclass(frozen=True)
class Example:
    """Two texts and the share of belief in each label of the task; ``group`` is its discussion."""

    task: str
    first: str
    second: str
    belief: tuple[float, ...]
    group: str
    topic: str

    @property
    def label(self) -> int:
        """The number of the likeliest label."""
        return max(range(len(self.belief)), key=self.belief.__getitem__)


def debagreement() -> Iterator[Example]:
    """Read the labelled replies of five communities of Reddit.

    ``agreement`` is the share of annotators behind the label; what is left of the belief is spread
    over the other two, most of it on neutral, which lies between.
    """
    for row in _rows("debagreement.dev"):
        quote, own = split_quote(row["text"], row["parent_text"])
        belief = belief_in("parent", row["label"], float(row["agreement"]))
        first = first_segment(quote, row["parent_text"])
        yield Example("parent", first, own, belief, row["thread_id"], row["subreddit"])


def forum_replies() -> Iterator[Example]:
    """Read the forum replies labelled by the rule in docs/stance.md."""
    posts = {(row["thread_id"], row["id"]): row for row in _forum("train")}
    with FORUM_LABELS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            reply = posts[line["thread_id"], line["post_id"]]
            parent = posts[reply["thread_id"], reply["parent_id"]]
            belief = belief_in("parent", line["label"], TRUST[int(line["clear"])])
            yield _forum_example("parent", reply, parent, belief)


def reddit_replies() -> Iterator[Example]:
    """Read the comments about Biden and Bitcoin labelled by the same rule."""
    comments = {row["id"]: row for row in _rows("mtcsd.bitcoin_biden")}
    with REDDIT_LABELS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            row = comments[line["id"]]
            quote, own = split_quote(row["text"], row["parent_text"])
            first = first_segment(quote, row["parent_text"])
            belief = belief_in("parent", line["label"], TRUST[int(line["clear"])])
            yield Example("parent", first, own, belief, row["thread_id"], row["target"])


def sides() -> Iterator[Example]:
    """Read forum replies whose two authors' sides on the topic are known: a weak label."""
    posts = {(row["thread_id"], row["id"]): row for row in _forum("train")}
    known = {"pro", "anti"}
    for reply in posts.values():
        parent = posts.get((reply["thread_id"], reply["parent_id"]))
        if parent is None or parent["author"] == reply["author"]:
            continue
        if known.issuperset({reply["author_stance"], parent["author_stance"]}):
            same = float(reply["author_stance"] == parent["author_stance"])
            yield _forum_example("side", reply, parent, (same, 1 - same))


def rumours(split: str) -> Iterator[Example]:
    """Read the tweets and Reddit comments about rumours, each with its thread's source."""
    for row in _rows("rumoureval2019.train_dev"):
        if row["split"] == split:
            belief = belief_in("root", row["label"], 1.0)
            source = "" if row["parent_id"] is None else bare(row["source_text"])
            yield Example("root", source, bare(row["text"]), belief, row["thread_id"], row["event"])


def targets() -> Iterator[Example]:
    """Read tweets towards named targets."""
    for row in _rows("semeval2016_task6"):
        if row["split"] == "train":
            belief = belief_in("target", row["label"], 0.95)
            yield Example("target", row["target"], row["text"], belief, row["id"], row["target"])


def bare(text: str) -> str:
    """Give a tweet without the names it is sent to and with links marked as such."""
    return _ADDRESSEES.sub("", _LINK.sub("http", text or "")).strip() or "http"


def first_segment(quote: str, parent: str) -> str:
    """Give what stands in the first segment: the passage quoted, if any, then the parent."""
    return f"{quote} … {parent}" if quote else parent


def split_quote(text: str, parent_text: str) -> tuple[str, str]:
    """Part a reply that opens with ">" into the longest run of its parent's words and the rest.

    The rows have lost their line ends, which would say where the quote ends.
    """
    if not text.lstrip().startswith(">"):
        return "", text
    parent = f" {' '.join(_words(parent_text))} "
    tokens = text.lstrip()[1:].split()
    end = 0
    for length in range(1, len(tokens) + 1):
        words = " ".join(_words(" ".join(tokens[:length])))
        if words and f" {words} " not in parent:
            break
        end = length
    own = " ".join(tokens[end:])
    return (" ".join(tokens[:end]), own) if own else ("", text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (BENCH / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _forum(split: str) -> Iterator[dict[str, Any]]:
    for rows in forum_posts(split).values():
        yield from rows


def _forum_example(
    task: str, reply: dict[str, Any], parent: dict[str, Any], belief: tuple[float, ...]
) -> Example:
    quote = next((q for q in reply["quotes"] if q.strip()), "")
    first = first_segment(" ".join(quote.split()[:60]), parent["text"])
    return Example(task, first, reply["text"], belief, f"iac {reply['thread_id']}", reply["topic"])


def belief_in(task: str, label: str, trust: float) -> tuple[float, ...]:
    """Spread belief: ``trust`` on the label, the rest on the others (neutral has twice a share)."""
    others = [name for name in LABELS[task] if name != label]
    shares = {name: 2.0 if name == "neutral" else 1.0 for name in others}
    whole = sum(shares.values())
    return tuple(
        trust if name == label else (1 - trust) * shares[name] / whole for name in LABELS[task]
    )
