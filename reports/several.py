"""What a page on several articles is made of, read once before anything is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from reports.queries import ARTICLE, COMPARED, OVERVIEW
from reports.queries.article import OverviewRow
from reports.queries.compared import ComparedRow
from reports.rows import ArticleRow


@dataclass(frozen=True, slots=True)
class Several:
    """Rows of each article, in the articles' order."""

    articles: Sequence[ArticleRow]
    overview: Sequence[OverviewRow]
    compared: Sequence[ComparedRow]


def gather_several(db: sqlite3.Connection, articles: Sequence[str]) -> Several:
    """Read the rows of articles that a report can be made of."""
    return Several(
        articles=[ARTICLE.rows(db, one)[0] for one in articles],
        overview=[OVERVIEW.rows(db, one)[0] for one in articles],
        compared=[COMPARED.rows(db, one)[0] for one in articles],
    )
