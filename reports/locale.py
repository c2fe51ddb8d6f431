"""Numbers and dates as a language writes them; the report's words stay English.

``en``, the default, is the report's own way (``1,204``, ``41%``, ``18 Sep 2015, 16:51``) and needs
no library; any other language is written after CLDR, as Babel has it. Which language is meant is
known to everything that is told while ``writing_in`` lasts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from threads.errors import RejoinderError

if TYPE_CHECKING:
    from babel import Locale

DEFAULT = "en"
# CLDR's patterns of a day: words in quotes, and fields, of which plotly.js (D3) has its own names.
_FIELDS = re.compile(r"'([^']*)'|(([A-Za-z])\3*)")
_D3 = {
    "d": "%-d", "dd": "%d", "M": "%-m", "L": "%-m", "MM": "%m", "LL": "%m", "MMM": "%b",
    "LLL": "%b", "MMMM": "%B", "LLLL": "%B", "y": "%Y", "yyyy": "%Y",
}  # fmt: skip
_LANGUAGE: ContextVar[str] = ContextVar("language of numbers and dates", default=DEFAULT)


@contextmanager
def writing_in(language: str) -> Iterator[None]:
    """Have numbers and dates written in a language: ``de``, ``en-GB``, ``pt_BR``.

    Raises ``RejoinderError`` for one that Babel doesn't know.
    """
    if language != DEFAULT:
        _known(language)
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def language() -> str:
    """Give the code of the language that is written in now."""
    return _LANGUAGE.get()


def chosen() -> Locale | None:
    """Give the language chosen; None for the report's own way."""
    language = _LANGUAGE.get()
    return None if language == DEFAULT else _known(language)


def number(value: float, places: int = 0) -> str:
    """Write a number with so many decimal places."""
    if _LANGUAGE.get() == DEFAULT:
        return f"{value:,.{places}f}"
    return _number(round(value, places), places, _LANGUAGE.get())


def brief(value: float) -> str:
    """Write a number with no more decimal places than it has."""
    return number(value, len(f"{value:g}".partition(".")[2]))


def percentage(share: float) -> str:
    """Write a share in whole percent."""
    if _LANGUAGE.get() == DEFAULT:
        return f"{100 * share:.0f}%"
    return _percentage(round(share, 2), _LANGUAGE.get())


def date(day: datetime.date) -> str | None:
    """Write a day; None in the report's own way, which ``reports.times`` has."""
    if _LANGUAGE.get() == DEFAULT:
        return None
    return _date(day, _LANGUAGE.get())


def axis_day(*, year: bool) -> str:
    """Give the format by which plotly.js writes a day on an axis, as ``12 Mar 2019``."""
    locale, fields = chosen(), "yMMMd" if year else "MMMd"
    if locale is None or fields not in locale.datetime_skeletons:
        return "%-d %b %Y" if year else "%-d %b"
    return _FIELDS.sub(_for_d3, locale.datetime_skeletons[fields].pattern)


def _for_d3(found: re.Match[str]) -> str:
    quoted, field, _ = found.groups()
    return quoted if field is None else _D3.get(field, "")


def for_plotly() -> dict[str, Any]:
    """Give what plotly.js needs to write its axes so: settings beside ``layout.CONFIG``."""
    locale = chosen()
    if locale is None:
        return {}
    months = {width: _names(locale.months["format"][width]) for width in ("wide", "abbreviated")}
    days = {width: _names(locale.days["format"][width]) for width in ("wide", "abbreviated")}
    symbols = locale.number_symbols["latn"]
    written = {
        "months": months["wide"],
        "shortMonths": months["abbreviated"],
        "days": [days["wide"][-1], *days["wide"][:-1]],  # plotly's weeks begin on Sunday
        "shortDays": [days["abbreviated"][-1], *days["abbreviated"][:-1]],
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
    }
    name = str(locale).replace("_", "-")
    return {"locale": name, "locales": {name: {"dictionary": {}, "format": written}}}


def _names(by_number: Any) -> list[str]:
    return [by_number[number] for number in sorted(by_number)]


# A page of 10,000 comments writes tens of thousands of them, few of which differ.
@lru_cache(4096)
def _number(value: float, places: int, language: str) -> str:
    from babel.numbers import format_decimal

    shape = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(value, shape, _known(language))


@lru_cache(4096)
def _percentage(share: float, language: str) -> str:
    from babel.numbers import format_percent

    return format_percent(share, locale=_known(language))


@lru_cache(4096)
def _date(day: datetime.date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "medium", _known(language))


@cache
def _known(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise RejoinderError(
            f"no such language: {language}", remedy="give a code such as de, fr, en-GB or pt-BR"
        ) from None
