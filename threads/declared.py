"""What a table and a column of the database are declared as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

CASCADE = "CASCADE"
SET_NULL = "SET NULL"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``kind`` is SQLite's, with ``!`` where it is never null.

    What ``about`` says of it begins with JSON where its values are that.
    """

    name: str
    kind: Literal["TEXT", "TEXT!", "INTEGER", "INTEGER!", "REAL", "REAL!"]
    about: str
    references: str = ""  # table whose id it holds
    on_delete: str = CASCADE
    since: int = 1

    @property
    def python_type(self) -> type:
        """The type that sqlite-utils makes the column of."""
        return {"TEXT": str, "INTEGER": int, "REAL": float}[self.kind.rstrip("!")]

    @property
    def is_required(self) -> bool:
        """Whether the column is never null."""
        return self.kind.endswith("!")

    @property
    def is_json(self) -> bool:
        """Whether its values are JSON."""
        return self.about.startswith("JSON")


@dataclass(frozen=True)
class Table:
    """One table.

    ``derived`` ones hold what analyzers made of an article and can be made again, ``settings`` what
    a user has analyzers look for in all articles; their columns but the key are JSON.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    pk: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    derived: bool = False
    settings: bool = False
    since: int = 1

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)
