from __future__ import annotations

from datetime import datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.dates import DayOrder, day_order, is_date_line, is_moment, ordered, parse_date

READ = {
    "18 Sep 2015 @ 4:51pm": "2015-09-18T16:51",
    "Pixel, 18 Sep 2015 @ 4:51pm": "2015-09-18T16:51",
    "May 5th, 2009 @ 6:31am": "2009-05-05T06:31",
    "1 Jan 2010 @ 12:00am": "2010-01-01T00:00",
    "1 Jan 2010 @ 12:30pm": "2010-01-01T12:30",
    "September 20, 2012 at 4:51 pm": "2012-09-20T16:51",
    "September 20, 2012 at 4:51 p.m.": "2012-09-20T16:51",
    "4:51 pm on September 20, 2012": "2012-09-20T16:51",
    "16:51, 20 September 2012 (UTC)": "2012-09-20T16:51",
    "Tue, Jun 9th 2015 7:42am": "2015-06-09T07:42",
    "September 8, 2020": "2020-09-08",
    "22 February 2019": "2019-02-22",
    "Posted on March 3rd, 2011 by Ann": "2011-03-03",
    "March 3, 2011 16:05 pm": "2011-03-03T16:05",
    # ISO and feeds
    "2003-02-25T04:27:00-07:00": "2003-02-25T04:27:00-07:00",
    "2003-02-25T04:27:00Z": "2003-02-25T04:27:00Z",
    "2003-02-25T04:27": "2003-02-25T04:27",
    "2003-02-25 04:27": "2003-02-25T04:27",
    "2003-02-25": "2003-02-25",
    "Wed, 15 Oct 2025 00:56:03 +0000": "2025-10-15T00:56:03+00:00",
    "15 Oct 2025 10:56 PDT": "2025-10-15T10:56-07:00",
    # figures only
    "20.09.2012 um 16:51": "2012-09-20T16:51",
    "20.9.12, 16.51 Uhr": "2012-09-20T16:51",
    "9/20/2012": "2012-09-20",
    "20/9/2012": "2012-09-20",
    "5/6/2012": "2012-05-06",
    "5/6/2012 à 10:12": "2012-06-05T10:12",
    "2012/09/20 10:05": "2012-09-20T10:05",
    # other languages
    "20. September 2012 um 16:51 Uhr": "2012-09-20T16:51",
    "3. März 2011": "2011-03-03",
    "1. Jänner 2011, 8:05": "2011-01-01T08:05",
    "1er août 2014 à 16h51": "2014-08-01T16:51",
    "12 déc. 2014": "2014-12-12",
    "3 de mayo de 2011 a las 12:05": "2011-05-03T12:05",
    "25 settembre 2013 alle 9:10": "2013-09-25T09:10",
    "dinsdag 4 maart 2014 om 9:05": "2014-03-04T09:05",
    "7 de março de 2015 às 22:01": "2015-03-07T22:01",
    "25 września 2013 o 10:11": "2013-09-25T10:11",
    "12 maj 2014 kl. 16.51": "2014-05-12T16:51",
    "3. joulukuuta 2015 kello 9.30": "2015-12-03",
    "6. října 2016": "2016-10-06",
    "13 мая 2014 в 10:00": "2014-05-13T10:00",
    "5 Ağustos 2013": "2013-08-05",
    "2012年9月20日 16:51": "2012-09-20T16:51",
    "2012년 9월 20일": "2012-09-20",
    "18\u00a0Sep\u00a02015 @\u00a04:51pm": "2015-09-18T16:51",
}

UNREAD = [
    None,
    "",
    "yesterday",
    "31 Feb 2015",
    "32 March 2015",
    "February 29, 2015",
    "2012-13-40",
    "13/13/2012",
    "18 Sep 2015 @ 25:61pm",
    "18 Sep 2015 @ 13:00am",
    "10 Downing 2012",
    "4 July 1776",
    "it may 5 or 6",
    "Re: May",
    "version 10.12",
    "1 ፩፪፫ 2019",  # digits that are no decimal ones
    "x" * 500 + " 18 Sep 2015",
]


@pytest.mark.parametrize(("text", "date"), READ.items())
def test_reads(text: str, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize("text", UNREAD)
def test_gives_none(text: str | None) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("pattern", "suffix"),
    [("%d %b %Y @ %I:%M", "half"), ("%B %d, %Y at %I:%M ", "half"), ("%d.%m.%Y um %H:%M", "")],
)
@given(
    moment=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)),
)
def test_gives_back_what_was_printed(pattern: str, suffix: str, moment: datetime) -> None:
    text = moment.strftime(pattern)
    if suffix:
        text += "am" if moment.hour < 12 else "pm"
    assert parse_date(text) == moment.strftime("%Y-%m-%dT%H:%M")


@given(st.text(max_size=300))
def test_whatever_it_gives_is_iso(text: str) -> None:
    found = parse_date(text)
    assert found is None or datetime.fromisoformat(found)


@pytest.mark.parametrize(
    "line",
    [
        "September 8, 2020",
        "Published: Tuesday, 8 September 2020 at 10:15",
        "14. März 2021",
        "Mon, Mar 6th 2023 10:44am",
        "2020-09-08",
    ],
)
def test_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "On September 8, 2020 the council met.",
        "September 2020",
        "31 Feb 2015",
        "Ann, 18 Sep 2015 @ 4:51pm",
        "8 September 2020 " * 20,
    ],
)
def test_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "12/", "12.12.", "May ", "2012-", "a" * 30, "é", "  "]
)
def test_hostile_text_costs_nothing(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = process_time()
    parse_date(text)
    is_date_line(text)
    assert process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2012-05-05 06:00 PM", "2012-05-05T18:00"),
        ("2012-05-05 12:10 am UTC", "2012-05-05T00:10+00:00"),
        ("Sat May 05 2012 18:00:00 GMT+0200 (CEST)", "2012-05-05T18:00:00+02:00"),
        ("May 5, 2012 at 6:00 pm GMT", "2012-05-05T18:00+00:00"),
    ],
)
def test_clocks_of_twelve_hours_and_zones(text: str, found: str) -> None:
    assert parse_date(text) == found


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Saturday, May 5, 2012 6:00 PM", True),
        ("2012-05-05T18:00:00 1336240800", True),
        ("Sat May 05 2012 18:00:00 GMT+0200 (CEST)", True),
        ("May 5, 2012", False),
        ("Seen on May 5, 2012 at 6:00 pm", False),
        ("Room 2012, 6:00", False),
        ("Permalink", False),
    ],
)
def test_a_moment_is_a_date_with_its_time(text: str, tells: bool) -> None:
    assert is_moment(text) is tells


@pytest.mark.parametrize(
    ("texts", "language", "order"),
    [
        (("on 25/12/2011", "5/6/2012"), "", "day first"),
        (("12/25/2011", "5/6/2012"), "fr", "month first"),
        (("5/6/2012",), "fr-FR", "day first"),
        (("5/6/2012",), "en-GB", "day first"),
        (("5/6/2012",), "en", "unknown"),
        (("25/12/2011", "12/25/2011"), "", "unknown"),
        ((), "", "unknown"),
    ],
)
def test_how_a_page_writes_its_dates(texts: tuple[str, ...], language: str, order: str) -> None:
    assert day_order(texts, language) == order


def test_a_page_is_asked_only_about_dates_with_slashes() -> None:
    assert ordered("5/6/2012, 7:00", lambda: "day first") == "6/5/2012, 7:00"
    assert ordered("5/6/2012", lambda: "month first") == "5/6/2012"

    def never() -> DayOrder:
        raise AssertionError

    assert ordered("5 June 2012 | a/b", never) == "5 June 2012 | a/b"
