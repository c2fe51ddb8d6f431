from __future__ import annotations

import re
import subprocess
import sys

import pytest

from reports.facts import percent, write
from reports.locale import DEFAULT, axis_day, brief, for_plotly, writing_in
from reports.times import day, when
from threads.errors import RejoinderError

TIME = "2015-09-18T16:51"


def plain(text: str) -> str:
    """Take the spaces that keep a number together for spaces: which one, CLDR changes its mind."""
    return re.sub("[\xa0\u202f]", " ", text)


@pytest.mark.parametrize(
    ("language", "count", "share", "score", "time"),
    [
        ("en", "12,045", "42%", "−0.12", "18 Sep 2015, 16:51"),
        ("en-GB", "12,045", "42%", "−0.12", "18 Sept 2015, 16:51"),
        ("en-US", "12,045", "42%", "−0.12", "Sep 18, 2015, 16:51"),
        ("de", "12.045", "42 %", "−0,12", "18.09.2015, 16:51"),
        ("fr", "12 045", "42 %", "−0,12", "18 sept. 2015, 16:51"),
        ("pt_BR", "12.045", "42%", "−0,12", "18 de set. de 2015, 16:51"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_does(
    language: str, count: str, share: str, score: str, time: str
) -> None:
    with writing_in(language):
        assert plain(write(12045, "count")) == count
        assert plain(write(0.416, "share")) == share
        assert write(-0.123, "score") == score
        assert when(TIME) == time
        assert day(TIME) == time.removesuffix(", 16:51")


def test_what_is_rounded_away_is_said_in_any_language() -> None:
    with writing_in("de"):
        assert plain(percent(0.004)) == "under 1 %"
        assert plain(percent(0.996)) == "over 99 %"
        assert write(0.5, "part") == "0,50"
        assert write(0.0, "score") == "0,00"
        assert write(None, "share") == "–"


def test_zones_and_half_known_times_stay_as_they_are() -> None:
    with writing_in("de"):
        assert when("2015-09-18T16:51Z") == "18.09.2015, 16:51 UTC"
        assert when("2015-02-31") == "2015-02-31"
        assert when("last week") == "last week"


def test_a_language_lasts_as_long_as_it_is_asked_for() -> None:
    with writing_in("de"), writing_in("fr"):
        pass
    assert write(12045, "count") == "12,045"
    assert for_plotly() == {}


def test_figures_are_told_of_it() -> None:
    with writing_in("de-AT"):
        told = for_plotly()
    assert told["locale"] in told["locales"]
    written = told["locales"][told["locale"]]["format"]
    assert (written["decimal"], written["months"][0]) == (",", "Jänner")
    assert (written["days"][0], written["days"][1]) == ("Sonntag", "Montag")


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [
        ("en", "%-d %b %Y", "%-d %b"),
        ("en-US", "%b %-d, %Y", "%b %-d"),
        ("de", "%-d. %b %Y", "%-d. %b"),
        ("pt_BR", "%-d de %b de %Y", "%-d de %b"),
        ("ja", "%Y年%-m月%-d日", "%-m月%-d日"),
    ],
)
def test_days_on_axes_stand_in_the_language_s_order(language: str, whole: str, short: str) -> None:
    with writing_in(language):
        assert (axis_day(year=True), axis_day(year=False)) == (whole, short)


def test_a_number_has_no_more_places_than_it_needs() -> None:
    with writing_in("de"):
        assert [brief(value) for value in (0.25, 0.5, 1.0, 0)] == ["0,25", "0,5", "1", "0"]


@pytest.mark.parametrize("language", ["xx", "", "../../etc", "de_DE_de_DE", "english"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(RejoinderError, match=r"no such language.*such as de"), writing_in(language):
        pass


def test_the_reports_own_way_needs_no_library() -> None:
    program = f"""
import sys
sys.modules["babel"] = None
from reports.locale import writing_in
from reports.facts import write
with writing_in({DEFAULT!r}):
    print(write(12045, "count"))
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert done.stdout.decode().strip() == "12,045"
