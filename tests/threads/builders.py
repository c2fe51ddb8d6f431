"""Small threads and pages for the tests of this room."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from threads.identity import identify
from threads.model import Article, Comment, Placement, PlacementKind, Quote, Reply, State, Thread
from threads.page import Page

# No deadline: how long one example takes is the machine's matter.
steady = settings(deadline=None)
few = settings(deadline=None, max_examples=30)

CASES = Path(__file__).parent / "cases"
URL = "https://www.example.org/articles/20150918/story.shtml"
TITLE = "A bridge too many"


def first_schema(path: Path) -> Path:
    """Make a database as the first schema had it, with an analyzed article of seven comments."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((CASES / "schema" / "m001.sql").read_text("utf-8"))
    return path


def comment(position: int, text: str | None = None, **known: Any) -> Comment:
    """Make a comment; its id is local to the page, its time a minute after the one before."""
    given = {
        "id": f"c{position}",
        "author": f"Author {position}",
        "posted_at": f"2015-09-18T16:{position:02d}",
        "text": f"What comment number {position} says." if text is None else text,
        **known,
    }
    return Comment(position=position, **given)


def thread(*comments: Comment, **article: Any) -> Thread:
    """Make an identified thread, as a page gives it."""
    given = {"url": URL, "title": TITLE, "format": "flat", **article}
    return identify(Thread(article=Article(**given), comments=comments))


def nested(under: str | None = None) -> Placement:
    return Placement(kind="nested", under=under)


def page(text: str = "page", source: str = "page.html") -> Page:
    return Page(source, text)


def all_at_top_level(read: Thread) -> Thread:
    """Stand in for the tree: what is stored and how is no matter of who answers whom."""
    replies = (
        Reply(comment_id=each.id, parent_id=None, depth=1, method="none", confidence=0.5)
        for each in read.comments
    )
    return replace(read, replies=tuple(replies))


def texts(found: Thread) -> list[str]:
    return [comment.text for comment in found.comments]


_words = st.text(max_size=40)
_maybe_words = st.none() | _words
_maybe_number = st.none() | st.integers(0, 10**6)
_times = st.none() | st.sampled_from(
    ["2015-09-18", "2015-09-18T16:51", "2003-02-25T04:27:00-07:00"]
)
_shares = st.floats(0, 1)
_evidence = st.dictionaries(_words, st.one_of(_words, st.integers(), st.lists(_words)), max_size=3)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    return Article(
        id=draw(st.text("0123456789abcdef", min_size=12, max_size=12)),
        url=draw(_maybe_words),
        title=draw(_words),
        author=draw(_maybe_words),
        outlet=draw(_maybe_words),
        dept=draw(_maybe_words),
        published_at=draw(_times),
        body=draw(_words),
        tags=tuple(draw(st.lists(_words, max_size=3))),
        format=draw(_words),
        claimed_comments=draw(_maybe_number),
        external_id=draw(_maybe_words),
    )


@st.composite
def comments(draw: st.DrawFn, position: int, ids: list[str]) -> Comment:
    kinds: list[PlacementKind] = ["nested", "floor", "threaded", "listed"]
    states: list[State] = ["present", "removed", "missing"]
    return Comment(
        id=ids[position - 1],
        position=position,
        author=draw(_maybe_words),
        author_id=draw(_maybe_words),
        external_id=draw(_maybe_words),
        registered=draw(st.none() | st.booleans()),
        posted_at=draw(_times),
        subject=draw(_maybe_words),
        subject_lost=draw(st.booleans()),
        text=draw(_words),
        quoted=tuple(draw(st.lists(_words, max_size=2))),
        own_text=draw(_words),
        votes_insightful=draw(_maybe_number),
        votes_funny=draw(_maybe_number),
        flagged=draw(st.none() | st.booleans()),
        state=draw(st.sampled_from(states)),
        # A comment may be laid inside any other, also one that comes after it.
        placement=Placement(
            kind=draw(st.sampled_from(kinds)),
            under=draw(st.none() | st.sampled_from(ids)),
        ),
    )


@st.composite
def rebuilt_threads(draw: st.DrawFn) -> Thread:
    """Draw any thread that a rebuilt one could look like."""
    article = draw(articles())
    ids = [f"{article.id}-{number:08d}" for number in range(draw(st.integers(0, 5)))]
    replies, quotes = [], []
    for comment_id in ids:
        replies.append(
            Reply(
                comment_id=comment_id,
                parent_id=draw(st.none() | st.sampled_from(ids)),
                depth=draw(st.integers(1, 10_000)),
                method=draw(_words),
                confidence=draw(_shares),
                evidence=draw(_evidence),
            )
        )
        for _ in range(draw(st.integers(0, 2))):
            quotes.append(
                Quote(
                    comment_id=comment_id,
                    source=draw(st.sampled_from(["article", "comment"])),
                    source_id=draw(_words),
                    text=draw(_words),
                    similarity=draw(_shares),
                )
            )
    return Thread(
        article=article,
        comments=tuple(draw(comments(n, ids)) for n in range(1, len(ids) + 1)),
        replies=tuple(replies),
        quotes=tuple(quotes),
    )


# Texts that nobody would take for one another, and short ones that many write.
_SAYINGS = (
    "The bridge was paid for twice and still leans to the left.",
    "Nobody asked the ferrymen, who have crossed here for three hundred years!",
    "Toll roads are theft; I have said so since the first gate went up.",
    "My cousin poured that concrete, and he would never walk on it himself.",
    "This.",
    "+1",
)


@st.composite
def truths(draw: st.DrawFn) -> list[Comment]:
    """Draw all the comments of a discussion, true duplicates among them, in order of time."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(0, 3),
                st.sampled_from(["Ann", "Bob", "Anonymous Coward"]),
                st.sampled_from(_SAYINGS),
            ),
            min_size=1,
            max_size=8,
        )
    )
    return [
        comment(
            number,
            text,
            author=author,
            posted_at=f"2015-09-18T16:{minute:02d}",
            external_id=str(100 + number),
        )
        for number, (minute, author, text) in enumerate(sorted(drawn), 1)
    ]


@st.composite
def views(draw: st.DrawFn, truth: list[Comment]) -> Thread:
    """Draw a page that shows some of a discussion, with or without the comments' numbers."""
    shown = draw(st.lists(st.sampled_from(truth), unique_by=lambda c: c.id, min_size=1))
    numbered = draw(st.booleans())
    return thread(
        *(
            replace(each, position=place, external_id=each.external_id if numbered else None)
            for place, each in enumerate(sorted(shown, key=lambda c: c.position), 1)
        )
    )
