"""Where an analysis goes: what is stale there, and what was made put in the place of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from analyzers.contract import Analyzer
from analyzers.freshness import JUDGING, Plan, Work, kept, stale_work
from analyzers.jobs import Values
from threads.clock import now
from threads.lookup import ArticleSummary
from threads.rows import Row
from threads.schema import TABLES
from threads.store import Store
from threads.tables import values_of_article

AUDIT = "article_audit"
_AUDITED = ("comment_id", "to_article", "article_support", "article_neutral", "article_oppose")


@dataclass(frozen=True, slots=True)
class Plans:
    """Plans that are alike but for the engine, and the engines' names in the same order.

    The first is followed unless an article already has stances by another one.
    """

    plans: Sequence[Plan]
    engines: Sequence[str]


class Keeper(Protocol):
    """Keeps what is made of articles, within ``working``; ``begin`` comes before ``stale``."""

    def judged(self, article_id: str, plans: Sequence[Plan]) -> bool:
        """Whether an article's stances are fresh by one of the plans."""
        ...

    def begin(self, plans: Plans, articles: Sequence[ArticleSummary]) -> Sequence[ArticleSummary]:
        """Take in what is to be followed for which articles; gives them in the order to do."""
        ...

    def stale(self, article_id: str) -> Work | None:
        """Tell what of an article is to be made anew or to be put here, None for nothing."""
        ...

    def keep(self, work: Work, values: Values, started: str) -> dict[str, int] | None:
        """Keep the rows of an article whole or not at all; gives their number by analyzer.

        None where the article isn't what it was any more: it is to be done again.
        """
        ...

    def working(self) -> AbstractContextManager[object]:
        """Give what is to be held while articles are kept."""
        ...


class InDatabase:
    """Keeps rows in the database that the articles are read from, each in one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ledger = Ledger(self._last_run)
        self._plans: Sequence[Plan] = ()

    def judged(self, article_id: str, plans: Sequence[Plan]) -> bool:
        """Whether an article's stances are fresh by one of the plans."""
        content = self._store.content_hash(article_id)
        return kept(self._store, article_id, content, plans) is not None

    def begin(self, plans: Plans, articles: Sequence[ArticleSummary]) -> Sequence[ArticleSummary]:
        """Take in the plans; any order of articles will do."""
        self._plans = plans.plans
        return articles

    def stale(self, article_id: str) -> Work | None:
        """Tell what of an article is to be made anew, None for nothing."""
        work = stale_work(self._store, article_id, self._plans)
        return work if work.stale else None

    def keep(self, work: Work, values: Values, started: str) -> dict[str, int] | None:
        """Write an article's rows; None where it isn't what it was any more."""
        store = self._store
        with store.transaction():
            if store.content_hash(work.article_id) != work.content:
                return None
            if not audit_holds(store, work.article_id, values):
                store.write_rows(AUDIT, work.article_id, [])
            for analyzer in work.stale:
                count = store.write_values(analyzer.gives, work.article_id, values[analyzer.gives])
                store.set_fingerprint(work.article_id, analyzer.name, work.wanted[analyzer.name])
                store.record_run(self._ledger.enter(analyzer, started, count))
        return {analyzer.name: len(values[analyzer.gives]) for analyzer in work.stale}

    def working(self) -> AbstractContextManager[object]:
        """Give nothing to hold: each article has its own transaction."""
        return nullcontext()

    def _last_run(self) -> int:
        (last,) = self._store.query("SELECT IFNULL(MAX(id), 0) AS id FROM runs")
        return int(last["id"])


def audit_holds(store: Store, article_id: str, values: Values) -> bool:
    """Whether what an audit of an article gave still speaks of its stances, these rows now made.

    It doesn't where a label or a probability that was audited comes out otherwise.
    """
    if JUDGING not in values or not store.rows(AUDIT, article_id):
        return True
    places = [TABLES[JUDGING].names.index(name) for name in _AUDITED]
    was = values_of_article(store.db, (JUDGING,), article_id)
    old, new = (
        {tuple(row[place] for place in places) for row in rows}
        for rows in (was[JUDGING], values[JUDGING])
    )
    return not old or old == new


class Ledger:
    """One row of ``runs`` for each analyzer that ran.

    It is written with the first article and brought up to date with each further one, so that
    whatever is kept when a run is broken off is accounted for. ``last`` gives the number of the
    last row there is.
    """

    def __init__(self, last: Callable[[], int]) -> None:
        self._last = last
        self._runs: dict[str, Row] = {}

    def enter(self, analyzer: Analyzer, started: str, rows: int) -> Row:
        """Account for the rows made of one article; gives the row as it is now."""
        if analyzer.name not in self._runs:
            self._runs[analyzer.name] = {
                "id": self._last() + 1,
                "analyzer": analyzer.name,
                "version": analyzer.version,
                "parameters": dict(analyzer.parameters),
                "model_hash": analyzer.model_hash,
                "started": started,
                "rows": 0,
            }
        run = self._runs[analyzer.name]
        run |= {"finished": now(), "rows": run["rows"] + rows}
        return run
