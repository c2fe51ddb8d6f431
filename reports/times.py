"""Times as people read them, and whether they can carry an axis.

Months have English names whatever the machine's locale, unless a language is asked for: the same
database gives the same page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from analyzers.measures import moment
from reports.locale import date as written

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)"
    r"(?:[T ](?P<clock>[0-2]\d:[0-5]\d)(?::[0-6]\d(?:\.\d{1,9})?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)

SQUEEZED = 0.1
"""Where the middle eight tenths of the comments fall in less of the span than this, a time axis
would crush them into a line for the sake of a few latecomers."""


def when(iso: str | None) -> str:
    """Write ``2015-09-18T16:51`` as ``18 Sep 2015, 16:51``; what is no such time as it is."""
    found = _ISO.fullmatch(iso or "")
    if not found:
        return iso or ""
    day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
    if day is None:
        return found[0]
    zone = found["zone"] or ""
    zone = " UTC" if zone in {"Z", "+00:00", "+0000"} else f" UTC{zone}" if zone else ""
    return f"{day}, {found['clock']}{zone}" if found["clock"] else day


def day(iso: str | None) -> str:
    """Write a time's day alone."""
    found = _ISO.fullmatch(iso or "")
    return when(found[0][:10]) if found else iso or ""


def _day(year: int, month: int, day: int) -> str | None:
    """Write a day; None where there is none, as the 31st of February."""
    try:
        known = date(year, month, day)
    except ValueError:
        return None
    return written(known) or f"{day} {_MONTHS[month - 1]} {year}"


def on_axis(iso: str | None, *, utc: bool = False) -> str | None:
    """Give a time to the minute for an axis, by its own clock; None where only a day is known.

    ``utc``: by that of UTC, for times of several zones; one without a zone is taken to be in it.
    """
    found = _ISO.fullmatch(iso or "")
    if not found or not found["clock"]:
        return None
    if utc and (known := moment(iso)):
        return f"{known:%Y-%m-%d %H:%M}"
    return f"{found['year']}-{found['month']}-{found['day']} {found['clock']}"


def of_one_zone(times: Iterable[str | None]) -> bool:
    """Tell whether all times that are known can be read off one clock, as most pages' can."""
    return len({found["zone"] for iso in times if (found := _ISO.fullmatch(iso or ""))}) < 2


def carry_an_axis(times: Sequence[str | None]) -> bool:
    """Tell whether every comment has a time of day and they spread widely enough to be seen."""
    utc = not of_one_zone(times)
    known = sorted(filter(None, (on_axis(time, utc=utc) for time in times)))
    if len(known) < max(2, len(times)):
        return False
    try:
        minutes = [
            datetime.fromisoformat(time).replace(tzinfo=UTC).timestamp() / 60 for time in known
        ]
    except ValueError:  # the 31st of February
        return False
    edge = len(minutes) // 10
    span = minutes[-1] - minutes[0]
    return span > 0 and minutes[-1 - edge] - minutes[edge] >= SQUEEZED * span
