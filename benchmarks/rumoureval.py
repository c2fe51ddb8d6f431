"""Measure stance towards a thread's root on RumourEval 2019 A.

    python -m benchmarks.rumoureval                        the dev split
    python -m benchmarks.rumoureval FILE --split test      a split of a file of that shape

Data: RumourEval 2019 task A (Gorrell et al. 2019), CC BY 4.0: posts of Twitter and Reddit,
labelled support, deny, query or comment towards the rumour that opens their thread. Every thread
goes through the stance analyzer, its root as the article, and the two columns of a row give the
label: query where it ``asks``, else by ``to_article``. The root supports
itself, and queries where it asks. All that is learned or chosen comes from train
(``benchmarks/train_root_words.py``).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analyzers.stance import ANALYZER
from benchmarks.iac import BENCH
from benchmarks.known_trees import Said, known_tree
from benchmarks.measured import Measured
from benchmarks.scores import Labelled, accuracy, interval, macro_f1
from threads.model import Article, Thread

ROWS = BENCH / "rumoureval2019.train_dev.jsonl"
STANCES = ("support", "deny", "query", "comment")
FLOOR = 0.505  # of macro-F1 on dev, a little below what is reached
_ROOT = "\N{EM DASH}root"  # id of the comment that stands for the root where that is asked


class Post(NamedTuple):
    """A row; ``parent_id`` is None for the post that opens its thread."""

    id: str
    parent_id: str | None
    thread: str
    text: str
    author: str
    label: str


def posts(split: str, path: Path = ROWS) -> list[Post]:
    """Read a split."""
    with path.open(encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["split"] == split]
    return [
        Post(
            id=row["id"],
            parent_id=row["parent_id"] or None,
            thread=row["thread_id"],
            text=row["text"],
            author=row["author"],
            label=row["label"],
        )
        for row in rows
    ]


def threads(found: Iterable[Post]) -> Iterator[tuple[Thread, list[Post]]]:
    """Give every thread with its posts; a reply to a post that isn't there answers the root."""
    by_thread: defaultdict[str, list[Post]] = defaultdict(list)
    for post in found:
        by_thread[post.thread].append(post)
    for members in by_thread.values():
        root = next((post for post in members if not post.parent_id), None)
        replies = [post for post in members if post.parent_id]
        ids = {post.id for post in replies}
        said = [
            Said(p.id, p.parent_id if p.parent_id in ids else None, p.author, p.text)
            for p in replies
        ]
        yield known_tree(Article(body=root.text if root else ""), said), members


def label(to_article: str, *, asks: bool) -> str:
    """Map our two columns to a label of the task."""
    return (
        "query"
        if asks
        else {"support": "support", "oppose": "deny", "neutral": "comment"}[to_article]
    )


def labelled(found: Iterable[Post]) -> tuple[Labelled, list[str]]:
    """Give the true label and ours by post, and each one's thread."""
    pairs, groups = [], []
    for thread, members in threads(found):
        rows = {
            row["comment_id"]: label(row["to_article"], asks=bool(row["asks"]))
            for row in ANALYZER.analyze(thread, {})
        }
        for post in members:
            ours = rows.get(post.id, "comment") if post.parent_id else of_root(post)
            pairs.append((post.label, ours))
            groups.append(post.thread)
    return pairs, groups


def of_root(post: Post) -> str:
    """Label a thread's root: it says what it says, or asks."""
    alone = known_tree(Article(), [Said(_ROOT, None, post.author, post.text)])
    return "query" if any(row["asks"] for row in ANALYZER.analyze(alone, {})) else "support"


def rumours(split: str = "dev", path: Path = ROWS) -> Iterator[Measured | str]:
    """Measure a split, for the gate."""
    pairs, groups = labelled(posts(split, path))
    yield f"RumourEval 2019 A, {split}: {len(pairs)} posts, {len(set(groups))} threads"
    low, high = interval(macro_f1, pairs, groups)
    yield Measured("stance to the root, macro-F1", macro_f1(pairs), floor=FLOOR)
    yield f"  95% interval {low:.3f} to {high:.3f}; accuracy {accuracy(pairs):.3f}"
    for stance in STANCES:
        yield Measured(f"  F1 of {stance}", f1_of(stance, pairs))
    yield Measured("  simple: always comment", macro_f1([(true, "comment") for true, _ in pairs]))


def f1_of(stance: str, pairs: Sequence[tuple[str, str]]) -> float:
    """Give a label's F1."""
    both = sum(true == given == stance for true, given in pairs)
    either = sum((true == stance) + (given == stance) for true, given in pairs)
    return 2 * both / max(1, either)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("file", nargs="?", type=Path, default=ROWS)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    for line in rumours(options.split, options.file):
        print(line)


if __name__ == "__main__":
    main()
