"""One article's analysis as data: what is stale of it, and all that is read to make it anew.

A job needs no database, so it can be worked off anywhere: here, in another process, on another
machine. ``made`` does it, wherever that is, and is all that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from analyzers import registry
from analyzers.contract import Analyzer, Rows
from analyzers.freshness import Plan, Work, configured, fingerprints
from threads.database import store_errors
from threads.errors import RejoinderError
from threads.model import Thread
from threads.rows import Row, from_rows
from threads.schema import TABLES
from threads.store import Store
from threads.tables import values_of, values_of_article
from threads.uncollected import uncollected

Values = Mapping[str, Sequence[tuple[Any, ...]]]  # rows by table, as the database takes them

_THREAD = ("articles", "comments", "replies", "quotes")


@dataclass(frozen=True, slots=True)
class Job:
    """An article to be analyzed.

    ``analyzers`` names those of the plan, ``wanted`` has the fingerprints of the stale ones;
    ``settings`` are the rows of the database that belong to no article, ``read`` those of the
    article: its thread, and what is fresh and is needed for what isn't.
    """

    article_id: str
    content: str
    engine: str
    analyzers: tuple[str, ...]
    settings: Mapping[str, Rows]
    wanted: Mapping[str, str]
    read: Values

    @property
    def comments(self) -> int:
        """How many comments the article has."""
        return len(self.read["comments"])


def job_for(store: Store, work: Work, plan: Plan, engine: str) -> Job:
    """Read all that the work takes."""
    needed = {table for analyzer in work.stale for table in analyzer.requires}
    needed -= {analyzer.gives for analyzer in work.stale}
    with store_errors(store.path):
        read = values_of_article(store.db, (*_THREAD, *sorted(needed)), work.article_id)
    return Job(
        article_id=work.article_id,
        content=work.content,
        engine=engine,
        analyzers=tuple(analyzer.name for analyzer in plan),
        settings={
            table: cast(Rows, analyzer.parameters[table])
            for analyzer in plan
            for table in analyzer.settings
        },
        wanted=work.wanted,
        read=read,
    )


def made(job: Job) -> Values:
    """Work a job off: give the rows of what is stale.

    Raises ``RejoinderError`` where what is installed here would make others than were asked for.
    """
    with uncollected():
        rows = {
            table: [dict(zip(TABLES[table].names, one, strict=True)) for one in values]
            for table, values in job.read.items()
        }
        found = _made(from_rows(rows), rows, _stale(job))
        return {table: values_of(table, found[table]) for table in found}


def _stale(job: Job) -> list[Analyzer]:
    chosen = registry.choose(job.analyzers, registry.ANALYZERS)
    plan = registry.with_engine(job.engine, configured(chosen, job.settings.__getitem__))
    ours = fingerprints(job.content, plan)
    others = [name for name, fingerprint in job.wanted.items() if ours.get(name) != fingerprint]
    if others:
        raise RejoinderError(
            f"another version of Rejoinder is installed there: it differs in {', '.join(others)}",
            remedy="install the same version wherever articles are analyzed",
        )
    return [analyzer for analyzer in plan if analyzer.name in job.wanted]


def _made(
    thread: Thread, read: Mapping[str, Sequence[Row]], stale: Iterable[Analyzer]
) -> dict[str, Rows]:
    made: dict[str, Rows] = {}
    for analyzer in stale:
        given: dict[str, Rows] = {
            table: tuple(made[table] if table in made else read[table])
            for table in analyzer.requires
        }
        for table in analyzer.settings:
            given[table] = cast(Rows, analyzer.parameters[table])
        made[analyzer.gives] = analyzer.analyze(thread, MappingProxyType(given))
    return made
