"""Articles whose rows an earlier version made: analyzing would make them anew."""

from __future__ import annotations

from collections.abc import Iterable

from analyzers import registry
from analyzers.engine_choice import AUTO, accepted
from analyzers.freshness import configured, fingerprints, kept
from threads.store import Store


def outdated(store: Store, articles: Iterable[str]) -> list[str]:
    """Give the ids of those articles of which a row is of another version or other parameters.

    What was never analyzed, or not by all analyzers, isn't among them for that. Either engine's
    stances will do, if it is that engine's present version.
    """
    chosen = configured(registry.ANALYZERS, store.settings)
    plans = [registry.with_engine(name, chosen) for name in accepted(AUTO)]
    found = []
    for article in articles:
        content, known = store.content_hash(article), store.fingerprints(article)
        plan = kept(store, article, content, plans) or plans[0]
        wanted = fingerprints(content, plan)
        if any(known[name] != digest for name, digest in wanted.items() if name in known):
            found.append(article)
    return found
