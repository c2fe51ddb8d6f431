"""The run loop: what is stale and nothing else, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyzers import hands, registry, run
from analyzers.contract import Given, Rows
from analyzers.freshness import fingerprints
from analyzers.jobs import Job, Values
from analyzers.run import analyze
from analyzers.targets.memory import remember
from analyzers.targets.target import Target
from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.errors import RejoinderError
from threads.identity import identify
from threads.model import Thread
from threads.page import Page
from threads.store import Store

NAMES = [
    *("language", "sentiment", "stance", "targets", "chains", "paths", "dynamics"),
    *("division", "split", "camps", "common_ground"),
]
TABLES = [
    *("language", "sentiment", "target_stance", "stance", "chains"),
    *("paths", "article_dynamics", "article_camps", "camps", "article_split"),
    "common_ground",
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "t.db") as opened:
        add(opened, "One", [Said("Exactly, great news."), Said("No, you're wrong.", 1)])
        add(opened, "Two", [Said("Who pays for it?", by="Ana")])
        yield opened


def add(store: Store, title: str, said: list[Said]) -> str:
    """Read a page of these comments; the same title is the same article."""
    article = replace(ARTICLE, id="", title=title, published_at="2015-09-18")
    thread = thread_of([one._replace(by=one.by or f"p{i}") for i, one in enumerate(said)], article)
    return store.add(identify(thread), Page("page.html", repr(thread))).article_id


def table(store: Store, name: str) -> list[dict[str, object]]:
    return store.query(f"SELECT * FROM {name} ORDER BY rowid")


def test_everything_is_analyzed_once(store: Store) -> None:
    told: list[str] = []
    first = analyze(store, progress=told.append)
    assert (first.articles, first.analyzed) == (2, 2)
    assert first.rows == {
        "language": 3,
        "sentiment": 3,
        "targets": 0,
        "stance": 3,
        "chains": 2,
        "paths": 6,  # of the first article and of its chain: two levels and all of the time
        "dynamics": 2,
        "division": 2,
        "camps": 3,
        "common_ground": 0,
        "split": 2,
    }
    assert sorted(told) == ["One", "Two"]
    before = {name: table(store, name) for name in (*TABLES, "runs", "freshness")}
    again = analyze(store)
    assert (again.articles, again.analyzed, again.rows) == (2, 0, {})
    assert before == {name: table(store, name) for name in before}


def test_rows_are_those_of_the_stored_thread(store: Store) -> None:
    analyze(store, engine="fast")
    stances = table(store, "stance")
    assert {row["to_parent"] for row in stances} == {"agree", "disagree", "neutral"}
    assert all("because" in json.loads(str(row["evidence"])) for row in stances)
    assert [row["comments"] for row in table(store, "chains")] == [2, 1]


def test_every_analyzer_s_run_is_recorded(store: Store) -> None:
    analyze(store, engine="fast")
    runs = table(store, "runs")
    assert [row["analyzer"] for row in runs] == NAMES
    assert [row["rows"] for row in runs] == [3, 3, 3, 0, 2, 6, 2, 2, 2, 3, 0]
    assert json.loads(str(runs[1]["parameters"]))["threshold"] == 0.05
    assert runs[1]["model_hash"] == registry.ANALYZERS[1].model_hash
    assert all(str(row["started"]) <= str(row["finished"]) for row in runs)


def test_comments_left_unscored_for_their_language_are_counted(store: Store) -> None:
    assert analyze(store).unscored == 0
    add(store, "Three", [Said("Who pays?"), Said("Warum sollen wir das denn bezahlen?", 1)])
    summary = analyze(store)
    assert summary.rows == {
        "language": 2,
        "sentiment": 1,
        "targets": 0,
        "stance": 1,
        "chains": 1,
        "paths": 6,
        "dynamics": 1,
        "division": 1,
        "camps": 2,
        "common_ground": 0,
        "split": 1,
    }
    assert summary.unscored == 1
    assert analyze(store).unscored == 0  # nothing was done


def test_an_audit_goes_when_the_stances_it_was_of_are_judged_otherwise(store: Store) -> None:
    analyze(store, engine="fast")
    zeros = dict.fromkeys(store.db["article_audit"].columns_dict, 0)
    one, two = (article.id for article in store.articles())
    for article in (one, two):
        store.write_rows("article_audit", article, [{**zeros, "article_id": article}])
        store.set_fingerprint(article, "stance", "of another version")
    kept = store.rows("stance", one)
    store.db.execute("UPDATE stance SET article_oppose = 0.9 WHERE comment_id LIKE ?", [f"{two}%"])
    analyze(store, engine="fast")
    assert store.rows("stance", one) == kept
    assert [row["article_id"] for row in table(store, "article_audit")] == [one]


def test_only_a_changed_article_is_analyzed_again(store: Store) -> None:
    analyze(store)
    add(store, "Two", [Said("Who pays for it?", by="Ana"), Said("You do.", 1, "Ben")])
    summary = analyze(store)
    assert (summary.articles, summary.analyzed) == (2, 1)
    assert summary.rows == {
        "language": 2,
        "sentiment": 2,
        "targets": 0,
        "stance": 2,
        "chains": 1,
        "paths": 6,
        "dynamics": 1,
        "division": 1,
        "camps": 2,
        "common_ground": 0,
        "split": 1,
    }
    assert [row["rows"] for row in table(store, "runs")] == [
        *(3, 3, 3, 0, 2, 6, 2, 2, 2, 3, 0),
        *(2, 2, 2, 0, 1, 6, 1, 1, 1, 2, 0),
    ]
    assert len(table(store, "stance")) == 4


def test_only_the_named_ones_and_what_they_need_are_run(store: Store) -> None:
    assert analyze(store, only=["sentiment"]).rows == {"language": 3, "sentiment": 3}
    assert analyze(store, only=["stance"]).rows == {"stance": 3}
    assert list(analyze(store).rows) == NAMES[3:]
    with pytest.raises(RejoinderError, match="stanze"):
        analyze(store, only=["stanze"])


def swap(monkeypatch: pytest.MonkeyPatch, name: str, **changed: object) -> None:
    mended = tuple(
        replace(one, **changed) if one.name == name else one  # type: ignore[arg-type]
        for one in registry.ANALYZERS
    )
    monkeypatch.setattr(registry, "ANALYZERS", mended)


@pytest.mark.parametrize(
    ("name", "changed", "ran"),
    [
        ("chains", {"version": "9"}, ["chains"]),
        (
            "stance",
            {"parameters": {"lead_words": 61}},
            ["stance", *NAMES[4:]],
        ),
        ("targets", {"version": "2"}, ["targets"]),
        ("language", {"version": "2"}, NAMES),
        ("sentiment", {"version": "3"}, ["sentiment", "chains", "paths"]),
        ("sentiment", {"models": ()}, ["sentiment", "chains", "paths"]),
    ],
)
def test_another_version_makes_stale_whatever_rests_on_it(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    changed: dict[str, object],
    ran: list[str],
) -> None:
    analyze(store)
    swap(monkeypatch, name, **changed)
    assert list(analyze(store).rows) == ran
    assert analyze(store).rows == {}


def test_another_target_makes_stale_and_the_same_again_doesn_t(store: Store) -> None:
    analyze(store)
    fees, news = Target(name="fees"), Target(name="news")
    for targets, ran in (([fees], True), ([fees], False), ([fees, news], True), ([], True)):
        remember(store, targets)
        assert list(analyze(store).rows) == (["targets"] if ran else [])
        assert {row["target"] for row in table(store, "target_stance")} <= {
            target.name for target in targets
        }
        assert analyze(store).rows == {}
    last = [run for run in table(store, "runs") if run["analyzer"] == "targets"]
    named = [json.loads(str(run["parameters"]))["targets"] for run in last]
    assert [[target["name"] for target in run] for run in named] == [
        [],
        ["fees"],
        ["fees", "news"],
        [],
    ]


def test_an_article_that_changes_loses_its_target_rows(store: Store) -> None:
    remember(store, [Target(name="news"), Target(name="late fees")])
    analyze(store)
    before = {row["id"]: row for row in table(store, "target_stance")}
    assert {row["target"] for row in before.values()} == {"news", "late fees"}
    add(store, "One", [Said("Exactly, great news."), Said("Other words entirely.", 1)])
    after = {row["id"]: row for row in table(store, "target_stance")}
    assert 0 < len(after) < len(before)
    analyze(store)
    assert {row["id"]: row for row in table(store, "target_stance")} == before


def test_fingerprints_differ_by_content_and_by_analyzer() -> None:
    one, two = fingerprints("x", registry.ANALYZERS), fingerprints("y", registry.ANALYZERS)
    assert list(one) == NAMES
    assert len({*one.values(), *two.values()}) == 2 * len(NAMES)


def failing(thread: Thread, given: Given) -> Rows:
    raise RejoinderError("no luck")


def test_a_failure_leaves_the_article_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(monkeypatch, "chains", analyze=failing)
    with pytest.raises(RejoinderError, match="no luck"):
        analyze(store)
    assert not any(table(store, name) for name in (*TABLES, "runs", "freshness"))


def test_what_is_finished_before_a_failure_stays_and_is_accounted_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (chains,) = (one.analyze for one in registry.ANALYZERS if one.name == "chains")

    def second_fails(thread: Thread, given: Given) -> Rows:
        return chains(thread, given) if thread.article.title == "One" else failing(thread, given)

    swap(monkeypatch, "chains", analyze=second_fails)
    with pytest.raises(RejoinderError):
        analyze(store)
    assert [row["rows"] for row in table(store, "runs")] == [2, 2, 2, 0, 1, 6, 1, 1, 1, 2, 0]
    assert len(table(store, "freshness")) == len(NAMES)


def test_an_article_that_changes_meanwhile_is_analyzed_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = hands.made
    calls: list[str] = []

    def interrupted(job: Job) -> Values:
        values = original(job)
        if not calls:
            add(store, "One", [Said("Exactly, great news."), Said("Other words entirely.", 1)])
        calls.append(job.article_id)
        return values

    monkeypatch.setattr(hands, "made", interrupted)
    monkeypatch.setattr(run, "made", interrupted)
    analyze(store)
    assert len(calls) == 3
    scored = {row["comment_id"] for row in table(store, "sentiment")}
    assert scored == {
        row["id"]
        for row in table(store, "comments")
        if row["own_text"] and row["state"] == "present"
    }


def test_an_empty_database_and_an_article_without_comments(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db") as opened:
        assert analyze(opened).articles == 0
        add(opened, "Bare", [])
        assert analyze(opened).rows == dict.fromkeys(NAMES, 0)
        assert analyze(opened).analyzed == 0
