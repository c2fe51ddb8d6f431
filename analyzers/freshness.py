"""What of an article is stale.

An article's rows of an analyzer are fresh while their fingerprint holds: the digest of all that
analyzers read of the article, of the analyzer's name, version, parameters and model, and of the
fingerprints of whatever it requires. Where several engines' rows are accepted, an article keeps to
the one that made its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzers import registry
from analyzers.contract import Analyzer, Rows
from threads.store import Store

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


def stale_work(store: Store, article_id: str, plans: Sequence[Plan]) -> Work:
    """Tell what of an article is stale.

    ``plans`` are alike but for the engine; the first is followed unless the article already has
    stances by another one.
    """
    content = store.content_hash(article_id)
    plan = kept(store, article_id, content, plans) or plans[0]
    wanted = fingerprints(content, plan)
    known = store.fingerprints(article_id)
    stale = [a for a in plan if known.get(a.name) != wanted[a.name]]
    number = next(number for number, one in enumerate(plans) if one is plan)
    return Work(article_id, content, number, stale, {a.name: wanted[a.name] for a in stale})


def configured(
    analyzers: Sequence[Analyzer], settings: Callable[[str], Rows]
) -> tuple[Analyzer, ...]:
    """Put the settings of the whole database, which are told by table, among the parameters."""
    return tuple(
        replace(
            analyzer,
            parameters={
                **analyzer.parameters,
                **{table: settings(table) for table in analyzer.settings},
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
