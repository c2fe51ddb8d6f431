"""Numbers that know where they come from, and sentences made of them.

Every number in a report is a ``Fact``: the query, row and column that give it again, with the way
it is written. In HTML it is ``<data value="0.409" data-from="stance_to_article/oppose/share">``, so
that a reader's program (and our tests) can check the page against the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from reports.locale import number, percentage
from reports.query import Query
from reports.rows import Kind, Row

Number = int | float


@dataclass(frozen=True, slots=True)
class Fact:
    """One number with its origin; ``value`` None where the query gives NULL."""

    query: str
    key: str
    column: str
    value: Number | None
    kind: Kind = "count"

    @property
    def origin(self) -> str:
        """Name query, row and column in one word."""
        return "/".join(filter(None, (self.query, self.key, self.column)))

    def __str__(self) -> str:
        """Write the number as people read it; an en dash where there is none."""
        return write(self.value, self.kind)

    def __html__(self) -> str:
        """Write it as a ``<data>`` element, or as a plain dash where there is none."""
        if self.value is None:
            return str(self)
        # a large page has tens of thousands; Markup.format would take a third of its making
        origin = escape(self.origin)
        return Markup(f'<data value="{self.value!r}" data-from="{origin}">{self}</data>')


def fact(query: Query[Any], row: Row, column: str) -> Fact:
    """Take one number out of a row; raises ``AttributeError`` where there is no such column."""
    value = getattr(row, column)
    assert value is None or isinstance(value, int | float)
    return Fact(query.name, row.key, column, value, row.kinds.get(column, "count"))


def counted(of: str, name: str, value: Number, kind: Kind = "count") -> Fact:
    """Take a number that no query gives: it stands in a section's ``counted``."""
    return Fact("figure", of, name, value, kind)


def write(value: Number | None, kind: Kind) -> str:
    """Write a number: count ``1,204``, share ``41%``, score ``+0.12``, part ``0.73``.

    Below zero both of these have a minus sign, and what is rounded to zero has none.
    """
    if value is None:
        return "–"
    if kind == "count":
        return number(value)
    if kind == "share":
        return percent(value)
    rounded = round(abs(value), 2)
    plus = "" if kind == "part" else "+"
    sign = "" if rounded == 0 else "−" if value < 0 else plus
    return f"{sign}{number(rounded, 2)}"


def percent(share: float) -> str:
    """Write a share, never rounding what is some to none nor what is most to all."""
    if 0 < share < 0.01:
        return f"under {percentage(0.01)}"
    if 0.99 < share < 1:
        return f"over {percentage(0.99)}"
    return percentage(share)


def say(sentence: str, **parts: object) -> Markup:
    """Fill a sentence; parts that are not markup (names, titles) are escaped."""
    return Markup(escape(sentence)).format(**parts)


def tell(sentence: str, count: Fact, one: str, many: str, **parts: object) -> Markup:
    """Fill a sentence on a number of ``{things}``: ``{n}``, its noun, and the verb ``{are}``."""
    things, are = plural(count, one, many), plural(count, "is", "are")
    return say(sentence, n=count, things=things, are=are, **parts)


def plural(count: Fact | int, one: str, many: str) -> str:
    """Choose the word that goes with a count."""
    value = count.value if isinstance(count, Fact) else count
    return one if value == 1 else many
