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
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from threads.model import Article, Comment, Thread

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"

# How often the pages of ``techdirt_shaped`` hide a name or type a new subject (their gold files).
NAMELESS, RETITLED_REPLY, RETITLED_TOP = 0.3, 0.087, 0.25
_QUOTES_KEPT = 6


@dataclass(frozen=True)
class Discussion:
    """A thread without its tree, and the tree: comment id -> parent id (None: the article)."""

    thread: Thread
    parents: dict[str, str | None]


def discussions(split: str, *, subjects: bool) -> Iterator[Discussion]:
    """Read ``iac_threads.<split>.jsonl``, with subject lines or without; the same every time."""
    for name, rows in posts(split).items():
        yield _discussion(rows, random.Random(name), subjects=subjects)


def posts(split: str) -> dict[str, list[dict[str, Any]]]:
    """Give the corpus rows by discussion, in their order."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with (BENCH / f"iac_threads.{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["thread_id"]].append(row)
    return dict(found)


def _discussion(rows: list[dict[str, Any]], dice: random.Random, *, subjects: bool) -> Discussion:
    root, *answers = rows
    authors = sorted({row["author"] for row in rows})
    nameless = {author for author in authors if dice.random() < NAMELESS}
    parents = {
        row["id"]: None if row["parent_id"] in (None, root["id"]) else row["parent_id"]
        for row in answers
    }
    comments: dict[str, Comment] = {}
    for position, row in enumerate(answers, 1):
        comment = _comment(row, position, nameless)
        subject = _subject(comment, comments.get(parents[row["id"]] or ""), dice)
        comments[row["id"]] = replace(comment, subject=subject)
    article = Article(id=f"iac-{root['thread_id']}", title=root["topic"], body=root["text"])
    shown = comments.values()
    if not subjects:
        shown = [replace(comment, subject="") for comment in shown]
    return Discussion(Thread(article=article, comments=tuple(shown)), parents)


def _comment(row: dict[str, Any], position: int, nameless: set[str]) -> Comment:
    quotes = [" ".join(quote.split()) for quote in row["quotes"] if quote.strip()]
    said = [line for line in row["text"].split("\n") if line.strip()]
    hidden = row["author"] in nameless
    moment = datetime.fromtimestamp(row["ts"], timezone.utc)
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
