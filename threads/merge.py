"""A fresh reading of an article merged with what is stored of it.

Nothing is lost: a reading fills in what was unknown, and a comment that a page no longer shows
stays. Where both say something, the fresh reading counts as the later word for what may change
(votes, state, an edited text) and the stored one for what may not.

``threaded`` says that the printed order tells who answers whom; once a comment stands in a flat
view's order that is no longer true, so it becomes ``listed``. A comment that one reading has and
the other only refers to takes its tombstone's place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from threads.identity import author_id, free_id, letters, minute
from threads.matching import pair
from threads.model import Article, Comment, Placement, Thread
from threads.order import united_order
from threads.tombstones import found_again, is_missing, numbered, renumbered, with_stones

_T = TypeVar("_T")
_TELLING = 40  # letters of a comment that no article has by chance
_ASKED = 50  # comments that are looked for in a body, so that this takes time as it is long
_SURENESS = {"listed": 0, "threaded": 1, "floor": 2, "nested": 3}
# What extractors leave of a page, and feeds: here texts may be cut short, wherever it suits them.
_MAY_CUT = frozenset(
    {"techdirt-legacy-text", "techdirt-wordpress-text", "plain-text", "comment-feed"}
)


def merge(stored: Thread, fresh: Thread) -> Thread:
    """Unite two identified readings of one article; the tree is left to be rebuilt.

    Stored comments keep their ids. ``fresh`` must stand under the article id of ``stored``.
    """
    known, new, stones = _shown(stored), _shown(fresh), _stones(stored, fresh)
    whole = _is_update(stored.article, fresh.article) and fresh.article.format not in _MAY_CUT
    names = _names(known, new, stored.article.id)
    numbers = {**numbered(replace(c, id=names[c.id]) for c in new), **numbered(known)}
    turned_up = found_again(stones.values(), numbers)
    united = {c.id: _moved(c, {c.id: c.id}, turned_up) for c in known}
    for comment in new:
        name = names[comment.id]
        moved = _moved(comment, names, turned_up)
        united[name] = _unite(united[name], moved, whole) if name in united else moved
    order, flat = united_order(known, new, names, united)
    settled = (_settled(united[name], flat) for name in order)
    missing = {name: stone for name, stone in stones.items() if name not in turned_up}
    printed = (_lone(fresh, names, missing), _lone(stored, {}, missing))
    comments = with_stones(settled, missing.values())
    said = [comment.text for comment in united.values()]
    return Thread(
        article=_unite_articles(stored.article, fresh.article, said),
        comments=tuple(renumbered(_with_lone(comments, *printed))),
    )


def _shown(thread: Thread) -> list[Comment]:
    return [comment for comment in thread.comments if not is_missing(comment)]


def _stones(*readings: Thread) -> dict[str, Comment]:
    return {c.id: c for reading in readings for c in reading.comments if is_missing(c)}


def _lone(
    reading: Thread, names: Mapping[str, str], missing: Mapping[str, Comment]
) -> list[Comment | str]:
    """List a page's ids as the union has them, with the tombstones that it prints by themselves."""
    under = {comment.placement.under for comment in reading.comments}
    return [
        missing[c.id] if c.id in missing and c.id not in under else names.get(c.id, c.id)
        for c in reading.comments
    ]


def _with_lone(comments: Sequence[Comment], *printed: Sequence[Comment | str]) -> list[Comment]:
    """Put in tombstones that nothing lies under, each after what its page prints before it."""
    placed = {comment.id for comment in comments}
    after: defaultdict[str, list[Comment]] = defaultdict(list)
    for page in printed:
        before = ""
        for one in page:
            if isinstance(one, str):
                before = one if one in placed else before
            elif one.id not in placed:
                after[before].append(one)
                placed.add(one.id)
    found = after[""]
    for comment in comments:
        found += [comment, *after[comment.id]]
    return found


def _moved(comment: Comment, names: Mapping[str, str], turned_up: Mapping[str, str]) -> Comment:
    """Give a comment its id in the union, and the id of what it is laid under."""
    placement, under = comment.placement, comment.placement.under
    if under is not None:
        placement = replace(placement, under=turned_up.get(under) or names.get(under, under))
    return replace(comment, id=names[comment.id], placement=placement)


def _settled(comment: Comment, flat: bool) -> Comment:
    unsure = flat and comment.placement.kind == "threaded"
    return replace(
        comment,
        author_id=author_id(comment.author, comment.registered),
        own_text="",
        placement=Placement() if unsure else comment.placement,
    )


def _names(stored: Sequence[Comment], fresh: Sequence[Comment], article: str) -> dict[str, str]:
    """Map the ids of fresh comments to their ids in the union; no two get the same.

    The id of a new comment may be taken by one that was edited since it got it.
    """
    taken = {comment.id for comment in stored}
    names = {fresh_id: match.id for fresh_id, match in pair(stored, fresh).items()}
    for comment in fresh:
        if comment.id not in names:
            name = comment.id
            if name in taken:
                _, name = free_id(article, comment, taken, 2)
            names[comment.id] = name
            taken.add(name)
    return names


def _unite(stored: Comment, fresh: Comment, whole: bool) -> Comment:
    """Unite two readings of a comment; ``whole``: the fresh text is all there is."""
    text, quoted = _text(stored, fresh, whole)
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
        state=fresh.state,
        placement=_surer(stored.placement, fresh.placement),
    )


def _known(first: _T | None, second: _T | None) -> _T | None:
    return second if first is None else first


def _more_exact(stored: str | None, fresh: str | None) -> str | None:
    """Take the time with more to it (a time of day, a zone) where both name the same moment."""
    if stored and fresh and minute(fresh).startswith(minute(stored)) and len(fresh) > len(stored):
        return fresh
    return stored or fresh


def _text(stored: Comment, fresh: Comment, whole: bool) -> tuple[str, tuple[str, ...]]:
    """Take the fresh text, with its quotations, if it says more or other than the stored one.

    A text that only lacks the other's end was cut by an extractor, unless it is ``whole``.
    """
    if stored.text == fresh.text:
        return stored.text, stored.quoted or fresh.quoted
    before, after = letters(stored.text), letters(fresh.text)
    cut = not (whole and after) and len(after) < len(before) and before.startswith(after)
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
    return fresh if _SURENESS[fresh.kind] > _SURENESS[stored.kind] else stored


def _unite_articles(stored: Article, fresh: Article, said: Sequence[str]) -> Article:
    """Fill in what was unknown; the same format again is an update, so its word counts."""
    first, second = (fresh, stored) if _is_update(stored, fresh) else (stored, fresh)
    return Article(
        id=stored.id,
        external_id=stored.external_id or fresh.external_id,
        url=stored.url or fresh.url,
        title=first.title or second.title,
        author=first.author or second.author,
        outlet=first.outlet or second.outlet,
        dept=first.dept or second.dept,
        published_at=_more_exact(stored.published_at, fresh.published_at),
        body=_body(stored, fresh, said),
        tags=first.tags or second.tags,
        format=fresh.format or stored.format,
        claimed_comments=_known(fresh.claimed_comments, stored.claimed_comments),
    )


def _body(stored: Article, fresh: Article, said: Sequence[str]) -> str:
    """Take the fresh body where it updates the stored one, else the one that has more.

    An extract whose comments aren't told apart has them in its body, and would make a quote of
    the article of all that is ``said`` below it: the other one is taken then.
    """
    before, after = letters(stored.body), letters(fresh.body)
    if before and after and before != after:
        some = said[:: 1 + len(said) // _ASKED]
        comments = [text for text in map(letters, some) if len(text) >= _TELLING]
        swallowed = _swallows(before, comments), _swallows(after, comments)
        if swallowed[0] != swallowed[1]:
            return fresh.body if swallowed[0] else stored.body
    updated = after and _is_update(stored, fresh)
    return fresh.body if before != after and (updated or len(after) > len(before)) else stored.body


def _swallows(body: str, comments: Sequence[str]) -> bool:
    """Tell whether most comments stand in a body as they are."""
    return 2 * sum(comment in body for comment in comments) > len(comments)


def _is_update(stored: Article, fresh: Article) -> bool:
    """Tell whether the same format was read again, and not another view of the page."""
    return stored.format == fresh.format
