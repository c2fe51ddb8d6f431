"""The run loop: what is stale in the database is analyzed again, and nothing else.

What is stale, ``analyzers.freshness`` tells. Where there is enough to do, articles are shared out
among processes (``analyzers.workers``); this one alone writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from analyzers import registry
from analyzers.contract import Analyzer
from analyzers.engine_choice import AUTO, Choice, accepted, choose_engine
from analyzers.freshness import JUDGING, Plan, Work, configured, kept, make_rows, stale_work
from threads.lookup import ArticleSummary
from threads.store import Store
from threads.tables import values_of

Progress = Callable[[str], object]
Values = Mapping[str, Sequence[tuple[object, ...]]]  # rows by table, as the database takes them

LANGUAGE = "language"  # the analyzer, and its table, that says what is not scored
_SPOKEN_SQL = """
SELECT article_id, count(*) AS comments FROM comments
WHERE state = 'present' AND trim(own_text) != '' GROUP BY article_id
"""
_UNSCORED_SQL = """
SELECT count(*) AS comments FROM comments JOIN language ON comment_id = comments.id
WHERE article_id = ? AND NOT scored
"""


@dataclass
class AnalyzeSummary:
    """What an analysis came to.

    ``articles`` counts all that were looked at, ``analyzed`` those in which something was stale;
    ``rows`` is the number of rows written, by analyzer, of those that ran. ``unscored`` counts the
    comments that were found to be in another language than English. ``engine`` is what judged
    stances, and why; None where none had to be judged.
    """

    articles: int = 0
    analyzed: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    unscored: int = 0
    engine: Choice | None = None

    @property
    def fresh(self) -> int:
        """How many articles there was nothing to do for."""
        return self.articles - self.analyzed


def analyze(
    store: Store,
    only: Iterable[str] = (),
    progress: Progress | None = None,
    *,
    engine: str = AUTO,
    articles: Collection[str] | None = None,
    jobs: int | None = 1,
) -> AnalyzeSummary:
    """Bring the rows of every article up to date, each article in a transaction of its own.

    ``articles`` has the ids of those to bring, None for all. ``only`` names analyzers; whatever
    they require is run too where it is stale. ``progress`` is called with the article's title after
    each. ``engine`` is who judges stances, see ``analyzers.engine_choice``. ``jobs`` is how many
    processes share the articles, None for as many as pay off here (``analyzers.workers``): the rows
    are the same, articles are done in another order. Raises ``RejoinderError`` for a name that no
    analyzer or engine has and for an engine that can't run here, before anything is written; for a
    process that died, when what was done by then is written.
    """
    chosen = configured(store, registry.choose(only, registry.ANALYZERS))
    wanted = [one for one in store.articles() if articles is None or one.id in articles]
    by_engine = {name: registry.with_engine(name, chosen) for name in accepted(engine)}
    choice = choose_engine(
        engine, tuple(by_engine), _to_judge(store, wanted, tuple(by_engine.values()))
    )
    plans = [by_engine[name] for name in choice.kept]
    summary, loop = AnalyzeSummary(), _Loop(store, plans, choice.kept)
    for article, written in loop.bring(wanted, jobs):
        summary.articles += 1
        summary.analyzed += bool(written)
        for name, count in written.items():
            summary.rows[name] = summary.rows.get(name, 0) + count
        if LANGUAGE in written:
            (unscored,) = store.query(_UNSCORED_SQL, [article.id])
            summary.unscored += unscored["comments"]
        if progress:
            progress(article.title or article.id)
    summary.rows = {a.name: summary.rows[a.name] for a in plans[0] if a.name in summary.rows}
    summary.engine = choice if summary.rows.get(JUDGING) else None
    return summary


def _to_judge(store: Store, articles: Iterable[ArticleSummary], plans: Sequence[Plan]) -> int:
    """Count the comments whose stance no engine of these plans has judged as they are now."""
    if not any(analyzer.name == JUDGING for analyzer in plans[0]):
        return 0
    spoken = {row["article_id"]: row["comments"] for row in store.query(_SPOKEN_SQL)}
    return sum(
        spoken.get(article.id, 0)
        for article in articles
        if kept(store, article.id, store.content_hash(article.id), plans) is None
    )


class _Loop:
    """Brings articles up to date, in this process or with others.

    ``plans`` are alike but for the engine, whose names are ``engines``; the first is followed
    unless an article already has stances by another one.
    """

    def __init__(self, store: Store, plans: Sequence[Plan], engines: Sequence[str]) -> None:
        self._store = store
        self._plans = plans
        self._engines = engines
        self._ledger = _Ledger(store)

    def bring(
        self, articles: Sequence[ArticleSummary], jobs: int | None
    ) -> Iterator[tuple[ArticleSummary, dict[str, int]]]:
        """Yield each article with the number of rows by analyzer that ran."""
        if jobs != 1 and len(articles) > 1:
            from analyzers.workers import how_many

            waiting = {one.id: one for one in articles}
            works = [w for i in waiting if (w := stale_work(self._store, i, self._plans))]
            sizes = {work.article_id: waiting[work.article_id].comments for work in works}
            number = how_many(jobs, [(work, sizes[work.article_id]) for work in works])
            if number > 1:
                works.sort(key=lambda work: -sizes[work.article_id])  # the longest one isn't last
                for article_id, written in self._shared_out(works, number):
                    yield waiting.pop(article_id), written
                articles = list(waiting.values())
        for article in articles:
            yield article, self._alone(article.id)

    def _alone(self, article_id: str) -> dict[str, int]:
        """Do one article here.

        The work is done outside the transaction, so that nobody waits for it. Should the article
        change meanwhile, it is done again.
        """
        while True:
            work = stale_work(self._store, article_id, self._plans)
            if work is None:
                return {}
            started = _now()
            made = make_rows(self._store, article_id, work.stale)
            values = {table: values_of(table, rows) for table, rows in made.items()}
            written = self._write(work, values, started)
            if written is not None:
                return written

    def _shared_out(
        self, works: Sequence[Work], number: int
    ) -> Iterator[tuple[str, dict[str, int]]]:
        """Do articles in other processes, and write what comes back as it comes."""
        from analyzers.workers import Task, Workers

        only = [analyzer.name for analyzer in self._plans[0]]
        started = {work.article_id: _now() for work in works}
        tasks = {Task(w.article_id, self._engines[w.plan], dict(w.wanted)): w for w in works}
        with Workers(number, self._store.path, only) as workers:
            for task, values in workers.work_off(tasks):
                work = tasks[task]
                began = started[work.article_id]
                written = None if values is None else self._write(work, values, began)
                if written is None:  # it changed meanwhile
                    written = self._alone(work.article_id)
                yield work.article_id, written

    def _write(self, work: Work, values: Values, started: str) -> dict[str, int] | None:
        """Write what was made of an article; None where it isn't what it was any more."""
        store = self._store
        with store.transaction():
            if store.content_hash(work.article_id) != work.content:
                return None
            for analyzer in work.stale:
                count = store.write_values(analyzer.gives, work.article_id, values[analyzer.gives])
                store.set_fingerprint(work.article_id, analyzer.name, work.wanted[analyzer.name])
                self._ledger.enter(analyzer, started, count)
        return {analyzer.name: len(values[analyzer.gives]) for analyzer in work.stale}


class _Ledger:
    """One row of ``runs`` for each analyzer that ran.

    It is written with the first article and brought up to date with each further one, so that
    whatever is in the database when a run is broken off is accounted for.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._runs: dict[str, dict[str, object]] = {}
        self._rows: dict[str, int] = {}

    def enter(self, analyzer: Analyzer, started: str, rows: int) -> None:
        """Account for the rows written of one article, inside its transaction."""
        self._rows[analyzer.name] = self._rows.get(analyzer.name, 0) + rows
        run = self._runs.setdefault(
            analyzer.name,
            {
                "analyzer": analyzer.name,
                "version": analyzer.version,
                "parameters": dict(analyzer.parameters),
                "model_hash": analyzer.model_hash,
                "started": started,
            },
        )
        if "id" not in run:
            (last,) = self._store.query("SELECT IFNULL(MAX(id), 0) AS id FROM runs")
            run["id"] = last["id"] + 1
        self._store.record_run({**run, "finished": _now(), "rows": self._rows[analyzer.name]})


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
