"""One module per page format, told apart by content and never by name or URL.

A format is a module with ``NAME``, ``recognise(page)`` and ``read(page)``. To add one, write the
module and enter it in ``FORMATS``, the most particular first: the first that recognises a page
reads it.
"""

from __future__ import annotations

from typing import Protocol

from threads.errors import PageError
from threads.formats import (
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
)
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


FORMATS: tuple[Format, ...] = (
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


def read_page(page: Page) -> Thread:
    """Read a page by the first format that recognises it; raises ``PageError`` when none does."""
    for form in FORMATS:
        if form.recognise(page):
            return form.read(page)
    raise PageError(
        "no article and no comments found", where=page.source, remedy="is it a saved page?"
    )
