from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.reading import Cue, cue_lists, is_question, negators, read, split, turners


def cues(text: str) -> list[tuple[str, str, bool]]:
    return [(cue.kind, cue.phrase, cue.negated) for cue in read(text, 0.0).cues]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exactly!", [("agree", "exactly", False)]),
        ("Not exactly.", [("disagree", "not exactly", False)]),
        ("No, wrong", [("refusal", "no", False), ("disagree", "wrong", False)]),
        ("People won’t ever agree", [("agree", "agree", True)]),
        ("Never. Agreed.", [("agree", "agreed", False)]),
        ("You’re not wrong", [("agree", "you're not wrong", False)]),
        ("YOU DON'T say", [("disagree", "you don't", False)]),
        ("It depends, lol", [("hedge", "it depends", False), ("sarcasm", "lol", False)]),
        ("Thanks for the exact figures", [("agree", "thanks", False)]),
        ("notable disagreement", []),
    ],
)  # fmt: skip
def test_the_longest_cue_is_found_and_what_turns_it(
    text: str, found: list[tuple[str, str, bool]]
) -> None:
    assert cues(text) == found


def test_a_cue_opens_a_comment_among_its_first_three_words() -> None:
    places = [cue.position for cue in read("I know. It was wrong. So wrong", 0.0).cues]
    assert places == [0, 4, 6]
    assert [Cue("agree", "yes", place, False).opens for place in (0, 2, 3)] == [True, True, False]


def test_what_is_read_of_a_text() -> None:
    reading = read("Who pays? You do! The libraries' fees aren't paid by me (why?)", 0.5)
    assert reading.sentences[:2] == ("Who pays?", "You do!")
    assert reading.questions == ("Who pays?", "The libraries' fees aren't paid by me (why?)")
    assert {"libraries", "fees"} <= set(reading.content.values())
    assert "who" not in reading.content.values()
    assert (reading.exclamations, reading.compound) == (1, 0.5)


def test_words_are_small_and_without_apostrophes() -> None:
    assert split("Don't WON’T it's 3.5 naïve — 甘德 _x_") == (
        *("dont", "wont", "its", "3", "5", "naïve", "甘德", "x"),
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Why?", True),
        ('"Why?"', True),
        ("Why?!", True),
        ("Why", False),
        ("Why? no", False),
        ("Why? :-)", True),
    ],
)
def test_what_is_a_question(sentence: str, expected: bool) -> None:
    assert is_question(sentence) is expected


def test_the_lists_are_in_order() -> None:
    lists = cue_lists()
    words = [split(phrase) for phrases in lists.values() for phrase in phrases]
    assert all(words), "a phrase without words would never be found"
    assert not set(map(split, lists["agree"])) & set(map(split, lists["disagree"]))
    assert {"not", "dont", "cannot"} <= turners() < negators()


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text, 0.0)
    assert all(0 <= cue.position < len(reading.words) for cue in reading.cues)


@pytest.mark.parametrize("flood", ["not ", "i ", "you're not ", "x", "? ", "that's not "])
def test_floods_are_read_in_linear_time(flood: str) -> None:
    start = time.process_time()
    read(flood * 50_000, 0.0)
    assert time.process_time() - start < 3
