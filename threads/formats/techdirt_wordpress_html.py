"""Techdirt's pages since 2022 as HTML, printed by WordPress's Twenty Twenty comment walker.

The ground is what the page prints: ``NAME says:`` with a date after it, the subject as a heading,
the text, a reply link; child comments stand in their parent's ``div``, with no list around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from threads import landmarks
from threads.dates import is_date_line, parse_date
from threads.formats import selectors
from threads.formats.comment_lists import Entry, has_reply_link, is_reply_link, read_list
from threads.formats.html_comment import Own, is_notice, read_body
from threads.formats.html_walk import Line, attribute, scan_lines, texts
from threads.markup import Element
from threads.model import Comment, Thread
from threads.page import Page

NAME = "techdirt-wordpress-html"

# How the heading begins, wherever it stands and whatever its case.
_HEADING = re.compile(r"comments\s+on\s+[“\"]")
_SITE = re.compile(r"techdirt", re.IGNORECASE)
# Author, date and subject stand within so many lines from the byline on.
_HEAD_LINES = 5
_VOTES = re.compile(
    r"(?:(?P<before>\d{1,6})\s)?(?P<kind>insightful|funny)(?:\s?votes?)?"
    r"(?::?\s?\(?(?P<after>\d{1,6})\)?)?",
    re.IGNORECASE,
)
_VOTES_LENGTH = 40
# Comment text on the site can hold neither of these.
_FRAME = frozenset({"header", "footer"})


@dataclass(slots=True)
class _Mark:
    """Where a comment shows itself: its own element where known, else its byline's block."""

    element: Element
    byline: re.Match[str] | None = None


def recognise(page: Page) -> bool:
    """Tell by bylines with dates, under the site's heading or on a page that names the site."""
    if not page.is_html or "says:" not in page.text:
        return False
    title = page.tree.first("title")
    of_site = title is not None and _SITE.search(title.text) is not None
    # Most pages are other sites': their lines needn't be told apart to see that.
    if not of_site and not _HEADING.search("".join(texts(page.tree)).casefold()):
        return False
    if not any(mark.byline for mark in page.once(_marks)):
        return False
    lines = page.once(_lines)
    return of_site or any(landmarks.WORDPRESS_HEADING.fullmatch(line.text) for line in lines)


def read(page: Page) -> Thread:
    """Parse article and comments."""
    marks = page.once(_marks)

    def entry(number: int, own: Own, position: int) -> Entry:
        return Entry(_read_comment(marks[number], own, position), has_reply_link(own))

    elements = [mark.element for mark in marks]
    return read_list(page, NAME, elements, entry, known=_is_comment, nests=True)


def _is_comment(tag: Element) -> bool:
    return selectors.WORDPRESS_ANCHOR.fullmatch(attribute(tag, "id")) is not None


def _lines(page: Page) -> list[Line]:
    return list(scan_lines(page.tree, _is_comment))


def _marks(page: Page) -> list[_Mark]:
    return _find_marks(page.once(_lines))


def _find_marks(lines: Sequence[Line]) -> list[_Mark]:
    """Find the comments: known elements, and bylines followed by a date outside of these.

    A paragraph that ends in "says:" is no byline: no date follows it.
    """
    marks: list[_Mark] = []
    by_item: dict[int, _Mark] = {}
    for line, after in zip_longest(lines, lines[1:]):
        mark = by_item.get(id(line.item)) if line.item is not None else None
        if line.item is not None and mark is None:
            mark = by_item[id(line.item)] = _Mark(line.item)
            marks.append(mark)
        byline = landmarks.WORDPRESS_BYLINE.fullmatch(line.text)
        if byline is None or (mark is not None and mark.byline is not None):
            continue
        if mark is None:
            if not (line.times or (after is not None and _is_date(after))):
                continue
            mark = _Mark(line.block)
            marks.append(mark)
        mark.byline = byline
    return marks


def _is_date(line: Line) -> bool:
    return bool(line.times) or is_date_line(line.text)


def _read_comment(mark: _Mark, own: Own, position: int) -> Comment:
    byline = mark.byline
    root = own.only(selectors.WORDPRESS_BODY)
    at = own.line_at(byline.string if byline else None)
    dates = [line for line in own.lines[max(at, 0) : max(at, 0) + _HEAD_LINES] if _is_date(line)]
    title = own.title(at, root, between=lambda line: _is_date(line) or is_notice(line.text))
    head = {line.text for line in dates} | ({byline.string} if byline else set())
    body = read_body(
        own,
        root=root,
        drop=lambda tag: tag.name in _FRAME or (title is not None and tag is title.block),
        head=head.__contains__,
        foot=_is_foot,
        italic_quotes=True,
    )
    votes = _votes(own.lines)
    return Comment(
        id=f"p{position}",
        position=position,
        author=byline["name"].strip() if byline else None,
        external_id=_external_id(own),
        registered=_is_registered(mark, own.lines[at]) if byline else None,
        posted_at=_posted_at(dates),
        subject=title.text if title is not None else "",
        text=body.text,
        quoted=body.quoted,
        votes_insightful=votes.get("insightful"),
        votes_funny=votes.get("funny"),
        flagged=body.flagged,
        state=body.state,
    )


def _posted_at(dates: Sequence[Line]) -> str | None:
    for line in dates:
        for text in (*line.times, line.text):
            if when := parse_date(text):
                return when
    return None


def _is_registered(mark: _Mark, line: Line) -> bool:
    """Tell by "(profile)", or by a link to the site's own page of the user.

    Other commenters' names may link too, to wherever they like.
    """
    if mark.byline is not None and mark.byline["profile"]:
        return True
    links = (attribute(link, "href") for link in line.block.inside({"a"}))
    return any(selectors.TECHDIRT_USER.fullmatch(link) for link in links)


def _votes(lines: Sequence[Line]) -> dict[str, int]:
    """Give the counts of lines like ``12 insightful`` or ``Funny (3)``; none was ever seen."""
    found = {}
    for line in lines:
        match = _VOTES.fullmatch(line.text) if len(line.text) < _VOTES_LENGTH else None
        count = (match["before"] or match["after"]) if match else None
        if match and count:
            found[match["kind"].casefold()] = int(count)
    return found


def _is_foot(line: str) -> bool:
    return (
        landmarks.is_button(line)
        or landmarks.ends_comments(line)
        or _VOTES.fullmatch(line[:_VOTES_LENGTH]) is not None
    )


def _external_id(own: Own) -> str | None:
    """Give N of ``comment-N``: the comment's id, or its permalink, or its reply link.

    Links in the text may point at other comments.
    """
    if match := selectors.WORDPRESS_ANCHOR.fullmatch(attribute(own.item, "id")):
        return match[1]
    for tag in own.tags:
        match = selectors.COMMENT_LINK.fullmatch(attribute(tag, "href"))
        if tag.name == "a" and match and (is_reply_link(tag) or tag.first("time") is not None):
            return match[1]
    return None
