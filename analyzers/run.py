"""The run loop: what is stale in the database is analyzed again, and nothing else.

An article's rows of an analyzer are fresh while their fingerprint holds: the digest of all that
analyzers read of the article, of the analyzer's name, version, parameters and model, and of the
fingerprints of whatever it requires. Where several engines' rows are accepted, an article keeps to
the one that made its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import cast

from analyzers import registry
from analyzers.contract import Analyzer, Rows
from analyzers.engine_choice import AUTO, Choice, accepted, choose_engine
from threads.lookup import ArticleSummary
from threads.store import Store

Progress = Callable[[str], object]
Plan = Sequence[Analyzer]  # what is to be up to date, with one engine

JUDGING = "stance"  # the analyzer that an engine works for
LANGUAGE = "language"  # the analyzer, and its table, that says what is not scored
_SPOKEN_SQL = """
SELECT article_id, count(*) AS comments FROM comments
WHERE state = 'present' AND trim(own_text) != '' GROUP BY article_id
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
) -> AnalyzeSummary:
    """Bring the rows of every article up to date, each article in a transaction of its own.

    ``articles`` has the ids of those to bring, None for all. ``only`` names analyzers; whatever
    they require is run too where it is stale. ``progress`` is called with the article's title after
    each. ``engine`` is who judges stances, see ``analyzers.engine_choice``. Raises
    ``RejoinderError`` for a name that no analyzer or engine has and for an engine that can't run
    here, before anything is written.
    """
    chosen = configured(store, registry.choose(only, registry.ANALYZERS))
    wanted = [one for one in store.articles() if articles is None or one.id in articles]
    by_engine = {name: registry.with_engine(name, chosen) for name in accepted(engine)}
    choice = choose_engine(
        engine, tuple(by_engine), _to_judge(store, wanted, tuple(by_engine.values()))
    )
    plans = [by_engine[name] for name in choice.kept]
    summary, ledger = AnalyzeSummary(), _Ledger(store)
    for article in wanted:
        written = _bring_up_to_date(store, article.id, plans, ledger)
        summary.articles += 1
        summary.analyzed += bool(written)
        for name, count in written.items():
            summary.rows[name] = summary.rows.get(name, 0) + count
        if LANGUAGE in written:
            summary.unscored += sum(not row["scored"] for row in store.rows(LANGUAGE, article.id))
        if progress:
            progress(article.title or article.id)
    summary.engine = choice if summary.rows.get(JUDGING) else None
    return summary


def configured(store: Store, analyzers: Sequence[Analyzer]) -> tuple[Analyzer, ...]:
    """Put the settings that the database remembers among the analyzers' parameters."""
    return tuple(
        replace(
            analyzer,
            parameters={
                **analyzer.parameters,
                **{table: store.settings(table) for table in analyzer.settings},
            },
        )
        for analyzer in analyzers
    )


def _to_judge(store: Store, articles: Iterable[ArticleSummary], plans: Sequence[Plan]) -> int:
    """Count the comments whose stance no engine of these plans has judged as they are now."""
    if not any(analyzer.name == JUDGING for analyzer in plans[0]):
        return 0
    spoken = {row["article_id"]: row["comments"] for row in store.query(_SPOKEN_SQL)}
    return sum(
        spoken.get(article.id, 0)
        for article in articles
        if _kept(store, article.id, store.content_hash(article.id), plans) is None
    )


def fingerprints(content_hash: str, analyzers: Sequence[Analyzer]) -> dict[str, str]:
    """Give by analyzer what its rows of an article with this content are made of."""
    found: dict[str, str] = {}
    givers: dict[str, str] = {}
    for analyzer in registry.in_order(analyzers):
        parts = [
            *(content_hash, analyzer.name, analyzer.version, analyzer.model_hash),
            dict(analyzer.parameters),
            [givers[table] for table in sorted(analyzer.requires)],
        ]
        digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        found[analyzer.name] = givers[analyzer.gives] = digest
    return found


def _kept(store: Store, article_id: str, content: str, plans: Sequence[Plan]) -> Plan | None:
    """Give the plan by whose engine an article's stances were judged, None where they are stale."""
    known = store.fingerprints(article_id).get(JUDGING)
    for plan in plans:
        if known == fingerprints(content, plan).get(JUDGING):
            return plan
    return None


def _bring_up_to_date(
    store: Store, article_id: str, plans: Sequence[Plan], ledger: _Ledger
) -> dict[str, int]:
    """Run what is stale; gives the number of rows by analyzer that ran.

    ``plans`` are alike but for the engine; the first is followed unless the article already has
    stances by another one. The work is done outside the transaction, so that nobody waits for it.
    Should the article change meanwhile, it is done again.
    """
    while True:
        content = store.content_hash(article_id)
        plan = _kept(store, article_id, content, plans) or plans[0]
        wanted = fingerprints(content, plan)
        known = store.fingerprints(article_id)
        stale = [a for a in plan if known.get(a.name) != wanted[a.name]]
        if not stale:
            return {}
        started = _now()
        made = _run(store, article_id, stale)
        with store.transaction():
            if store.content_hash(article_id) != content:
                continue
            for analyzer in stale:
                count = store.write_rows(analyzer.gives, article_id, made[analyzer.gives])
                store.set_fingerprint(article_id, analyzer.name, wanted[analyzer.name])
                ledger.enter(analyzer, started, count)
        return {analyzer.name: len(made[analyzer.gives]) for analyzer in stale}


def _run(store: Store, article_id: str, stale: Sequence[Analyzer]) -> dict[str, Rows]:
    """Give the rows of the stale analyzers by table; what is fresh is taken from the store."""
    thread = store.load_thread(article_id)
    made: dict[str, Rows] = {}
    for analyzer in stale:
        given: dict[str, Rows] = {
            table: tuple(made[table] if table in made else store.rows(table, article_id))
            for table in analyzer.requires
        }
        for table in analyzer.settings:
            given[table] = cast(Rows, analyzer.parameters[table])
        made[analyzer.gives] = analyzer.analyze(thread, MappingProxyType(given))
    return made


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
