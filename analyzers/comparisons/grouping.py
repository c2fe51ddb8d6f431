"""Which articles are compared with which: by article, outlet, month, year or tag."""

from __future__ import annotations

import json
from collections.abc import Sequence

from analyzers.comparisons.figures import Figures

BY = ("article", "outlet", "month", "year", "tag")
_LONG = {"month": 7, "year": 4}  # characters of a date


def grouped(articles: Sequence[Figures], by: str) -> dict[str, list[Figures]]:
    """Give the groups by name; an article may be in several by tag, and in none.

    Articles are named by their ids and stand as given, months and years go by time, outlets and
    tags by how many articles they have. Raises ``ValueError`` for another ``by``.
    """
    if by not in BY:
        raise ValueError(by)
    groups: dict[str, list[Figures]] = {}
    for article in articles:
        for name in names_of(article, by):
            groups.setdefault(name, []).append(article)
    if by == "article":
        return groups
    if by in _LONG:
        return dict(sorted(groups.items()))
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def names_of(article: Figures, by: str) -> list[str]:
    """Name the groups that an article belongs to."""
    if by == "article":
        return [article.id]
    if by == "outlet":
        return [article.outlet] if article.outlet else []
    if by == "tag":
        return list(dict.fromkeys(json.loads(article.tags)))
    date = (article.published_at or "")[: _LONG[by]]
    return [date] if len(date) == _LONG[by] else []
