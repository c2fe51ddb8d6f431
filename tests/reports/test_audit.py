from __future__ import annotations

from dataclasses import replace

from reports.audit import AuditRow, audited

ROW = AuditRow(
    labelled=60,
    comments=1200,
    accuracy=0.617,
    kappa=0.41,
    support=0.3,
    support_low=0.22,
    support_high=0.4,
    oppose=0.5,
    oppose_low=0.41,
    oppose_high=0.58,
)


def test_the_sentence_says_what_was_labelled_and_found() -> None:
    assert audited(ROW) == (
        "audited: by 60 of 1,200 comments labelled by hand 30% (22% to 40%) of persons support the"
        " article and 50% (41% to 58%) oppose it (90% intervals); the program labels 62% rightly,"
        " kappa 0.41"
    )


def test_without_a_kappa_none_is_named() -> None:
    assert audited(replace(ROW, kappa=None)).endswith("labels 62% rightly")
