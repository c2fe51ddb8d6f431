"""What an analyzer is: a pure function with a name, a version, needs and a gift.

An analyzer reads a thread and the rows that earlier analyzers gave for it, and returns rows of
one table. It touches no database and changes nothing it was given; the run loop writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from threads.model import Thread

Row = Mapping[str, Any]
Rows = Sequence[Row]
Given = Mapping[str, Rows]  # table -> the article's rows in it, or the database's of a setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyzer:
    """One entry of the registry.

    ``requires`` names tables that earlier analyzers give, ``gives`` the one table it fills.
    ``settings`` names tables that hold what a user has it look for in the whole database: it is
    given their rows beside those that it requires. ``version`` goes up when the same thread would
    get other rows. ``parameters`` is what a reader of the ``runs`` table should know (thresholds,
    engine; the run loop adds the settings), ``models`` the data files that decide.
    """

    name: str
    version: str
    gives: str
    analyze: Callable[[Thread, Given], Rows]
    requires: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    models: tuple[Traversable, ...] = ()

    @property
    def model_hash(self) -> str | None:
        """The SHA-256 over the data files, None without any."""
        return _hash_files(self.models) if self.models else None


@lru_cache(maxsize=64)
def _hash_files(paths: tuple[Traversable, ...]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def by_comment(rows: Rows) -> dict[str, Row]:
    """Index rows by the comment that each is about."""
    return {row["comment_id"]: row for row in rows}
