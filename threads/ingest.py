"""Pages into the store, one after another; a bad one doesn't stop the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from threads.copying import is_pseudonymised
from threads.errors import PageError, RejoinderError, SourceError, StoreError
from threads.formats import pages_in
from threads.page import Page
from threads.reading import Done, Known, Read, Step, shared_out
from threads.store import Store
from threads.uncollected import uncollected
from threads.writing import Change

Progress = Callable[[str], object]


@dataclass
class ReadSummary:
    """What a reading came to; owns the counts and the exit code.

    ``pages`` counts all that were read (each thread of a file that holds many), ``unchanged`` those
    among them whose content was known. ``articles`` maps the ids of all articles met, in order, to
    ``new``, ``changed`` or ``same``. ``without_comments`` names the sources that show none;
    ``failures`` are in order of reading.
    """

    pages: int = 0
    unchanged: int = 0
    articles: dict[str, str] = field(default_factory=dict)
    comments_new: int = 0
    comments_changed: int = 0
    without_comments: list[str] = field(default_factory=list)
    failures: list[RejoinderError] = field(default_factory=list)

    @property
    def articles_new(self) -> int:
        """How many articles were not known before."""
        return sum(state == "new" for state in self.articles.values())

    @property
    def exit_code(self) -> int:
        """0 where nothing failed, 1 where everything did, 3 where some sources did."""
        if not self.failures:
            return 0
        return 3 if self.pages else 1

    def note(self, change: Change, source: str) -> None:
        """Count one page that was read."""
        self.pages += 1
        self.unchanged += change.known
        self.comments_new += change.comments_new
        self.comments_changed += change.comments_changed
        if self.articles.get(change.article_id, "same") == "same":
            self.articles[change.article_id] = change.article
        if not change.comments_on_page:
            self.without_comments.append(source)


def read_pages(
    store: Store,
    pages: Iterable[Page | SourceError],
    progress: Progress | None = None,
    *,
    only_changes: bool = False,
    jobs: int | None = 1,
) -> ReadSummary:
    """Read pages into the store, in their order, each in a transaction of its own.

    ``progress`` is called with the source's name after each. What no format reads, and what
    couldn't be opened, is noted as a failure; ``only_changes`` is for pages that are read again and
    again, see ``Store.add``. ``jobs`` is how many processes make rows of them, None for as many as
    there are cores once that takes long; this one alone writes. Where the database refuses,
    ``StoreError`` is raised and what was read before it is kept, as it is where a process died. It
    is also raised for a database without names, into which pages would bring them back.
    """
    if is_pseudonymised(store):
        raise StoreError(
            "this database has pseudonyms, and pages would bring back the names",
            where=str(store.path),
            remedy="read them into the one with the names, and pseudonymise that again: with the"
            " same key, people keep their pseudonyms",
        )
    summary = ReadSummary()
    unwritten = Counter[str]()
    for outcome in shared_out(_steps(store, pages, unwritten), jobs):
        match outcome:
            case Read(page, thread):
                with uncollected():
                    change = store.add(thread, page, only_changes=only_changes)
                summary.note(change, page.source)
                _strike(unwritten, page.source)
            case Known(change, source):
                summary.note(change, source)
            case Done(source):
                if progress:
                    progress(source)
            case error:
                summary.failures.append(error)
                _strike(unwritten, error.where)
    return summary


def _steps(
    store: Store, pages: Iterable[Page | SourceError], unwritten: Counter[str]
) -> Iterator[Step]:
    """Take apart the pages that hold several threads, and tell those that were read before.

    Steps are taken ahead of the writing; ``unwritten`` counts by source the pages that wait for it.
    """
    for page in pages:
        if not isinstance(page, Page):
            yield page
            yield Done(page.where)
            continue
        try:
            parts = list(pages_in(page))
        except PageError as error:
            yield error
            parts = []
        for part in parts:
            if known := store.seen(part, unwritten):
                yield Known(known, part.source)
            else:
                unwritten[part.source] += 1
                yield part
        yield Done(page.source)


def _strike(unwritten: Counter[str], source: str) -> None:
    """Count a page as written; what none waits for goes, however many are read."""
    if unwritten[source] > 1:
        unwritten[source] -= 1
    else:
        unwritten.pop(source, None)
