"""One module per page format, told apart by content and never by name or URL.

A format is a module with ``NAME``, ``recognise(page)`` and ``read(page)``. To add one, write the
module and enter it in ``FORMATS``, the most particular first: the first that recognises a page
reads it. Data comes before pages: comments in it hold markup and whatever else pages are told by.

A format whose files may hold several threads also has ``split(page)``, which cuts one into pages
of one thread each, and stands in ``SPLITTING``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from threads.errors import PageError
from threads.formats import (
    comment_feed,
    convokit_jsonl,
    disqus_static,
    nested_lists,
    plain_html,
    plain_text,
    slashdot,
    techdirt_legacy_html,
    techdirt_legacy_text,
    techdirt_wordpress_html,
    techdirt_wordpress_text,
    wordpress_list,
    wordpress_rest,
)
from threads.formats.no_thread import refuse
from threads.model import Thread
from threads.page import Page


class Format(Protocol):
    """What a format module offers."""

    NAME: str

    def recognise(self, page: Page) -> bool:
        """Tell whether the page has this format's landmarks."""
        ...

    def read(self, page: Page) -> Thread:
        """Parse the page; ids are local to it, replies and quotes are left empty.

        Raises ``PageError`` where the page has the landmarks and yet makes no sense.
        """
        ...


class Splitting(Format, Protocol):
    """What a format module offers whose files may hold several threads."""

    def split(self, page: Page) -> Iterator[Page]:
        """Cut a file into pages of one thread each; raises ``PageError`` as ``read`` does."""
        ...


SPLITTING: tuple[Splitting, ...] = (convokit_jsonl, wordpress_rest, comment_feed)
FORMATS: tuple[Format, ...] = (
    *SPLITTING,
    techdirt_wordpress_html,
    techdirt_legacy_html,
    techdirt_legacy_text,
    techdirt_wordpress_text,
    slashdot,
    disqus_static,
    wordpress_list,
    nested_lists,
    plain_html,
    plain_text,
)


def pages_in(page: Page) -> Iterator[Page]:
    """Give a page for each thread that a file holds: itself, unless its format can hold many."""
    for form in SPLITTING:
        if form.recognise(page):
            return form.split(page)
    return iter((page,))


def read_page(page: Page) -> Thread:
    """Read a page by the first format that recognises it; raises ``PageError`` when none does."""
    refuse(page)
    for form in FORMATS:
        if form.recognise(page):
            return form.read(page)
    raise PageError(
        "no article and no comments found", where=page.source, remedy="is it a saved page?"
    )
