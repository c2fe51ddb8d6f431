"""Conditions on chains as people write them (``size>=5``), made to SQL.

A condition is a column, a sign and a value, nothing else. Columns are those listed here; values
travel as parameters and are never part of the SQL.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from reports.queries.chains import CHAINS
from reports.query import Query
from reports.rows import ChainRow
from threads.errors import RejoinderError

_ANSWERED = "CASE WHEN comments > 1 THEN {} END"  # of a lone comment nothing is counted or shown
_NUMBERS = (
    *("sentiment", "support", "oppose", "controversy"),
    *("heat_disagree", "heat_negative", "heat_speed", "heat_pile_on"),
)
COLUMNS: Final = MappingProxyType(
    {
        "size": "comments",
        "depth": "depth",
        "people": "authors",
        **{name: _ANSWERED.format(name) for name in ("agree", "neutral", "disagree")},
        **{name: _ANSWERED.format(name) for name in ("split", "heat")},
        "flip": "flip_position",
        "started": "started_at",
        "ended": "ended_at",
        "author": "author",
        "number": "position",
        **dict(zip(_NUMBERS, _NUMBERS, strict=True)),
    }
)
"""What a condition may be on, and what that is in the query's columns."""
_TEXTS = frozenset(("author",))
_TIMES = frozenset(("started", "ended"))
# The table's and the database's names for the same.
_ALSO: Final = MappingProxyType(
    {"comments": "size", "authors": "people", "started_at": "started", "ended_at": "ended"}
    | {"position": "number", "flip_position": "flip", "+": "agree", "○": "neutral", "−": "disagree"}
)
_SIGNS: Final = MappingProxyType(
    {"=": "=", "==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
)
_PARTS = re.compile(r"\s*([^\s<>=!]+)\s*(==|!=|<=|>=|=|<|>)\s*([^\s<>=!](?:.*\S)?)\s*", re.DOTALL)
_NUMBER = re.compile(r"[-+−]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})")
_TIME = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?)?)?")
_NOTHING = "none"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Condition:
    """A column of ``COLUMNS``, an SQL comparison, a value; None asks whether there is any."""

    column: str
    sign: str
    value: float | str | None

    def sql(self, parameter: str) -> str:
        """Write it with the value as a named parameter."""
        column = COLUMNS[self.column]
        if self.value is None:
            return f"{column} IS {'' if self.sign == '=' else 'NOT '}NULL"
        if self.column in _TIMES:  # as many characters as the condition has: a day, a month, a year
            column = f"substr({column}, 1, {len(str(self.value))})"
        folding = " COLLATE NOCASE" if self.column in _TEXTS else ""
        return f"{column} {self.sign} :{parameter}{folding}"


def parse(text: str) -> Condition:
    """Read a condition such as ``heat>0.3``, ``ended>=2019-03-12`` or ``flip!=none``.

    Raises ``RejoinderError`` for anything else, naming the nearest column for one that isn't there.
    """
    text = text.encode("utf-8", "replace").decode()  # what isn't UTF-8 no database can look for
    found = _PARTS.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        raise _wrong(
            text, "a condition is a column, a sign and a value", 'such as "size>=5", in quotes'
        )
    given, sign, value = found.groups()
    column, meant = _column(text, given), _SIGNS[sign]
    if value.casefold() == _NOTHING:
        if meant not in {"=", "<>"}:
            raise _wrong(text, "what there is none of is not ordered", f"try {column}=none")
        return Condition(column, meant, None)
    if column in _TEXTS:
        if meant not in {"=", "<>"}:
            raise _wrong(text, f"{column} is a name", f"try {column}={value}")
        return Condition(column, meant, value.strip("\"'"))
    return Condition(column, meant, _value(text, column, value))


def _column(text: str, given: str) -> str:
    name = given.casefold().replace("-", "_")
    name = _ALSO.get(name, name)
    if name in COLUMNS:
        return name
    near = difflib.get_close_matches(name, [*COLUMNS, *_ALSO], n=1)
    there = f"did you mean {near[0]}?" if near else f"there are {', '.join(COLUMNS)}"
    raise _wrong(text, f"chains have no column “{given}”", there)


def _value(text: str, column: str, value: str) -> float | str:
    if column in _TIMES:
        if _TIME.fullmatch(value) and _is_time(value):
            return value.replace(" ", "T")
        raise _wrong(text, f"“{value}” is no time", "such as 2019-03-12 or 2019-03-12T09:30")
    digits = value.removeprefix("#") if column in {"flip", "number"} else value
    number = float(digits.replace("−", "-")) if _NUMBER.fullmatch(digits) else math.nan
    if math.isnan(number):
        raise _wrong(text, f"“{value}” is no number", f"such as {column}>=0.5")
    return number


def _is_time(value: str) -> bool:
    """Tell whether there is such a month, day and minute; the rest of a beginning is filled in."""
    try:
        datetime.fromisoformat(value + "0001-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def _wrong(text: str, what: str, remedy: str) -> RejoinderError:
    return RejoinderError(what, where=f"--where “{text[:_LONGEST]}”", remedy=remedy)


def chains_where(texts: Iterable[str]) -> tuple[Query[ChainRow], dict[str, float | str | None]]:
    """Give the query of chains that meet all these conditions, and its parameters."""
    conditions = {f"w{number}": parse(text) for number, text in enumerate(texts)}
    if not conditions:
        return CHAINS, {}
    met = " AND ".join(one.sql(name) for name, one in conditions.items())
    query = Query(
        "chains_where",
        "Chains that meet conditions, with the comment that begins each",
        ChainRow,
        f"SELECT * FROM ({CHAINS.sql}) WHERE {met}",
    )
    return query, {name: one.value for name, one in conditions.items()}
