from __future__ import annotations

from dataclasses import replace

import pytest

from reports.split import SplitRow, corrected

ROW = SplitRow(
    persons=412,
    support=0.2,
    support_low=0.12,
    support_high=0.3,
    oppose=0.5,
    oppose_low=0.38,
    oppose_high=0.61,
    support_leads=0.01,
    too_wide=0,
)


@pytest.mark.parametrize(
    ("leads", "side"),
    [
        (0.01, "more oppose than support it"),
        (0.97, "more support than oppose it"),
        (0.5, "which side is larger can't be told"),
    ],
)
def test_a_side_is_called_larger_only_where_it_is_likely(leads: float, side: str) -> None:
    assert corrected(replace(ROW, support_leads=leads)) == (
        "corrected for the program's errors: of 412 persons 12% to 30% support the article and"
        f" 38% to 61% oppose it (90% intervals); {side}"
    )


def test_where_too_little_is_known_it_says_so() -> None:
    told = corrected(replace(ROW, persons=1, too_wide=1))
    assert "1 person and these labels are too little to say how opinion splits" in told
    assert "larger" not in told
