"""Count how comments' stances towards the article hang together; prints what was counted.

    python -m benchmarks.train_article_stance            prints, writes nothing
    python -m benchmarks.train_article_stance --write    and writes data/article_stance.json

Counted in threads whose comments are labelled by hand (``benchmarks/opinions.py``) and, for which
side a reply is on, in forum replies that are labelled by hand between authors whose side is known
(Internet Argument Corpus, Walker et al. 2012). Labels are counted, not what an engine makes of
the words, so that the numbers hold for every engine. Deterministic.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from analyzers.couplings import COUPLINGS_FILE
from analyzers.stance import article_author
from benchmarks.iac import posts
from benchmarks.neural.tasks import FORUM_LABELS
from benchmarks.opinions import Labelled, everywhere

STANCES = ("support", "neutral", "oppose")
RELATIONS = ("agree", "neutral", "disagree")
ONE = 1.0  # counted beforehand in every cell (Laplace), so that nothing is impossible
# Measured on other threads, by benchmarks/article_sides.py --choose.
POOLED, ROUNDS = 0.5, 3
_STEPS = 200

Seen = Counter[tuple[str, ...]]


def main() -> None:
    """Count, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the data file")
    stored = counted(everywhere())
    print(json.dumps(stored, indent=1))
    if parser.parse_args().write:
        COUPLINGS_FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")  # type: ignore[attr-defined]
        print(f"written: {COUPLINGS_FILE.name}")


def counted(threads: Sequence[Labelled]) -> dict[str, Any]:
    """Count all couplings in some labelled threads, and in the forum replies."""
    replies, forum = seen(threads), forum_sides()
    return {
        "note": (
            "How stances hang together, for analyzers/article_stance.py; counted by "
            "benchmarks/train_article_stance.py, see docs/stance.md."
        ),
        "to_comment": {r: rounded(_to_comment(r, replies, forum)) for r in RELATIONS},
        "to_article": {r: rounded(_to_article(r, replies)) for r in RELATIONS},
        "unheard": rounded(_shares([_whole(replies, "reply", r) for r in RELATIONS])),
        "turns": round(turns([group for thread in threads for group in groups(thread)]), 4),
        "pooled": POOLED,
        "rounds": ROUNDS,
        "article_author": rounded(_by_article_author(replies)),
    }


def seen(threads: Iterable[Labelled]) -> Seen:
    """Count what stands where: relation to the parent, and stance beside the parent's."""
    counts: Seen = Counter()
    for thread in threads:
        parents, author = thread.lineage.parents, article_author(thread.thread)
        for comment_id, (relation, stance) in thread.labels.items():
            parent = parents[comment_id]
            by_it = author is not None and thread.authors[comment_id] == author
            counts["by the author" if by_it else "by others", stance] += 1
            if parent is None:
                counts["top", relation, stance] += 1
            elif parent in thread.labels:
                counts["reply", relation, _beside(stance, thread.labels[parent][1])] += 1
    return counts


def _beside(stance: str, parent: str) -> str:
    if parent == "neutral":
        return "still" if stance == "neutral" else "takes a side"
    if stance == "neutral":
        return "neutral"
    return "same" if stance == parent else "opposite"


@cache
def forum_sides() -> Seen:
    """Count the forum replies, by relation, that come from their parent's side or the other."""
    found = {(row["thread_id"], row["id"]): row for rows in posts("train").values() for row in rows}
    counts: Seen = Counter()
    with FORUM_LABELS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            reply = found[line["thread_id"], line["post_id"]]
            parent = found[line["thread_id"], reply["parent_id"]]
            sides = {reply["author_stance"], parent["author_stance"]}
            if sides <= {"pro", "anti"}:
                counts[line["label"], "same" if len(sides) == 1 else "opposite"] += 1
    return counts


def groups(thread: Labelled) -> list[list[str]]:
    """Give the stances of each author who comes back, whoever wrote the article left out."""
    by_author: defaultdict[str, list[str]] = defaultdict(list)
    for comment_id, (_, stance) in thread.labels.items():
        author = thread.authors[comment_id]
        if author is not None and author != article_author(thread.thread):
            by_author[author].append(stance)
    return [stances for stances in by_author.values() if len(stances) > 1]


def turns(found: Sequence[Sequence[str]]) -> float:
    """Find how often a comment that takes a side isn't on its author's.

    By expectation maximisation (Dempster, Laird & Rubin 1977), as the author's side is never seen.
    """
    share = 0.1
    for _ in range(_STEPS):
        off, whole = ONE, 2 * ONE
        for stances in found:
            support, oppose = stances.count("support"), stances.count("oppose")
            odds = (share / (1 - share)) ** (support - oppose)
            off += (oppose + support * odds) / (1 + odds)
            whole += support + oppose
        share = off / whole
    return min(share, 0.5)


def _by_article_author(replies: Seen) -> list[float]:
    """Give the odds that come of being by the article's author: theirs over all others'."""
    theirs, others = (
        _shares([replies[by, stance] + ONE for stance in STANCES])
        for by in ("by the author", "by others")
    )
    support, neutral, oppose = (one / other for one, other in zip(theirs, others, strict=True))
    return [support / neutral, oppose / neutral]


def _to_comment(relation: str, replies: Seen, forum: Seen) -> list[float]:
    same, neutral, opposite, still, moved = (
        replies["reply", relation, how]
        for how in ("same", "neutral", "opposite", "still", "takes a side")
    )
    neither = (neutral + ONE) / (same + neutral + opposite + 3 * ONE)
    alike, across = same + forum[relation, "same"], opposite + forum[relation, "opposite"]
    share = (alike + ONE) / (alike + across + 2 * ONE)
    stays = (still + ONE) / (still + moved + 2 * ONE)
    return [(1 - neither) * share, neither, (1 - neither) * (1 - share), stays]


def _to_article(relation: str, replies: Seen) -> list[float]:
    shares = _shares([replies["top", relation, stance] + ONE for stance in STANCES])
    return [*shares, shares[1]]  # the article is never neutral: the last is never asked for


def _whole(replies: Seen, *key: str) -> float:
    return sum(count for found, count in replies.items() if found[: len(key)] == key) + ONE


def _shares(counts: Sequence[float]) -> list[float]:
    return [count / sum(counts) for count in counts]


def rounded(values: Iterable[float]) -> list[float]:
    """Give four decimals."""
    return [round(value, 4) for value in values]


if __name__ == "__main__":
    main()
