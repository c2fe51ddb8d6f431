"""What was found while watching threads, kept so that each event is told once.

An event is entered in the transaction that also notes where it is to be told. To tell it is to
begin (committed), to tell, and to note that it was told (committed): a kill in between leaves an
event that was begun and not told, which is told once more, marked as perhaps told before.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from threads import tables
from threads.rows import Row
from threads.store import Store

Kind = Literal["heat", "pile-on", "burst", "newcomer"]

_PENDING_SQL = """
SELECT events.*, begun_at, failure FROM tellings JOIN events ON events.id = event_id
WHERE channel = ? AND told_at IS NULL ORDER BY events.rowid
"""
_BEGIN_SQL = """
UPDATE tellings SET begun_at = coalesce(begun_at, :at)
WHERE event_id = :event AND channel = :channel
"""
_NOTE_SQL = """
UPDATE tellings SET told_at = :told, failure = :failure
WHERE event_id = :event AND channel = :channel
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a moderator should hear of.

    ``comment_id`` is the comment it begins with, ``figure`` what was measured and ``threshold``
    what it had to reach, ``detail`` what the figure is made of. ``members`` are the comments it is
    about: an event of the kind that began with one of them is the same event, grown or seen from
    another page.
    """

    kind: Kind
    article_id: str
    comment_id: str
    figure: float
    threshold: float
    detail: Mapping[str, float | int | str | None] = field(default_factory=dict)
    members: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id it is kept under, the same at every look."""
        return f"{self.comment_id}/{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An event that is to be told; ``begun``: an attempt was made, and it may have arrived."""

    event: Event
    found_at: str
    begun: bool = False
    failure: str | None = None


class EventLog:
    """The events of a database, which sources are watched, and what was told where."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_watched(self, source: str) -> bool:
        """Tell whether a source had its first look."""
        return bool(self._store.query("SELECT 1 FROM watched WHERE source = ?", [source]))

    def note_first_look(self, source: str) -> None:
        """Note that a source had its first look, unless it had one."""
        if not self.is_watched(source):
            row = {"source": source, "first_look": self._store.clock()}
            with self._store.transaction():
                tables.upsert(self._store.db, "watched", [row])

    def enter(self, events: Iterable[Event], channels: Collection[str]) -> list[Event]:
        """Keep events that are not known yet, to be told on these channels; gives them.

        Without channels they count as known from now on, and are not told.
        """
        new: list[Event] = []
        with self._store.transaction():
            known: dict[str, dict[str, set[str]]] = {}
            for event in events:
                of_article = known.setdefault(event.article_id, self._known(event.article_id))
                begun = of_article.setdefault(event.kind, set())
                if begun.isdisjoint({event.comment_id, *event.members}):
                    begun.add(event.comment_id)
                    new.append(event)
            at = self._store.clock()
            tables.upsert(self._store.db, "events", [_row(event, at) for event in new])
            tellings = [{"event_id": e.id, "channel": c} for e in new for c in channels]
            tables.upsert(self._store.db, "tellings", tellings)
        return new

    def _known(self, article_id: str) -> dict[str, set[str]]:
        """Give by kind the comments that an article's events begin with."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        sql = "SELECT kind, comment_id FROM events WHERE article_id = ?"
        for row in self._store.query(sql, [article_id]):
            found[row["kind"]].add(row["comment_id"])
        return dict(found)

    def waiting(self, channel: str) -> list[Waiting]:
        """List the events still to be told on a channel, in the order they were found."""
        return [_waiting(row) for row in self._store.query(_PENDING_SQL, [channel])]

    def begin(self, event: Event, channel: str) -> None:
        """Note that an event is about to be told."""
        self._write(_BEGIN_SQL, event, channel, at=self._store.clock())

    def told(self, event: Event, channel: str, failure: str | None = None) -> None:
        """Note that an event was told, or given up for ``failure``."""
        self._write(_NOTE_SQL, event, channel, told=self._store.clock(), failure=failure)

    def failed(self, event: Event, channel: str, failure: str) -> None:
        """Note why an event could not be told; it is still to be."""
        self._write(_NOTE_SQL, event, channel, told=None, failure=failure)

    def _write(self, sql: str, event: Event, channel: str, **values: str | None) -> None:
        with self._store.transaction():
            named = {"event": event.id, "channel": channel, **values}
            self._store.db.conn.execute(sql, named)


def known_elsewhere(store: Store, article_id: str) -> tuple[frozenset[str], int]:
    """Give the author ids that commented under earlier articles, and how many of these there are.

    Earlier by date of publication, or of first reading where the page has no date.
    """
    sql = """
    WITH earlier AS (
      SELECT other.id FROM articles AS this JOIN articles AS other
      ON coalesce(other.published_at, other.first_read)
        < coalesce(this.published_at, this.first_read)
      WHERE this.id = :article
      AND EXISTS (SELECT 1 FROM comments WHERE article_id = other.id)
    )
    SELECT NULL AS author_id, count(*) AS articles FROM earlier
    UNION ALL
    SELECT DISTINCT author_id, 0 FROM comments AS own
    WHERE article_id = :article AND author_id IS NOT NULL AND EXISTS (
      SELECT 1 FROM comments AS others
      WHERE others.author_id = own.author_id AND others.article_id IN earlier
    )
    """
    rows: Sequence[Row] = store.query(sql, {"article": article_id})
    return frozenset(row["author_id"] for row in rows[1:]), rows[0]["articles"]


def _row(event: Event, at: str) -> Row:
    return {
        "id": event.id,
        "article_id": event.article_id,
        "kind": event.kind,
        "comment_id": event.comment_id,
        "figure": event.figure,
        "threshold": event.threshold,
        "detail": event.detail,
        "found_at": at,
    }


def _waiting(row: Row) -> Waiting:
    event = Event(
        kind=row["kind"],
        article_id=row["article_id"],
        comment_id=row["comment_id"],
        figure=row["figure"],
        threshold=row["threshold"],
        detail=json.loads(row["detail"]),
    )
    begun = row["begun_at"] is not None
    return Waiting(event=event, found_at=row["found_at"], begun=begun, failure=row["failure"])
