"""Discussions of the Internet Argument Corpus as threads whose tree is known.

The corpus (Walker et al. 2012, "A Corpus for Research on Deliberation and Debate") keeps each
post's parent and its quotes, taken out of the text. Here they are put back in front of it, as they
stand in a page; the first post becomes the article. As on the sites we read, some authors are made
nameless, and each post has the subject that a reply would get, now and then one of its own. No
text of the corpus is part of this project.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from threads.model import Article, Comment, Thread

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"

# How often the pages of ``techdirt_shaped`` hide a name or type a new subject (their gold files).
NAMELESS, RETITLED_REPLY, RETITLED_TOP = 0.3, 0.087, 0.25
_QUOTES_KEPT = 6
# Discussions on one page, posts kept of each, and how often they are dealt out anew, where several
# run side by side.
_SIDE_BY_SIDE, _SIDE_BY_SIDE_POSTS, _SHUFFLES = 8, 16, 2


@dataclass(frozen=True)
class Discussion:
    """A thread without its tree, and the tree: comment id -> parent id (None: the article)."""

    thread: Thread
    parents: dict[str, str | None]


@dataclass(frozen=True)
class Layout:
    """What a page shows: subject lines or none, and the share of quoting posts left to quote.

    In these forums 72 posts in 100 quote; under articles far fewer do.
    """

    subjects: bool
    quoting: float = 1.0


def discussions(split: str, layout: Layout) -> Iterator[Discussion]:
    """Read ``iac_threads.<split>.jsonl``, a discussion a page; the same every time."""
    for name, rows in posts(split).items():
        yield _discussion(rows, random.Random(name), layout)


def parallel(split: str, layout: Layout) -> Iterator[Discussion]:
    """Lay several discussions of one topic out as one page, their first posts at top level.

    Forums keep one discussion a page; under an article many run side by side. Times are shifted so
    that every discussion begins within a day of the others.
    """
    by_topic: defaultdict[str, list[list[dict[str, Any]]]] = defaultdict(list)
    for rows in posts(split).values():
        by_topic[rows[0]["topic"]].append(rows[:_SIDE_BY_SIDE_POSTS])
    for (topic, found), shuffle in product(sorted(by_topic.items()), range(_SHUFFLES)):
        dice = random.Random(f"{topic} {shuffle}")
        dice.shuffle(found)
        for at in range(0, len(found) - 1, _SIDE_BY_SIDE):
            yield _page(found[at : at + _SIDE_BY_SIDE], dice, layout)


def _page(found: list[list[dict[str, Any]]], dice: random.Random, layout: Layout) -> Discussion:
    article = {**found[0][0], "id": "article", "text": ""}
    rows = []
    for posted in found:
        shift = dice.random() * 86_400 - posted[0]["ts"]
        kept = {row["id"] for row in posted}
        rows += [
            {**row, "ts": row["ts"] + shift, "thread_id": article["thread_id"]}
            for row in posted
            if row["parent_id"] is None or row["parent_id"] in kept
        ]
    rows.sort(key=lambda row: row["ts"])
    return _discussion([article, *rows], dice, layout)


def posts(split: str) -> dict[str, list[dict[str, Any]]]:
    """Give the corpus rows by discussion, in their order."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with (BENCH / f"iac_threads.{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["thread_id"]].append(row)
    return dict(found)


def _discussion(rows: list[dict[str, Any]], dice: random.Random, layout: Layout) -> Discussion:
    root, *answers = rows
    authors = sorted({row["author"] for row in rows})
    nameless = {author for author in authors if dice.random() < NAMELESS}
    parents = {
        row["id"]: None if row["parent_id"] in (None, root["id"]) else row["parent_id"]
        for row in answers
    }
    comments: dict[str, Comment] = {}
    for position, row in enumerate(answers, 1):
        quoting = dice.random() < layout.quoting
        comment = _comment(row, position, nameless, quoting=quoting)
        subject = _subject(comment, comments.get(parents[row["id"]] or ""), dice)
        comments[row["id"]] = replace(comment, subject=subject)
    article = Article(id=f"iac-{root['thread_id']}", title=root["topic"], body=root["text"])
    shown = comments.values()
    if not layout.subjects:
        shown = [replace(comment, subject="") for comment in shown]
    return Discussion(Thread(article=article, comments=tuple(shown)), parents)


def _comment(row: dict[str, Any], position: int, nameless: set[str], *, quoting: bool) -> Comment:
    quotes = [" ".join(quote.split()) for quote in row["quotes"] if quoting and quote.strip()]
    said = [line for line in row["text"].split("\n") if line.strip()]
    hidden = row["author"] in nameless
    moment = datetime.fromtimestamp(row["ts"], UTC)
    return Comment(
        id=row["id"],
        position=position,
        author="Anonymous Coward" if hidden else row["author"],
        posted_at=moment.strftime("%Y-%m-%dT%H:%M"),
        text="\n\n".join([*quotes[:_QUOTES_KEPT], *said]),
    )


def _subject(comment: Comment, parent: Comment | None, dice: random.Random) -> str:
    own = " ".join(re.findall(r"\w+", comment.text)[:4])
    if parent is None:
        return own if dice.random() < RETITLED_TOP else ""
    if dice.random() < RETITLED_REPLY:
        return own
    return f"Re: {parent.subject}".strip()
