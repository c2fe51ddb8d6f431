"""What watching keeps: each event once, and what was told where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.threads.builders import comment, page, thread
from threads.events import Event, EventLog, known_elsewhere
from threads.store import Store

READ = thread(comment(1), comment(2), comment(3))
ONE, TWO, THREE = (each.id for each in READ.comments)
EVENT = Event(
    kind="heat",
    article_id=READ.article.id,
    comment_id=ONE,
    figure=0.4,
    threshold=0.3,
    detail={"comments": 2},
    members=frozenset({ONE, TWO}),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "w.db", clock=lambda: "2024-03-05T09:00:00Z") as opened:
        opened.add(READ, page())
        yield opened


def waiting(log: EventLog, channel: str = "print") -> list[tuple[str, bool]]:
    return [(each.event.id, each.begun) for each in log.waiting(channel)]


def test_an_event_is_entered_once(store: Store) -> None:
    log = EventLog(store)
    assert log.enter([EVENT, EVENT], ["print"]) == [EVENT]
    assert log.enter([replace(EVENT, figure=0.9)], ["print", "exec"]) == []
    assert waiting(log) == [(f"{ONE}/heat", False)]
    assert waiting(log, "exec") == []
    (kept,) = log.waiting("print")
    assert kept.event == replace(EVENT, members=frozenset())
    assert kept.found_at == "2024-03-05T09:00:00Z"


def test_a_grown_event_is_the_same_and_another_kind_is_not(store: Store) -> None:
    """A chain whose root turned up later, a burst seen from its beginning."""
    log = EventLog(store)
    log.enter([replace(EVENT, comment_id=TWO, members=frozenset({TWO}))], ["print"])
    assert log.enter([EVENT], ["print"]) == []
    other = replace(EVENT, kind="pile-on")
    apart = replace(EVENT, comment_id=THREE, members=frozenset({THREE}))
    assert log.enter([other, apart], ["print"]) == [other, apart]


def test_telling_is_begun_and_then_noted(store: Store) -> None:
    log = EventLog(store)
    log.enter([EVENT], ["print", "webhook"])
    log.begin(EVENT, "print")
    assert waiting(log) == [(EVENT.id, True)]
    assert waiting(log, "webhook") == [(EVENT.id, False)]
    log.told(EVENT, "print")
    assert waiting(log) == []
    log.begin(EVENT, "webhook")
    log.failed(EVENT, "webhook", "silence")
    assert [each.failure for each in log.waiting("webhook")] == ["silence"]


def test_without_a_channel_an_event_is_known_and_not_told(store: Store) -> None:
    log = EventLog(store)
    assert log.enter([EVENT], []) == [EVENT]
    assert log.enter([EVENT], ["print"]) == []
    assert waiting(log) == []


def test_a_kill_before_the_end_enters_nothing(store: Store) -> None:
    log = EventLog(store)
    with pytest.raises(RuntimeError), store.transaction():
        log.enter([EVENT], ["print"])
        log.note_first_look("folder")
        raise RuntimeError
    assert waiting(log) == []
    assert not log.is_watched("folder")


def test_a_first_look_is_noted_once(store: Store) -> None:
    log = EventLog(store)
    assert not log.is_watched("folder")
    for moment in ("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"):
        store.clock = lambda moment=moment: moment  # type: ignore[misc]
        log.note_first_look("folder")
    assert store.query("SELECT * FROM watched") == [
        {"source": "folder", "first_look": "2024-01-01T00:00:00Z"}
    ]


def test_events_outlive_what_analyzers_made(store: Store) -> None:
    EventLog(store).enter([EVENT], ["print"])
    store.add(thread(comment(1), comment(2), comment(3), comment(4)), page("grown"))
    assert waiting(EventLog(store)) == [(EVENT.id, False)]


def test_who_commented_under_an_earlier_article_is_known(store: Store) -> None:
    assert known_elsewhere(store, READ.article.id) == (frozenset(), 0)
    later = thread(
        comment(1, author="Author 1"),
        comment(2, author="Somebody else"),
        comment(3, author="Anonymous Coward"),
        url="https://www.example.org/articles/20150920/other.shtml",
        title="Another",
        published_at="2999-01-01",
    )
    store.add(later, page("later"))
    names, articles = known_elsewhere(store, later.article.id)
    assert names == {READ.comments[0].author_id}
    assert articles == 1
    assert known_elsewhere(store, READ.article.id) == (frozenset(), 0)
