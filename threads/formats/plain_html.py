"""Any HTML page without comments that we read: an article."""

from __future__ import annotations

from threads.errors import PageError
from threads.formats.html_article import read_article
from threads.model import Thread
from threads.page import Page

NAME = "plain-html"


def recognise(page: Page) -> bool:
    """Tell by the markup alone: this format comes last of all HTML."""
    return page.is_html


def read(page: Page) -> Thread:
    """Parse the article; raises ``PageError`` where there is neither title nor text."""
    article = read_article(page, frozenset(), NAME)
    if not article.title and not article.body:
        raise PageError(
            "an HTML page without an article", where=page.source, remedy="is the page saved whole?"
        )
    return Thread(article=article)
