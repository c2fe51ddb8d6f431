"""Threads made for tests: short to write, in the shape that the tree rebuilder leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from hypothesis import strategies as st

from analyzers.contract import Rows
from analyzers.registry import ANALYZERS
from threads.model import Article, Comment, Placement, Quote, Reply, Thread

ARTICLE = Article(
    id="a",
    title="Town Library Drops Late Fees",
    body="The library said on Monday that late fees are gone. Readers had asked for it for years.",
)


class Said(NamedTuple):
    """One comment: its words, the position that it answers (0: the article), and who wrote it."""

    text: str
    to: int = 0
    by: str | None = None
    at: str | None = None
    state: str = "present"


def thread_of(said: Sequence[Said], article: Article = ARTICLE, **more: Any) -> Thread:
    """Make a rebuilt thread; positions count from 1, comment ids are ``c1``, ``c2`` …"""
    comments, replies, depths = [], [], {0: 0}
    for position, one in enumerate(said, 1):
        depths[position] = depths[one.to] + 1
        comments.append(
            Comment(
                id=f"c{position}",
                position=position,
                author=one.by or "Anonymous Coward",
                author_id=one.by,
                posted_at=one.at,
                text=one.text,
                placement=Placement(kind="nested", under=f"c{one.to}" if one.to else None),
                own_text=one.text if one.state == "present" else "",
                state=one.state,  # type: ignore[arg-type]
            )
        )
        replies.append(
            Reply(
                comment_id=f"c{position}",
                parent_id=f"c{one.to}" if one.to else None,
                depth=depths[position],
                method="nesting",
                confidence=1.0,
            )
        )
    return Thread(article=article, comments=tuple(comments), replies=tuple(replies), **more)


def analyzed(thread: Thread) -> dict[str, Rows]:
    """Run every analyzer over a thread; gives the rows by table."""
    made: dict[str, Rows] = {}
    for analyzer in ANALYZERS:
        made[analyzer.gives] = analyzer.analyze(thread, dict(made))
    return made


def quoting(thread: Thread, position: int, source: int, text: str) -> Thread:
    """Let a comment quote another one (0: the article)."""
    quote = Quote(
        comment_id=f"c{position}",
        source="comment" if source else "article",
        source_id=f"c{source}" if source else thread.article.id,
        text=text,
        similarity=1.0,
    )
    return replace(thread, quotes=(*thread.quotes, quote))


_PHRASES = st.sampled_from(
    (
        *("You're right.", "Exactly!", "No, that is wrong.", "I don't agree with you at all.", ""),
        *("Why would they do that?", "Libraries are great.", "This is a terrible idea :(", "lol"),
        *("Yes, but who pays?", "Fees were stupid.", "It depends, maybe.", "甘德", "   ", "?!"),
    )
)
_TEXTS = st.lists(_PHRASES, min_size=0, max_size=3).map(" ".join) | st.text(max_size=40)
_TIMES = st.none() | st.datetimes().map(lambda t: t.isoformat(timespec="minutes"))


@st.composite
def threads(draw: st.DrawFn, max_size: int = 12) -> Thread:
    """Draw a rebuilt thread of any shape, with shared names, gaps and comments without words."""
    said = []
    for position in range(1, draw(st.integers(0, max_size)) + 1):
        said.append(
            Said(
                draw(_TEXTS),
                draw(st.integers(0, position - 1)),
                draw(st.none() | st.sampled_from("abcd")),
                draw(_TIMES),
                draw(st.sampled_from(("present", "present", "present", "removed", "missing"))),
            )
        )
    return thread_of(said)
