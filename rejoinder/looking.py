"""What a database holds, as objects: articles, a thread, data frames, figures.

Beside the stages of ``rejoinder.api``; ``import rejoinder`` offers both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas
    import plotly.graph_objects as go

    from reports.utterances import ScoredThread
    from threads.lookup import ArticleSummary
    from threads.store import Store


def articles(store: Store) -> list[ArticleSummary]:
    """List the articles by date, those without one last."""
    return store.articles()


def thread(store: Store, article: str) -> ScoredThread:
    """Give an article's thread as one object: utterances, who answers whom, chains, scores.

    ``article`` is its id or the beginning of it, its URL, or a part of its title. What no analyzer
    told yet is None. Raises ``ArticleNotFound``.
    """
    from reports.scored_thread import scored_thread

    with store.one_moment():
        return scored_thread(store, store.resolve(article))


def conversations(file: str | PathLike[str]) -> Iterator[ScoredThread]:
    """Give the threads of a file of utterances (ConvoKit's JSON Lines), needing no database.

    Who answers whom is as the file states it, and rebuilt only where that leaves it open. One
    thread is held at a time, however large the file. Raises ``PageError``, ``SourceNotFound`` and
    ``SourceUnreadable``.
    """
    from reports.stated_thread import stated_thread
    from threads.conversations import conversations
    from threads.formats.convokit_jsonl import read
    from threads.uncollected import uncollected

    for page in conversations(Path(file)):
        with uncollected():
            thread = stated_thread(read(page))
        yield thread


def frame(store: Store, table: str = "flat", articles: Iterable[str] = ()) -> pandas.DataFrame:
    """Give a table as a pandas data frame, of the articles named or of all.

    ``table`` is any of docs/schema.md, or ``flat``: a row for each comment with its place in the
    tree, sentiment, stance, chain and camp. Whole numbers and yes-or-no columns are nullable, times
    are datetimes. Raises ``ArticleNotFound``, and ``RejoinderError`` for another table and where
    pandas is not installed.
    """
    from reports.exports.frames import frame

    with store.one_moment():
        named = list(dict.fromkeys(store.resolve(name) for name in articles))
        return frame(store, table, named or [article.id for article in store.articles()])


def figures(store: Store, article: str) -> dict[str, go.Figure]:
    """Give the figures of an article's report by name, each to stand alone.

    Which there are depends on what the thread holds. Raises ``ArticleNotFound``, and
    ``RejoinderError`` for an article that was not analyzed yet.
    """
    from reports.figures.standing_alone import standing_alone
    from reports.material import gather
    from reports.story import tell

    with store.one_moment():
        drawn = tell(gather(store.db.conn, store.resolve(article))).figures
    return {name: standing_alone(figure) for name, figure in drawn.items()}
