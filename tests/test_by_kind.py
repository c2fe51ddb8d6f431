"""Labelled threads by where they are from, in the two benchmarks that tell of each kind."""

from __future__ import annotations

import numpy as np
import pytest

from analyzers.article_stance import ToArticle
from benchmarks.confusion import Rows
from benchmarks.gate_article import Heard, heard, labels, right_side, sides_by_kind
from benchmarks.measure_confusion import held_by_kind
from benchmarks.measured import Measured
from benchmarks.opinions import by_kind, examples, kind


@pytest.mark.parametrize(
    ("name", "where"),
    [("12345", "forum"), ("politics:t3_abc", "Reddit"), ("doorbells", "page"), ("2015-09", "page")],
)
def test_a_thread_s_name_tells_where_it_is_from(name: str, where: str) -> None:
    assert kind(name) == where


def test_what_is_known_of_threads_is_parted_by_kind() -> None:
    known = [("a", 1), ("7", 2), ("b", 3), ("r:1", 4)]
    assert by_kind(known) == {"Reddit": [4], "forum": [2], "page": [1, 3]}


def test_the_right_side_is_that_of_comments_that_take_one() -> None:
    (one, *_) = heard(list(examples()), None)
    truth = {i: label for i, (_, label) in one.thread.labels.items()}
    sides = {"support": ToArticle(0.6, 0.0, 0.4), "oppose": ToArticle(0.4, 0.0, 0.6)}
    told = {i: sides.get(label, sides["oppose"]) for i, label in truth.items()}
    sided = [i for i, label in truth.items() if label != "neutral"]
    assert right_side([one], lambda _: told) == 1
    told[sided[0]] = sides["oppose" if truth[sided[0]] == "support" else "support"]
    assert right_side([one], lambda _: told) == 1 - 1 / len(sided)


def test_kinds_are_printed_beside_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.gate_article.have_bench", lambda: False)
    found = heard(list(examples()), None)
    (page,) = sides_by_kind(found)
    assert page.name.strip() == "page: on the right side"
    assert page.value == right_side(found, Heard.over_the_tree)
    names = [one.name.strip() for one in labels((None,), kinds=True) if isinstance(one, Measured)]
    assert names[-1] == page.name.strip()
    assert page.name not in [str(one) for one in labels((None,))]


def test_intervals_are_told_by_kind() -> None:
    chance = np.random.default_rng(1)
    groups = np.repeat(["1", "2", "r:1", "r:2", "page"], 30)
    truth = chance.integers(0, 3, len(groups))
    told = np.where(chance.random(len(groups)) < 0.8, truth, chance.integers(0, 3, len(groups)))
    rows = Rows(np.eye(3)[told] * 0.7 + 0.1, truth, groups)
    head, every, *kinds = held_by_kind("fast", rows)
    assert str(head).startswith("labelled threads, fast, concentration ")
    assert [one.name for one in kinds] == [
        "Reddit, 2 threads",
        "forum, 2 threads",
        "page, 1 threads",
    ]
    held = [one.value * threads for one, threads in zip(kinds, (2, 2, 1), strict=True)]
    assert every.value == pytest.approx(sum(held) / 5)
