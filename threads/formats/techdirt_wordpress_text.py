"""Plain-text extracts of Techdirt's WordPress pages (2022 on, older articles too).

``Comments on “TITLE”``, then for each comment ``NAME says:``, a date in some, the subject if there
is one, and the text. One extractor drops every ``NAME says:``; then only subjects separate
comments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats.subject_lines import RawComment, Told, is_re_line, tell_subjects
from threads.formats.techdirt_article import is_techdirt_article, read_article
from threads.formats.text_blocks import blank_run, clean_lines, marked_quotes
from threads.model import Comment, Placement, Thread
from threads.page import Page
from threads.subjects import parse_subject

NAME = "techdirt-wordpress-text"

_SAYS = re.compile(r"(?P<byline>.{1,260}? says:)(?:\s{1,3}(?P<when>.{6,60}))?", re.IGNORECASE)
# "As Mike says:" introduces a quotation; no name begins so, nor has a sentence's end within.
_NO_NAME = re.compile(
    r"(?:as|he|she|it|who|which|and|but|or|also|because|if)\s"
    r"|(?!(?:mr|mrs|ms|dr|prof|rev|st)\.\s).*[.!?:,;]\s.*\s",
    re.IGNORECASE,
)
_NAME_LONGEST, _NAME_WORDS = 60, 8
_SUBJECT_LONGEST = 160
# Heading, feed link and count stand in so many lines.
_HEADING_LINES = 8


def recognise(page: Page) -> bool:
    """Tell by the heading of the list, by bylines below its feed link, or by the dept line.

    An article without comments ("Add Your Comment" and no heading) is read here as well.
    """
    if page.text.lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    lines = clean_lines(page.text)
    if is_techdirt_article(lines):
        return True
    heading = any(landmarks.WORDPRESS_HEADING.fullmatch(line) for line in lines)
    feed = any("leave a comment" in x.casefold() for x in lines if landmarks.SUBSCRIBE.fullmatch(x))
    says = any(_says(line) for line in lines)
    return heading + feed + says >= 2


def read(page: Page) -> Thread:
    """Read article and comments."""
    lines = clean_lines(page.text)
    start = _comments_start(lines)
    heading = landmarks.WORDPRESS_HEADING.fullmatch(lines[start]) if start < len(lines) else None
    title = heading["title"].strip() if heading else ""
    article = read_article(lines[:start], name=NAME, title=title)
    if article.dept is None and not any(map(_is_techdirts, lines)):
        article = replace(article, outlet=None)  # other WordPress sites print such headings too
    raws = _cut(_list_of(lines[start + 1 :]))
    told = tell_subjects(raws, f"{article.title}\n{article.body}")
    article = replace(article, claimed_comments=_claimed(lines[start : start + _HEADING_LINES]))
    return Thread(article=article, comments=tuple(map(_comment, count(1), raws, told)))


def _is_techdirts(line: str) -> bool:
    return "techdirt" in line[:80].casefold() and landmarks.ends_comments(line)


def _comments_start(lines: Sequence[str]) -> int:
    """Give the line of the heading, or else the one before the first comment."""
    for found in (landmarks.WORDPRESS_HEADING.fullmatch, landmarks.SUBSCRIBE.fullmatch):
        for at, line in enumerate(lines):
            if found(line):
                return at
    says = next((at for at, line in enumerate(lines) if _says(line)), len(lines) + 1)
    return max(says - 1, 0)


def _claimed(lines: Sequence[str]) -> int | None:
    for line in lines:
        if match := landmarks.CLAIMED.fullmatch(line):
            return int(re.sub(r"\D", "", match["count"]))
    return None


def _list_of(lines: Sequence[str]) -> Sequence[str]:
    """Give the lines of the list: less what stands in its heading and what is printed below."""
    last_says = max((at for at, line in enumerate(lines) if _says(line)), default=0)
    end = next(
        (at for at in range(last_says, len(lines)) if landmarks.ends_comments(lines[at])),
        len(lines),
    )
    top = lines[: min(_HEADING_LINES, end)]
    in_heading = [at for at, line in enumerate(top) if _is_heading(line)]
    return lines[in_heading[-1] + 1 if in_heading else 0 : end]


def _is_heading(line: str) -> bool:
    return bool(landmarks.SUBSCRIBE.fullmatch(line) or landmarks.CLAIMED.fullmatch(line))


def _says(line: str) -> re.Match[str] | None:
    """Match a byline that can be one; the date that may follow it must be a date."""
    if not line or len(line) > 330:
        return None
    match = _SAYS.fullmatch(line)
    byline = landmarks.WORDPRESS_BYLINE.fullmatch(match["byline"]) if match else None
    if not match or not byline or (match["when"] and not is_date_line(match["when"])):
        return None
    name = byline["name"]
    if len(name) > _NAME_LONGEST or len(name.split()) > _NAME_WORDS or _NO_NAME.match(name):
        return None
    return match


def _cut(lines: Sequence[str]) -> list[RawComment]:
    heads = [at for at, line in enumerate(lines) if _says(line)]
    apart = [at for at in heads if at == 0 or not lines[at - 1]]
    if 2 * len(apart) > len(heads):  # then one inside a paragraph is no byline
        heads = sorted({*heads[:1], *apart})
    if not heads:
        return _cut_at_subjects(lines)
    ends = [*heads[1:], len(lines)]
    return [_raw(lines[start:end]) for start, end in zip(heads, ends, strict=True)]


def _raw(lines: Sequence[str]) -> RawComment:
    """Read byline, date and text of one comment."""
    match = _says(lines[0])
    byline = landmarks.WORDPRESS_BYLINE.fullmatch(match["byline"]) if match else None
    raw = RawComment(headed=True)
    if match and byline:
        raw.author, raw.when = byline["name"].strip(), match["when"]
        raw.registered = byline["profile"] is not None
    start = 1
    after = 1 + blank_run(lines, 1)
    if raw.when is None and after < len(lines) and is_date_line(lines[after]):
        raw.when, start = lines[after], after + 1
    _fill(raw, lines[start:])
    return raw


def _fill(raw: RawComment, lines: Sequence[str]) -> None:
    for line in lines:
        if not landmarks.is_button(line):
            raw.add(line)


def _cut_at_subjects(lines: Sequence[str]) -> list[RawComment]:
    """Cut where every byline was dropped: at dates, ``Re:`` lines, and lines that those answer.

    A comment without a subject, or with one that nobody answered, can't be told from the text of
    the one before it, and stays there: too few comments rather than invented ones.
    """
    answered = {parse_subject(line).topic for line in lines if is_re_line(line)}
    raws: list[RawComment] = []
    for line in lines:
        if _is_moment(line):
            raws.append(RawComment(when=line))
            continue
        empty = bool(raws) and not any(raws[-1].lines)
        if line and not empty and (not raws or _is_subject(line, answered)):
            raws.append(RawComment())
        if raws:
            _fill(raws[-1], [line])
    return raws


def _is_moment(line: str) -> bool:
    """Tell whether a line is a date with a time of day, as only comments have."""
    return is_date_line(line) and "T" in (parse_date(line) or "")


def _is_subject(line: str, answered: set[str]) -> bool:
    if is_re_line(line):
        return True
    return len(line) <= _SUBJECT_LONGEST and parse_subject(line).topic in answered


def _comment(position: int, raw: RawComment, tell: Told) -> Comment:
    text = "\n\n".join(tell.paragraphs)
    return Comment(
        id=f"c{position}",
        position=position,
        author=raw.author,
        registered=raw.registered,
        posted_at=parse_date(raw.when),
        subject=tell.subject,
        subject_lost=tell.lost,
        text=text,
        quoted=marked_quotes(text),
        flagged=raw.flagged,
        placement=Placement(kind="threaded"),
    )
