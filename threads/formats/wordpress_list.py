"""WordPress's comment lists whatever the theme: ``ol``/``ul`` with ``children``, and plain divs.

Told by the ids ``comment-N`` that WordPress's walkers print. Pingbacks and trackbacks are other
sites' links and no comments.
"""

from __future__ import annotations

from dataclasses import replace

from bs4 import Tag

from threads import landmarks
from threads.formats import selectors
from threads.formats.comment_lists import Entry, has_reply_link, read_comment, read_list
from threads.formats.html_comment import Own
from threads.formats.html_walk import attribute, classes
from threads.model import Thread
from threads.page import Page

NAME = "wordpress-list"


def recognise(page: Page) -> bool:
    """Tell by an element with a comment's id that holds a comment."""
    return page.is_html and "comment-" in page.text and bool(_marks(page)) and bool(_read(page))


def read(page: Page) -> Thread:
    """Parse article and comments."""
    return _read(page)
