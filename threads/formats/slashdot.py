"""Slashdot's discussions as of 2012: ``li#tree_N`` in lists ``ul#commtree_N``.

Comments below the reader's threshold are stubs with neither author nor text; they are kept, as
missing, since what answers them is laid inside them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from threads.dates import parse_date
from threads.formats import selectors
from threads.formats.comment_lists import Entry, read_list
from threads.formats.html_comment import Own, read_body
from threads.formats.html_text import plain
from threads.formats.html_walk import HEADINGS, attribute, elements
from threads.markup import Element
from threads.model import Comment, Thread
from threads.names import is_shared
from threads.page import Page

NAME = "slashdot"

# by Perch (4711) <perch@pier.example> on Tuesday May 8, @07:12AM (#401) Homepage
_BYLINE = re.compile(
    r"by (?P<name>.{1,100}?)(?: \(\d{1,9}\)(?: <[^<>]{1,100}>)?)?(?: on (?P<when>.{1,120}))?", re.I
)
_WHEN = re.compile(
    r"(?:on )?\w{3,9}day,? (?P<month>[A-Z]\w{2,8}) (?P<day>\d{1,2}),? (?P<year>\d{4})?,? ?"
    r"@(?P<time>\d{1,2}:\d\d[AP]M).{0,100}",
    re.IGNORECASE,
)
_SCORE = re.compile(r" ?\(Score:.{0,40}\)$")
_STORY = re.compile(r"/story/(\d\d)/\d\d/\d\d/")
_LOADED = re.compile(r"\d{1,6} of (?P<all>\d{1,6}) comments loaded.{0,100}", re.IGNORECASE)

# Elements and texts in a line that says who, when, or how many.
_LINE = 200


def recognise(page: Page) -> bool:
    """Tell by an element with a comment's id on a page that links to itself as a story."""
    return page.is_html and "slashdot" in page.text and bool(page.once(_marks))


def read(page: Page) -> Thread:
    """Parse article and comments."""
    marks = page.once(_marks)
    year = _story_year(page)

    def entry(number: int, own: Own, position: int) -> Entry:
        comment = _read_comment(own, position, year)
        return Entry(replace(comment, external_id=_number(marks[number])))

    thread = read_list(page, NAME, marks, entry, known=lambda tag: True, floors=False, nests=True)
    times = (tag for tag in page.tree.inside({"time"}))
    published = next(filter(None, (_when(plain(tag, most=_LINE), year) for tag in times)), None)
    claimed = next(
        filter(None, (_LOADED.fullmatch(plain(p, most=_LINE)) for p in page.tree.inside({"p"}))),
        None,
    )
    article = replace(
        thread.article,
        published_at=thread.article.published_at or published,
        claimed_comments=int(claimed["all"]) if claimed else thread.article.claimed_comments,
    )
    return replace(thread, article=article)


def _number(tag: Element) -> str | None:
    match = selectors.SLASHDOT_ANCHOR.fullmatch(attribute(tag, "id"))
    return match["number"] if match and tag.name == "li" else None


def _marks(page: Page) -> list[Element]:
    return [tag for tag in elements(page.tree) if _number(tag)]


def _story_year(page: Page) -> str | None:
    """Give the year that the comments' dates lack, from the story's address."""
    links = (x for x in page.tree.inside({"link"}) if "canonical" in attribute(x, "rel").split())
    for link in links:
        if match := _STORY.search(attribute(link, "href")[:500]):
            return f"20{match[1]}"
    return None


def _when(text: str, year: str | None) -> str | None:
    match = _WHEN.fullmatch(text)
    if not match or not (match["year"] or year):
        return None
    return parse_date(f"{match['month']} {match['day']}, {match['year'] or year} {match['time']}")


def _read_comment(own: Own, position: int, year: str | None) -> Comment:
    title = next((line for line in own.lines if line.block.name in HEADINGS), None)
    # What the page hides within the line ("writes:") is for another view of it.
    shown = (plain(line.block, most=_LINE) for line in own.lines if line.text.startswith("by "))
    byline = next(filter(None, map(_BYLINE.fullmatch, shown)), None)
    root = next(
        (tag for tag in own.tags if selectors.SLASHDOT_BODY.fullmatch(attribute(tag, "id"))), None
    )
    body = read_body(own, root=root, italic_quotes=True) if root is not None else None
    author = byline["name"] if byline else None
    return Comment(
        id=f"p{position}",
        position=position,
        author=author,
        registered=not is_shared(author) if author else None,
        posted_at=_when(byline["when"] or "", year) if byline else None,
        subject=_SCORE.sub("", title.text) if title else "",
        text=body.text if body else "",
        quoted=body.quoted if body else (),
        state=body.state if body else "missing",
    )
