"""The benchmark of the engines' speed: what it times, and the lines it prints."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analyzers.article_stance import ToParent
from analyzers.engines import Judged
from analyzers.pairs import Pair
from benchmarks import stance_speed
from benchmarks.sentiment_speed import WORDS
from benchmarks.stance_speed import (
    COMMENTS,
    FIRST,
    GIVEN,
    ROUNDS,
    lines,
    rate,
    threads,
    vader_rate,
)
from threads.errors import RejoinderError


class Paced:
    """An engine whose clock goes a hundredth of a second a pair, and nine seconds for loading."""

    name, version, models = "paced", "1", ()

    def __init__(self) -> None:
        self.judged: list[int] = []
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def obstacle(self) -> None:
        return None

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        self.now += 0.01 * len(pairs) + (0 if self.judged else 9)
        self.judged.append(len(pairs))
        return [Judged(ToParent(0.2, 0.6, 0.2), []) for _ in pairs]


class Named(Paced):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Missing(Paced):
    def obstacle(self) -> RejoinderError:  # type: ignore[override]
        return RejoinderError("the graph isn't installed", remedy="install again")


def test_threads_are_many_comments_of_the_length_that_is_said() -> None:
    name, texts = next(threads())
    assert name == "made up"
    assert len(texts) == COMMENTS
    assert {len(text.split()) - WORDS for text in texts} <= {0, 1, 2}  # "kind of" is two words
    assert len(set(texts)) == COMMENTS


def test_a_rate_leaves_out_what_loading_takes() -> None:
    engine = Paced()
    found = rate(engine, [Pair("Yes", "No")] * 20, clock=engine.clock)
    assert found == pytest.approx(100)
    assert engine.judged == [FIRST, 20 - FIRST]


def test_vader_is_timed_on_every_reply() -> None:
    ticks = iter([1.0, 3.0])
    assert vader_rate([Pair("Fine.", "No")] * 10, clock=lambda: next(ticks)) == 5


def test_each_engine_is_a_ratio_to_vader_on_its_own_comments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rates = {"fast": 600.0, "neural": 5.0}
    given: list[int] = []
    monkeypatch.setattr(stance_speed, "engine_named", Named)
    judged: list[Pair] = []

    def known(engine: Named, pairs: Sequence[Pair]) -> float:
        judged.extend(pairs if engine.name == "neural" else [])
        return rates[engine.name]

    monkeypatch.setattr(stance_speed, "rate", known)
    monkeypatch.setattr(stance_speed, "vader_rate", lambda pairs: (given.append(len(pairs)), 50)[1])
    found = [line.split() for line in lines([f"Ferry {number}." for number in range(300)])]
    assert [(line[0], line[1], line[5]) for line in found] == [
        ("vaderSentiment", "50", "1.000"),
        ("fast", "600", "12.000"),
        ("neural", "5", "0.100"),
    ]
    assert set(given) == {299 // ROUNDS, GIVEN["neural"]}
    assert len(set(judged)) == ROUNDS * GIVEN["neural"], "none is met twice"


def test_an_engine_that_cannot_run_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stance_speed, "engine_named", lambda _: Missing())
    assert [line.split(":")[0].strip() for line in lines(["Yes", "No"])] == ["fast", "neural"]
    assert all("isn't installed" in line for line in lines(["Yes", "No"]))
