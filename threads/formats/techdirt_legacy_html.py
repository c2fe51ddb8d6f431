"""Techdirt's pages of about 2004 to 2021 as HTML: flat view, and thread view in both nestings.

The ground is what the page prints: ``NAME (profile), 18 Sep 2015 @ 4:51pm``, the avatar's word
before it, the footer links after it. Class names only add comments whose byline is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from threads import landmarks
from threads.dates import parse_date
from threads.formats import selectors
from threads.formats.html_article import read_article
from threads.formats.html_comment import Own, is_notice, read_body
from threads.formats.html_nesting import Laid, lay_out
from threads.formats.html_walk import Line, attribute, classes, scan_lines
from threads.markup import Element
from threads.model import Comment, Placement, PlacementKind, Thread, altered
from threads.page import Page

NAME = "techdirt-legacy-html"

_TIME = re.compile(r"@\s{0,3}\d{1,2}:\d\d\s?[ap]", re.IGNORECASE)
# What is left of the footer where each of its links stands in a line of its own.
# A link's words are one text, perhaps with marks around them.
_LINK_NODES = 12
_FOOTER_BITS = re.compile(r"[\[\]|\s]{0,20}(?:reply to this|view in (?:thread|chronology))?")


@dataclass(slots=True)
class _Mark:
    """Where a comment shows itself: its own element where known, else its byline's block."""

    element: Element
    known: bool
    byline: re.Match[str] | None = None
    avatar: bool | None = None
    signed: bool = False


def recognise(page: Page) -> bool:
    """Tell by a byline of the site, with its name and ``@`` before the time of day."""
    if not page.is_html or not _TIME.search(page.text):
        return False
    return any(mark.byline and mark.byline["name"] for mark in page.once(_marks))


def read(page: Page) -> Thread:
    """Parse article and comments."""
    lines = page.once(_lines)
    marks = page.once(_marks)
    laid = lay_out(page.tree, [mark.element for mark in marks], known=_is_comment)
    items = {place.item for place in laid}
    kind = _placement_kind(lines, laid)
    ids = {place.number: f"p{position}" for position, place in enumerate(laid, 1)}
    comments = []
    for position, place in enumerate(laid, 1):
        under = ids[place.under] if place.under is not None and kind == "nested" else None
        comment = _read_comment(marks[place.number], Own(place.item, items), position)
        comments.append(altered(comment, placement=Placement(kind=kind, under=under)))
    return Thread(article=read_article(page, items, NAME), comments=tuple(comments))


def _is_comment(tag: Element) -> bool:
    return selectors.LEGACY_COMMENT in classes(tag)


def _lines(page: Page) -> list[Line]:
    return list(scan_lines(page.tree, _is_comment))


def _marks(page: Page) -> list[_Mark]:
    return _find_marks(page.once(_lines))


def _find_marks(lines: list[Line]) -> list[_Mark]:
    """Find the comments; a byline typed or quoted inside a comment's text makes none.

    Outside known elements a byline needs an avatar before it, or, on a page without avatars, a
    footer since the byline before.
    """
    with_avatars = any(_avatar(line) is not None for line in lines)
    marks: list[_Mark] = []
    by_item: dict[int, _Mark] = {}
    avatar, closed = None, True
    for line in lines:
        if (word := _avatar(line)) is not None:
            avatar = word
        mark = by_item.get(id(line.item)) if line.item is not None else None
        if line.item is not None and mark is None:
            mark = by_item[id(line.item)] = _Mark(line.item, known=True)
            marks.append(mark)
        if landmarks.LEGACY_FOOTER.fullmatch(line.text):
            closed = True
            if mark is not None:
                mark.signed = True
        byline = landmarks.LEGACY_BYLINE.fullmatch(line.text)
        if byline is None or (mark is not None and mark.byline is not None):
            continue
        if mark is None:
            if not (avatar is not None if with_avatars else closed):
                continue
            mark = _Mark(line.block, known=False)
            marks.append(mark)
        mark.byline, mark.avatar = byline, avatar
        avatar, closed = None, False
    return [mark for mark in marks if mark.byline is not None or mark.signed]


def _avatar(line: Line) -> bool | None:
    words = [alt.casefold() for alt in line.alts]
    return next((landmarks.AVATARS[word] for word in words if word in landmarks.AVATARS), None)


def _placement_kind(lines: Sequence[Line], laid: Sequence[Laid]) -> PlacementKind:
    """Tell the view by its footer links (each view links to the other), else by its nesting."""
    views: Counter[str] = Counter()
    for line in lines:
        if footer := landmarks.LEGACY_FOOTER.fullmatch(line.text):
            views[(footer["view"] or footer["only"] or "").casefold()] += 1
    if views["thread"] != views["chronology"]:
        return "listed" if views["thread"] > views["chronology"] else "nested"
    return "nested" if any(place.level > 1 for place in laid) else "listed"


def _read_comment(mark: _Mark, own: Own, position: int) -> Comment:
    byline = mark.byline
    root = own.only(selectors.LEGACY_BODY)
    # The subject is the heading after the byline, whatever its rank.
    at = own.line_at(byline.string if byline else None)
    title = own.title(at, root, between=lambda line: is_notice(line.text))
    body = read_body(
        own,
        root=root,
        drop=lambda tag: title is not None and tag is title.block,
        head=lambda line: byline is not None and line == byline.string,
        foot=_is_foot,
        italic_quotes=True,
    )
    return Comment(
        id=f"p{position}",
        position=position,
        author=(byline["name"] or "").strip() or None if byline else None,
        external_id=_external_id(own),
        registered=True if byline and byline["profile"] else mark.avatar,
        posted_at=parse_date(byline["when"]) if byline else None,
        subject=title.text if title is not None else "",
        text=body.text,
        quoted=body.quoted,
        flagged=body.flagged,
        state=body.state,
    )


def _is_foot(line: str) -> bool:
    if landmarks.LEGACY_FOOTER.fullmatch(line) or _FOOTER_BITS.fullmatch(line):
        return True
    return landmarks.ends_comments(line)


def _external_id(own: Own) -> str | None:
    """Give N of the anchor ``cN``, from the comment's id, its named anchor or "link to this"."""
    for tag in own.tags:
        for name in (attribute(tag, "id"), attribute(tag, "name")):
            if match := selectors.LEGACY_ANCHOR.fullmatch(name):
                return match[1]
        if _is_link_to_this(tag):
            link = selectors.LEGACY_LINK.fullmatch(attribute(tag, "href"))
            return link[1] if link else None
    return None


def _is_link_to_this(tag: Element) -> bool:
    """Tell the link by its words; one that holds much isn't read, as links may nest in links."""
    is_small = tag.name == "a" and tag.end - tag.at <= _LINK_NODES
    return is_small and _words(tag).casefold() == "link to this"


def _words(tag: Element) -> str:
    return " ".join(filter(None, map(str.strip, tag.strings)))
