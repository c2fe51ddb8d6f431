"""Which article is meant: by a person who types a name, or by a page that shows it again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from threads.addresses import canonical
from threads.errors import ArticleNotFound
from threads.identity import letters, same_article
from threads.model import Article
from threads.nearest import nearest_titles

_SHOWN = 5  # articles named in an error
_SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """One line of the list of articles.

    ``comments`` counts what is stored, tombstones apart; ``claimed_comments`` is what the page
    says; ``pages`` counts distinct page contents read; ``analyzers`` those whose rows are there.
    """

    id: str
    title: str
    url: str | None
    author: str | None
    outlet: str | None
    published_at: str | None
    format: str
    first_read: str
    claimed_comments: int | None
    comments: int
    pages: int
    analyzers: int
    external_id: str | None = None


def resolve(name: str, articles: Sequence[ArticleSummary], where: str) -> str:
    """Give the id of the one article that ``name`` means.

    An id; else an address in any of its views, or the id that the source itself has; else the start
    of an id or a part of a title, case and punctuation aside. Raises ``ArticleNotFound`` naming the
    candidates, or the nearest.
    """
    if any(article.id == name for article in articles):
        return name
    own = [article for article in articles if article.external_id == name]
    matches = _by_address(name, articles) or own or _by_part(name, articles)
    if len(matches) == 1:
        return matches[0].id
    if matches:
        what = f"{len(matches):,} articles answer to “{name}”"
        raise ArticleNotFound(what, where=where, remedy=f"give one's id: {_listed(matches)}")
    if not articles:
        raise ArticleNotFound(
            "the database holds no article yet",
            where=where,
            remedy=f"read some: rejoinder read {shlex.quote(where)} PAGE",
        )
    near = _nearest(name, articles)
    remedy = (
        f"did you mean {_listed(near)}?"
        if near
        else f"see: rejoinder articles {shlex.quote(where)}"
    )
    raise ArticleNotFound(f"no article answers to “{name}”", where=where, remedy=remedy)


def _by_address(name: str, articles: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    address = canonical(name)
    return [a for a in articles if address and canonical(a.url) == address]


def _by_part(name: str, articles: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    wanted = letters(name)
    exact = [article for article in articles if wanted and letters(article.title) == wanted]
    if len(exact) == 1:
        return exact
    start = name.strip().lower()
    return [
        article
        for article in articles
        if (len(start) >= _SHORTEST_PREFIX and article.id.startswith(start))
        or (wanted and wanted in letters(article.title))
    ]


def _nearest(name: str, articles: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    near = nearest_titles(name, [article.title for article in articles])
    return [articles[place] for place in near] or list(articles if len(articles) <= 3 else ())


def _listed(articles: Sequence[ArticleSummary]) -> str:
    named = ", ".join(f"{article.id} “{article.title}”" for article in articles[:_SHOWN])
    return named + (f" and {len(articles) - _SHOWN} more" if len(articles) > _SHOWN else "")


def choose(fresh: Article, titled: Sequence[Article]) -> str | None:
    """Pick the stored article that a page of the same title shows again, None for a new one.

    Where several could be it, the one with which most agrees; where that doesn't decide, the one
    that such a page made before, else none: two articles kept apart can be told to be one, two
    mixed up can't be parted.
    """
    fitting = [known for known in titled if same_article(known, fresh)]
    if len(fitting) > 1:
        best = max(_agreements(known, fresh) for known in fitting)
        fitting = [known for known in fitting if _agreements(known, fresh) == best]
    ids = [known.id for known in fitting]
    return ids[0] if len(ids) == 1 else fresh.id if fresh.id in ids else None


def _agreements(known: Article, fresh: Article) -> int:
    pairs = (
        (letters(known.dept or ""), letters(fresh.dept or "")),
        ((known.published_at or "")[:10], (fresh.published_at or "")[:10]),
        (letters(known.body)[:200], letters(fresh.body)[:200]),
    )
    return sum(bool(left) and left == right for left, right in pairs)
