"""Corrected shares as several tests print them: 20% support, 30% neutral, 50% oppose."""

from __future__ import annotations

from reports.split import AuditRow, SplitRow

SHARES = {
    f"{unit}{side}{end}": share
    for unit in ("", "comments_")
    for side, shares in (
        ("support", (0.2, 0.12, 0.3)),
        ("neutral", (0.3, 0.2, 0.41)),
        ("oppose", (0.5, 0.38, 0.61)),
    )
    for end, share in zip(("", "_low", "_high"), shares, strict=True)
}
SPLIT = SplitRow(
    comments=600, persons=412, support_leads=0.01, too_wide=0, errors_of="neural", **SHARES
)
AUDIT = AuditRow(
    labelled=60, comments=1200, accuracy=0.617, accuracy_low=0.5, accuracy_high=0.7, kappa=0.41,
    kappa_low=0.2, kappa_high=0.6, **SHARES,
)  # fmt: skip
