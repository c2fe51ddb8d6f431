"""The further pages of an article's comments, found by the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from threads.addresses import Part, shown_part
from threads.formats.html_walk import attribute
from threads.page import Page

# What an address of a comment page has in it: /comment-page-2, ?cp=2, &sp=1.
_NUMBERED = re.compile(r"\bcomment-page-\d|[?&;](?:cp|sp)=\d", re.IGNORECASE)
_CALLED_NEXT = re.compile(r"\brel\s{0,3}=\s{0,3}[\"']?[^\"'>]{0,40}next", re.IGNORECASE)
_MOST_LINKS = 20_000

_Number = int | None


class CommentPages:
    """Which pages of one article's comments are known of, and which is to be asked for next.

    Followed are links to the same article that number a page of its comments, and what the page
    calls its next (``rel=next``) if it differs in nothing but such a number. ``called_next`` is
    what the server calls the next page in its ``Link`` header, as WordPress's JSON is paged.
    """

    def __init__(self, first: Page, called_next: str | None = None) -> None:
        self._article = shown_part(first.source)
        self._loosely = shown_part(first.source, loosely=True)
        self._waiting: dict[_Number, str] = {}
        self._first = self._asked = self._loosely.number if self._loosely else None
        # Where the first page is the article's own, page 0 is the same by another name.
        self._known: set[_Number] = {self._asked, *(() if self._asked is not None else (0,))}
        self._look(first, called_next)

    def __len__(self) -> int:
        """Give how many pages are still to be asked for."""
        return len(self._waiting)

    def next(self) -> str:
        """Give the address to ask for next; there must be one.

        The article's own page comes first, then the pages after the first one that was read.
        """
        self._asked = min(self._waiting, key=self._rank)
        return self._waiting.pop(self._asked)

    def _rank(self, number: _Number) -> tuple[bool, int]:
        return (False, -1) if number is None else (number < (self._first or 0), number)

    def take(self, page: Page, called_next: str | None = None) -> bool:
        """Note the page that came, and where it leads.

        False if it is another article's or known already: a server that doesn't have a page leads
        to another, by a redirect.
        """
        shown = self._of_article(page.source, loosely=True)
        if shown is None or (shown.number != self._asked and shown.number in self._known):
            return False
        self._known.add(shown.number)
        self._look(page, called_next)
        return True

    def _of_article(self, url: str, *, loosely: bool = False) -> Part | None:
        """Give what an address shows, None if that is another article."""
        shown = shown_part(url, loosely=loosely)
        article = self._loosely if loosely else self._article
        return shown if shown and article and shown.article == article.article else None

    def _look(self, page: Page, called_next: str | None) -> None:
        """Find what of a page leads to pages not known of."""
        found = list(self._links(page)) if self._may_lead_on(page) else []
        if called_next and (part := self._part(page.source, called_next, is_next=True)):
            found.append((part, ""))
        if any(fragment for _, fragment in found):
            here = _anchors(page)
            # A link to a comment that stands here says by which number this page goes.
            self._known |= {part.number for part, fragment in found if fragment in here}
        for part, _ in found:
            if part.number not in self._known:
                self._known.add(part.number)
                self._waiting[part.number] = part.url

    def _may_lead_on(self, page: Page) -> bool:
        """Tell whether a page is worth the time that its tree takes."""
        said = _NUMBERED.search(page.text) or _CALLED_NEXT.search(page.text)
        return page.is_html and (said is not None or self._is_part())

    def _links(self, page: Page) -> Iterator[tuple[Part, str]]:
        """Yield what links to pages of this article lead to, and their fragments."""
        bases = (tag.attrs["href"] for tag in page.tree.inside({"base"}) if "href" in tag.attrs)
        base = next(bases, None)
        start = page.source if base is None else _joined(page.source, base)
        links = (tag for tag in page.tree.inside({"a", "link"}) if "href" in tag.attrs)
        for link in islice(links, _MOST_LINKS):
            href = link.attrs["href"]
            is_next = "next" in attribute(link, "rel").lower().split()
            if is_next or self._is_part() or _NUMBERED.search(href):
                part = self._part(start, href, is_next=is_next)
                if part:
                    yield part, href.partition("#")[2]

    def _part(self, base: str, href: str, *, is_next: bool) -> Part | None:
        url = _joined(base, href)
        part = self._of_article(url)
        if part is None and is_next:
            part = self._of_article(url, loosely=True)
        return part if part and (part.number is not None or self._is_part()) else None

    def _is_part(self) -> bool:
        """Tell whether the address that was given numbers a page, so that the article's is due."""
        return self._article is not None and self._article.number is not None


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:  # an address that is none
        return ""


def _anchors(page: Page) -> set[str]:
    tags = list(page.tree.inside())
    ids = {tag.attrs["id"] for tag in tags if "id" in tag.attrs}
    return ids | {tag.attrs["name"] for tag in tags if tag.name == "a" and "name" in tag.attrs}
