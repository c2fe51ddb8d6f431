from __future__ import annotations

import time

import pytest

from threads.subjects import Subject, parse_subject, same_topic


@pytest.mark.parametrize(
    ("line", "depth", "topic"),
    [
        ("", 0, ""),
        (None, 0, ""),
        ("Re:", 1, ""),
        ("re: RE : Re:", 3, ""),
        ("Re: Door knobs!", 1, "doorknobs"),
        ("Re:2 Door knobs", 2, "doorknobs"),
        ("Re: Re: Re:2 Door knobs", 4, "doorknobs"),
        ("Re:3", 3, ""),
        ("Re: 2 doors", 1, "2doors"),
        ("Reply: no", 0, "replyno"),
        ("Regarding doors", 0, "regardingdoors"),
        ("甘德", 0, "甘德"),
    ],
)
def test_taken_apart(line: str | None, depth: int, topic: str) -> None:
    assert parse_subject(line) == Subject(depth, topic)


def test_a_lost_subject_is_a_bare_re() -> None:
    assert parse_subject("", lost=True) == parse_subject("Re:")


@pytest.mark.parametrize(
    ("reply", "parent", "fits"),
    [
        ("Re: Knobs", "Knobs", True),
        ("Re: Re: Knobs", "Re: Knobs", True),
        ("Re:2 Knobs", "Re: Knobs", True),
        ("Re:", "", True),
        ("Re: Knobs", "Re: Knobs", False),
        ("Re: Knobs", "Bells", False),
        ("Knobs", "Knobs", False),
    ],
)
def test_which_subject_answers_which(reply: str, parent: str, fits: bool) -> None:
    assert parse_subject(reply).answers(parse_subject(parent)) is fits


def test_a_subject_cut_by_the_site_still_fits() -> None:
    assert same_topic("whyshouldthedoorbell", "whyshouldthedoorbellreportme")
    assert not same_topic("why", "whyshouldthedoorbell")


def test_linear_on_hostile_subjects() -> None:
    start = time.perf_counter()
    parse_subject("Re:" * 100_000 + " " * 100_000)
    parse_subject("Re" + " " * 200_000)
    assert time.perf_counter() - start < 2
