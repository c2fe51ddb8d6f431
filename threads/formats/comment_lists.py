"""Comments of any nested list: from their elements, or their bylines, to a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from threads import landmarks
from threads.dates import DayOrder, day_order
from threads.formats.comment_body import body_root, is_no_text, less_summary
from threads.formats.comment_head import read_head
from threads.formats.html_article import read_article
from threads.formats.html_comment import Body, Own, read_body
from threads.formats.html_nesting import Laid, lay_out
from threads.formats.html_walk import Skip, attribute, classes, texts
from threads.formats.indents import indented
from threads.formats.nesting_floor import Place, placements
from threads.formats.stated import stated
from threads.markup import Element
from threads.model import Article, Comment, Placement, Thread, altered
from threads.page import Page


class Entry(NamedTuple):
    """One comment as read; ``can_answer`` tells whether it has a reply link (None: unknown)."""

    comment: Comment
    can_answer: bool | None = None


# Where this share of the comments quotes, people answer by quoting.
_QUOTING = 0.4
_LINKS, _LINK_NODES = frozenset({"a", "button", "span", "li", "div"}), 12

# Reads the own part of mark number N as a comment at a position; None for what is no comment: a
# ping, or an element without text.
Reader = Callable[[int, Own, int], Entry | None]


def read_list(
    page: Page,
    name: str,
    marks: Sequence[Element],
    reader: Reader,
    *,
    known: Callable[[Element], bool] | None = None,
    floors: bool = True,
    nests: bool = False,
) -> Thread:
    """Lay the marks out, read each comment, and place it.

    ``known`` holds for marks that are a comment's own element and not its byline. What ``reader``
    turns down is left out, also from the article, and pings from the count that the page claims;
    its replies move up. ``floors``: the site may print replies below some level as siblings.
    ``nests``: it is known to nest replies, so that a list without any has none.
    """
    laid = _lay_out(page, marks, known)
    parts = {place.item for place in laid}.union(*(place.rest for place in laid))
    kept: dict[int, int | None] = {}
    entries: list[Entry] = []
    places: list[Place] = []
    pings = 0
    for place in laid:
        under = kept[place.under] if place.under is not None else None
        own = Own(place.item, parts, place.rest)
        entry = reader(place.number, own, len(entries) + 1)
        kept[place.number] = under if entry is None else len(entries)
        if entry is None:
            pings += bool(own.lines)
        else:
            level = 1 if under is None else places[under].level + 1
            told = entry.comment
            places.append(Place(level, under, told.posted_at, told.subject, entry.can_answer))
            entries.append(entry)
    comments = [entry.comment for entry in entries]
    flat = not nests and _tells_nothing(places, comments)
    placed = placements(places, [comment.id for comment in comments], floors=floors, flat=flat)
    article = _less_pings(read_article(page, parts, name), len(comments), pings)
    return Thread(article=article, comments=tuple(map(_place, comments, placed)))


def _lay_out(
    page: Page, marks: Sequence[Element], known: Callable[[Element], bool] | None
) -> Sequence[Laid]:
    """Lay the marks out; where known elements hold no replies, by what is around them."""
    laid = stated(indented(lay_out(page.tree, marks, known)))
    if known is None or any(place.level > 1 for place in laid):
        return laid
    around = lay_out(page.tree, marks)
    return around if any(place.level > 1 for place in around) else laid


def _tells_nothing(places: Sequence[Place], comments: Sequence[Comment]) -> bool:
    """Tell whether a list may hold replies and doesn't show them: nothing nests or can be answered.

    Where comments have a reply link and yet none nests, nobody has used it; unless, as in forums,
    a link to answer is one to quote.
    """
    if len(places) < 2 or any(place.level > 1 for place in places):
        return False
    if sum(bool(comment.quoted) for comment in comments) >= _QUOTING * len(comments):
        return True
    return not any(place.can_answer for place in places)


def _less_pings(article: Article, comments: int, pings: int) -> Article:
    """Take pings off the number that the page claims, where that is large enough to count them.

    WordPress counts them as comments; some themes don't.
    """
    claimed = article.claimed_comments
    if not pings or claimed is None or claimed < comments + pings:
        return article
    return replace(article, claimed_comments=claimed - pings)


def _place(comment: Comment, placement: Placement) -> Comment:
    return altered(comment, placement=placement)


def read_comment(
    own: Own,
    position: int,
    *,
    mark: Element | None = None,
    order: Callable[[], DayOrder] | None = None,
    **known: Any,
) -> Comment:
    """Read author, date and text of a comment in whatever order the page prints them.

    ``mark`` is the block of its date where that is known, ``order`` tells how its page writes
    dates; ``known`` are fields that the page tells otherwise.
    """
    head = read_head(own, mark, order)
    root = body_root(own, head)

    def read(drop: Skip) -> Body:
        return read_body(
            own,
            root=root,
            drop=drop,
            head=head.lines.__contains__,
            foot=lambda line: line in head.lines or landmarks.is_link_bar(line),
        )

    body = read(lambda tag: is_no_text(tag) or head.stands_in(tag))
    if not body.text:  # a class name meant something else
        body = read(head.stands_in)
    return Comment(
        id=f"p{position}",
        position=position,
        author=head.author,
        posted_at=head.posted_at,
        text=less_summary(body.text, own),
        quoted=body.quoted,
        flagged=body.flagged,
        state=body.state,
        **known,
    )


def page_day_order(page: Page) -> DayOrder:
    """Tell how a page writes dates with slashes; to be asked once one is met."""
    root = page.tree.first("html")
    return day_order(texts(page.tree), attribute(root, "lang") if root is not None else "")


def is_reply_link(tag: Element) -> bool:
    """Tell whether an element is WordPress's link to answer a comment."""
    return tag.name == "a" and (
        "replytocom=" in attribute(tag, "href") or "comment-reply-link" in classes(tag)
    )


def has_reply_link(own: Own) -> bool:
    """Tell whether a comment can be answered by WordPress's own link."""
    return any(map(is_reply_link, own.tags))


def has_reply_words(own: Own) -> bool:
    """Tell whether a comment can be answered by a link or button of any site's."""
    return has_reply_link(own) or any(
        tag.name in _LINKS and tag.end - tag.at <= _LINK_NODES and landmarks.is_answer(tag.text)
        for tag in own.tags
    )
