"""The gate's part on stance towards the article: the mapping, the labelled threads, the floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.article_sides import Judged, calibration, down_the_path, flipped, known_opener
from benchmarks.gate_article import Heard, heard, labels, sides
from benchmarks.measured import Measured
from benchmarks.opinions import examples
from benchmarks.rumoureval import ROWS, Post, f1_of, label, labelled, posts, rumours, threads
from benchmarks.shaped import have_bench
from benchmarks.train_article_stance import groups, seen, turns

shared = pytest.mark.skipif(
    not have_bench(), reason="the public benchmark is not beside this checkout (../shared/bench)"
)


@pytest.mark.parametrize(
    ("to_article", "asks", "expected"),
    [
        ("support", False, "support"),
        ("support", True, "query"),
        ("oppose", False, "deny"),
        ("oppose", True, "query"),
        ("neutral", True, "query"),
        ("neutral", False, "comment"),
    ],
)
def test_two_columns_give_the_tasks_label(to_article: str, asks: bool, expected: str) -> None:
    assert label(to_article, asks=asks) == expected


def post(number: int, to: int | None, text: str, gold: str = "comment") -> Post:
    parent = None if to is None else f"p{to}"
    return Post(f"p{number}", parent, "p1", text, f"u{number}", gold)


TALK = [
    post(1, None, "BREAKING: the tram depot is on fire", "support"),
    post(2, 1, "Where did you hear that?", "query"),
    post(3, 2, "Fake news. That is a lie, not true.", "deny"),
    post(4, 9, "had lunch"),
]


def test_a_thread_goes_through_the_program_and_its_root_is_the_article() -> None:
    ((thread, members),) = threads(TALK)
    assert thread.article.body == TALK[0].text
    assert [reply.parent_id for reply in thread.replies] == [None, "p2", None]
    assert members == TALK
    pairs, where = labelled(TALK)
    assert [true for true, _ in pairs] == [one.label for one in TALK]
    assert dict(pairs) == {name: name for name in ("support", "query", "deny", "comment")}
    assert set(where) == {"p1"}


def test_a_root_that_asks_is_a_query() -> None:
    ((_, ours),), _ = labelled([post(1, None, "Is the tram depot on fire?")])
    assert ours == "query"


def test_f1_of_a_label() -> None:
    pairs = [("deny", "deny"), ("deny", "comment"), ("query", "deny")]
    assert f1_of("deny", pairs) == pytest.approx(0.5)
    assert f1_of("support", pairs) == 0


def test_turning_discussions_round_forgives_a_wrong_start() -> None:
    found = [Judged(0, "pro", False, 0.4, 0.7), Judged(0, "anti", True, -0.4, 0.3)]
    assert flipped([one._replace(lean=-one.lean) for one in found]) == flipped(found) == 1
    assert known_opener(found) == ([("oppose", "support"), ("support", "oppose")], [0, 0])
    assert calibration(found) == pytest.approx(0.7)


def test_one_path_multiplies_its_links() -> None:
    (one, *_) = heard(list(examples()), None)
    known = {i: s._replace(agree=1, neutral=0, disagree=0) for i, s in one.to_parent.items()}
    assert {s.support for s in down_the_path(one.thread.lineage, known).values()} == {1}


def test_couplings_are_counted_in_other_threads() -> None:
    first, second = examples()
    found = heard([first, second], None)
    assert found[0].known != found[1].known
    assert sum(seen([first]).values()) > len(first.labels)


def test_how_often_an_author_turns() -> None:
    steady = [["support"] * 3, ["oppose"] * 4, ["neutral", "oppose"]] * 20
    assert turns(steady) < 0.05 < turns([*steady, *[["support", "oppose"]] * 20])
    assert all(len(group) > 1 for thread in examples() for group in groups(thread))


def test_over_the_tree_more_comments_are_on_the_right_side_than_down_one_path() -> None:
    def right(method: object) -> float:
        sided = [
            (stances[i].support > stances[i].oppose) == (label == "support")
            for one in heard(list(examples()), None)
            for stances in [method(one)]  # type: ignore[operator]
            for i, (_, label) in one.thread.labels.items()
            if label != "neutral"
        ]
        return sum(sided) / len(sided)

    assert right(Heard.over_the_tree) > right(Heard.down_the_path) + 0.1


def test_floors_hold_on_labelled_threads() -> None:
    held = [one for one in labels((None,)) if isinstance(one, Measured) and one.floor is not None]
    assert len(held) == 2
    assert [str(figure) for figure in held if not figure.kept] == []


@shared
@pytest.mark.shared
@pytest.mark.parametrize("measure", [rumours, sides])
def test_floors_hold_on_the_benchmark(measure: object) -> None:
    held = [one for one in measure() if isinstance(one, Measured)]  # type: ignore[operator]
    assert any(one.floor is not None for one in held)
    assert [str(figure) for figure in held if not figure.kept] == []


@shared
@pytest.mark.shared
def test_another_file_can_be_measured(tmp_path: Path) -> None:
    rows = ROWS.read_text("utf-8").splitlines()[:5]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows).replace('"split": "train"', '"split": "test"'), "utf-8")
    assert len(posts("test", path)) == 5
