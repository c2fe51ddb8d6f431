from __future__ import annotations

import pytest

from reports.times import carry_an_axis, day, of_one_zone, on_axis, when


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


def test_times_of_several_zones_stand_on_one_clock() -> None:
    assert of_one_zone(["2024-03-31T01:50:00+01:00", None, "2024-03-30T20:00:00+01:00"])
    assert not of_one_zone(["2024-03-31T01:50:00+01:00", "2024-03-31T03:10:00+02:00"])
    assert on_axis("2024-03-31T03:10:00+02:00", utc=True) == "2024-03-31 01:10"
    assert on_axis("2024-03-31T03:10", utc=True) == "2024-03-31 03:10"
    assert on_axis("2024-02-31T03:10", utc=True) == "2024-02-31 03:10"
    alike = [f"2024-03-31T{hour:02}:00:00+{hour:02}:00" for hour in range(12)]
    assert not carry_an_axis(alike)  # twelve clocks, one moment


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
