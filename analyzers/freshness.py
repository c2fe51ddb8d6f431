"""What of an article is stale, and its rows made anew.

An article's rows of an analyzer are fresh while their fingerprint holds: the digest of all that
analyzers read of the article, of the analyzer's name, version, parameters and model, and of the
fingerprints of whatever it requires. Where several engines' rows are accepted, an article keeps to
the one that made its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import cast

from analyzers import registry
from analyzers.contract import Analyzer, Rows
from threads.model import Thread
from threads.store import Store
from threads.uncollected import uncollected

Plan = Sequence[Analyzer]  # what is to be up to date, with one engine

JUDGING = "stance"  # the analyzer that an engine works for


@dataclass(frozen=True, slots=True)
class Work:
    """What of an article is to be made anew.

    ``plan`` numbers the plan that is followed, ``wanted`` are the fingerprints of the ``stale``.
    """

    article_id: str
    content: str
    plan: int
    stale: Plan
    wanted: Mapping[str, str]


def stale_work(store: Store, article_id: str, plans: Sequence[Plan]) -> Work | None:
    """Tell what of an article is stale, None for nothing.

    ``plans`` are alike but for the engine; the first is followed unless the article already has
    stances by another one.
    """
    content = store.content_hash(article_id)
    plan = kept(store, article_id, content, plans) or plans[0]
    wanted = fingerprints(content, plan)
    known = store.fingerprints(article_id)
    stale = [a for a in plan if known.get(a.name) != wanted[a.name]]
    if not stale:
        return None
    number = next(number for number, one in enumerate(plans) if one is plan)
    return Work(article_id, content, number, stale, {a.name: wanted[a.name] for a in stale})


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


def kept(store: Store, article_id: str, content: str, plans: Sequence[Plan]) -> Plan | None:
    """Give the plan by whose engine an article's stances were judged, None where they are stale."""
    known = store.fingerprints(article_id).get(JUDGING)
    for plan in plans:
        if known == fingerprints(content, plan).get(JUDGING):
            return plan
    return None


def make_rows(store: Store, article_id: str, stale: Sequence[Analyzer]) -> dict[str, Rows]:
    """Give the rows of the stale analyzers by table; what is fresh is taken from the store."""
    with uncollected():
        thread = store.load_thread(article_id)
        return _made(store, thread, stale)


def _made(store: Store, thread: Thread, stale: Sequence[Analyzer]) -> dict[str, Rows]:
    made: dict[str, Rows] = {}
    for analyzer in stale:
        given: dict[str, Rows] = {
            table: tuple(made[table] if table in made else store.rows(table, thread.article.id))
            for table in analyzer.requires
        }
        for table in analyzer.settings:
            given[table] = cast(Rows, analyzer.parameters[table])
        made[analyzer.gives] = analyzer.analyze(thread, MappingProxyType(given))
    return made
