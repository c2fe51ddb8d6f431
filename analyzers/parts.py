"""An analysis that goes to a data set of Parquet files; the database is only read.

All rows of an article go there: those that it was read to, those that are fresh in the database,
and those made now. Articles are put together to parts of some ten thousands of comments, each
of which is written when its last article is done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from analyzers.freshness import Plan, Work, fingerprints, kept, stale_work
from analyzers.jobs import Values
from analyzers.keeping import AUDIT, Ledger, Plans, audit_holds
from threads.data_set.columns import OF_ARTICLES
from threads.data_set.drafts import Draft
from threads.data_set.layout import DataSet, Part, unwritable
from threads.errors import RejoinderError
from threads.lookup import ArticleSummary
from threads.store import Store
from threads.tables import values_of, values_of_article

# Comments of a part: few enough to be in memory at once (a hundred megabytes), and so many that a
# hundred million make four thousand folders. Less than half is put together with what comes next.
SIZE = 25_000
_FRESHNESS = "freshness"
_RUNS_SQL = """
SELECT analyzer, version, parameters, model_hash, started, max(finished) AS finished, rows
FROM runs WHERE finished IS NOT NULL GROUP BY analyzer ORDER BY id
"""


class InParts:
    """Keeps rows in a data set; to be used within ``working``."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._set = DataSet.made(folder)
        self._where: dict[str, Part] = {}
        self._plans: Sequence[Plan] = ()
        self._drafts: dict[str, Draft] = {}
        self._ledger = Ledger(lambda: 0)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Keep others from writing; what is done when something fails is kept as far as may be."""
        with self._set.writing():
            self._where = self._set.where()
            try:
                yield
            except BaseException:
                self._rescue()
                raise

    def judged(self, article_id: str, plans: Sequence[Plan]) -> bool:
        """Whether an article's stances are fresh, here or in the database, by one of the plans."""
        content = self._store.content_hash(article_id)
        if kept(self._store, article_id, content, plans) is not None:
            return True
        return self._is_here(article_id, content, plans)

    def begin(self, plans: Plans, articles: Sequence[ArticleSummary]) -> Sequence[ArticleSummary]:
        """Take in the plans; put together what goes into one part, and give the articles so."""
        self._plans = plans.plans
        sizes = {one.id: one.comments for one in articles if not self._is_known(one.id)}
        ordered: list[str] = []
        for number, unit in enumerate(_packed(self._units(sizes)), self._set.next_number):
            ids = [article for one in unit for article in one.articles]
            replaced = [one.part for one in unit if one.part]
            draft = Draft(number, ids, sizes.keys() & {*ids}, replaced)
            self._drafts |= dict.fromkeys(draft.missing, draft)
            ordered += ids
        named = {one.id: one for one in articles}
        return [named[one] for one in dict.fromkeys([*ordered, *named]) if one in named]

    def _units(self, sizes: Mapping[str, int]) -> Iterator[_Unit]:
        """Give what has to stay together: the articles of a part that is replaced, each new one.

        ``sizes`` has the number of comments of each article that is to be put here.
        """
        new = [article for article in sizes if article not in self._where]
        stale = {self._where[article].number for article in sizes if article in self._where}
        for part in self._set.parts.values():
            if part.number in stale or (new and part.comments < SIZE / 2):
                yield _Unit(tuple(part.contents), part.comments, part)
        for article in new:
            yield _Unit((article,), sizes[article], None)

    def stale(self, article_id: str) -> Work | None:
        """Tell what of an article is to be made, also nothing; None where all of it is here."""
        if article_id not in self._drafts:
            return None
        return stale_work(self._store, article_id, self._plans)

    def keep(self, work: Work, values: Values, started: str) -> dict[str, int] | None:
        """Put an article into its part, and write the part if it was the last that was missing."""
        plan = self._plans[work.plan]
        found = self._rows(work, values, plan)
        if found is None:
            return None
        draft = self._drafts.pop(work.article_id)
        draft.put(work.article_id, *found)
        for analyzer in work.stale:
            draft.note(self._ledger.enter(analyzer, started, len(values[analyzer.gives])))
        if len(work.stale) < len(plan):
            for run in self._store.query(_RUNS_SQL):
                draft.note(run)
        if not draft.missing:
            self._publish(draft)
        return {analyzer.name: len(values[analyzer.gives]) for analyzer in work.stale}

    def _rows(self, work: Work, values: Values, plan: Plan) -> tuple[str, Values] | None:
        """Give an article's state and all its rows; None where it isn't what it was any more."""
        store, article = self._store, work.article_id
        stored = [name for name in OF_ARTICLES if name not in values]
        with store.one_moment():
            if store.content_hash(article) != work.content:
                return None
            rows = values_of_article(store.db, stored, article)
            state = self._state(article, work.content, plan)
            if not audit_holds(store, article, values):
                rows[AUDIT] = []
        found = fingerprints(work.content, plan)
        fresh = [
            {"article_id": article, "analyzer": name, "fingerprint": found[name]} for name in found
        ]
        return state, {**rows, **values, _FRESHNESS: values_of(_FRESHNESS, fresh)}

    def _publish(self, draft: Draft) -> None:
        try:
            draft.publish(self._set)
        except OSError as error:
            raise unwritable(self._set.folder, error) from error

    def _rescue(self) -> None:
        """Write what is done of unfinished parts, but not in the place of earlier ones."""
        for draft in dict.fromkeys(self._drafts.values()):
            if not draft.replaced and len(draft.missing) < len(draft.articles):
                with suppress(RejoinderError):
                    self._publish(draft)

    def _is_known(self, article_id: str) -> bool:
        content = self._store.content_hash(article_id)
        return self._is_here(article_id, content, self._plans)

    def _is_here(self, article_id: str, content: str, plans: Sequence[Plan]) -> bool:
        """Whether the data set has an article as it is now, by one of the plans."""
        part = self._where.get(article_id)
        if part is None:
            return False
        _, state = part.contents[article_id]
        return any(self._state(article_id, content, plan) == state for plan in plans)

    def _state(self, article_id: str, content: str, plan: Plan) -> str:
        """Digest all that an article's rows here hang on: its pages, hand labels and analyzers."""
        store = self._store
        made_of = [
            fingerprints(content, plan),
            store.rows("snapshots", article_id),
            store.rows(AUDIT, article_id),
        ]
        return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Unit:
    """Articles that go into one part, how many comments they have, and the part they are in."""

    articles: tuple[str, ...]
    comments: int
    part: Part | None


def _packed(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    """Put units together, in their order, to parts of about the size wanted."""
    packed: list[_Unit] = []
    size = 0
    for unit in units:
        if packed and size + unit.comments > SIZE:
            yield packed
            packed, size = [], 0
        packed.append(unit)
        size += unit.comments
    if packed:
        yield packed
