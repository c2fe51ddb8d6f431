"""A watch on a thread that grows: each event once, politely, whatever fails."""

from __future__ import annotations

import pkgutil
import sqlite3
from pathlib import Path

import pytest

from tests.rejoinder.watching.conftest import Enough, Passing, Watching, show
from tests.rejoinder.watching.growing import Growing
from tests.threads.server import Site, in_turn, page, status, unchanged
from threads.errors import StoreBusy
from threads.web.cache import PageCache

THREE, SIX = ("Ann", "Bob", "Cem"), ("Eva", "Fay", "Gus", "Hal", "Ida", "Jon")


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


def test_each_event_of_a_growing_thread_is_told_once(
    watch: Watching, site: Site, thread: Growing, passing: Passing
) -> None:
    address = show(site, thread)
    steps = [
        lambda: thread.quarrel("Vic", THREE),
        lambda: None,
        lambda: thread.quarrel("Wim", SIX),
        lambda: [thread.say(f"Crowd {n}", f"And the bus, line {n}?", minutes=1) for n in range(25)],
        lambda: thread.say("Late", "I have nothing to add to this.", minutes=3),
        lambda: None,
    ]
    told_after: list[int] = []

    def grow() -> None:
        told_after.append(len(watch.printed))
        if not steps:
            raise Enough
        steps.pop(0)()
        show(site, thread)

    passing.then = grow
    watch.start(address, run=True)
    assert watch.kinds == ["heat", "newcomer", "heat", "pile-on", "newcomer", "burst"]
    assert told_after == [0, 2, 2, 5, 6, 6, 6]
    assert len({event["id"] for event in watch.printed}) == 6
    assert not any(event["again"] for event in watch.printed)
    assert [event["author"] for event in watch.printed[:4]] == ["Vic", "Vic", "Wim", "Wim"]
    assert passing.slept == [60.0] * 7
    before = list(watch.printed)
    watch.start(address)
    assert watch.printed == before


def test_an_event_names_the_comment_and_leads_to_it(
    watch: Watching, site: Site, thread: Growing
) -> None:
    thread.quarrel("Vic", THREE)
    address = show(site, thread)
    watch.start(address, tell_all=True)
    heat = watch.printed[0]
    assert (heat["comment"], heat["author"], heat["threshold"]) == (5, "Vic", 0.3)
    assert heat["link"] == f"{address}#comment-1005"
    assert heat["title"] == "The ferry gets a timetable"
    assert heat["says"].startswith(f"heat {heat['figure']:.2f} in a chain of 4 comments by 4 peop")


def test_what_is_there_at_first_counts_as_known(
    watch: Watching, site: Site, thread: Growing
) -> None:
    thread.quarrel("Vic", THREE)
    address = show(site, thread)
    assert watch.start(address) == 0
    assert watch.printed == []
    assert watch.said == [f"watching {address}: 1 article; 2 events there already, not told"]
    thread.quarrel("Wim", THREE)
    show(site, thread)
    watch.start(address)
    assert {event["author"] for event in watch.printed} == {"Wim"}


def test_an_unchanged_page_costs_a_question_and_nothing_else(
    watch: Watching, site: Site, thread: Growing, passing: Passing, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = show(site, thread)
    site.answers[f"/2024/03/05/{thread.name}/"] = unchanged(thread.html(), ETag='"1"')
    watch.start(address)
    before = rows(watch.db, "SELECT count(*), max(id) FROM runs")
    monkeypatch.setattr("threads.reading.read_page", None)
    monkeypatch.setattr("rejoinder.watching.loop.analyze", None)
    monkeypatch.setattr("analyzers.events.find_events", None)
    left = [None] * 20

    def then() -> None:
        if not left:
            raise Enough
        left.pop()

    passing.then = then
    watch.start(address, run=True)
    assert [h.get("if-none-match") for h in site.headers("/2024/03/05/ferry/")][1:] == ['"1"'] * 21
    assert rows(watch.db, "SELECT count(*), max(id) FROM runs") == before
    # robots.txt is asked for once a start, not once a look.
    assert len(site.headers("/robots.txt")) == 2


def test_a_source_that_fails_is_left_alone_longer_and_the_others_are_watched(
    watch: Watching, site: Site, thread: Growing, passing: Passing
) -> None:
    address = show(site, thread)
    site.answers["/broken/"] = in_turn(*[status(500)] * 4, page(thread.html()))
    asked: list[float] = []

    def then() -> None:
        asked.extend([passing.now] * (site.paths.count("/broken/") - len(asked)))
        if passing.now > 2000:
            raise Enough

    passing.then = then
    watch.start(address, site.url("/broken/"), run=True)
    # A look at 0, then 60, 120, 240 and 480 seconds later; noted as the sleep after it ends.
    assert asked[:5] == [60.0, 120.0, 240.0, 480.0, 960.0]
    assert asked[5] - asked[4] == 60.0
    complaints = [line for line in watch.said if "/broken/" in line]
    assert complaints == [
        f"{site.url('/broken/')}: the server failed (500) (try again later)",
        f"watching {site.url('/broken/')}: 1 article",
        f"{site.url('/broken/')}: can be read again",
    ]
    assert site.paths.count("/2024/03/05/ferry/") > 30


def test_a_host_that_asks_to_be_left_alone_is(
    watch: Watching, site: Site, thread: Growing, passing: Passing
) -> None:
    address = show(site, thread)
    site.answers["/busy/"] = status(503, Retry_After="1000")

    def then() -> None:
        if passing.now > 900:
            raise Enough

    passing.then = then
    watch.start(site.url("/busy/"), address, run=True)
    assert site.paths == ["/busy/"]


def test_once_says_by_its_exit_code_what_failed(
    watch: Watching, site: Site, thread: Growing, tmp_path: Path
) -> None:
    address = show(site, thread)
    assert watch.start(address, site.url("/nothing/")) == 3
    assert watch.start(site.url("/nothing/"), tmp_path / "nothing.html") == 1
    assert watch.start(address) == 0


def test_a_folder_is_read_as_files_arrive(
    watch: Watching, thread: Growing, tmp_path: Path, passing: Passing
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    passing.started += 1_000_000_000  # so that files written now are old ones
    steps = [
        lambda: (folder / "bad.html").write_bytes(b"\0\1\2"),
        lambda: thread.quarrel("Vic", THREE) and (folder / "a.html").write_text(thread.html()),
        lambda: None,
        lambda: thread.quarrel("Wim", THREE) and (folder / "b.html").write_text(thread.html()),
        lambda: None,
    ]

    def then() -> None:
        if not steps:
            raise Enough
        steps.pop(0)()

    passing.then = then
    watch.start(folder, run=True)
    assert passing.slept == [10.0] * 6
    assert watch.kinds == ["heat", "newcomer", "heat", "newcomer"]
    assert [line for line in watch.said if "bad.html" in line] == [
        f"{folder / 'bad.html'}: binary data, not a page (give an HTML or text file)"
    ]


def test_a_file_that_is_still_written_to_is_waited_for(
    watch: Watching, thread: Growing, tmp_path: Path, passing: Passing
) -> None:
    path = tmp_path / "a.html"
    path.write_text(thread.html())
    passing.started = path.stat().st_mtime + 1
    assert watch.start(path) == 0
    assert passing.slept == [2.0]
    assert rows(watch.db, "SELECT count(*) FROM comments") == [(4,)]


def test_two_watches_of_one_database_are_one_too_many(
    watch: Watching, site: Site, thread: Growing, passing: Passing
) -> None:
    address = show(site, thread)
    passing.then = lambda: watch.start(address)
    with pytest.raises(StoreBusy, match="watched for already"):
        watch.start(address, run=True)
    assert watch.start(address) == 0


def test_a_database_in_use_is_tried_again(
    watch: Watching, site: Site, thread: Growing, passing: Passing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threads.database._WAIT", 0.05)
    address = show(site, thread)
    watch.start(address)
    thread.quarrel("Vic", THREE)
    show(site, thread)
    other = sqlite3.connect(watch.db, isolation_level=None)

    def then() -> None:
        if watch.printed:
            raise Enough
        if other.in_transaction:
            other.execute("ROLLBACK")

    passing.then = then
    other.execute("BEGIN IMMEDIATE")
    watch.start(address, run=True)
    other.close()
    assert watch.kinds == ["heat", "newcomer"]
    assert any("another program is writing to it" in line for line in watch.said)


@pytest.mark.parametrize(
    "step",
    [
        "threads.store.Store.add",
        "rejoinder.watching.loop.analyze",
        "threads.events.EventLog.enter",
        "threads.events.EventLog.begin",
        "rejoinder.watching.loop.Watch._score",
    ],
)
def test_a_file_that_a_busy_database_could_not_take_is_read_again(
    watch: Watching,
    thread: Growing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    path = tmp_path / "a.html"
    path.write_text(thread.html())
    watch.passing.started += 1_000_000_000  # so that files written now are old ones
    room, _, name = step.rpartition(".")
    owner = pkgutil.resolve_name(room)
    in_earnest = getattr(owner, name)
    busy = [StoreBusy("another program is writing to it", where="w.db")]

    def at_times(*words: object, **named: object) -> object:
        if watch.passing.now >= 10 and busy:
            raise busy.pop()
        return in_earnest(*words, **named)

    def then() -> None:
        if watch.passing.now == 10:
            thread.quarrel("Vic", THREE)
            path.write_text(thread.html())
        if watch.passing.now > 90:
            raise Enough

    monkeypatch.setattr(owner, name, at_times)
    watch.passing.then = then
    watch.start(path, run=True)
    assert not busy
    assert watch.kinds == ["heat", "newcomer"]
    assert sum("another program is writing to it" in line for line in watch.said) == 1
    assert rows(watch.db, "SELECT count(*) FROM comments") == [(8,)]
    assert {name for (name,) in rows(watch.db, "SELECT analyzer FROM freshness")} >= {"camps"}


def test_pages_kept_are_thinned_out_however_a_watch_ends(
    watch: Watching,
    site: Site,
    thread: Growing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thinned: list[PageCache] = []

    def prune(kept: PageCache) -> None:
        thinned.append(kept)

    def then() -> None:
        raise Enough

    monkeypatch.setattr(PageCache, "prune", prune)
    watch.passing.then = then
    (tmp_path / "a.html").write_text(thread.html())
    watch.passing.started += 1_000_000_000  # so that files written now are old ones
    watch.start(tmp_path / "a.html", run=True)
    assert not thinned  # nothing was asked for
    watch.start(show(site, thread), run=True)
    assert len(thinned) == 1


def test_what_an_exact_engine_judged_is_left_as_it_is(
    watch: Watching, site: Site, thread: Growing
) -> None:
    """Only a thread that changes is judged anew, by the fast one."""
    address = show(site, thread)
    watch.start(address)
    with sqlite3.connect(watch.db) as connection:
        connection.execute("UPDATE stance SET engine = 'another'")
        connection.execute("UPDATE freshness SET fingerprint = 'another'")
    watch.start(address)
    assert rows(watch.db, "SELECT DISTINCT engine FROM stance") == [("another",)]
    thread.say("Ann", "I like it even more than before.")
    show(site, thread)
    watch.start(address)
    ((engine,),) = rows(watch.db, "SELECT DISTINCT engine FROM stance")
    assert str(engine).startswith("fast")
