"""Comments that Disqus's WordPress plugin prints into the page for readers without scripts.

``li#dsq-comment-N`` with an author and a text, no dates; replies in a ``ul.children`` that in
some themes follows the ``li`` instead of standing in it.
"""

from __future__ import annotations

from dataclasses import replace

from threads.formats import selectors
from threads.formats.comment_lists import Entry, read_comment, read_list
from threads.formats.html_comment import Own
from threads.formats.html_walk import attribute, elements
from threads.markup import Element
from threads.model import Thread
from threads.page import Page

NAME = "disqus-static"


def recognise(page: Page) -> bool:
    """Tell by an element with a Disqus comment's id."""
    return page.is_html and "dsq-comment-" in page.text and bool(page.once(_marks))


def read(page: Page) -> Thread:
    """Parse article and comments."""
    marks = page.once(_marks)

    def entry(number: int, own: Own, position: int) -> Entry | None:
        if not own.lines:
            return None
        return Entry(replace(read_comment(own, position), external_id=_number(marks[number])))

    return read_list(page, NAME, marks, entry, known=lambda tag: True, nests=True)


def _number(tag: Element) -> str | None:
    match = selectors.DISQUS_ANCHOR.fullmatch(attribute(tag, "id"))
    return match["number"] if match else None


def _marks(page: Page) -> list[Element]:
    return [tag for tag in elements(page.tree) if _number(tag)]
