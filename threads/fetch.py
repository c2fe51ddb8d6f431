"""Pages from the web: each article with all the pages of its comments, politely and in bounds.

    with Fetcher(Manners(version="1.0")) as fetcher:
        for page in fetcher.pages("https://example.org/story/"):
            ...  # a Page, or the SourceError that came in its place

robots.txt is asked first and obeyed, a host is asked once a second, redirects are followed one by
one and checked each, and what was kept from the last time is used only if the server confirms it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from threads.errors import SourceError, SourceNotFound, SourceRefused, SourceUnreadable
from threads.page import Page
from threads.web.address import web_address
from threads.web.cache import PageCache
from threads.web.client import Client, Shared
from threads.web.comment_pages import CommentPages
from threads.web.manners import Manners, Pace
from threads.web.network import Network
from threads.web.refusals import failures_of
from threads.web.robots import RobotsFiles


class Fetcher:
    """Reads articles from the web, one after another, and remembers what each host asked for."""

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        network: Network | None = None,
        pace: Pace | None = None,
    ) -> None:
        manners = manners or Manners()
        pace = pace or Pace(manners.delay)
        self.shared = Shared(
            manners=manners,
            pace=pace,
            robots=RobotsFiles(pace.clock),
            cache=PageCache(manners.cache) if manners.cache else None,
            network=network or Network(),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring what is kept back to its size."""
        if self.shared.cache:
            self.shared.cache.prune()

    def pages(self, url: str) -> Iterator[Page | SourceError]:
        """Give an article's page, then the other pages of its comments.

        What can't be had comes as the error itself in the page's place.
        """
        try:
            with failures_of(url), Client(self.shared, web_address(url)) as client:
                yield from self._article(client, url)
        except SourceError as error:
            yield error

    def _article(self, client: Client, url: str) -> Iterator[Page | SourceError]:
        most_pages = self.shared.manners.most_pages
        page, called_next = _page(client, url)
        article, rest = page.url, CommentPages(page, called_next)
        yield page
        for _ in range(most_pages - 1):
            if not rest:
                return
            try:
                page, called_next = _page(client, rest.next())
            except (SourceNotFound, SourceUnreadable) as error:
                yield error
                continue
            except SourceError as error:
                yield error
                return  # what a host refuses once, it isn't asked for fifty times
            if rest.take(page, called_next):
                yield replace(page, url=article)
        if rest:
            yield SourceRefused(
                f"more than {most_pages} pages of comments; the rest was left out",
                where=url,
                remedy=f"go on with {rest.next()}",
            )


def _page(client: Client, url: str) -> tuple[Page, str | None]:
    """Get a page, named by where the redirects led, and what its server calls the next one."""
    with failures_of(url):
        answer = client.page(web_address(url))
        source = str(answer.address)
        page = Page.from_bytes(answer.body, source, charset=answer.charset, url=source)
        return page, answer.called_next
