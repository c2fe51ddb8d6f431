from __future__ import annotations

from dataclasses import replace

import pytest

from reports.split import audited, corrected, larger
from tests.reports.shares import AUDIT
from tests.reports.shares import SPLIT as ROW


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


def test_persons_are_the_most_where_names_are_shared() -> None:
    assert " of up to 412 persons 12% to 30% support" in corrected(ROW, at_most=True)


def test_an_audit_says_what_was_labelled_and_found() -> None:
    assert audited(AUDIT) == (
        "audited: by 60 of 1,200 comments labelled by hand 20% (12% to 30%) of persons support the"
        " article and 50% (38% to 61%) oppose it (90% intervals); the program labels 62% rightly,"
        " kappa 0.41 (0.20 to 0.60)"
    )
    assert audited(replace(AUDIT, kappa_low=-0.023)).endswith("kappa 0.41 (−0.02 to 0.60)")
    assert audited(replace(AUDIT, kappa=None)).endswith("labels 62% rightly")


def test_shares_are_given_by_side_and_unit() -> None:
    assert ROW.share("oppose") == (0.5, 0.38, 0.61)
    assert AUDIT.share("support", "comments_") == (0.2, 0.12, 0.3)
    assert larger(ROW) == "oppose" and larger(replace(ROW, support_leads=0.4)) is None
