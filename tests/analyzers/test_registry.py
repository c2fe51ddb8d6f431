from __future__ import annotations

from importlib.resources import files

import pytest

from analyzers.contract import Analyzer
from analyzers.engines import NAMES
from analyzers.registry import ANALYZERS, choose, in_order, with_engine
from threads.errors import RejoinderError
from threads.schema import TABLES


def analyzer(name: str, *requires: str) -> Analyzer:
    return Analyzer(
        name=name, version="1", gives=name, requires=requires, analyze=lambda thread, given: []
    )


def names(analyzers: tuple[Analyzer, ...]) -> list[str]:
    return [one.name for one in analyzers]


def test_the_registry_stands_in_working_order() -> None:
    assert in_order(ANALYZERS) == ANALYZERS
    assert names(ANALYZERS) == [
        *("language", "sentiment", "stance", "targets", "chains", "paths", "dynamics"),
        *("division", "split", "camps", "common_ground"),
    ]
    assert len({one.gives for one in ANALYZERS}) == len(ANALYZERS)


@pytest.mark.parametrize("one", ANALYZERS, ids=lambda one: one.name)
def test_every_analyzer_gives_a_table_that_the_store_has(one: Analyzer) -> None:
    assert TABLES[one.gives].derived
    assert one.version
    assert all(path.is_file() for path in one.models)


def test_rows_hang_on_every_data_file_but_the_list_of_places_for_proposals() -> None:
    hang_on = {
        path.name
        for engine in NAMES
        for one in with_engine(engine, ANALYZERS)
        for path in one.models
    }
    data = {path.name for path in (files("analyzers") / "data").iterdir()}
    assert data - hang_on == {"places.toml"}
    assert {"vader_lexicon.txt", "emoji_utf8_lexicon.txt"} <= hang_on


def test_order_is_by_need_whatever_the_order_of_entry() -> None:
    mixed = (analyzer("c", "a", "b"), analyzer("b", "a"), analyzer("a"), analyzer("d"))
    assert names(in_order(mixed)) == ["a", "d", "b", "c"]


@pytest.mark.parametrize(
    "broken", [(analyzer("a", "b"), analyzer("b", "a")), (analyzer("a", "nothing"),)]
)
def test_what_can_never_run_is_told(broken: tuple[Analyzer, ...]) -> None:
    with pytest.raises(RejoinderError, match="require: a"):
        in_order(broken)


@pytest.mark.parametrize(
    ("only", "chosen"),
    [
        ([], names(ANALYZERS)),
        (["sentiment"], ["language", "sentiment"]),
        (["stance"], ["language", "stance"]),
        (["chains"], ["language", "sentiment", "stance", "chains"]),
        (["camps"], ["language", "stance", "division", "camps"]),
    ],
)
def test_an_analyzer_is_chosen_with_what_it_needs(only: list[str], chosen: list[str]) -> None:
    assert names(choose(only, ANALYZERS)) == chosen


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Sentimant", "did you mean sentiment?"),
        ("chain", "did you mean chains?"),
        ("xyz", f"there are {', '.join(names(ANALYZERS))}"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, remedy: str) -> None:
    with pytest.raises(RejoinderError) as failure:
        choose([name], ANALYZERS)
    assert name in failure.value.what
    assert failure.value.remedy == remedy
