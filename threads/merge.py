"""A fresh reading of an article merged with what is stored of it.

Nothing is lost: a reading fills in what was unknown, and a comment that a page no longer shows
stays. Where both say something, the fresh reading counts as the later word for what may change
(votes, state, an edited text) and the stored one for what may not.

``threaded`` says that the printed order tells who answers whom; once a comment stands in a flat
view's order that is no longer true, so it becomes ``listed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from threads.identity import author_id, free_id, letters, minute, placed, tied
from threads.matching import pair
from threads.model import Article, Comment, Placement, Thread
from threads.order import united_order

_T = TypeVar("_T")
_SURENESS = {"listed": 0, "threaded": 1, "floor": 2, "nested": 3}


def merge(stored: Thread, fresh: Thread) -> Thread:
    """Unite two identified readings of one article; the tree is left to be rebuilt.

    Stored comments keep their ids. ``fresh`` must stand under the article id of ``stored``.
    """
    pairs = pair(stored.comments, fresh.comments)
    names = _names(stored, fresh, pairs)
    united = {comment.id: comment for comment in stored.comments}
    for comment in fresh.comments:
        name = names[comment.id]
        moved = replace(comment, id=name, placement=placed(comment.placement, names))
        united[name] = _unite(united[name], moved) if name in united else moved
    order, flat = united_order(stored.comments, fresh.comments, names, united)
    comments = (_settled(united[name], position, flat) for position, name in enumerate(order, 1))
    return Thread(
        article=_unite_articles(stored.article, fresh.article), comments=tied(tuple(comments))
    )


def _settled(comment: Comment, position: int, flat: bool) -> Comment:
    unsure = flat and comment.placement.kind == "threaded"
    return replace(
        comment,
        position=position,
        author_id=author_id(comment.author, comment.registered),
        own_text="",
        placement=Placement() if unsure else comment.placement,
    )


def _names(stored: Thread, fresh: Thread, pairs: Mapping[str, Comment]) -> dict[str, str]:
    """Map the ids of fresh comments to their ids in the union; no two get the same.

    The id of a new comment may be taken by one that was edited since it got it.
    """
    taken = {comment.id for comment in stored.comments}
    names = {fresh_id: match.id for fresh_id, match in pairs.items()}
    for comment in fresh.comments:
        if comment.id not in names:
            name = comment.id
            if name in taken:
                _, name = free_id(stored.article.id, comment, taken, 2)
            names[comment.id] = name
            taken.add(name)
    return names


def _unite(stored: Comment, fresh: Comment) -> Comment:
    text, quoted = _text(stored, fresh)
    subject, lost = _subject(stored, fresh)
    return replace(
        stored,
        author=fresh.author or stored.author,
        external_id=stored.external_id or fresh.external_id,
        registered=_known(fresh.registered, stored.registered),
        posted_at=_more_exact(stored.posted_at, fresh.posted_at),
        subject=subject,
        subject_lost=lost,
        text=text,
        quoted=quoted,
        votes_insightful=_known(fresh.votes_insightful, stored.votes_insightful),
        votes_funny=_known(fresh.votes_funny, stored.votes_funny),
        flagged=_known(fresh.flagged, stored.flagged),
        state=stored.state if fresh.state == "missing" else fresh.state,
        placement=_surer(stored.placement, fresh.placement),
    )


def _known(first: _T | None, second: _T | None) -> _T | None:
    return second if first is None else first


def _more_exact(stored: str | None, fresh: str | None) -> str | None:
    """Take the time with more to it (a time of day, a zone) where both name the same moment."""
    if stored and fresh and minute(fresh).startswith(minute(stored)) and len(fresh) > len(stored):
        return fresh
    return stored or fresh


def _text(stored: Comment, fresh: Comment) -> tuple[str, tuple[str, ...]]:
    """Take the fresh text, with its quotations, if it says more or other than the stored one.

    A text that only lacks the other's end was cut by an extractor.
    """
    if stored.text == fresh.text:
        return stored.text, stored.quoted or fresh.quoted
    before, after = letters(stored.text), letters(fresh.text)
    cut = len(after) < len(before) and before.startswith(after)
    same = before == after and (not fresh.text or bool(stored.text))
    if cut or (same and (stored.quoted or not fresh.quoted)):
        return stored.text, stored.quoted
    return fresh.text, fresh.quoted


def _subject(stored: Comment, fresh: Comment) -> tuple[str | None, bool]:
    """Take the subject that says something; it is lost only if no view has it or denies it."""
    told = [c for c in (stored, fresh) if c.subject is not None]
    subject = next((c.subject for c in told if c.subject), "" if told else None)
    lost = all(c.subject_lost for c in told) if told else stored.subject_lost or fresh.subject_lost
    return subject, lost and not subject


def _surer(stored: Placement, fresh: Placement) -> Placement:
    return fresh if _sureness(fresh) > _sureness(stored) else stored


def _sureness(placement: Placement) -> tuple[int, bool]:
    """Rank what placements tell; a parent that is there beats one that is only numbered."""
    return _SURENESS[placement.kind], placement.under_external is None


def _unite_articles(stored: Article, fresh: Article) -> Article:
    """Fill in what was unknown; the same format again is an update, so its word counts."""
    again = stored.format == fresh.format
    first, second = (fresh, stored) if again else (stored, fresh)
    return Article(
        id=stored.id,
        external_id=stored.external_id or fresh.external_id,
        url=stored.url or fresh.url,
        title=first.title or second.title,
        author=first.author or second.author,
        outlet=first.outlet or second.outlet,
        dept=first.dept or second.dept,
        published_at=_more_exact(stored.published_at, fresh.published_at),
        body=_body(stored, fresh),
        tags=first.tags or second.tags,
        format=fresh.format or stored.format,
        claimed_comments=_known(fresh.claimed_comments, stored.claimed_comments),
    )


def _body(stored: Article, fresh: Article) -> str:
    """Take the fresh body where it updates the stored one, else the one that has more."""
    before, after = letters(stored.body), letters(fresh.body)
    again = stored.format == fresh.format and after
    return fresh.body if before != after and (again or len(after) > len(before)) else stored.body
