from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from reports import queries
from reports.camp_queries import CAMPS, COMMON_GROUND
from reports.query import Computed, Query
from tests.reports.fixture_thread import ARTICLE, EMPTY, FRESH, SAID, build_large
from threads.errors import StoreError


def labelled(rows: list[Any]) -> dict[str, int]:
    return {row.label: row.comments for row in rows}


def test_recovery_counts_states_and_people(db: sqlite3.Connection) -> None:
    row = queries.RECOVERY.rows(db, ARTICLE)[0]
    assert (row.claimed, row.recovered, row.comments) == (27, 25, 24)
    assert (row.removed, row.missing) == (1, 0)
    named = {one.author for one in SAID if one.author not in {None, "Anonymous Coward"}}
    assert row.people == len(named) == 13
    assert row.shared == 4  # three Anonymous Cowards whose words are there, one without a name
    assert (row.first_at, row.last_at) == ("2019-10-07T09:11", "2019-10-07T15:23")


def test_what_was_mended_is_counted_and_listed(db: sqlite3.Connection) -> None:
    assert [(row.kind, row.repairs) for row in queries.MENDED.rows(db, ARTICLE)] == [
        ("duplicate_id", 1),
        ("cycle", 2),
    ]
    assert [(row.ordinal, row.position) for row in queries.REPAIRS.rows(db, ARTICLE)] == [
        (1, 9),
        (2, 7),
        (3, 14),
    ]


def test_a_thread_of_shared_names_is_by_at_least_one(tmp_path: Path) -> None:
    db = build_large(tmp_path / "t.db", 3)
    db.execute("UPDATE comments SET author_id = NULL")
    assert queries.RECOVERY.rows(db, ARTICLE)[0].people == 1
    assert queries.OVERVIEW.rows(db, ARTICLE)[0].people == 1
    assert queries.RECOVERY.rows(build_large(tmp_path / "n.db", 0), ARTICLE)[0].people == 0


def test_comments_left_unscored_are_counted_by_language(db: sqlite3.Connection) -> None:
    rows = queries.LANGUAGES.rows(db, ARTICLE)
    assert [(row.language, row.comments) for row in rows] == [("he", 1), ("zh", 1)]
    by_position = {row.position: row for row in queries.COMMENTS.rows(db, ARTICLE)}
    assert (by_position[13].language, by_position[13].scored) == ("zh", 0)
    assert (by_position[4].language, by_position[4].scored) == (None, 1)
    assert (by_position[21].language, by_position[21].scored) == (None, None)  # removed


def test_what_cannot_be_told_comes_last(tmp_path: Path) -> None:
    db = build_large(tmp_path / "t.db", 4)
    told = [(f"{ARTICLE}-{n:08x}", code) for n, code in enumerate([None, None, "de", "fr"], 1)]
    db.executemany("INSERT INTO language VALUES (?,?,NULL,0)", told)
    rows = queries.LANGUAGES.rows(db, ARTICLE)
    assert [(row.language, row.comments) for row in rows] == [("de", 1), ("fr", 1), (None, 2)]


def test_stances_are_counted_by_side_in_a_fixed_order(db: sqlite3.Connection) -> None:
    rows = queries.STANCE_TO_ARTICLE.rows(db, ARTICLE)
    assert [(row.label, row.comments) for row in rows] == [
        ("oppose", 4),
        ("support", 10),
        ("neutral", 8),
    ]
    assert {row.total for row in rows} == {22}
    assert sum(row.share or 0 for row in rows) == pytest.approx(1)


def test_only_replies_to_comments_count_towards_the_parent(db: sqlite3.Connection) -> None:
    expected = {"disagree": 0, "agree": 0, "neutral": 0}
    for one in SAID:
        if one.parent and one.to_parent and one.state == "present":
            expected[one.to_parent] += 1
    assert labelled(queries.STANCE_TO_PARENT.rows(db, ARTICLE)) == expected


def test_sides_that_nobody_takes_have_rows_too(db: sqlite3.Connection) -> None:
    rows = queries.STANCE_TO_ARTICLE.rows(db, EMPTY)
    assert labelled(rows) == {"oppose": 0, "support": 0, "neutral": 0}
    assert [row.share for row in rows] == [None] * 3


def test_edges_by_method_add_up(db: sqlite3.Connection) -> None:
    rows = {row.method: row for row in queries.EDGES.rows(db, ARTICLE)}
    assert sum(row.edges for row in rows.values()) == 25
    assert sum(row.share for row in rows.values()) == pytest.approx(1)
    confident = [one.confidence for one in SAID if one.method == "subject"]
    assert rows["subject"].mean_confidence == pytest.approx(sum(confident) / len(confident))
    whole = queries.CERTAINTY.rows(db, ARTICLE)[0]
    assert (whole.edges, whole.replies, whole.levels, whole.doubtful) == (25, 14, 6, 1)


def test_timeline_runs_through_the_scored_comments(db: sqlite3.Connection) -> None:
    rows = queries.TIMELINE.rows(db, ARTICLE, window=3)
    scores = [one.compound for one in SAID if one.compound is not None]
    assert [row.compound for row in rows] == pytest.approx(scores)
    for place, row in enumerate(rows):
        last = scores[max(0, place - 2) : place + 1]
        assert row.running == pytest.approx(sum(last) / len(last))
    assert {row.comments for row in rows} == {1}


def test_timeline_gathers_what_is_too_much_to_draw(db: sqlite3.Connection) -> None:
    rows = queries.TIMELINE.rows(db, ARTICLE, dots=5)
    assert [row.comments for row in rows] == [5, 5, 4, 4, 4]
    assert rows[0].to_article is None and rows[0].author is None
    first = [one.compound for one in SAID[:5] if one.compound is not None]
    assert rows[0].compound == pytest.approx(sum(first) / 5)
    assert (rows[0].position, rows[0].last_position) == (1, 5)


def test_timeline_by_time_goes_by_time(tmp_path: Path) -> None:
    db = build_large(tmp_path / "t.db", 9)
    db.execute("UPDATE comments SET posted_at = '2019-10-07T08:00' WHERE position = 9")
    printed = [row.position for row in queries.TIMELINE.rows(db, ARTICLE)]
    timed = [row.position for row in queries.TIMELINE.rows(db, ARTICLE, by_time=True)]
    assert printed == list(range(1, 10))
    assert timed == [9, *range(1, 9)]


def test_times_of_several_zones_are_put_in_order(tmp_path: Path) -> None:
    db = build_large(tmp_path / "t.db", 4)
    for position, clock in enumerate(("10:30:00+05:30", "08:00:00Z", "04:00:00-05:00", "07:00"), 1):
        db.execute(
            "UPDATE comments SET posted_at = ? WHERE position = ? AND article_id = ?",
            (f"2019-10-07T{clock}", position, ARTICLE),
        )
    moments = queries.TIMELINE.rows(db, ARTICLE, by_time=True)
    assert [row.position for row in moments] == [1, 4, 2, 3]
    (tone,) = queries.TONE.rows(db, ARTICLE, by_time=True)
    assert tone.first_mean == pytest.approx((moments[0].compound + moments[1].compound) / 2)
    (recovery,) = queries.RECOVERY.rows(db, ARTICLE)
    assert recovery.first_at == "2019-10-07T10:30:00+05:30"
    assert recovery.last_at == "2019-10-07T04:00:00-05:00"


def test_tone_tells_the_halves_apart(db: sqlite3.Connection) -> None:
    row = queries.TONE.rows(db, ARTICLE)[0]
    scores = [one.compound for one in SAID if one.compound is not None]
    assert (row.comments, row.first_half) == (22, 11)
    assert row.negative + row.neutral + row.positive == 22
    assert row.first_mean == pytest.approx(sum(scores[:11]) / 11)
    assert row.second_mean == pytest.approx(sum(scores[11:]) / 11)


def test_chains_with_their_stances(db: sqlite3.Connection) -> None:
    largest = queries.CHAINS.rows(db, ARTICLE)[0]
    assert (largest.position, largest.comments, largest.flip_position) == (5, 7, 19)
    totals = queries.CHAIN_TOTALS.rows(db, ARTICLE)[0]
    assert (totals.chains, totals.lone, totals.largest, totals.deepest) == (11, 5, 7, 6)
    stances = {row.position: row for row in queries.CHAIN_STANCES.rows(db, ARTICLE)}
    fifth = stances[5]
    assert (fifth.support, fifth.neutral, fifth.oppose, fifth.unscored) == (5, 0, 2, 0)
    assert stances[13].unscored == 2


def test_a_chain_is_lone_where_nobody_answered_be_it_without_text(own: sqlite3.Connection) -> None:
    def lone() -> int:
        return queries.CHAIN_TOTALS.rows(own, ARTICLE)[0].lone

    before = lone()
    root = own.execute(
        "SELECT root_comment_id FROM chains WHERE article_id = ? AND comments = 1", (ARTICLE,)
    ).fetchone()[0]
    own.execute(
        "UPDATE replies SET parent_id = ? WHERE comment_id ="
        " (SELECT id FROM comments WHERE article_id = ? AND state <> 'present')",
        (root, ARTICLE),
    )
    assert lone() == before - 1


def test_the_latest_run_counts_and_only_of_what_was_analyzed(db: sqlite3.Connection) -> None:
    rows = queries.RUNS.rows(db, ARTICLE)
    assert [row.analyzer for row in rows] == ["chains", "language", "sentiment", "stance"]
    assert {row.finished for row in rows} == {"2019-11-01T10:00:03Z"}
    assert queries.RUNS.rows(db, FRESH) == []


def test_stances_are_of_the_engine_that_judged_this_article(tmp_path: Path) -> None:
    db = build_large(tmp_path / "t.db", 4)
    db.execute("UPDATE runs SET version = '7' WHERE analyzer = 'stance'")
    db.execute(
        "INSERT INTO runs (analyzer, version, parameters, started, finished, rows) VALUES"
        " ('stance', '8', '{\"engine\": \"fast 3\"}', '2020-01-01', '2020-01-01', 9000)"
    )
    (ours,) = [row for row in queries.RUNS.rows(db, ARTICLE) if row.analyzer == "stance"]
    assert ours.version == "7"
    db.execute("UPDATE stance SET engine = 'fast 3'")
    (ours,) = [row for row in queries.RUNS.rows(db, ARTICLE) if row.analyzer == "stance"]
    assert ours.version == "8"
    db.execute("DELETE FROM stance")  # as where all is in another language
    assert "8" in {row.version for row in queries.RUNS.rows(db, ARTICLE)}


def test_quotes_name_their_source(db: sqlite3.Connection) -> None:
    found = [(row.source, row.source_position) for row in queries.QUOTES.rows(db, ARTICLE)]
    assert found == [("comment", 2), ("article", None)]


def test_ten_thousand_levels_are_no_depth(tmp_path: Path) -> None:
    db = build_large(tmp_path / "deep.db", 10_000, deep=True)
    assert queries.CERTAINTY.rows(db, ARTICLE)[0].levels == 10_000
    (chain,) = queries.CHAIN_STANCES.rows(db, ARTICLE)
    assert chain.support + chain.neutral + chain.oppose == 10_000
    assert len(queries.COMMENTS.rows(db, ARTICLE)) == 10_000


@pytest.mark.parametrize("query", queries.QUERIES, ids=lambda query: query.name)
def test_a_query_gives_the_columns_of_its_row(
    audited: sqlite3.Connection, query: Query[Any]
) -> None:
    given = {**query.defaults, "article": ARTICLE}
    names = tuple(column[0] for column in audited.execute(query.sql, given).description)
    computed = isinstance(query, Computed)
    assert names == (query.of.columns if computed else query.columns)
    rows = query.rows(audited, ARTICLE)
    assert rows or computed, "the hand-made thread has something for every query"
    keys = [row.key for row in rows]
    assert len(keys) == len(set(keys))


def test_names_are_unique() -> None:
    assert len(queries.BY_NAME) == len(queries.QUERIES)


def test_a_foreign_database_is_said_to_be_one(tmp_path: Path) -> None:
    empty = sqlite3.connect(tmp_path / "empty.db")
    with pytest.raises(StoreError, match="no such table"):
        queries.ARTICLE.rows(empty, ARTICLE)


def test_camps_are_counted(db: sqlite3.Connection) -> None:
    (row,) = CAMPS.rows(db, ARTICLE)
    assert (row.camps, row.z, row.in_a, row.in_b, row.cross_camp) == (2, 2.8, 2, 2, 0.75)
    assert (row.people, row.replies, row.frustration, row.frustration_random) == (17, 30, 0.1, 0.2)
    assert CAMPS.rows(db, FRESH) == []


def test_what_both_camps_agree_with_comes_first_and_what_few_answered_last(
    db: sqlite3.Connection,
) -> None:
    rows = COMMON_GROUND.rows(db, ARTICLE)
    assert [(row.position, row.shared) for row in rows] == [(2, 1), (4, 0), (6, None)]
    assert [row.author for row in rows] == ["Rake & Sons", "Anonymous Coward", "Mina Ødegård"]
    assert [row.camp for row in rows] == ["B", None, "A"]
    assert COMMON_GROUND.rows(db, FRESH) == []
