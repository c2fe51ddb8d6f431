"""JSON from strangers: parsed without surprises, and its values made ours.

Whatever Python's parser trips over (nesting thousands deep, numbers of thousands of digits) becomes
a ``PageError``; ``NaN`` and ``Infinity``, which are no JSON and yet common, count as null.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from threads.errors import PageError

# What neither SQLite nor XML nor a terminal takes: half of a surrogate pair, control characters.
_HALF = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What of ASCII stays as it is.
_PLAIN = bytes((9, 10, *range(32, 127)))
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_EPOCH = datetime(1970, 1, 1)  # of UTC, which is left out
_LONGEST_NUMBER = 40  # characters of a number written as text
LARGEST = 2**53  # the largest whole number that every reader of JSON keeps exact
# Made once: json.loads makes a new one at each call that asks for anything but the usual.
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
_SCAN: Callable[[str, int], tuple[Any, int]] = _DECODER.scan_once  # type: ignore[attr-defined]


def parse_json(text: str, where: str, line: int = 0) -> Any:
    """Parse JSON; raises ``PageError`` that names the line of the source, where it is one."""
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise _refused("nested too deep", where, line) from error
    except ValueError as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "a number too long"
        raise _refused(f"no JSON: {why}", where, line) from error


def parse_at(text: str, start: int) -> tuple[Any, int]:
    """Parse what begins at a place, and tell where it ends: -1 for no JSON, as for a blank."""
    try:
        found: tuple[Any, int] = _SCAN(text, start)
    except (StopIteration, ValueError, RecursionError):
        return None, -1
    return found


def _refused(what: str, where: str, line: int) -> PageError:
    what = f"line {line}: {what}" if line else what
    return PageError(what, where=where, remedy="was the file cut short?")


def clean(text: str) -> str:
    """Make line ends newlines, drop control characters, replace halves of surrogate pairs."""
    if text.isascii():  # as most are: looked through by bytes, which is six times as fast
        if not text.encode().translate(None, _PLAIN):
            return text
    elif text.replace("\n", "").isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _HALF.sub("\ufffd", lines))


def text_of(value: object) -> str | None:
    """Give a text on one line, None for what is no text or has nothing in it."""
    if not isinstance(value, str):
        return None
    return " ".join((value if value.isprintable() else clean(value)).split()) or None


def identifier(value: object) -> str | None:
    """Give an id as text, whether it was written as a text or a whole number; else None."""
    if isinstance(value, str):
        return value if value.isprintable() else clean(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return str(value)
    return None


def count_of(value: object) -> int | None:
    """Give a whole number from 0 on that other programs can hold, else None."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= LARGEST else None


def flag(value: object) -> bool | None:
    """Give true or false (also as 1 or 0), else None."""
    return bool(value) if isinstance(value, int) and value in (0, 1) else None


def seconds(value: object) -> float | int | None:
    """Give a number, also where it is written as text; None for what is none."""
    if isinstance(value, str) and len(value) <= _LONGEST_NUMBER:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) <= LARGEST and math.isfinite(value) else None


def moment(value: object) -> str | None:
    """Turn seconds since 1970 (UTC) into ``YYYY-MM-DDTHH:MM:SS``; None where that is no date."""
    number = value if type(value) is int else seconds(value)
    if number is None or abs(number) > LARGEST:
        return None
    try:
        return (_EPOCH + timedelta(0, number)).isoformat()
    except OverflowError:
        return None


def iso_date(value: object) -> str | None:
    """Give an ISO 8601 date, with or without time and zone, as it stands; else None."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value
