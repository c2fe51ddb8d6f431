from __future__ import annotations

import pytest

from reports.times import carry_an_axis, day, on_axis, when


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2015-09-18T16:51", "18 Sep 2015, 16:51"),
        ("2015-09-18", "18 Sep 2015"),
        ("2003-02-25T04:27:00-07:00", "25 Feb 2003, 04:27 UTC-07:00"),
        ("2003-02-25T04:27:00Z", "25 Feb 2003, 04:27 UTC"),
        ("yesterday", "yesterday"),
        ("2015-13-18", "2015-13-18"),
        (None, ""),
    ],
)
def test_times_as_people_read_them(iso: str | None, written: str) -> None:
    assert when(iso) == written


def test_a_day_is_a_time_without_its_clock() -> None:
    assert day("2015-09-18T16:51") == "18 Sep 2015"
    assert day("long ago, or so") == "long ago, or so"


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2015-09-18T16:51", "2015-09-18 16:51"),
        ("2003-02-25T04:27:00-07:00", "2003-02-25 04:27"),
        ("2015-09-18", None),
        ("soon", None),
        (None, None),
    ],
)
def test_only_times_of_day_stand_on_an_axis(iso: str | None, expected: str | None) -> None:
    assert on_axis(iso) == expected


def minutes(*given: int) -> list[str | None]:
    return [f"2015-09-{1 + m // 1440:02}T{m // 60 % 24:02}:{m % 60:02}" for m in given]


def test_an_axis_needs_every_time() -> None:
    assert carry_an_axis(minutes(*range(20)))
    assert not carry_an_axis([*minutes(*range(20)), None])
    assert not carry_an_axis([*minutes(*range(20)), "2015-09-18"])
    assert not carry_an_axis([])
    assert not carry_an_axis(minutes(7))
    assert not carry_an_axis(minutes(7, 7, 7))


def test_a_latecomer_crushes_no_axis() -> None:
    assert carry_an_axis(minutes(*range(0, 600, 20)))
    assert not carry_an_axis(minutes(*range(0, 60, 2), 30_000))


def test_a_day_that_is_none_carries_no_axis() -> None:
    assert not carry_an_axis(["2015-02-30T10:00", *minutes(1, 2, 3)])
