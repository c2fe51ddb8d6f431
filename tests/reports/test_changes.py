"""Which snapshots ``--since`` means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reports.changes import WORDS, changes
from tests.threads.builders import comment, page, thread
from threads.errors import StoreError
from threads.history import Kind
from threads.store import Store

NOW = datetime(2020, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A page read on each of four days at nine, a comment more each day."""
    today = 0
    with Store(tmp_path / "t.db", clock=lambda: f"2020-01-{today:02d}T09:00:00Z") as opened:
        for today in range(1, 5):
            said = [comment(n, external_id=str(n)) for n in range(1, today + 1)]
            opened.add(thread(*said), page(f"page {today}"))
        yield opened


def span(store: Store, since: str | None) -> tuple[int, int]:
    (article,) = store.articles()
    found = changes(store, article.id, since, NOW)
    return found.since["id"], found.until["id"]


@pytest.mark.parametrize(
    ("since", "first"),
    [
        (None, 3),
        ("first", 1),
        ("1", 1),
        ("3", 3),
        ("4", 4),
        ("2020-01-02", 1),
        ("2020-01-02T09:00", 1),  # what was there before that
        ("2020-01-02 09:01", 2),
        ("2020-01-02T09:01+00:00", 2),
        ("2020-01-02T03:00-05:00", 1),
        ("2020-01-02T05:00-05:00", 2),
        ("2020-02-01", 4),
        ("1d", 3),
        ("24h", 3),
        ("60h", 1),
        ("2881m", 2),
        ("0w", 4),
    ],
)
def test_which_snapshot_is_meant(store: Store, since: str | None, first: int) -> None:
    assert span(store, since) == (first, 4)


@pytest.mark.parametrize(("since", "first"), [(None, 3), ("2020-01-04", 1), ("2020-01-09", 4)])
def test_a_clock_that_was_put_back_hides_nothing(tmp_path: Path, since: str, first: int) -> None:
    """Readings are told apart by their order: of those after a time, none is left out."""
    days = iter(("02", "02", "05", "03", "04", "04"))
    with Store(tmp_path / "t.db", clock=lambda: f"2020-01-{next(days)}T09:00:00Z") as store:
        for count in range(1, 5):
            said = [comment(n, external_id=str(n)) for n in range(1, count + 1)]
            store.add(thread(*said), page(f"page {count}"))
        assert span(store, since)[0] == first


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("9" * 5000, "no snapshot of the article is number 9"),
        ("7", "no snapshot of the article is number 7"),
        ("1999-01-01", "no snapshot of the article is from before 1999-01-01"),
        ("9w", "no snapshot of the article is from before 9w"),
        ("99999w", "no snapshot of the article is from before 99999w"),
        ("soon", "“soon” is no snapshot, time or span such as 12h or 3d"),
        ("-1d", "“-1d” is no snapshot"),
        ("", "“” is no snapshot"),
    ],
)
def test_what_is_none(store: Store, since: str, said: str) -> None:
    with pytest.raises(StoreError) as raised:
        span(store, since)
    assert said in str(raised.value)
    assert "there are: 1 (2020-01-0" in str(raised.value)


def test_every_kind_has_words() -> None:
    assert set(WORDS) == set(Kind.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("since", [None, "first", "1", "1d"])
def test_an_article_without_snapshots_says_so(store: Store, since: str | None) -> None:
    with store.transaction():
        store.db.conn.execute("DELETE FROM snapshots")
    with pytest.raises(StoreError, match="no reading of this article is kept"):
        span(store, since)
