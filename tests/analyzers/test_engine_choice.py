"""Which engine judges, whose rows are left alone, and that nothing is judged twice."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from analyzers import engine_choice, engines, registry
from analyzers.article_stance import ToParent
from analyzers.engine_choice import BETTER, CHOICES, FALLBACK, MOST, accepted, choose_engine
from analyzers.engines import Engine, Judged, engine_named, signature
from analyzers.pairs import Pair
from analyzers.run import AnalyzeSummary, analyze
from tests.analyzers.making import Said
from tests.analyzers.test_run import add, table
from threads.errors import RejoinderError
from threads.store import Store

# What is made of stances, so that other stances make it stale.
AFTER_STANCE = ("chains", "paths", "dynamics", "division", "split", "camps", "common_ground")


class Stub:
    """An engine that finds everybody of one mind."""

    def __init__(self, name: str, obstacle: RejoinderError | None = None) -> None:
        self.name = name
        self.version = "1"
        self.models: tuple[Traversable, ...] = ()
        self.obstacle_met = obstacle
        self.judged = 0

    def obstacle(self) -> RejoinderError | None:
        return self.obstacle_met

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        self.judged += len(pairs)
        return [Judged(ToParent(0.8, 0.1, 0.1), []) for _ in pairs]


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Stub]:
    made = {name: Stub(name) for name in engines.NAMES}
    for module in (engine_choice, registry):
        monkeypatch.setattr(module, "engine_named", made.__getitem__)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "t.db") as opened:
        add(opened, "One", [Said("Exactly, great news."), Said("No, you're wrong.", 1)])
        add(opened, "Two", [Said("Who pays for it?"), Said("x", state="removed")])
        yield opened


def made_by(store: Store) -> list[object]:
    return [row["engine"] for row in table(store, "stance")]


def ran(summary: AnalyzeSummary) -> tuple[str | None, list[str]]:
    return (summary.engine.engine if summary.engine else None), list(summary.rows)


@pytest.mark.parametrize(
    ("comments", "engine"), [(0, BETTER), (MOST, BETTER), (MOST + 1, FALLBACK)]
)
def test_auto_goes_by_the_size_of_the_work(
    stubs: dict[str, Stub], comments: int, engine: str
) -> None:
    choice = choose_engine("auto", engines.NAMES, comments)
    assert choice.engine == engine
    assert set(choice.kept) == set(engines.NAMES)
    assert choice.kept[0] == engine
    assert f"{MOST:,}" in choice.why


def test_auto_falls_back_where_the_better_one_can_t_run(stubs: dict[str, Stub]) -> None:
    stubs[BETTER].obstacle_met = RejoinderError("the library isn't installed")
    choice = choose_engine("auto", engines.NAMES, 5)
    assert choice.engine == FALLBACK
    assert choice.why == "neural can't run here: the library isn't installed"
    assert choice.kept == (FALLBACK, BETTER)
    with pytest.raises(RejoinderError, match="isn't installed"):
        accepted(BETTER)


def test_an_engine_asked_for_by_name_judges(stubs: dict[str, Stub]) -> None:
    assert choose_engine(BETTER, accepted(BETTER), MOST + 1).engine == BETTER
    assert accepted(FALLBACK) == (FALLBACK,)
    assert ("auto", *engines.NAMES) == CHOICES


def test_without_its_files_an_engine_has_no_rows_to_keep(
    stubs: dict[str, Stub], tmp_path: Path
) -> None:
    assert accepted("auto") == engines.NAMES
    stubs[BETTER].models = (tmp_path / "missing.onnx",)
    assert accepted("auto") == (FALLBACK,)


@pytest.mark.parametrize(
    ("asked", "remedy"), [("neurl", "did you mean neural?"), ("x", "there ar")]
)
def test_an_unknown_engine_is_answered_with_the_nearest(
    store: Store, asked: str, remedy: str
) -> None:
    with pytest.raises(RejoinderError) as failure:
        analyze(store, engine=asked)
    assert remedy in failure.value.remedy
    assert not table(store, "runs")


def test_auto_leaves_alone_what_either_engine_judged(
    store: Store, stubs: dict[str, Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ran(analyze(store)) == (
        BETTER,
        [
            "language",
            "sentiment",
            "stance",
            "targets",
            *AFTER_STANCE,
        ],
    )
    assert ran(analyze(store)) == (None, [])
    monkeypatch.setattr(engine_choice, "MOST", 0)
    assert ran(analyze(store)) == (None, [])
    assert (stubs[BETTER].judged, stubs[FALLBACK].judged) == (3, 0)


def test_only_what_is_stale_counts_as_work(
    store: Store, stubs: dict[str, Stub], monkeypatch: pytest.MonkeyPatch
) -> None:
    analyze(store, engine=FALLBACK)
    monkeypatch.setattr(engine_choice, "MOST", 2)
    add(store, "Three", [Said("Fees are back."), Said("Why?", 1)])
    assert ran(analyze(store))[0] == BETTER
    assert made_by(store) == ["fast 1"] * 3 + ["neural 1"] * 2
    assert ran(analyze(store)) == (None, [])


def test_by_name_the_other_engine_s_rows_are_stale(store: Store, stubs: dict[str, Stub]) -> None:
    analyze(store)
    assert ran(analyze(store, engine=FALLBACK)) == (FALLBACK, ["stance", *AFTER_STANCE])
    assert made_by(store) == ["fast 1"] * 3
    assert ran(analyze(store, engine=FALLBACK)) == (None, [])
    runs = [json.loads(str(row["parameters"])).get("engine") for row in table(store, "runs")]
    assert "neural 1" in runs
    assert "fast 1" in runs


def test_a_new_version_of_an_engine_makes_only_its_own_rows_stale(
    store: Store, stubs: dict[str, Stub]
) -> None:
    analyze(store, engine=FALLBACK)
    add(store, "Three", [Said("Fees are back.")])
    analyze(store)
    stubs[BETTER].version = "2"
    rows = dict.fromkeys(("stance", *AFTER_STANCE), 1)
    assert analyze(store).rows == rows | {"paths": 0, "common_ground": 0}  # of one comment
    assert sorted(map(str, made_by(store))) == ["fast 1"] * 3 + ["neural 2"]


def test_what_rests_on_stance_goes_by_the_engine_that_judged_it(
    store: Store, stubs: dict[str, Stub]
) -> None:
    analyze(store, only=["stance"], engine=FALLBACK)
    assert ran(analyze(store)) == (None, ["sentiment", "targets", *AFTER_STANCE])
    assert ran(analyze(store)) == (None, [])


def test_without_stances_to_judge_no_engine_is_named(store: Store, stubs: dict[str, Stub]) -> None:
    assert ran(analyze(store, only=["sentiment"])) == (None, ["language", "sentiment"])


def test_the_engines_are_what_their_names_say() -> None:
    for name in engines.NAMES:
        engine: Engine = engine_named(name)
        assert engine.name == name
        assert engine_named(name) is engine
    assert signature(engine_named("fast")).startswith("fast ")
