"""Measure how many people are put on the side they take, and what is said of random stances.

    python -m benchmarks.gate_camps             the discussions held out
    python -m benchmarks.gate_camps --train     those the weights were fitted on

Discussions of the Internet Argument Corpus (Walker et al. 2012) in which people of both sides
wrote. They go through the program as pages of ConvoKit's JSON Lines: stated replies, quotes in the
text where the corpus has them. Sides are told by no label, so in each discussion the naming of the
two is taken that fits better ("best flip"); always saying "all on one side" then reaches the share
of the larger side.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from analyzers import camps, languages, stance
from analyzers.contract import Row, Rows
from benchmarks.calibration import expected_error
from benchmarks.iac import posts
from benchmarks.measured import Measured
from threads.formats import read_page
from threads.identity import identify
from threads.model import Article, Comment, Reply, Thread
from threads.page import Page
from threads.tree import rebuild

SIDES = {"pro": 1, "anti": -1}
FLOOR = 0.82
MOST_CALIBRATION_ERROR = 0.1
RANDOM_THREADS, LEAST_UNSPLIT = 100, 0.95


@dataclass(frozen=True)
class Discussion:
    """A thread with its analyzers' rows, and the side of each author who took one."""

    thread: Thread
    given: Mapping[str, Rows]
    sides: Mapping[str, int]

    @property
    def division(self) -> Row:
        """How far two camps explain it."""
        return self.given["article_camps"][0]


class Right(NamedTuple):
    """People on the right side, of how many, and how many are of the larger side."""

    right: int
    people: int
    larger: int


def camps_gate(split: str = "dev") -> Iterator[Measured | str]:
    """Measure the discussions, with quotes and without, and threads with random stances."""
    floor = FLOOR if split == "dev" else None
    for quoting in (True, False):
        found = list(discussions(split, quoting=quoting))
        counted = [right_sides(one) for one in found]
        people = sum(one.people for one in counted)
        said = sum(one.division["camps"] == 2 for one in found)
        told = [pair for one in found for pair in with_the_opener(one)]
        most = MOST_CALIBRATION_ERROR if quoting else None
        how = "quotes" if quoting else "no quotes"
        yield f"camps, IAC {split}, {how}: {len(found)} discussions, {people} people with a side"
        share = sum(one.right for one in counted) / people
        yield Measured("people on the right side", share, floor if quoting else None)
        larger = sum(one.larger for one in counted) / people
        yield Measured("  simple: all on one side", larger)
        yield f"  {len(told)} people beside openers whose side is known"
        yield Measured("  error of p as a chance", expected_error(told), ceiling=most)
        yield Measured("said to be two camps", said / len(found))
        sure = [one for one, d in zip(counted, found, strict=True) if d.division["camps"] == 2]
        total = sum(one.people for one in sure)
        yield Measured(
            "  people on the right side there", sum(o.right for o in sure) / max(1, total)
        )
        yield Measured("  simple: all on one side", sum(o.larger for o in sure) / max(1, total))
    yield from random_stances()


def random_stances() -> Iterator[Measured | str]:
    """Measure how often stances drawn by lot are taken for a split."""
    unsplit = sum(divided(random_thread(seed))["camps"] == 0 for seed in range(RANDOM_THREADS))
    yield f"camps, {RANDOM_THREADS} threads whose stances are drawn by lot"
    yield Measured("said to have no split", unsplit / RANDOM_THREADS, LEAST_UNSPLIT)


def discussions(split: str, *, quoting: bool) -> Iterator[Discussion]:
    """Read and analyze the discussions in which people of both sides wrote."""
    for rows in posts(split).values():
        sides = {
            r["author"]: SIDES[r["author_stance"]] for r in rows if r["author_stance"] in SIDES
        }
        if len(set(sides.values())) == 2:
            yield analyzed(thread_of(rows, quoting=quoting), sides)


def thread_of(rows: Sequence[Mapping[str, Any]], *, quoting: bool) -> Thread:
    """Read a discussion as a page of JSON Lines."""
    lines = [_utterance(row, rows[0]["id"], quoting=quoting) for row in rows]
    page = Page("iac.jsonl", "\n".join(json.dumps(line) for line in lines))
    return rebuild(identify(read_page(page)))


def _utterance(row: Mapping[str, Any], root: str, *, quoting: bool) -> dict[str, Any]:
    quotes = [" ".join(quote.split()) for quote in row["quotes"] if quoting and quote.strip()]
    return {
        "id": row["id"],
        "conversation_id": root,
        "speaker": row["author"],
        "text": "\n\n".join([*quotes, row["text"]]),
        "timestamp": row["ts"],
        "reply-to": row["parent_id"],
        "meta": {},
    }


def analyzed(thread: Thread, sides: Mapping[str, int]) -> Discussion:
    """Run what camps rest on, and camps."""
    given: dict[str, Rows] = {}
    for analyzer in (languages.ANALYZER, stance.ANALYZER, camps.DIVISION, camps.CAMPS):
        given[analyzer.gives] = analyzer.analyze(thread, given)
    return Discussion(thread, given, sides)


def right_sides(discussion: Discussion) -> Right:
    """Count people on the right side; the one who began the discussion stands in A by definition.

    Whoever has no place, as nobody exchanged words with them, counts as of the larger camp.
    """
    authors = {c.author_id: c.author for c in discussion.thread.comments}
    rows = discussion.given["camps"]
    leaning = [row["p"] >= 0.5 for row in rows if row["p"] is not None]
    most = sum(leaning) * 2 >= len(leaning)
    found = {discussion.thread.article.author: 1}
    for row in rows:
        in_a = most if row["p"] is None else row["p"] >= 0.5
        found[authors[row["author_id"]]] = 1 if in_a else -1
    same = [found.get(author, 1 if most else -1) == s for author, s in discussion.sides.items()]
    larger = [side == 1 for side in discussion.sides.values()]
    return Right(_best_flip(same), len(same), _best_flip(larger))


def with_the_opener(discussion: Discussion) -> Iterator[tuple[bool, float]]:
    """Say of everybody but the opener whether they are rightly put with or against that person.

    Each with how surely it is said, 0.5 to 1.
    Nothing where the opener's side isn't known.
    """
    authors = {c.author_id: c.author for c in discussion.thread.comments}
    opener = discussion.thread.article.author
    theirs = discussion.sides.get(opener or "")
    for row in discussion.given["camps"]:
        author, p = authors[row["author_id"]], row["p"]
        side = discussion.sides.get(author)
        if None not in (theirs, side, p) and author != opener:
            yield (p >= 0.5) == (side == theirs), max(p, 1 - p)


def _best_flip(same: Sequence[bool]) -> int:
    return max(sum(same), len(same) - sum(same))


def divided(discussion: tuple[Thread, Mapping[str, Rows]]) -> Row:
    """Give the figures of a thread with the stances given."""
    (row,) = camps.divide(*discussion)
    return row


def random_thread(seed: int) -> tuple[Thread, dict[str, Rows]]:
    """Make a thread of 4 to 40 people and up to 200 replies, its stances drawn by lot."""
    chance = random.Random(seed)
    people, size = chance.randint(4, 40), chance.randint(20, 200)
    comments, replies, rows = [], [], []
    for position in range(1, size + 1):
        name, author = f"c{position:03}", f"p{chance.randrange(people)}"
        parent = chance.choice([None, *(c.id for c in comments)][-12:])
        comments.append(
            Comment(id=name, position=position, author=author, author_id=author, own_text="x")
        )
        replies.append(
            Reply(comment_id=name, parent_id=parent, depth=1, method="stated", confidence=1.0)
        )
        agree, disagree = sorted((chance.random(), chance.random()))
        rows.append({"comment_id": name, "parent_agree": agree, "parent_disagree": 1 - disagree})
    article = Article(id=f"random-{seed}")
    return Thread(article=article, comments=tuple(comments), replies=tuple(replies)), {
        "stance": rows
    }


def main() -> int:
    """Print the figures; give 1 where one is out of bounds."""
    missed = 0
    for line in camps_gate("train" if "--train" in sys.argv[1:] else "dev"):
        print(line, flush=True)
        missed += isinstance(line, Measured) and not line.kept
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
