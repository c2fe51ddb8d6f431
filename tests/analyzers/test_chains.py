from __future__ import annotations

import pytest

from analyzers.article_stance import ToParent, infer
from analyzers.chains import analyze
from analyzers.contract import Rows
from analyzers.lineage import trace
from tests.analyzers.making import Said, thread_of
from threads.model import Thread

EXAMPLE = [  # the one of docs/measures.md
    Said("a", 0, "ana", "2015-09-18T10:00"),
    Said("b", 1, "ben", "2015-09-18T10:30"),
    Said("c", 2, None, "2015-09-18T11:00"),
    Said("d", 2, None, "2015-09-18T10:45"),
]
STANCES = {
    "c1": ToParent(0.7, 0.2, 0.1),
    "c2": ToParent(0.1, 0.1, 0.8),
    "c3": ToParent(0.6, 0.3, 0.1),
    "c4": ToParent(0.2, 0.2, 0.6),
}
COMPOUNDS = {"c1": 0.4, "c2": -0.6, "c3": -0.2, "c4": 0.0}


def given_rows(thread: Thread, stances: dict[str, ToParent] = STANCES) -> dict[str, Rows]:
    found = infer(trace(thread), stances, {})
    rows = [
        {
            "comment_id": comment_id,
            "to_parent": stances[comment_id].label,
            "parent_agree": stances[comment_id].agree,
            "parent_disagree": stances[comment_id].disagree,
            "article_support": one.stance.support,
            "article_neutral": one.stance.neutral,
            "article_oppose": one.stance.oppose,
        }
        for comment_id, one in found.items()
    ]
    sentiment = [{"comment_id": i, "compound": c} for i, c in COMPOUNDS.items() if i in stances]
    return {"stance": rows, "sentiment": sentiment}


def test_the_example_of_the_docs() -> None:
    thread = thread_of(EXAMPLE)
    assert analyze(thread, given_rows(thread)) == [
        {
            "id": "c1",
            "article_id": "a",
            "root_comment_id": "c1",
            "comments": 4,
            "depth": 3,
            "authors": 4,
            "started_at": "2015-09-18T10:00",
            "ended_at": "2015-09-18T11:00",
            "agree": 1,
            "neutral": 0,
            "disagree": 2,
            "sentiment": -0.1,
            "split": 0.3924,
            "heat": 0.1893,
            # In time #4 (with the root) comes before #3 (against it): one comment is no turn.
            "flip_comment_id": None,
            "flip_of": None,
            "controversy": 2,
            "support": 0.3857,
            "oppose": 0.3171,
            "heat_disagree": 0.3,
            "heat_negative": 0.16,
            "heat_speed": 0.216,
            "heat_pile_on": 0.0,
        }
    ]


def test_a_chain_flips_where_it_turns_for_good() -> None:
    thread = thread_of([*EXAMPLE[:3], EXAMPLE[3]._replace(text="", state="removed")])
    stances = {i: stance for i, stance in STANCES.items() if i != "c4"}
    (row,) = analyze(thread, given_rows(thread, {**stances, "c3": ToParent(0.4, 0.4, 0.2)}))
    assert row["flip_comment_id"] is None  # #3 leans by less than takes a side
    (row,) = analyze(thread, given_rows(thread, {**stances, "c3": ToParent(0.9, 0.05, 0.05)}))
    assert (row["flip_comment_id"], row["flip_of"]) == ("c2", "root")
    assert (row["comments"], row["authors"]) == (3, 3)


def leaning(*leans: float) -> list[dict[str, object]]:
    return [
        {
            "comment_id": f"c{number}",
            "to_parent": "neutral",
            "parent_agree": 0.3,
            "parent_disagree": 0.3,
            "article_support": 0.3 + lean / 2,
            "article_neutral": 0.4,
            "article_oppose": 0.3 - lean / 2,
        }
        for number, lean in enumerate(leans, 1)
    ]


def test_a_chain_flips_where_its_balance_changes() -> None:
    thread = thread_of([Said("a"), *[Said("b", 1)] * 5])
    given: dict[str, Rows] = {"stance": leaning(0.3, 0.2, -0.4, -0.4, -0.3, 0.1), "sentiment": []}
    (row,) = analyze(thread, given)
    assert (row["flip_comment_id"], row["flip_of"]) == ("c4", "balance")
    unheard = thread_of([Said("", state="removed"), *[Said("b", 1)] * 5])
    (row,) = analyze(unheard, {**given, "stance": given["stance"][1:]})
    assert (row["flip_comment_id"], row["flip_of"]) == ("c3", "balance")


def test_chains_come_in_the_order_of_their_roots_each_with_its_own() -> None:
    thread = thread_of([Said("a"), Said("b"), Said("c", 1), Said("d", 2), Said("e", 2)])
    rows = analyze(thread, {"stance": [], "sentiment": []})
    assert [(row["id"], row["comments"], row["depth"]) for row in rows] == [
        ("c1", 2, 2),
        ("c2", 3, 2),
    ]


def test_where_nothing_was_scored_nothing_is_claimed() -> None:
    (row,) = analyze(thread_of([Said("a"), Said("b", 1)]), {"stance": [], "sentiment": []})
    assert (row["sentiment"], row["split"], row["flip_comment_id"]) == (None, None, None)
    assert (row["agree"], row["neutral"], row["disagree"], row["heat"]) == (0, 0, 0, None)


def test_a_removed_root_holds_its_branch_and_an_empty_chain_has_no_row() -> None:
    thread = thread_of(
        [Said("", state="missing"), Said("b", 1, at="2015-09-18"), Said("", state="removed")]
    )
    (row,) = analyze(thread, {"stance": [], "sentiment": []})
    assert (row["root_comment_id"], row["comments"], row["depth"]) == ("c1", 1, 2)
    assert row["started_at"] == row["ended_at"] == "2015-09-18"


def test_times_with_zones_are_compared_as_moments() -> None:
    said = [
        Said("a", at="2003-02-25T04:27:00-07:00"),
        Said("b", 1, at="2003-02-25T13:26:00+02:00"),
        Said("c", 1),
    ]
    (row,) = analyze(thread_of(said), {"stance": [], "sentiment": []})
    assert row["started_at"] == "2003-02-25T13:26:00+02:00"
    assert row["ended_at"] == "2003-02-25T04:27:00-07:00"


@pytest.mark.parametrize("parent", [1, None], ids=["wide", "deep"])
def test_fifty_thousand_comments(parent: int | None) -> None:
    said = [Said("a", 0)]
    said += [Said("a", i if parent is None else parent, "ana") for i in range(1, 50_000)]
    rows = analyze(thread_of(said), {"stance": [], "sentiment": []})
    assert sum(row["comments"] for row in rows) == 50_000


def test_a_chain_whose_root_has_no_stance_turns_by_its_balance_alone() -> None:
    thread = thread_of([Said("", 0, "ana", state="removed"), *(Said("x", 1, n) for n in "bcdefg")])
    leans = (0.6, -0.4, 0.1, -0.6, -0.4, -0.4)
    rows = [
        {
            "comment_id": f"c{number}",
            "to_parent": "neutral",
            "parent_agree": 0.3,
            "parent_disagree": 0.3,
            "article_support": (1 + lean) / 2,
            "article_neutral": 0.0,
            "article_oppose": (1 - lean) / 2,
        }
        for number, lean in enumerate(leans, 2)
    ]
    (row,) = analyze(thread, {"stance": rows, "sentiment": []})
    # Against their first, who is no root, they turn at the fifth, the balance (0.6, 0.2, 0.3, -0.3
    # ...) does so, too: it is the balance's turn.
    assert (row["flip_comment_id"], row["flip_of"]) == ("c5", "balance")
