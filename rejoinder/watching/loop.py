"""The watch itself: look at each source when it is due, read, score, find, tell, and wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from analyzers.events import NEEDS, Regulars, Thresholds, find_events
from analyzers.run import analyze
from rejoinder.counting import counted
from rejoinder.watching.clock import Clock
from rejoinder.watching.delivery import Delivery
from rejoinder.watching.sources import SETTLED, Source
from threads.errors import SourceUnavailable, StoreBusy
from threads.events import Event, EventLog, known_elsewhere
from threads.ingest import ReadSummary, read_pages
from threads.store import Store

_SCORED = frozenset({"sentiment", "stance", "chains"})  # the analyzers that events are found from


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to watch. ``tell_all``: also what is there at a source's first look."""

    limits: Thresholds = field(default_factory=Thresholds)
    engine: str = "fast"
    tell_all: bool = False


class Watch:
    """Looks at sources again and again; ``say`` tells the user what is read and what fails.

    What a process knows besides the database is which articles it has looked at, with which of
    them a busy database has kept it from coming to an end, and what is wrong with a source: nothing
    that grows with the polls.
    """

    def __init__(
        self,
        store: Store,
        sources: Sequence[Source],
        delivery: Delivery,
        settings: Settings,
        *,
        clock: Clock,
        say: Callable[[str], object],
    ) -> None:
        self._store = store
        self._sources = sources
        self._delivery = delivery
        self._settings = settings
        self._clock = clock
        self._say = say
        self._log = EventLog(store)
        self._looked_at: set[str] = set()
        self._begun: set[str] = set()

    def run(self) -> None:
        """Watch until interrupted."""
        self._delivery.deliver()  # what a kill left untold comes before the first look
        while True:
            self.look()
            due = min(self._delivery.due, *(source.due for source in self._sources))
            self._clock.sleep(max(0.0, due - self._clock.steady()))

    def once(self) -> int:
        """Look once at every source; gives the exit code."""
        self._delivery.deliver()
        self.look()
        if any(source.hasty for source in self._sources):
            self._clock.sleep(SETTLED)
            self.look()
        troubled = sum(source.failed for source in self._sources)
        if not troubled:
            return 0
        return 1 if troubled == len(self._sources) else 3

    def look(self) -> None:
        """Look at each source that is due, and tell what is new."""
        for source in self._sources:
            if source.due <= self._clock.steady():
                try:
                    self._look_at(source)
                except StoreBusy as error:
                    source.forget()
                    self._leave_alone(source, [str(error)], None)
        self._delivery.deliver()

    def _look_at(self, source: Source) -> None:
        summary = read_pages(self._store, source.pages(), only_changes=True)
        new = self._find(source, summary)
        self._tell_read(source, summary, new)
        self._delivery.deliver()
        if new is not None:
            self._score(new.articles)
            self._begun.difference_update(new.changed)
        self._schedule(source, summary)

    def _schedule(self, source: Source, summary: ReadSummary) -> None:
        """Come back in time, later where the source fails; what was wrong is said once."""
        said = [*dict.fromkeys(map(str, summary.failures))]
        busy = [error for error in summary.failures if isinstance(error, SourceUnavailable)]
        if busy or (said and not summary.pages and source.host):
            waits = [error.wait for error in busy if error.wait is not None]
            self._leave_alone(source, said, max(waits, default=None))
            return
        self._complain(source, said)
        source.backoff.reset()
        source.due = self._clock.steady() + (SETTLED if source.hasty else source.every)

    def _leave_alone(self, source: Source, said: Collection[str], asked: float | None) -> None:
        """Wait longer than before, and with every source of a host that asked for it."""
        self._complain(source, said)
        now = self._clock.steady()
        source.due = now + source.backoff.wait(asked)
        for other in self._sources:
            if asked and source.host and other.host == source.host:
                other.due = max(other.due, now + asked)

    def _complain(self, source: Source, said: Collection[str]) -> None:
        for complaint in said:
            if complaint not in source.complaints:
                self._say(complaint)
        if source.complaints and not said and source.host:
            self._say(f"{source.name}: can be read again")
        source.complaints = frozenset(said)
        source.failed = source.failed or bool(said)

    def _find(self, source: Source, summary: ReadSummary) -> _New | None:
        """Score what changed and keep the events in it; None where nothing did."""
        changed = [
            name
            for name, state in summary.articles.items()
            if state != "same"
            or name not in self._looked_at
            or name in self._begun
            or not self._is_scored(name)
        ]
        first = not self._log.is_watched(source.name)
        done = not source.hasty and bool(summary.pages or not summary.failures)
        if not changed and not (first and done):
            return None
        stale = [name for name in changed if name in self._begun or not self._is_scored(name)]
        self._begun.update(changed)
        if stale:
            analyze(self._store, ["chains"], engine=self._settings.engine, articles=stale)
        new = _New(changed=changed, articles=stale, first=first)
        untold = first and not self._settings.tell_all
        with self._store.transaction():
            for name in changed:
                silent = untold and name not in self._looked_at
                channels = () if silent else self._delivery.names
                entered = self._log.enter(self._events(name), channels)
                new.untold += len(entered) if silent else 0
            if done:
                self._log.note_first_look(source.name)
        self._looked_at.update(changed)
        return new

    def _is_scored(self, article_id: str) -> bool:
        """Tell whether an article was scored since it changed, by whichever engine."""
        return self._store.fingerprints(article_id).keys() >= _SCORED

    def _events(self, article_id: str) -> list[Event]:
        given = {table: self._store.rows(table, article_id) for table in NEEDS}
        authors, articles = known_elsewhere(self._store, article_id)
        regulars = Regulars(authors=authors, articles=articles)
        thread = self._store.load_thread(article_id)
        return find_events(thread, given, regulars, self._settings.limits)

    def _score(self, articles: Iterable[str]) -> None:
        """Bring what events aren't found from up to date too, so that a report can follow."""
        stale = list(articles)
        if stale:
            analyze(self._store, engine=self._settings.engine, articles=stale)

    def _tell_read(self, source: Source, summary: ReadSummary, new: _New | None) -> None:
        counts = {
            "new article": summary.articles_new,
            "new comment": summary.comments_new,
            "changed comment": summary.comments_changed,
        }
        if new and new.first and summary.pages:
            watched = counted(len(summary.articles), "article")
            there = f"; {counted(new.untold, 'event')} there already, not told"
            self._say(f"watching {source.name}: {watched}{there if new.untold else ''}")
        elif found := [counted(number, thing) for thing, number in counts.items() if number]:
            self._say(f"{source.name}: {', '.join(found)}")


@dataclass(kw_only=True)
class _New:
    """What one look at a source came to: articles with events in them, and those to be scored."""

    changed: list[str]
    articles: list[str]
    first: bool
    untold: int = 0
