"""What a named SQL query is: its text, what it says, and the row it gives."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from reports.rows import Row
from threads.database import file_of, store_errors

R = TypeVar("R", bound=Row)
Change = Callable[[str, Any], Any]
"""Gives what stands for a column's value."""
_CHANGE: ContextVar[Change | None] = ContextVar("what rows are seen through", default=None)


@contextmanager
def seen_through(change: Change) -> Iterator[None]:
    """Have every value of every query's rows changed meanwhile."""
    before = _CHANGE.set(change)
    try:
        yield
    finally:
        _CHANGE.reset(before)


def _changed(row: R, change: Change) -> R:
    names = [column.name for column in fields(row)]  # type: ignore[arg-type]
    return type(row)(**{name: change(name, getattr(row, name)) for name in names})


@dataclass(frozen=True)
class Query(Generic[R]):
    """One SQL text: its name, what it says in one line, its row, its further parameters."""

    name: str
    says: str
    row: type[R]
    text: str
    defaults: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def sql(self) -> str:
        """The text without the indentation that it has in the module."""
        return inspect.cleandoc(self.text)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns by name, in order."""
        return tuple(column.name for column in fields(self.row))  # type: ignore[arg-type]

    def rows(self, db: sqlite3.Connection, article: str, **parameters: Any) -> list[R]:
        """Run it for one article; raises ``StoreError`` where SQLite refuses.

        While ``seen_through`` lasts, what people say is changed in the rows.
        """
        change = _CHANGE.get()
        found = self.read(db, article, **parameters)
        return found if change is None else [_changed(row, change) for row in found]

    def read(self, db: sqlite3.Connection, article: str, **parameters: Any) -> list[R]:
        """Give the rows as the database has them, whatever they are seen through."""
        given = {**self.defaults, **parameters, "article": article}
        with store_errors(file_of(db) or Path()):
            cursor = db.execute(self.sql, given)
            names = [column[0] for column in cursor.description]
            return [self.row(**dict(zip(names, row, strict=True))) for row in cursor]

    def one(self, db: sqlite3.Connection, article: str, **parameters: Any) -> R | None:
        """Give the first row, None where there is none."""
        return next(iter(self.rows(db, article, **parameters)), None)


@dataclass(frozen=True, kw_only=True)
class Computed(Query[R]):
    """Rows worked out of another query's by a pure function; ``text`` is that query's."""

    of: Query[Any]
    work: Callable[[Sequence[Any]], list[R]]

    def read(self, db: sqlite3.Connection, article: str, **parameters: Any) -> list[R]:
        """Run the query that it is worked out of, and work it out of rows as they are."""
        return self.work(self.of.read(db, article, **parameters))
