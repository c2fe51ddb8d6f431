"""Comments of any nested list: from their elements, or their bylines, to a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from threads import landmarks
from threads.formats.comment_head import body_root, read_head
from threads.formats.html_article import read_article
from threads.formats.html_comment import Own, read_body
from threads.formats.html_nesting import lay_out
from threads.formats.html_walk import attribute, classes
from threads.formats.nesting_floor import Place, placements
from threads.markup import Element
from threads.model import Article, Comment, Placement, Thread, altered
from threads.page import Page


class Entry(NamedTuple):
    """One comment as read; ``can_answer`` tells whether it has a reply link (None: unknown)."""

    comment: Comment
    can_answer: bool | None = None


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
) -> Thread:
    """Lay the marks out, read each comment, and place it.

    ``known`` holds for marks that are a comment's own element and not its byline. What ``reader``
    turns down is left out, also from the article, and pings from the count that the page claims;
    its replies move up. ``floors``: the site may print replies below some level as siblings.
    """
    laid = lay_out(page.tree, marks, known)
    items = {place.item for place in laid}
    kept: dict[int, int | None] = {}
    entries: list[Entry] = []
    places: list[Place] = []
    pings = 0
    for place in laid:
        under = kept[place.under] if place.under is not None else None
        own = Own(place.item, items)
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
    placed = placements(places, [comment.id for comment in comments], floors=floors)
    article = _less_pings(read_article(page, items, name), len(comments), pings)
    return Thread(article=article, comments=tuple(map(_place, comments, placed)))


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


def read_comment(own: Own, position: int, **known: Any) -> Comment:
    """Read author, date and text of a comment in whatever order the page prints them.

    ``known`` are fields that the page tells otherwise.
    """
    head = read_head(own)

    body = read_body(
        own,
        root=body_root(own, head),
        drop=head.stands_in,
        head=head.lines.__contains__,
        foot=lambda line: line in head.lines or landmarks.is_link_bar(line),
    )
    return Comment(
        id=f"p{position}",
        position=position,
        author=head.author,
        posted_at=head.posted_at,
        text=body.text,
        quoted=body.quoted,
        flagged=body.flagged,
        state=body.state,
        **known,
    )


def is_reply_link(tag: Element) -> bool:
    """Tell whether an element is WordPress's link to answer a comment."""
    return tag.name == "a" and (
        "replytocom=" in attribute(tag, "href") or "comment-reply-link" in classes(tag)
    )


def has_reply_link(own: Own) -> bool:
    """Tell whether a comment can be answered by WordPress's own link."""
    return any(map(is_reply_link, own.tags))
