"""What becomes of each column: which hold names and words, which lead to people, which neither.

A column that nobody thought of here is treated as words: names are looked for in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.mentions import Mentions
from reports.pseudonymised.addresses import cut_address, without_ways_to_people
from reports.pseudonymised.people import People
from reports.redaction import LISTED, PROGRAM_WORDS, shortened
from threads.declared import Column, Table
from threads.rows import Row, to_json

LABELS = frozenset(
    "along analyzer camp engine errors_of finished first_read flip_of format kind label language"
    " method model_hash placement posted_at published_at read_at captured_at read_with started"
    " started_at ended_at state to_article to_parent version".split()
) | {"quotes.source"}
"""Columns that hold the program's own words, times, and hashes of the program's own files."""
IDS = frozenset({"id", "author_id", "source_id", "camps.id", "chains.id", "paths.id"})
"""Columns that hold ids, or several with a slash between."""
LISTS = frozenset("tags quoted evidence parameters aliases favor against allies opponents".split())
"""Columns that hold JSON."""
CUT = frozenset({"sha256", "external_id", "detail", "snapshots.source"})
"""Columns that lead to the page or to a comment's place on it."""
MADE_LATER = frozenset({"content_hash", "fingerprint"})
"""Columns that are hashes of what was replaced: made anew at the end."""
LEFT_OUT = frozenset({"article_keys", "watched", "events", "tellings"})
"""Tables that serve reading and watching pages only: addresses, titles with their letters run
together, what was told to whom."""
PASSAGES = frozenset(
    "comments.text comments.own_text comments.subject comments.quoted quotes.text versions.text"
    " versions.subject replies.evidence stance.evidence target_stance.evidence".split()
)
"""What commenters wrote: may be shortened."""

_NUMBERED = re.compile(r"\b(comment|number) \S+")
_KNOWN = 1_000  # texts: a comment's own is often all of it, and subjects recur
Change = Callable[[Row, Mentions], Any]


class Columns:
    """How the rows of one table are changed."""

    def __init__(self, table: Table, people: People, *, shorten: bool) -> None:
        self._people = people
        self._plain = lru_cache(_KNOWN)(self._without_names)
        self._changes = {
            column.name: change
            for column in table.columns
            if (change := self._change(table, column, shorten)) is not None
        }

    def changed(self, row: Row, names: Mentions) -> Row:
        """Give a row with pseudonyms; ``names`` are those looked for in its thread."""
        return row | {
            name: change(row, names)
            for name, change in self._changes.items()
            if row[name] is not None
        }

    def _change(self, table: Table, column: Column, shorten: bool) -> Change | None:
        name, full = column.name, f"{table.name}.{column.name}"
        if {name, full} & LABELS or not column.kind.startswith("TEXT"):
            return None
        own: dict[str, Change] = {
            "author": lambda row, names: self._people.key.pseudonym(row[name]),
            "url": lambda row, names: cut_address(row[name], names, profiles=False),
        }
        if name in MADE_LATER:
            return lambda row, names: ""
        if name in own:
            return own[name]
        if {name, full} & CUT and full != "articles.external_id":
            return self._cut(name)
        if name in IDS or column.references:
            return lambda row, names: self._id(row[name])
        return self._words(name, full in PASSAGES and shorten)

    def _cut(self, name: str) -> Change:
        if name == "external_id":
            return lambda row, names: None
        if name == "detail":
            return lambda row, names: _NUMBERED.sub(r"\1 …", row[name])
        key = self._people.key
        return lambda row, names: f"page {key.digits(name, row[name])}"

    def _words(self, name: str, shorten: bool) -> Change:
        plain = self._plain

        def passage(text: str, names: Mentions) -> str:
            said = plain(text, names)
            return said if text in self._people.ids else shortened(said)

        change = passage if shorten else plain
        if name in LISTS:
            walk = _Walk(plain, change, LISTED if shorten else None)
            return lambda row, names: to_json(walk.changed(json.loads(row[name]), names))
        if name == "target":  # the user's word for it, the same in all threads
            return lambda row, names: plain(row[name], self._people.anywhere)
        return lambda row, names: change(row[name], names)

    def _without_names(self, text: str, names: Mentions) -> str:
        known = self._people.ids.get(text)
        return known or names.replaced(without_ways_to_people(text, names))

    def _id(self, value: str) -> str:
        """Give an id, or one that is made of several: comment/target, article/person."""
        ids, names = self._people.ids, self._people.anywhere
        first, slash, rest = value.partition("/")
        rest = ids.get(rest) or names.replaced(without_ways_to_people(rest, names))
        return f"{ids.get(first, first)}{slash}{rest}"


@dataclass(frozen=True)
class _Walk:
    """How the texts in JSON are changed: names and the program's words, passages, and lists."""

    plain: Callable[[str, Mentions], str]
    passage: Callable[[str, Mentions], str]
    most: int | None
    """Words left of a list of words: many single ones find a comment as a passage does."""

    def changed(self, value: Any, names: Mentions, under: str = "") -> Any:
        """Change every text; what the analyzers write is no deeper than a few levels."""
        if isinstance(value, str):
            change = self.plain if under in PROGRAM_WORDS else self.passage
            return change(value, names)
        if isinstance(value, list):
            kept = value[: self.most] if all(isinstance(part, str) for part in value) else value
            return [self.changed(part, names, under) for part in kept]
        if isinstance(value, dict):
            return {
                self.plain(name, names): self.changed(part, names, name)
                for name, part in value.items()
            }
        return value
