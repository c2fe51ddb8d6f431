"""A day of polls: neither the process nor the database grows when nothing happens."""

from __future__ import annotations

import gc
import sqlite3
import sys
import tracemalloc
from pathlib import Path

import pytest

from tests.rejoinder.watching.conftest import DAY, Enough, Passing, Watching, show
from tests.rejoinder.watching.growing import Growing
from tests.threads.server import Site, page, unchanged
from threads.schema import TABLES

EVERY = 120.0  # seconds; the default is 300
POLLS = round(DAY / EVERY)
WARM = 200  # polls until every cache that the program keeps is as large as it will be
MOST_GROWTH = 20_000  # bytes over the 520 polls after that: 40 a poll


def counts(db: Path) -> dict[str, int]:
    with sqlite3.connect(db) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in TABLES
        }


def test_a_day_of_polls_leaves_memory_and_database_as_they_were(
    watch: Watching, site: Site, thread: Growing, passing: Passing
) -> None:
    """A page that says it is unchanged, every hour one with other advertisements."""
    thread.quarrel("Vic", ("Ann", "Bob", "Cem", "Dot", "Eva", "Fay"))
    address = show(site, thread)
    path = f"/2024/03/05/{thread.name}/"
    sizes: list[int] = []
    rows: list[dict[str, int]] = []

    def then() -> None:
        site.asked.clear()
        passing.slept.clear()
        number = round(passing.now / EVERY)
        edition = f"edition {number // 30}"
        site.answers[path] = unchanged(thread.html(edition), ETag=f'"{edition}"')
        if number in (WARM, POLLS):
            # CPython's cache of attributes holds every fresh name once asked for, up to 4,096.
            sys._clear_type_cache()
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
            rows.append(counts(watch.db))
        if passing.now >= DAY:
            raise Enough

    passing.then = then
    tracemalloc.start()
    try:
        watch.start(address, run=True, every=EVERY)
    finally:
        tracemalloc.stop()
    grown = sizes[1] - sizes[0]
    assert grown < MOST_GROWTH, f"{grown:,} bytes more after {POLLS} polls than after {WARM}"
    assert rows[0] == rows[1]
    assert rows[1]["snapshots"] == 1
    assert watch.printed == []
    assert len(watch.said) == 1


def test_growth_is_seen_where_there_is_some(
    watch: Watching, site: Site, thread: Growing, passing: Passing
) -> None:
    """The check above can fail: a comment every poll is a snapshot every poll."""
    address = show(site, thread)
    left = list(range(5))

    def then() -> None:
        if not left:
            raise Enough
        thread.say("Ann", f"One more remark on timetables, the {left.pop()}th.")
        site.answers[f"/2024/03/05/{thread.name}/"] = page(thread.html())

    passing.then = then
    watch.start(address, run=True)
    assert counts(watch.db)["snapshots"] == 6
    assert counts(watch.db)["comments"] == 9


@pytest.mark.parametrize("edition", ["the first", "another"])
def test_a_page_that_comes_back_adds_a_snapshot_only_with_its_comments(
    watch: Watching, site: Site, thread: Growing, edition: str
) -> None:
    address = show(site, thread, "the first")
    watch.start(address)
    show(site, thread, edition)
    watch.start(address)
    assert counts(watch.db)["snapshots"] == 1
    thread.say("Ann", "One more remark on timetables.")
    show(site, thread, edition)
    watch.start(address)
    assert counts(watch.db)["snapshots"] == 2
