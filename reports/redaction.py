"""A report without names: pseudonyms for people, and of their words too few to be searched for.

Rows are redacted as queries give them, before anything is told of them, so that sentences,
figures, tables and JSON hold nothing else. Whatever a query gives is treated as somebody's words
unless its column is one of ``OPEN``: a query that nobody thought of here is redacted too.

A run of ten words is almost always unique on the web (Culwin & Child 2010, "Optimising and
Automating the Choice of Search Strings when Investigating Possible Plagiarism"), and quoted posts
lead to their writers in five of six cases (Ayers et al. 2018, "Don't quote me"). ``WORDS`` stays
well below. Who has the article still finds the comments by their times and places.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reports.names_left import NamesLeft, look_for_names
from reports.pseudonyms import Pseudonyms
from reports.query import seen_through

WORDS = 4
"""Words left of a passage."""
LISTED = 3
"""Words left of a list of words: together they would find a comment as a passage does."""

OPEN = frozenset(
    "along analyzer article_label camp comment_id content_hash dept ended_at engine"
    " errors_of finished first_at flip_of format id kind label language last_at method"
    " model_hash opened_at outlet parent parent_id posted_at published_at read_at reply"
    " sentiment sha256 side stance_engines started_at state tags title to_article to_parent"
    " url version".split()
)
"""Columns that hold nobody's words: labels, times, ids, and what the article itself published."""
_SHORT = frozenset({"parameters", "target"})  # lose names alone: they are no passages
_DROPPED = frozenset({"detail", "external_id"})  # tell a comment's number on the site
PROGRAM_WORDS = frozenset({"feature", "from", "layout", "stance", "through", "runner_up"})
"""What of evidence is the program's words."""

_ADDRESS = re.compile(r"(?i)\b(https?://[^\s/?#]++)\S*+")
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = 24
"""Characters of a word: without spaces (Chinese, Japanese, Thai) as telling as four words."""


@dataclass
class Redaction:
    """What stands in for names and words of certain articles."""

    people: Pseudonyms
    published: str = ""
    passages: Mapping[str, str] = field(default_factory=dict)
    left: NamesLeft = field(default_factory=NamesLeft)
    _known: dict[tuple[str, str], str] = field(default_factory=dict)

    def look(self, texts: Iterable[str]) -> None:
        """Look a last time for names, and note those that may stay; raises ``RejoinderError``."""
        self.left |= look_for_names(texts, self.people, self.published)

    def of(self, column: str, value: Any) -> Any:
        """Redact one value of a query's column."""
        if not isinstance(value, str) or column in OPEN:
            return value
        if (column, value) not in self._known:  # rows are read by several queries
            self._known[column, value] = self._redacted(column, value)
        return self._known[column, value]

    def _redacted(self, column: str, value: str) -> str:
        if column in _DROPPED:
            return "…"
        known = self.people.whole(value) or self.passages.get(value)
        if known is not None:
            return known
        if column in _SHORT:
            return self.people.in_text(value)
        told = _loaded(value) if value[:1] in {"{", "["} else None
        if told is None:
            return self.passage(value)
        return json.dumps(self._evidence("", told), ensure_ascii=False)

    def passage(self, text: str) -> str:
        """Give the first words of a text, without names and addresses; "…" says that it goes on."""
        return shortened(self.people.in_text(_ADDRESS.sub(r"\1/…", text)))

    def _evidence(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._evidence(key, part) for key, part in value.items()}
        if isinstance(value, list):
            kept = value[:LISTED] if all(isinstance(part, str) for part in value) else value
            return [self._evidence(name, part) for part in kept]
        if not isinstance(value, str):
            return value
        if (person := self.people.whole(value)) is not None:
            return person
        return self.people.in_text(value) if name in PROGRAM_WORDS else self.passage(value)


def shortened(text: str) -> str:
    """Cut a text to its first ``WORDS`` words."""
    words = [word[0] for _, word in zip(range(WORDS + 1), _WORD.finditer(text), strict=False)]
    cut = [word if len(word) <= _LONG else f"{word[: _LONG // 4]}…" for word in words[:WORDS]]
    kept = " ".join(cut)
    return f"{kept.rstrip('.,;:!?…')}…" if len(words) > WORDS else kept


@contextmanager
def redacted(db: sqlite3.Connection, articles: Sequence[str]) -> Iterator[Redaction]:
    """Have every row of every query redacted meanwhile."""
    redaction = prepare(db, articles)
    with seen_through(redaction.of):
        yield redaction


def prepare(db: sqlite3.Connection, articles: Sequence[str]) -> Redaction:
    """Name the people of these articles, and shorten what they wrote."""
    people = Pseudonyms(_in_lower_case(db, articles))
    people.learn(_signed(db, articles))
    redaction = Redaction(people, _published(db, articles))
    redaction.passages = dict(_passages(db, articles, redaction))
    return redaction


def _published(db: sqlite3.Connection, articles: Sequence[str]) -> str:
    """Give what the articles say of themselves: a name in it is no secret of the comments."""
    said = (
        db.execute("SELECT title, outlet, dept, url, body FROM articles WHERE id = ?", (article,))
        for article in articles
    )
    return "\n".join(part for (row,) in said for part in row if part)


def _in_lower_case(db: sqlite3.Connection, articles: Sequence[str]) -> frozenset[str]:
    """Give the words that the threads write without a capital."""
    return frozenset(
        word
        for article in articles
        for (text,) in db.execute("SELECT own_text FROM comments WHERE article_id = ?", (article,))
        for word in _LETTERS.findall(text)
        if word.islower()
    )


def _signed(db: sqlite3.Connection, articles: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Give the names of an article's comments with the people's ids, as printed."""
    for article in articles:
        yield from db.execute(
            "SELECT author, author_id FROM comments WHERE article_id = ? AND author IS NOT NULL"
            " ORDER BY position",
            (article,),
        )


def _passages(
    db: sqlite3.Connection, articles: Sequence[str], redaction: Redaction
) -> Iterator[tuple[str, str]]:
    """Give what is left of each comment: its first words, as its own or as a quote.

    Cut from the front alone, a comment that opens with a quote would show another's words as its
    own.
    """
    for article in articles:
        for text, own, quote in db.execute(
            "SELECT c.text, c.own_text, q.text FROM comments c LEFT JOIN quotes q"
            " ON q.comment_id = c.id AND q.ordinal = 1 WHERE c.article_id = ?",
            (article,),
        ):
            opens = bool(quote) and text.lstrip().startswith(quote.strip())
            parts = [quote if opens else "", own.lstrip("\"“”„«»'‘’ \n")]
            yield text, "\n\n".join(redaction.passage(part) for part in parts if part.strip())


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
