"""Whether a reply asks: cases by the rule, the model's arithmetic, its file, its pace."""

from __future__ import annotations

import json
import math
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.asking import (
    FILES,
    LEAST_PULL,
    LONGEST_QUESTION,
    MODEL_FILE,
    AskingModel,
    asking,
    asking_model,
    load_asking_model,
)
from analyzers.pairs import Pair
from analyzers.questions import CUES_FILE
from threads.errors import RejoinderError

CASES = tomllib.loads((Path(__file__).parent / "cases" / "asking.toml").read_text("utf-8"))
ASKING_WORDS = st.sampled_from(
    [
        "?",
        "??",
        "?!",
        "who",
        "Why",
        "not",
        " ",
        ". ",
        "\n",
        '"',
        "source",
        "I wonder if",
        "you",
        "’",
    ]
)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_which_question_wants_an_answer(case: dict[str, str]) -> None:
    found = asking(Pair(case["reply"], CASES["parent"]))
    assert (found.question if found and found.wanted else "") == case["asks"]


def test_every_case_has_a_reason_of_its_own() -> None:
    assert len({case["why"] for case in CASES["case"]}) == len(CASES["case"])
    assert sum(not case["asks"] for case in CASES["case"]) >= 10


def test_a_reply_without_a_question_is_not_judged() -> None:
    assert asking(Pair("It closed in May.", "When did it close?")) is None
    assert asking(Pair("", "")) is None


def test_the_reasons_are_the_weights_that_speak_for_it() -> None:
    found = asking(Pair("Do you have a link for that?", "The pier will close."))
    assert found is not None
    weights = asking_model().weights
    assert "has: asks for a source" in found.because
    assert all(weights[name] == pull >= LEAST_PULL for name, pull in found.because.items())
    assert list(found.because.values()) == sorted(found.because.values(), reverse=True)
    assert found.evidence == {
        "question": "Do you have a link for that?",
        "p": found.probability,
        "because": [{"feature": name, "weight": pull} for name, pull in found.because.items()],
    }
    assert json.loads(json.dumps(found.evidence)) == found.evidence


def test_a_question_that_makes_a_point_has_no_reasons() -> None:
    found = asking(Pair("Who cares?", "The pier will close."))
    assert found is not None
    assert (found.wanted, found.because) == (False, {})
    assert 0 < found.probability < asking_model().threshold


def test_long_questions_are_cut_in_the_evidence() -> None:
    found = asking(Pair(f"Which of them {'sailed and ' * 25}sank?", ""))
    assert found is not None
    assert len(found.question) > LONGEST_QUESTION
    assert len(str(found.evidence["question"])) == LONGEST_QUESTION


def test_the_model_by_hand() -> None:
    model = AskingModel(-1.0, {"one": 2.0, "two": -0.5, "three": 0.2}, 0.5)
    assert model.probability(frozenset()) == pytest.approx(1 / (1 + math.e))
    assert model.probability(frozenset({"one", "two", "unknown"})) == pytest.approx(
        1 / (1 + math.exp(-0.5))
    )
    assert model.reasons(frozenset({"one", "two", "three", "unknown"})) == {"one": 2, "three": 0.2}


def test_the_likeliest_question_stands_for_the_reply() -> None:
    alone = [asking(Pair(text, "")) for text in ("Who cares?", "Which boat do you mean?")]
    both = asking(Pair("Who cares? Which boat do you mean?", ""))
    assert both is not None
    assert alone[0] is not None
    assert both.question == "Which boat do you mean?"
    assert both.probability > alone[0].probability


@given(st.lists(ASKING_WORDS | st.text(max_size=8)).map("".join), st.text(max_size=30))
def test_any_text_gets_a_probability_and_words_of_its_own(reply: str, parent: str) -> None:
    found = asking(Pair(reply, parent))
    if found is not None:
        assert found.question in reply
        assert 0 <= found.probability <= 1
        assert bool(found.because) <= found.wanted
    assert asking(Pair(reply, parent)) == found


@pytest.mark.parametrize(
    "flood", ["?" * 200_000, "why? " * 20_000, "so so " * 40_000, ".\n" * 100_000, "a" * 300_000]
)
def test_floods_take_linear_time(flood: str) -> None:
    start = time.process_time()
    asking(Pair(flood, flood))
    assert time.process_time() - start < 8  # the worst, 20,000 questions, took 1.5 s


def test_most_comments_cost_next_to_nothing() -> None:
    replies = [
        Pair("I don't think so. They were told in May, and the boats were sold. " * 3, "No."),
        Pair("It was cheap, and it went every hour, even in winter.", "No."),
        Pair("That is what they say. Who told you that it would be sold?", "No."),
    ] * 1000
    asking(replies[0])
    start = time.process_time()
    for pair in replies:
        asking(pair)
    assert time.process_time() - start < 1.0  # 0.1 s on a free core


def test_the_files_that_ship() -> None:
    assert FILES == (MODEL_FILE, CUES_FILE)
    stored = json.loads(MODEL_FILE.read_text("utf-8"))
    assert set(stored) == {"note", "threshold", "bias", "weights"}
    assert 0.2 < stored["threshold"] < 0.8
    assert all(len(name) < 45 for name in stored["weights"])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"bias": 1}', '{"weights": 3}', "\xff"])
def test_a_broken_model_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "asks.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(RejoinderError, match="no model of questions") as raised:
        load_asking_model(path)
    assert str(path) in str(raised.value)
