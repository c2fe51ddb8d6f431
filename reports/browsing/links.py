"""Cells that lead somewhere: a comment to its place on the page, an article to its queries.

Values are other people's words. Whatever is put into HTML here is escaped by ``Markup.format``, and
only http(s) addresses become links to the outside.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from reports.queries.prepared import PREPARED, SOURCE

Ask = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
"""Runs SQL on the database being browsed, as Datasette's ``Database.execute`` does."""

_COMMENT = re.compile(r"[0-9a-f]{12}-[0-9a-z]{8}")
_ARTICLE = re.compile(r"[0-9a-f]{12}")
_OUTSIDE = re.compile(r"https?://[^\s]+")
_SHOWN = ("thread", "article-chains", "shares", "article-people")
_TITLES = {one.name: one.title.partition(",")[0] for one in PREPARED if one.name in _SHOWN}
_SOURCE = f"SELECT {SOURCE} FROM comments c JOIN articles a ON a.id = c.article_id WHERE c.id = :id"


def article_links(home: str, title: str, article: str) -> Markup:
    """Give an article's title with links to the prepared queries on it; ``home`` is the address."""
    asked = urlencode({"article": article})
    more = Markup(" · ").join(
        Markup('<a href="{}/{}?{}">{}</a>').format(home, name, asked, called)
        for name, called in _TITLES.items()
    )
    return Markup('{}<div class="more">{}</div>').format(title or "(no title)", more)


def row_link(home: str, column: str, value: object) -> Markup | None:
    """Make the id of a comment or article in a query's result lead to its row."""
    if not isinstance(value, str):
        return None
    if column == "comment_id" and _COMMENT.fullmatch(value):
        short = value.partition("-")[2]
        return Markup('<a href="{}/comments/{}">{}</a>').format(home, value, short)
    if column == "article_id" and _ARTICLE.fullmatch(value):
        return Markup('<a href="{}/articles/{}">{}</a>').format(home, value, value)
    return None


def outside(address: object, label: str) -> Markup | None:
    """Link to an address on the web; None for anything else, ``javascript:`` above all."""
    if not isinstance(address, str) or not _OUTSIDE.fullmatch(address):
        return None
    return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(address, label)


async def page_link(ask: Ask, comment: str, label: str) -> Markup | None:
    """Link a comment to where it stands on its page; None where the page's address isn't known."""
    row = (await ask(_SOURCE, {"id": comment})).first()
    return outside(row[0], label) if row else None
