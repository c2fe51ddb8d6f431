"""The run loop: what is stale is analyzed again, and nothing else.

What is stale, ``analyzers.freshness`` tells; what it takes to make it anew is a job
(``analyzers.jobs``), which others may do (``analyzers.hands``); the rows are kept by this process
alone, in the database or in a data set (``analyzers.keeping``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TypedDict

from analyzers import registry
from analyzers.engine_choice import AUTO, Choice, accepted, choose_engine
from analyzers.freshness import JUDGING, Plan, Work, configured
from analyzers.hands import Alone, Hands
from analyzers.jobs import Job, Values, job_for, made
from analyzers.keeping import InDatabase, Keeper, Plans, now
from threads.errors import RejoinderError
from threads.lookup import ArticleSummary
from threads.schema import TABLES
from threads.store import Store

Progress = Callable[[str], object]
Tell = Callable[[ArticleSummary, dict[str, int] | None, Values], None]

LANGUAGE = "language"  # the analyzer, and its table, that says what is not scored
_SPOKEN_SQL = """
SELECT article_id, count(*) AS comments FROM comments
WHERE state = 'present' AND trim(own_text) != '' GROUP BY article_id
"""
_SCORED = TABLES[LANGUAGE].names.index("scored")


@dataclass
class AnalyzeSummary:
    """What an analysis came to.

    ``articles`` counts all that were looked at, ``analyzed`` those in which something was stale,
    ``kept`` those of which anything was written; ``rows`` is the number of rows made, by analyzer,
    of those that ran. ``unscored`` counts the comments that were found to be in another language
    than English, ``wordless`` those without words of their own. ``engine`` is what judged stances,
    and why; None where none had to be judged.
    """

    articles: int = 0
    analyzed: int = 0
    kept: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    unscored: int = 0
    wordless: int = 0
    engine: Choice | None = None

    def count(self, comments: int, written: dict[str, int] | None, values: Values) -> None:
        """Count an article of so many comments, and the rows written by analyzer, None for none."""
        self.articles += 1
        self.kept += written is not None
        self.analyzed += bool(written)
        for name, count in (written or {}).items():
            self.rows[name] = self.rows.get(name, 0) + count
        if LANGUAGE in values:
            self.unscored += sum(not row[_SCORED] for row in values[LANGUAGE])
            self.wordless += comments - len(values[LANGUAGE])


@dataclass(frozen=True, slots=True)
class Where:
    """Where an analysis is done, and where its rows go.

    ``jobs`` is how many processes share the articles, None for as many as pay off here
    (``analyzers.workers``). ``cluster`` is the address of Dask's scheduler, or ``local`` for a
    cluster of ``jobs`` processes on this machine (``analyzers.cluster``). ``out`` is the folder of
    a data set, None for the database that the articles are read from.
    """

    jobs: int | None = 1
    cluster: str | None = None
    out: str | PathLike[str] | None = None


class WhereOptions(TypedDict, total=False):
    """What ``Where`` is made of."""

    jobs: int | None
    cluster: str | None
    out: str | PathLike[str] | None


HERE = Where()


def analyze(
    store: Store,
    only: Iterable[str] = (),
    progress: Progress | None = None,
    *,
    engine: str = AUTO,
    articles: Collection[str] | None = None,
    where: Where = HERE,
) -> AnalyzeSummary:
    """Bring the rows of every article up to date, each article whole or not at all.

    ``articles`` has the ids of those to bring, None for all. ``only`` names analyzers; whatever
    they require is run too where it is stale. ``progress`` is called with the article's title after
    each. ``engine`` is who judges stances, see ``analyzers.engine_choice``. The rows are the same
    wherever they are made; articles are done in another order. Raises ``RejoinderError`` for a name
    that no analyzer or engine has, for an engine that can't run here and for a cluster that can't
    be reached, before anything is written; for a process that died, when what was done by then is.
    """
    only = tuple(only)
    if only and where.out is not None:
        raise RejoinderError("a data set has the rows of all analyzers", remedy="name none")
    chosen = configured(registry.choose(only, registry.ANALYZERS), store.settings)
    wanted = [one for one in store.articles() if articles is None or one.id in articles]
    by_engine = {name: registry.with_engine(name, chosen) for name in accepted(engine)}
    keeper, summary = _keeper(store, where.out), AnalyzeSummary()

    def tell(article: ArticleSummary, written: dict[str, int] | None, values: Values) -> None:
        summary.count(article.comments, written, values)
        if progress:
            progress(article.title or article.id)

    with keeper.working():
        to_judge = _to_judge(store, keeper, wanted, tuple(by_engine.values()))
        choice = choose_engine(engine, tuple(by_engine), to_judge)
        plans = Plans([by_engine[name] for name in choice.kept], choice.kept)
        _Loop(store, keeper, plans, tell).bring(wanted, where)
    summary.rows = {a.name: summary.rows[a.name] for a in plans.plans[0] if a.name in summary.rows}
    summary.engine = choice if summary.rows.get(JUDGING) else None
    return summary


def _keeper(store: Store, out: str | PathLike[str] | None) -> Keeper:
    if out is None:
        return InDatabase(store)
    from analyzers.parts import InParts

    return InParts(store, Path(out))


def _to_judge(
    store: Store, keeper: Keeper, articles: Iterable[ArticleSummary], plans: Sequence[Plan]
) -> int:
    """Count the comments whose stance no engine of these plans has judged as they are now."""
    if not any(analyzer.name == JUDGING for analyzer in plans[0]):
        return 0
    spoken = {row["article_id"]: row["comments"] for row in store.query(_SPOKEN_SQL)}
    return sum(
        spoken.get(article.id, 0) for article in articles if not keeper.judged(article.id, plans)
    )


class _Loop:
    """Brings articles up to date by other hands or this process's own; this one alone keeps."""

    def __init__(self, store: Store, keeper: Keeper, plans: Plans, tell: Tell) -> None:
        self._store = store
        self._keeper = keeper
        self._plans = plans
        self._tell = tell
        self._fresh: set[str] = set()
        self._handed: dict[str, tuple[ArticleSummary, Work, str]] = {}

    def bring(self, articles: Sequence[ArticleSummary], where: Where) -> None:
        """Bring articles up to date, and tell of each how many rows each analyzer has made."""
        ordered = self._keeper.begin(self._plans, articles)
        hands = self._hands(ordered, where)
        if where.out is None and not isinstance(hands, Alone):
            ordered = sorted(ordered, key=lambda one: -one.comments)  # the longest one isn't last
        with hands:
            for job, values in hands.work_off(self._jobs(ordered)):
                self._keep(*self._handed.pop(job.article_id), values)

    def _hands(self, articles: Sequence[ArticleSummary], where: Where) -> Hands:
        if where.cluster is not None:
            from analyzers.cluster import Cluster

            cluster = Cluster(where.cluster, where.jobs)
            return cluster if any(True for _ in self._stale(articles)) else Alone()
        if where.jobs == 1 or len(articles) < 2:
            return Alone()
        from analyzers.workers import Workers, how_many

        number = how_many(where.jobs, self._stale(articles))
        return Workers(number) if number > 1 else Alone()

    def _stale(self, articles: Iterable[ArticleSummary]) -> Iterator[tuple[Work, int]]:
        """Look ahead: give what is to be made, with the article's comments, as far as is asked."""
        for article in articles:
            work = self._keeper.stale(article.id)
            if work is None:
                self._fresh.add(article.id)
            elif work.stale:
                yield work, article.comments

    def _jobs(self, articles: Iterable[ArticleSummary]) -> Iterator[Job]:
        """Give what is to be made as it is asked for; where nothing is, that is told at once."""
        for article in articles:
            started = now()
            found = None if article.id in self._fresh else self._job(article.id)
            if found is None:
                self._tell(article, None, {})
            elif not found[0].stale:
                self._keep(article, found[0], started, {})
            else:
                work, job = found
                self._handed[article.id] = (article, work, started)
                yield job

    def _job(self, article_id: str) -> tuple[Work, Job] | None:
        """Say what there is to do of an article, and read what it takes."""
        while True:
            work = self._keeper.stale(article_id)
            if work is None:
                return None
            number = work.plan
            job = job_for(self._store, work, self._plans.plans[number], self._plans.engines[number])
            if self._store.content_hash(article_id) == work.content:
                return work, job

    def _keep(self, article: ArticleSummary, work: Work, started: str, values: Values) -> None:
        """Keep what was made. Should the article have changed meanwhile, it is done again here."""
        written = self._keeper.keep(work, values, started)
        while written is None:
            started, found = now(), self._job(article.id)
            if found is None:
                break
            work, job = found
            values = made(job) if work.stale else {}
            written = self._keeper.keep(work, values, started)
        self._tell(article, written, values)
