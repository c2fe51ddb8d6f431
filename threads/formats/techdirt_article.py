"""The article above Techdirt's comments, in a plain-text extract: its parts, less the furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats.text_blocks import article_paragraphs
from threads.model import Article

_URL = re.compile(r"https?://\S{4,500}")
# The head of an extract (title, byline, date, dept) is no longer than this.
_HEAD_LINES = 12
_TITLE_LONGEST = 200
# What stands between the article and its comments.
_BELOW_BODY = ("if you liked this post, you may also be interested in",)
_NOT_TITLE = frozenset({"techdirt", "email this", "techdirt.", "permalink"})


def is_techdirt_article(lines: Sequence[str]) -> bool:
    """Tell whether lines have the "from the ... dept" line that only Techdirt prints."""
    return any(landmarks.DEPT.fullmatch(line) for line in _first_lines(lines))


def read_article(lines: Sequence[str], *, name: str, title: str = "") -> Article:
    """Read what stands above the comments; ``title`` is taken where the extract lost its own.

    ``tags`` holds the subjects of "Filed Under" and then the firms of "Companies": both say what
    the article is about, and the model has one place for that.
    """
    dept_at = next((i for i, x in enumerate(lines) if landmarks.DEPT.fullmatch(x)), len(lines))
    dept = None
    if dept_at <= 2 * _HEAD_LINES and dept_at < len(lines):
        dept = landmarks.DEPT.fullmatch(lines[dept_at])
        head, below = lines[:dept_at], lines[dept_at + 1 :]
    else:
        head, below = _split_title(lines, title)
    byline, below = _split_byline(below)
    parts = [part for line in (*head, *byline) for part in _byline_parts(line)]
    return Article(
        url=next((line for line in head if _URL.fullmatch(line)), None),
        title=_title(head) or title,
        author=_author(parts),
        outlet="Techdirt",
        dept=dept["dept"].strip() if dept else None,
        published_at=_published(parts),
        body="\n\n".join(article_paragraphs(_body(below))),
        tags=_tags(below),
        format=name,
    )


def _first_lines(lines: Sequence[str]) -> list[str]:
    return [line for line in lines[: 4 * _HEAD_LINES] if line][:_HEAD_LINES]


def _byline_parts(line: str) -> list[str]:
    """Split ``Mon, Mar 6th 2023 10:44am - Ann Example`` into date and ``by`` line."""
    when, dash, name = line[:_TITLE_LONGEST].partition(" - ")
    by = f"by {name.strip()}"
    if dash and is_date_line(when) and landmarks.AUTHOR.fullmatch(by):
        return [when, by]
    return [line]


def _is_byline(line: str) -> bool:
    return all(
        landmarks.AUTHOR.fullmatch(part) or is_date_line(part) or _URL.fullmatch(part)
        for part in _byline_parts(line)
    )


def _split_byline(lines: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """Cut author and date lines that stand below the dept line off the body."""
    at = 0
    while at < min(len(lines), _HEAD_LINES) and (not lines[at] or _is_byline(lines[at])):
        at += 1
    return [line for line in lines[:at] if line], lines[at:]


def _split_title(lines: Sequence[str], title: str) -> tuple[Sequence[str], Sequence[str]]:
    """Cut the title off where there is no dept line to show where it ends."""
    first = next((at for at, line in enumerate(lines) if line), len(lines))
    if first == len(lines):
        return (), ()
    line = lines[first]
    heading = len(line) <= _TITLE_LONGEST and not line.endswith(".")
    if line.casefold() == title.casefold() or (heading and not title):
        return lines[: first + 1], lines[first + 1 :]
    return (), lines


def _title(head: Sequence[str]) -> str:
    """Give the line nearest to the dept line that is no byline: navigation stands further up."""
    for line in reversed(head):
        if line and not _is_byline(line) and line.casefold() not in _NOT_TITLE:
            return line
    return ""


def _author(lines: Sequence[str]) -> str | None:
    for line in lines:
        if match := landmarks.AUTHOR.fullmatch(line):
            return match["name"]
    return None


def _published(lines: Sequence[str]) -> str | None:
    return next((parse_date(line) for line in lines if is_date_line(line)), None)


def _body(lines: Sequence[str]) -> list[str]:
    """Give the lines up to the first furniture."""
    for at, line in enumerate(lines):
        if _is_below_body(line):
            return list(lines[:at])
    return list(lines)


def _is_below_body(line: str) -> bool:
    if not line:
        return False
    return (
        landmarks.starts_like(line, (*landmarks.APPEAL_STARTS[1:], *landmarks.RATING_LINES))
        or line.casefold() == landmarks.APPEAL_STARTS[0]
        or landmarks.starts_like(line, _BELOW_BODY)
        or bool(landmarks.FILED_UNDER.match(line) or _is_companies(line))
        or landmarks.ends_comments(line)
        or bool(landmarks.SUBSCRIBE.fullmatch(line))
        or bool(landmarks.CLAIMED.fullmatch(line))
    )


def _is_companies(line: str) -> bool:
    """Tell the list of firms from a sentence that begins so."""
    return bool(landmarks.COMPANIES.match(line)) and not line.endswith((".", "!", "?"))


def _tags(lines: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern in (landmarks.FILED_UNDER, landmarks.COMPANIES):
        for line in lines:
            if match := pattern.match(line):
                found.update(dict.fromkeys(filter(None, map(str.strip, match["tags"].split(",")))))
    return tuple(found)
