"""Who writes in a database, and how the names are found in the texts of each thread.

A name that could be nothing else is replaced in every text. A part of a name, and one of ordinary
words, is replaced in the threads where that person takes part: elsewhere "Truth" and "Tom" are
others, or no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from reports.mentions import Mentions
from reports.pseudonymised.keys import Key
from threads.names import is_shared
from threads.store import Store

_LETTERS = re.compile(r"[^\W\d_]+")
_NAMES_SQL = """
SELECT author FROM articles UNION SELECT author FROM comments UNION SELECT author FROM versions
"""
_HERE_SQL = """
SELECT author FROM articles WHERE id = :article
UNION SELECT author FROM comments WHERE article_id = :article
UNION SELECT v.author FROM versions v JOIN comments c ON c.id = v.comment_id
 WHERE c.article_id = :article
"""
_AT_ONCE = 8
"""Threads whose names are kept ready: rows come thread by thread, from one table after another."""


@dataclass
class People:
    """The names in a database, with their pseudonyms, and the ids of people, articles, comments."""

    store: Store
    key: Key
    names: dict[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    ids: dict[str, str] = field(default_factory=dict)
    anywhere: Mentions = field(default_factory=lambda: Mentions(only_distinct=True))

    def __post_init__(self) -> None:
        """Read who there is."""
        found = [row["author"] for row in self.store.query(_NAMES_SQL) if row["author"]]
        self.shared = frozenset(filter(is_shared, found))
        self.names = {name: self.key.pseudonym(name) for name in found if name not in self.shared}
        for name, pseudonym in self.names.items():
            self.anywhere.learn(name, pseudonym)
        for name in self.shared:
            self.anywhere.let_be(name)
        self.ids = dict(_ids(self.store, self.key))
        self.among = lru_cache(maxsize=_AT_ONCE)(self._among)

    def _among(self, article_id: str) -> Mentions:
        """Give the names as they are looked for in one thread."""
        mentions = Mentions(frozenset(self._in_lower_case(article_id)), self.anywhere)
        for row in self.store.query(_HERE_SQL, {"article": article_id}):
            name = row["author"]
            if name in self.shared:
                mentions.let_be(name)
            elif name:
                mentions.learn(name, self.names[name])
        return mentions

    def _in_lower_case(self, article_id: str) -> Iterator[str]:
        sql = "SELECT own_text FROM comments WHERE article_id = ?"
        for row in self.store.query(sql, [article_id]):
            yield from filter(str.islower, _LETTERS.findall(row["own_text"]))


def _ids(store: Store, key: Key) -> Iterator[tuple[str, str]]:
    for row in store.query("SELECT id FROM articles"):
        yield row["id"], key.article_id(row["id"])
    for row in store.query("SELECT id, article_id FROM comments"):
        yield row["id"], key.comment_id(row["id"])
    sql = "SELECT author_id FROM comments UNION SELECT author_id FROM camps"
    for row in store.query(sql):
        if row["author_id"]:
            yield row["author_id"], key.author_id(row["author_id"])
