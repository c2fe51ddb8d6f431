"""Pages that return to what they showed before, and archives that are read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.threads.builders import all_at_top_level, comment, thread
from threads import ingest, reading, tree
from threads import store as store_module
from threads.ingest import ReadSummary, read_pages
from threads.model import Thread
from threads.page import Page
from threads.store import Store

ADDRESS = "https://example.org/story"
BEFORE, EDITED, GROWN = "one, two", "one, deux", "one, two, three"


@pytest.fixture(autouse=True)
def one_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page be the comments of an article, a few words each."""

    def read(page: Page) -> Thread:
        said = enumerate(page.text.split(", "), 1)
        return thread(*(comment(n, words, external_id=str(n)) for n, words in said))

    monkeypatch.setattr(tree, "rebuild", all_at_top_level)
    monkeypatch.setattr(reading, "read_page", read)


@pytest.fixture(params=["in turn", "ahead"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """Give a database, written to page by page or when all pages were looked at."""
    if request.param == "ahead":
        shared_out = reading.shared_out
        monkeypatch.setattr(ingest, "shared_out", lambda steps, jobs: shared_out(list(steps), jobs))
    with Store(tmp_path / "threads.db", clock=lambda: "2020-02-01T00:00:00Z") as opened:
        yield opened


def files(*pages: tuple[str, str]) -> list[Page]:
    return [Page(source, text) for source, text in pages]


def captures(*pages: tuple[int, str], source: str = ADDRESS) -> list[Page]:
    """Make an archive of what an address showed on days of January."""
    return [
        Page(source, text, source, f"2020-01-{day:02d}T00:00:00Z" if day else "")
        for day, text in pages
    ]


def read(store: Store, pages: Iterable[Page]) -> ReadSummary:
    return read_pages(store, pages)


def words(store: Store) -> str:
    (article,) = store.articles()
    return ", ".join(one.text for one in store.load_thread(article.id).comments)


def kinds(store: Store) -> list[tuple[int, tuple[str, ...]]]:
    (article,) = store.articles()
    found = store.differences(article.id, *store.last_reading(article.id))
    return [(one.position, one.kinds) for one in found]


def snapshots(store: Store) -> list[tuple[str, str | None]]:
    return [
        (row["source"], row["captured_at"] and row["captured_at"][8:10])
        for row in store.query("SELECT * FROM snapshots ORDER BY id")
    ]


def changes_nothing(store: Store, pages: list[Page]) -> bool:
    before = store.db.conn.total_changes
    summary = read(store, pages)
    return summary.unchanged == len(pages) and store.db.conn.total_changes == before


def test_a_page_that_returns_to_what_it_showed_is_its_newest_state(store: Store) -> None:
    for text in (BEFORE, EDITED):
        read(store, files(("page.html", text)))
    assert words(store) == EDITED
    assert read(store, files(("page.html", BEFORE))).comments_changed == 1
    assert words(store) == BEFORE
    assert kinds(store) == [(2, ("edited",))]
    assert changes_nothing(store, files(("page.html", BEFORE)))
    read(store, files(("page.html", GROWN)))
    read(store, files(("page.html", BEFORE)))
    assert kinds(store) == [(3, ("gone",))]
    assert len(snapshots(store)) == 5


def test_a_page_that_comes_to_what_another_file_showed_is_its_newest_state(store: Store) -> None:
    read(store, files(("old/monday.html", BEFORE), ("page.html", EDITED)))
    read(store, files(("page.html", BEFORE)))
    assert words(store) == BEFORE


def test_only_changes_are_kept_of_a_page_that_returns(store: Store) -> None:
    for text in (BEFORE, f"{BEFORE} ", BEFORE, EDITED, BEFORE):
        read_pages(store, files(("page.html", text)), only_changes=True)
    assert words(store) == BEFORE
    assert len(snapshots(store)) == 3


def test_an_archive_may_tell_of_a_return_and_is_known_when_it_is_read_again(store: Store) -> None:
    archive = captures((1, BEFORE), (2, BEFORE), (3, EDITED), (4, EDITED), (5, BEFORE))
    summary = read(store, archive)
    assert (summary.pages, summary.unchanged) == (5, 2)
    assert words(store) == BEFORE
    assert kinds(store) == [(2, ("edited",))]
    assert snapshots(store) == [(ADDRESS, "01"), (ADDRESS, "03"), (ADDRESS, "05")]
    assert changes_nothing(store, archive)


def test_an_archive_that_has_grown_is_read_on_from_there(store: Store) -> None:
    archive = captures((1, BEFORE), (2, EDITED))
    read(store, archive)
    archive += captures((3, BEFORE), (4, GROWN), (5, BEFORE), (6, BEFORE))
    summary = read(store, archive)
    assert (summary.unchanged, summary.comments_new) == (3, 1)
    assert words(store) == GROWN  # nothing that was ever read is taken out
    assert kinds(store) == [(3, ("gone",))]
    assert changes_nothing(store, archive)


def test_an_older_archive_that_is_read_again_brings_nothing_back(store: Store) -> None:
    first, second = captures((1, BEFORE)), captures((2, EDITED))
    read(store, first)
    read(store, second)
    assert changes_nothing(store, first)
    assert words(store) == EDITED
    read(store, captures((3, BEFORE)))  # which the address showed again, a third archive says
    assert words(store) == BEFORE
    assert changes_nothing(store, [*first, *second])


def test_a_watched_archive_keeps_each_capture(store: Store) -> None:
    archive = captures((1, BEFORE), (2, f"{BEFORE} "), (3, EDITED))
    for _ in range(2):
        read_pages(store, archive, only_changes=True)
    assert words(store) == EDITED
    assert len(snapshots(store)) == 3


def test_an_archive_of_what_was_read_from_the_web_goes_by_the_clock(store: Store) -> None:
    for day, text in ((1, BEFORE), (3, EDITED)):
        store.clock = lambda day=day: f"2020-01-{day:02d}T00:00:00Z"  # type: ignore[misc]
        read(store, files((ADDRESS, text)))
    assert changes_nothing(store, captures((2, BEFORE)))
    store.clock = lambda: "2020-02-01T00:00:00Z"
    read(store, captures((4, BEFORE)))
    assert words(store) == BEFORE


def test_an_archive_that_tells_no_time_is_known_by_its_content(store: Store) -> None:
    archive = captures((0, BEFORE), (0, EDITED))
    read(store, archive)
    assert changes_nothing(store, archive)
    assert words(store) == EDITED


def test_an_archive_read_by_an_earlier_version_is_known(store: Store) -> None:
    archive = captures((1, BEFORE), (2, EDITED))
    read(store, archive)
    with store.transaction():
        store.db.conn.execute("UPDATE snapshots SET captured_at = NULL")
    assert changes_nothing(store, archive)


def test_what_an_earlier_version_lost_comes_back_as_its_archive_is_read_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = captures((1, BEFORE), (2, EDITED), (3, BEFORE))
    read(store, archive[:2])
    with store.transaction():
        store.db.conn.execute("UPDATE snapshots SET captured_at = NULL")
    monkeypatch.setattr(store_module, "READERS", "next")
    read(store, archive)
    assert words(store) == BEFORE
    assert [day for _, day in snapshots(store)] == ["01", "02", "03"]
    assert changes_nothing(store, archive)


def test_an_archive_read_anew_by_a_later_version_brings_nothing_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = captures((1, BEFORE), (2, EDITED))
    read(store, archive)
    monkeypatch.setattr(store_module, "READERS", "next")
    for known in ([archive[1]], archive):
        read(store, known)
        assert words(store) == EDITED
        assert len(snapshots(store)) == 2
    assert changes_nothing(store, archive)


def test_a_folder_of_daily_pages_may_tell_of_a_return(store: Store) -> None:
    folder = files(("a/1.html", BEFORE), ("a/2.html", EDITED))
    read(store, folder)
    folder += files(("a/3.html", BEFORE))
    read(store, folder)
    assert words(store) == BEFORE
    assert changes_nothing(store, folder)


def test_a_new_folder_of_daily_pages_may_tell_of_a_return(store: Store) -> None:
    folder = files(("a/1.html", BEFORE), ("a/2.html", EDITED), ("a/3.html", BEFORE))
    read(store, folder)
    assert words(store) == BEFORE
    assert changes_nothing(store, folder)


def test_a_folder_under_another_name_is_known(store: Store) -> None:
    read(store, files(("a/1.html", BEFORE), ("a/2.html", EDITED)))
    assert changes_nothing(store, files(("/moved/a/1.html", BEFORE), ("/moved/a/2.html", EDITED)))
    assert words(store) == EDITED


def test_a_folder_of_daily_pages_is_known_also_where_a_day_brought_nothing(store: Store) -> None:
    folder = files(("a/1.html", BEFORE), ("a/2.html", BEFORE), ("a/3.html", EDITED))
    read(store, folder)
    assert kinds(store) == [(2, ("edited",))]
    assert len(snapshots(store)) == 3
    assert changes_nothing(store, folder)
    assert words(store) == EDITED


def test_a_copy_beside_the_page_is_known_when_it_is_read_again(store: Store) -> None:
    read(store, files(("a/1.html", BEFORE)))
    copy = files(("a/1 (copy).html", BEFORE))
    assert read(store, copy).comments_changed == 0
    assert kinds(store) == []
    assert changes_nothing(store, [*copy, *files(("-", BEFORE))])


def test_standard_input_may_tell_of_a_return(store: Store) -> None:
    for text in (BEFORE, EDITED, BEFORE):
        read(store, files(("-", text)))
    assert words(store) == BEFORE
    assert changes_nothing(store, files(("-", BEFORE)))


def test_nothing_is_kept_of_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []
    strike = ingest._strike

    def note(unwritten: Counter[str], source: str) -> None:
        strike(unwritten, source)
        waiting.append(len(unwritten))

    monkeypatch.setattr(ingest, "_strike", note)
    with Store(tmp_path / "threads.db") as opened:
        read(opened, captures((1, BEFORE), (2, EDITED), (3, BEFORE), (4, GROWN)))
    assert waiting == [0, 0, 0, 0]
