"""How opinion on an article splits, corrected for errors: by the program's known ones, or by hand.

Both corrections give the same shares with 90% intervals, by persons and by comments, so that one
row class serves both and whatever shows one shows the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.facts import percent, plural, write
from reports.palette import Side
from reports.query import Query
from reports.rows import Row, written

SURE = 0.95
"""From here on one side is called the larger: one in twenty, as at an interval's end."""

_COLUMNS = tuple(
    f"{unit}{side}{end}"
    for unit in ("", "comments_")
    for side in ("support", "neutral", "oppose")
    for end in ("", "_low", "_high")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesRow(Row):
    """Shares of persons, and of comments (``comments_``), each with its 90% interval."""

    support: float
    support_low: float
    support_high: float
    neutral: float
    neutral_low: float
    neutral_high: float
    oppose: float
    oppose_low: float
    oppose_high: float
    comments_support: float
    comments_support_low: float
    comments_support_high: float
    comments_neutral: float
    comments_neutral_low: float
    comments_neutral_high: float
    comments_oppose: float
    comments_oppose_low: float
    comments_oppose_high: float

    kinds = written(share=_COLUMNS)

    def share(self, side: Side, unit: str = "") -> tuple[float, float, float]:
        """Give a side's share with the ends of its interval; ``unit`` "" or "comments_"."""
        share, low, high = (getattr(self, f"{unit}{side}{end}") for end in ("", "_low", "_high"))
        return share, low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow(SharesRow):
    """Shares as the program's known errors correct them; ``support_leads`` is a probability.

    ``too_wide``: the intervals say next to nothing. ``errors_of``: the engine whose errors they
    were corrected by.
    """

    comments: int
    persons: int
    support_leads: float
    too_wide: int
    errors_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow(SharesRow):
    """Shares as labels by hand correct them, and how often the program was right."""

    labelled: int
    comments: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None

    kinds = written(
        share=(*_COLUMNS, "accuracy", "accuracy_low", "accuracy_high"),
        part=("kappa", "kappa_low", "kappa_high"),
    )


SPLIT = Query(
    "split",
    "Shares for and against the article, corrected for the program's errors, with 90% intervals",
    SplitRow,
    """
    SELECT support, support_low, support_high, neutral, neutral_low, neutral_high,
           oppose, oppose_low, oppose_high,
           comments_support, comments_support_low, comments_support_high,
           comments_neutral, comments_neutral_low, comments_neutral_high,
           comments_oppose, comments_oppose_low, comments_oppose_high,
           comments, persons, support_leads, too_wide, errors_of
      FROM article_split WHERE article_id = :article
    """,
)

AUDIT = Query(
    "audit",
    "Shares for and against the article as labels by hand correct them, with 90% intervals",
    AuditRow,
    """
    SELECT support, support_low, support_high, neutral, neutral_low, neutral_high,
           oppose, oppose_low, oppose_high,
           comments_support, comments_support_low, comments_support_high,
           comments_neutral, comments_neutral_low, comments_neutral_high,
           comments_oppose, comments_oppose_low, comments_oppose_high,
           labelled, comments, accuracy, accuracy_low, accuracy_high, kappa, kappa_low, kappa_high
      FROM article_audit WHERE article_id = :article
    """,
)


def corrected(row: SplitRow, *, at_most: bool = False) -> str:
    """Say between which shares of persons support and oppose, or that nothing can be said.

    ``at_most``: the persons may be fewer, as comments under shared names count as one each.
    """
    most = "up to " if at_most else ""
    people = f"{most}{row.persons:,} {plural(row.persons, 'person', 'persons')}"
    shares = (
        f"{_range(row.support_low, row.support_high)} support the article and"
        f" {_range(row.oppose_low, row.oppose_high)} oppose it"
    )
    if row.too_wide:
        return (
            f"corrected for the program's errors: {people} and these labels are too little to say"
            f" how opinion splits ({shares}, 90% intervals)"
        )
    return (
        f"corrected for the program's errors: of {people} {shares} (90% intervals); {_larger(row)}"
    )


def audited(row: AuditRow) -> str:
    """Say that shares are audited, by how many labels, and what they are."""
    kappa, low, high = (
        write(value, "part") for value in (row.kappa, row.kappa_low, row.kappa_high)
    )
    ends = "" if row.kappa_low is None else f" ({low} to {high})"
    agreed = "" if row.kappa is None else f", kappa {kappa}{ends}"
    support, oppose = percent(row.support), percent(row.oppose)
    return (
        f"audited: by {row.labelled:,} of {row.comments:,} comments labelled by hand {support}"
        f" ({percent(row.support_low)} to {percent(row.support_high)}) of persons support the"
        f" article and {oppose} ({percent(row.oppose_low)} to {percent(row.oppose_high)}) oppose"
        f" it (90% intervals); the program labels {percent(row.accuracy)} rightly{agreed}"
    )


def larger(row: SplitRow) -> Side | None:
    """Give the side that is larger in all but one case in twenty, None where that can't be told."""
    if row.support_leads >= SURE:
        return "support"
    return "oppose" if row.support_leads <= 1 - SURE else None


def _range(low: float, high: float) -> str:
    return f"{percent(low)} to {percent(high)}"


def _larger(row: SplitRow) -> str:
    side = larger(row)
    if side is None:
        return "which side is larger can't be told"
    other = "oppose" if side == "support" else "support"
    return f"more {side} than {other} it"
