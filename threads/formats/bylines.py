"""A printed line as a byline: whether it holds a date and at most a name, and which.

In whatever order and language, and however name, date, links and counts run together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats.html_walk import Line

LENGTH = 180  # characters of a byline
NAME_LENGTH, NAME_WORDS = 100, 12
TRIM = " \t,;:|·•–—-()[]#»…\u200b"
_BAR_WORDS = 6
# A byline that only its markup tells apart has no longer names.
_BYLINE_WORDS = 6
# What follows a date in brackets, [3 favorites] or (link), is no longer than this.
_NOTE = 40
_AGO = 40  # characters of "about 11 years ago"
_BY = re.compile(
    r"(?:(?:post|posted|written|submitted|comment) )?(?:by|von|par|por|di|door|af|av):?\s", re.I
)
_NUMBERED = re.compile(r"#\d{1,6}[\s.:]{1,3}")
_DIGIT = re.compile(r"[0-9]")
_COUNT = re.compile(r"[+-]?\d{1,6}(?: [^\W\d_]{1,12})?")
_CLOSING = (")", "]")
_NOT_NAMES = frozenset({"on", "at", "am", "le", "el", "um", "posted", "by", "and", "the"})


def dateline(line: Line) -> str | None:
    """Give the name on a line that holds a date and at most a name ("" for none), else None.

    A line with a ``time`` element is one whatever its words.
    """
    if len(line.text) > LENGTH:
        return None
    name = name_beside_date(line.text)
    if name is None and line.parts and _DIGIT.search(line.text):
        name = _name_among(line.parts)
    if name and name.casefold() in landmarks.LABELS:
        return None
    return name or "" if name is not None or line.times else None


@lru_cache(maxsize=1024)
def _name_among(parts: tuple[str, ...]) -> str | None:
    """Give the name among a line's texts of which one is a date, however they run together.

    "" where there is none; None where no text is a date, or where there are other words.
    """
    texts = [text for part in parts if (text := _trim(" ".join(part.split())))]
    dated = [text for text in texts if is_date_line(text) or landmarks.RELATIVE.fullmatch(text)]
    if not dated:
        return None
    names = [text for text in texts if text not in dated and not is_aside(text)]
    if len(names) > 1 or any(len(name.split()) > _BYLINE_WORDS for name in names):
        return None
    return clean_name(names[0]) if names else ""


def is_aside(text: str) -> bool:
    """Tell of a text in a byline whether it is neither name nor date: a link, a count, a verb."""
    folded = text.casefold()
    return (
        not any(map(str.isalnum, text))
        or folded in _NOT_NAMES
        or folded in landmarks.VERBS
        or folded in landmarks.BADGES
        or landmarks.is_link_bar(text)
        or _COUNT.fullmatch(text) is not None
    )


@lru_cache(maxsize=1024)
def name_beside_date(text: str) -> str | None:
    """Give what stands beside the date: "" for nothing, None where that is no name (or no date)."""
    if not parse_date(text):
        return "" if len(text) <= _AGO and tells_time(text) else None
    rest = without_bar(text)
    says = landmarks.SAYS.fullmatch(rest)
    rest = says["name"] if says else rest
    if is_date_line(rest):
        return ""
    words = rest.split()
    most = min(len(words), NAME_WORDS + 1)
    for count in range(1, most):
        if is_date_line(" ".join(words[count:])):
            return clean_name(" ".join(words[:count]))
    # "On November 1 Ann said:" is a byline, "On November 1 Ann left." a sentence.
    for count in range(1, most if says else 1):
        if is_date_line(" ".join(words[:-count])):
            return clean_name(" ".join(words[-count:]))
    return None


@lru_cache(maxsize=1024)
def without_bar(text: str) -> str:
    """Cut ``| Permalink``, ``- Antworten``, ``(#123)``, ``. Reply #`` off the end of a date."""
    when = parse_date(text)
    if text[-1:] in _CLOSING:
        at = max(text.rfind("("), text.rfind("["))
        if 0 < at >= len(text) - _NOTE and parse_date(text[:at]) == when:
            text = text[:at].rstrip()
    words = text.split()
    if not words or not landmarks.may_end_link_bar(words[-1]):
        return text
    for count in range(min(_BAR_WORDS, len(words) - 1), 0, -1):
        bar, rest = " ".join(words[-count:]), " ".join(words[:-count])
        told = "#" in bar or any(c.isalpha() for c in bar)
        if told and landmarks.is_link_bar(bar) and parse_date(rest) == when:
            return rest
    return text


def clean_name(name: str) -> str:
    """Take ``by``, brackets, verbs and separators off a name; "" where nothing is left."""
    name = " ".join(name.split())[: 2 * LENGTH]
    says = landmarks.SAYS.fullmatch(name)
    name = landmarks.less_status(says["name"] if says else name)
    if numbered := _NUMBERED.match(name):
        name = name[numbered.end() :]
    name = _trim(name)
    if by := _BY.match(name):
        name = name[by.end() :]
    while (words := name.split()) and _is_no_name(words[-1]):
        name = " ".join(words[:-1])
    name = _trim(landmarks.less_status(name))
    return "" if len(name) > NAME_LENGTH or name.casefold() in _NOT_NAMES else name


def tells_time(text: str) -> bool:
    """Tell whether a text has a date in it, or is one like "3 hours ago"."""
    return bool(parse_date(text)) or landmarks.RELATIVE.fullmatch(text.strip(TRIM)) is not None


def _is_no_name(word: str) -> bool:
    return word.casefold() in _NOT_NAMES or word.rstrip(".…") in landmarks.VERBS


def _trim(name: str) -> str:
    """Take separators off both ends; a bracket that belongs to the name stays: ``Ann (Leeds)``."""
    bare = name.strip(TRIM)
    if "(" not in bare or bare.count("(") == bare.count(")"):
        return bare
    return f"{bare})" if f"{bare})" in name else bare
