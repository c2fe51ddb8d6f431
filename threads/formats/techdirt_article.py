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
    dept_at = next((i for i, x in enumerate(lines) if landmarks.DEPT.fullmatch(x)), None)
    head = lines[: dept_at or 0]
    if dept_at is None or dept_at > _HEAD_LINES * 2:
        dept_at, head = None, lines[:1] if not title else ()
    body = lines[(dept_at + 1 if dept_at is not None else len(head)) :]
    byline, body = _split_byline(body)
    dept = landmarks.DEPT.fullmatch(lines[dept_at]) if dept_at is not None else None
    return Article(
        url=next((line for line in head if _URL.fullmatch(line)), None),
        title=_title(head) or title,
        author=_author([*head, *byline]),
        outlet="Techdirt",
        dept=dept["dept"].strip() if dept else None,
        published_at=_published([*head, *byline]),
        body="\n\n".join(article_paragraphs(_body(body))),
        tags=_tags(body),
        format=name,
    )


def _first_lines(lines: Sequence[str]) -> list[str]:
    return [line for line in lines[: 4 * _HEAD_LINES] if line][:_HEAD_LINES]


def _is_byline(line: str) -> bool:
    return (
        bool(landmarks.AUTHOR.fullmatch(line)) or is_date_line(line) or bool(_URL.fullmatch(line))
    )


def _split_byline(lines: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """Cut author and date lines that stand below the dept line off the body."""
    at = 0
    while at < min(len(lines), _HEAD_LINES) and (not lines[at] or _is_byline(lines[at])):
        at += 1
    return [line for line in lines[:at] if line], lines[at:]


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
        or bool(landmarks.FILED_UNDER.match(line) or landmarks.COMPANIES.match(line))
        or landmarks.ends_comments(line)
        or bool(landmarks.SUBSCRIBE.fullmatch(line))
        or bool(landmarks.CLAIMED.fullmatch(line))
    )


def _tags(lines: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for pattern in (landmarks.FILED_UNDER, landmarks.COMPANIES):
        for line in lines:
            if match := pattern.match(line):
                found.update(dict.fromkeys(filter(None, map(str.strip, match["tags"].split(",")))))
    return tuple(found)
