"""How opinion on an article splits, corrected for the program's own errors, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from reports.facts import percent, plural
from reports.query import Query
from reports.rows import Row

_SURE = 0.95  # from here on one side is called the larger: one in twenty, as at an interval's end


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow(Row):
    """Shares of persons with their 90% intervals, and how likely support is the larger side."""

    persons: int
    support: float
    support_low: float
    support_high: float
    oppose: float
    oppose_low: float
    oppose_high: float
    support_leads: float
    too_wide: int


SPLIT = Query(
    "split",
    "Corrected shares of persons for and against the article, with 90% intervals",
    SplitRow,
    """
    SELECT persons, support, support_low, support_high, oppose, oppose_low, oppose_high,
           support_leads, too_wide
      FROM article_split WHERE article_id = :article
    """,
)


def corrected(row: SplitRow) -> str:
    """Say between which shares of persons support and oppose, or that nothing can be said."""
    people = f"{row.persons:,} {plural(row.persons, 'person', 'persons')}"
    shares = (
        f"{_range(row.support_low, row.support_high)} support the article and"
        f" {_range(row.oppose_low, row.oppose_high)} oppose it"
    )
    if row.too_wide:
        return (
            f"corrected for the program's errors: {people} and these labels are too little to say"
            f" how opinion splits ({shares}, 90% intervals)"
        )
    return f"corrected for the program's errors: of {people} {shares} (90% intervals); {_side(row)}"


def _range(low: float, high: float) -> str:
    return f"{percent(low)} to {percent(high)}"


def _side(row: SplitRow) -> str:
    if row.support_leads >= _SURE:
        return "more support than oppose it"
    if row.support_leads <= 1 - _SURE:
        return "more oppose than support it"
    return "which side is larger can't be told"
