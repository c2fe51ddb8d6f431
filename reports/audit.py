"""How opinion on an article splits as labels by hand correct it, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from reports.facts import percent
from reports.query import Query
from reports.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow(Row):
    """Shares of persons as labels correct them, 90% intervals, and how often labels were right."""

    labelled: int
    comments: int
    accuracy: float
    kappa: float | None
    support: float
    support_low: float
    support_high: float
    oppose: float
    oppose_low: float
    oppose_high: float


AUDIT = Query(
    "audit",
    "Shares of persons for and against the article as labels by hand correct them",
    AuditRow,
    """
    SELECT labelled, comments, accuracy, kappa,
           support, support_low, support_high, oppose, oppose_low, oppose_high
      FROM article_audit WHERE article_id = :article
    """,
)


def audited(row: AuditRow) -> str:
    """Say that shares are audited, by how many labels, and what they are."""
    kappa = "" if row.kappa is None else f", kappa {row.kappa:.2f}"
    support, oppose = percent(row.support), percent(row.oppose)
    return (
        f"audited: by {row.labelled:,} of {row.comments:,} comments labelled by hand {support}"
        f" ({percent(row.support_low)} to {percent(row.support_high)}) of persons support the"
        f" article and {oppose} ({percent(row.oppose_low)} to {percent(row.oppose_high)}) oppose"
        f" it (90% intervals); the program labels {percent(row.accuracy)} rightly{kappa}"
    )
