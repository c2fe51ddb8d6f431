"""What was analyzed stays analyzed in a copy of a database whose names and ids are others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyzers import registry
from analyzers.contract import Analyzer
from analyzers.engine_choice import AUTO, accepted
from analyzers.freshness import configured, fingerprints
from threads.store import Store

Plan = Sequence[Analyzer]


def carry_over(old: Store, new: Store, articles: Mapping[str, str]) -> None:
    """Note in ``new`` what of an article is fresh in ``old``.

    ``articles`` gives the new id of each article by its old one. A fingerprint is a digest of the
    old content, which holds names: it is made anew where it was right, and is empty, so that the
    article is analyzed again, where it wasn't.
    """
    plans = [_plans(store) for store in (old, new)]
    for old_id, new_id in articles.items():
        known = old.fingerprints(old_id)
        digests = [old.content_hash(old_id), new.content_hash(new_id)]
        made = {
            engine: tuple(
                fingerprints(digest, side[engine])
                for digest, side in zip(digests, plans, strict=True)
            )
            for engine in plans[0]
        }
        for analyzer, fingerprint in known.items():
            renewed = [now for was, now in made.values() if was.get(analyzer) == fingerprint]
            new.set_fingerprint(new_id, analyzer, renewed[0][analyzer] if renewed else "")


def _plans(store: Store) -> dict[str, Plan]:
    analyzers = configured(registry.choose((), registry.ANALYZERS), store.settings)
    return {engine: registry.with_engine(engine, analyzers) for engine in accepted(AUTO)}
