"""WordPress's comment lists whatever the theme: ``ol``/``ul`` with ``children``, and plain divs.

Told by the ids ``comment-N`` that WordPress's walkers print. Pingbacks and trackbacks are other
sites' links and no comments.
"""

from __future__ import annotations

from functools import partial

from threads import landmarks
from threads.formats import selectors
from threads.formats.comment_lists import (
    Entry,
    has_reply_link,
    page_day_order,
    read_comment,
    read_list,
)
from threads.formats.html_comment import Own
from threads.formats.html_walk import attribute, classes, elements
from threads.markup import Element
from threads.model import Thread
from threads.page import Page

NAME = "wordpress-list"


def recognise(page: Page) -> bool:
    """Tell by an element with a comment's id that holds text."""
    if not page.is_html or "comment-" not in page.text:
        return False
    seen = 0
    for mark in page.once(_marks):
        # What lies in another that was looked at was looked at with it.
        inside = mark.nodes[max(mark.at + 1, seen) : mark.end]
        if any(type(node) is str and node.strip() for node in inside):
            return True
        seen = max(seen, mark.end)
    return False


def read(page: Page) -> Thread:
    """Parse article and comments."""
    marks = page.once(_marks)
    numbers = [_number(mark) for mark in marks]
    order = partial(page.once, page_day_order)

    def entry(number: int, own: Own, position: int) -> Entry | None:
        if _is_ping(own) or not own.lines:
            return None
        comment = read_comment(
            own,
            position,
            order=order,
            external_id=numbers[number],
            registered=_is_registered(own.item),
        )
        return Entry(comment, has_reply_link(own))

    return read_list(page, NAME, marks, entry, known=lambda tag: True)


def _number(tag: Element) -> str | None:
    if tag.name not in selectors.COMMENT_ELEMENTS:
        return None
    match = selectors.COMMENT_ANCHOR.fullmatch(attribute(tag, "id"))
    return match["number"] if match else None


def _marks(page: Page) -> list[Element]:
    """Give the outermost element of each comment; themes repeat the number inside."""
    found: dict[str, Element] = {}
    for tag in elements(page.tree):
        if "id" in tag.attrs and (number := _number(tag)):
            found.setdefault(number, tag)
    return list(found.values())


def _is_ping(own: Own) -> bool:
    if not selectors.PINGS.isdisjoint(classes(own.item)):
        return True
    if not own.lines:
        return False
    # Some themes list pings by their links alone.
    bare = len(own.lines) == 1 and own.lines[0].linked == len(own.lines[0].text) > 0
    return bare or landmarks.is_ping(own.lines[0].text)


def _is_registered(item: Element) -> bool | None:
    """Tell by the class that WordPress prints for its own users; None where it prints none."""
    names = classes(item)
    if selectors.WORDPRESS_OWN_USER in names:
        return True
    return False if any(name.startswith("depth-") for name in names) else None
