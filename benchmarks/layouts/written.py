"""Threads written by hand, once each, in ``examples/source``: the truth that every layout hides.

``examples/README.md`` says how such a file is written. Who answers whom, which words are quoted
and which way a comment leans stand in it; subjects, levels and printed order follow from that and
are worked out here.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

EXAMPLES = Path(__file__).parents[2] / "examples"

View = Literal["time", "thread"]
Style = Literal["legacy", "wordpress"]
Mark = Literal["", "block", "italic", "bare"]

ARTICLE = 0  # stands where a comment's position would: the article is what is quoted
_MARKS: Mapping[str, Mark] = {">": "block", "~": "italic", "=": "bare"}
_MARKED = re.compile(r"([>~=])(\d{1,4}|-)\s")
_INLINE = re.compile(r"\{(\d{1,4})\|([^{}]*)\}")
_EMPHASIS = re.compile(r"\*([^*\n]+)\*")
_RE = re.compile(r"re:\s*", re.IGNORECASE)
_AROUND = " \"“”'"


@dataclass(frozen=True, slots=True)
class WrittenQuote:
    """``text`` is repeated from the comment at position ``source`` (``ARTICLE``: the article)."""

    source: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""A paragraph's ``text`` with ``*stress*`` marked, its lines separated by ``\n``.

    ``mark`` is how a paragraph that is a quotation shows it: set off as a block, in italics, or
    not at all (``bare``); "" where it is none.
    """

    text: str
    mark: Mark = ""

    @property
    def plain(self) -> str:
        """The words without the stars around stressed ones."""
        return _EMPHASIS.sub(r"\1", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenArticle:
    """The article as its author wrote it; ``zone`` is the UTC offset of all times in the file."""

    outlet: str
    url: str
    title: str
    author: str
    dept: str
    published_at: datetime
    zone: str
    tags: tuple[str, ...]
    companies: tuple[str, ...] = ()
    first_comment_id: int = 1
    body: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenComment:
    """One comment with its hand labels.

    ``typed`` is the subject that its author typed, None where the form's own was left standing.
    ``parent`` is a position, None for the article. ``badge`` is what readers voted it.
    """

    position: int
    author: str
    registered: bool
    posted_at: datetime
    parent: int | None
    typed: str | None
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[WrittenQuote, ...]
    to_parent: str
    to_article: str
    flagged: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An article with its comments in order of time: ``comments[n - 1]`` is at position n."""

    name: str
    article: WrittenArticle
    comments: tuple[WrittenComment, ...]


def read_written(name: str) -> Written:
    """Read ``examples/source/NAME.toml``."""
    path = EXAMPLES / "source" / f"{name}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = [_comment(row) for row in data["comments"]]
    return Written(name, _article(data["article"]), tuple(rows))


def _article(row: dict[str, Any]) -> WrittenArticle:
    tags, companies = tuple(row.pop("tags")), tuple(row.pop("companies", ()))
    body, _ = _paragraphs(row.pop("body"))
    return WrittenArticle(body=body, tags=tags, companies=companies, **row)


def _comment(row: dict[str, Any]) -> WrittenComment:
    paragraphs, quotes = _paragraphs(row.pop("text"))
    parent = row.pop("parent", None)
    typed = row.pop("subject", None if parent else "")
    return WrittenComment(paragraphs=paragraphs, quotes=quotes, parent=parent, typed=typed, **row)


def _paragraphs(text: str) -> tuple[tuple[Paragraph, ...], tuple[WrittenQuote, ...]]:
    paragraphs, quotes = [], []
    for block in text.strip().split("\n\n"):
        # A file's line end is a space, unless a backslash stands before it.
        words = block.replace(" \\\n", "\r").replace("\n", " ").replace("\r", "\n")
        marked = _MARKED.match(words)
        if marked:
            words = words[marked.end() :]
        paragraph = Paragraph(_INLINE.sub(r"\2", words), _MARKS[marked[1]] if marked else "")
        paragraphs.append(paragraph)
        if marked and marked[2].isdigit():
            quotes.append(WrittenQuote(int(marked[2]), paragraph.plain))
        quotes += [WrittenQuote(int(n), said.strip(_AROUND)) for n, said in _INLINE.findall(words)]
    return tuple(paragraphs), tuple(quotes)


def printed(thread: Written, view: View) -> list[tuple[WrittenComment, int]]:
    """Give the comments in printed order, each with its level (1: answers the article).

    ``time`` is the order of the file; ``thread`` prints a comment, then all replies to it.
    """
    replies: dict[int | None, list[WrittenComment]] = defaultdict(list)
    for comment in thread.comments:
        replies[comment.parent].append(comment)
    order = []
    waiting = [(comment, 1) for comment in reversed(replies[None])]
    while waiting:
        comment, level = waiting.pop()
        order.append((comment, level))
        waiting += [(reply, level + 1) for reply in reversed(replies[comment.position])]
    return order if view == "thread" else sorted(order, key=lambda pair: pair[0].position)


def subjects(thread: Written, style: Style) -> dict[int, str]:
    """Give the subject line of every comment by position, "" for none.

    The form offers ``Re: `` and the parent's subject. The legacy site repeats ``Re:`` however many
    there are, WordPress counts from the third on: ``Re: Re: Re:2 X`` stands for four.
    """
    known: dict[int, tuple[int, str]] = {}
    for comment in thread.comments:
        if comment.typed is not None:
            topic = _RE.sub("", comment.typed)
            known[comment.position] = (len(_RE.findall(comment.typed)), topic)
        else:
            times, topic = known[comment.parent or ARTICLE]
            known[comment.position] = (times + 1, topic)
    return {position: _line(*subject, style) for position, subject in known.items()}


def _line(times: int, topic: str, style: Style) -> str:
    prefix = "Re: " * times
    if style == "wordpress" and times > 3:
        prefix = f"Re: Re: Re:{times - 2} "
    return (prefix + topic).strip()
