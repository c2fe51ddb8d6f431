"""Comments as WordPress's REST interface gives them: ``/wp-json/wp/v2/comments?post=N``.

A JSON array of at most 100 comment objects; a longer thread comes as several files, in any order.
A parent on another page is remembered by its number. Pingbacks and trackbacks are no comments.
https://developer.wordpress.org/rest-api/reference/comments/
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from threads.addresses import canonical
from threads.errors import PageError
from threads.formats.html_text import Passage, read_text
from threads.formats.json_values import clean, identifier, iso_date, parse_json, text_of
from threads.markup import read_markup
from threads.model import Article, Comment, Placement, Thread
from threads.page import Page

NAME = "wordpress-rest"

_COMMENT_PAGE = re.compile(r"/comment-page-\d{1,6}/?$")
_PINGS = frozenset({"pingback", "trackback"})
_PUBLIC = frozenset({"approved", "approve", "1", None})
_QUARTER, _FURTHEST = timedelta(minutes=15), timedelta(hours=14)
_Row = dict[str, Any]


def recognise(page: Page) -> bool:
    """Tell by an array whose objects have what only WordPress's comments have together."""
    start = page.text.lstrip("\ufeff \t\n")
    names = ('"author_name"', '"rendered"', '"parent"')
    return start.startswith("[") and all(name in start for name in names)


def split(page: Page) -> Iterator[Page]:
    """Cut the newest comments of a whole site into a page for each post."""
    posts: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in _rows(page):
        posts[_post(row)].append(row)
    if len(posts) == 1:
        yield Page(page.source, page.text)
        return
    for name, rows in posts.items():
        yield Page(f"{page.source}#{name}", json.dumps(rows))


def read(page: Page) -> Thread:
    """Read the comments on one post; raises ``PageError`` for several, and for other arrays."""
    rows = _rows(page)
    posts = {_post(row) for row in rows}
    if len(posts) != 1:
        what = f"comments on {len(posts)} posts in one page"
        raise PageError(what, where=page.source, remedy="cut it with formats.pages_in first")
    url = next(filter(None, (post_address(text_of(row.get("link"))) for row in rows)), None)
    article = Article(external_id=posts.pop() or None, url=url, format=NAME)
    pings = {_number(row) for row in rows if text_of(row.get("type")) in _PINGS}
    said = sorted((row for row in rows if _number(row) not in pings), key=_age)
    numbered = enumerate(said, 1)
    return Thread(article=article, comments=tuple(_comment(n, r, pings) for n, r in numbered))


def _rows(page: Page) -> list[_Row]:
    rows = parse_json(page.text.lstrip("\ufeff"), page.source)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not _number(row):
            what = f"object {number} of the array is no comment"
            raise PageError(what, where=page.source, remedy="save /wp-json/wp/v2/comments?post=N")
    return list(rows)


def _number(row: _Row) -> str:
    return identifier(row.get("id")) or ""


def _post(row: _Row) -> str:
    return identifier(row.get("post")) or ""


def post_address(link: str | None) -> str | None:
    """Give a post's address from that of a comment on it: no anchor, no page of comments."""
    if link is None or not link.startswith(("http://", "https://")) or not canonical(link):
        return None
    return _COMMENT_PAGE.sub("/", link.partition("#")[0])


def _age(row: _Row) -> tuple[str, int, str]:
    number = _number(row)
    return _posted_at(row) or "", len(number), number


def _comment(position: int, row: _Row, pings: set[str]) -> Comment:
    name = text_of(row.get("author_name"))
    account = row.get("author")
    passage = _passage(row.get("content"))
    return Comment(
        id=_number(row),
        position=position,
        author=unescape(name) if name else None,
        external_id=_number(row),
        registered=account != 0 if isinstance(account, int) else None,
        posted_at=_posted_at(row),
        text=passage.text,
        quoted=passage.quoted,
        state="present" if _status(row) in _PUBLIC else "removed",
        placement=_placement(row, pings),
    )


def _status(row: _Row) -> str | None:
    return text_of(row.get("status"))


def _passage(content: object) -> Passage:
    rendered = content.get("rendered") if isinstance(content, dict) else content
    if not isinstance(rendered, str):
        return Passage("")
    return read_text(read_markup(f"<div>{clean(rendered)}</div>"))


def _posted_at(row: _Row) -> str | None:
    """Give the time on the site's clock, with the zone that it and the time in UTC make."""
    local, utc = iso_date(row.get("date")), iso_date(row.get("date_gmt"))
    if not local or not utc:
        return local or _in_utc(utc)
    here, there = datetime.fromisoformat(local), datetime.fromisoformat(utc)
    if here.tzinfo or there.tzinfo or "T" not in local:
        return local
    ahead = here - there
    if ahead % _QUARTER or abs(ahead) > _FURTHEST:
        return local  # the site's clock was set to another zone since
    minutes = int(abs(ahead).total_seconds()) // 60
    return f"{local}{'-' if ahead < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def _in_utc(utc: str | None) -> str | None:
    """Add the zone to a time that says none."""
    if utc is None or "T" not in utc or datetime.fromisoformat(utc).tzinfo:
        return utc
    return f"{utc}+00:00"


def _placement(row: _Row, pings: set[str]) -> Placement:
    parent = identifier(row.get("parent"))
    if parent is None:
        return Placement()
    if parent in {"0", ""} | pings:
        return Placement(kind="nested")
    return Placement(kind="nested", under=parent)
