from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pseudonyms import SOMEBODY, Pseudonyms

SIGNED = [
    ("Hedgerow", "n-1"),
    ("Rake & Sons", "n-2"),
    ("Anonymous Coward", None),
    ("Mina Ødegård", "n-3"),
    ("Just Asking", "n-4"),
    ("Truth", "n-5"),
    ("You", "n-6"),
    ("甘德", "n-7"),
    ("O'Brien the Blower", "n-8"),
    ("DeputyDan_Ret", "n-9"),
    ("^_^", "n-10"),
    ("hedgerow", "n-1"),
    ("Old Tom", "n-11"),
    ("Tom Ward", "n-12"),
]


@pytest.fixture(scope="module")
def people() -> Pseudonyms:
    made = Pseudonyms(frozenset({"blower", "ward", "old"}))
    made.learn(SIGNED)
    return made


def test_people_are_numbered_as_they_come_up(people: Pseudonyms) -> None:
    assert people.names["Hedgerow"] == "Person 1"
    assert people.names["Rake & Sons"] == "Person 2"
    assert people.names["Mina Ødegård"] == "Person 3"


def test_one_person_has_one_pseudonym_however_spelled(people: Pseudonyms) -> None:
    assert people.names["hedgerow"] == "Person 1"
    assert people.whole("n-1") == "Person 1"


def test_a_name_that_many_share_stays(people: Pseudonyms) -> None:
    assert people.whole("Anonymous Coward") is None
    assert people.in_text("So says Anonymous Coward.") == "So says Anonymous Coward."


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("As hedgerow says, and HEDGEROW's friends", "As Person 1 says, and Person 1's friends"),
        ("Thank you, Mina, that is it", "Thank you, Person 3, that is it"),
        ("mina ødegård wrote", "Person 3 wrote"),
        ("Rake & Sons, @rake, a rake", "Person 2, @Person 2, a rake"),
        ("I was just asking", "I was just asking"),
        ("Says Just Asking", "Says Person 4"),
        ("The truth is", "The truth is"),
        ("No, Truth, it is not; @truth", "No, Person 5, it is not; @Person 5"),
        ("You know, you all", "You know, you all"),
        ("@You know", "@Person 6 know"),
        ("听甘德说", "听Person 7说"),
        ("O’Brien the Blower and a Blower", "Person 8 and a Blower"),
        ("O'Brien, again", "O'Person 8, again"),
        ("DeputyDan is right", "Person 9 is right"),
        ("^_^ wrote", "Person 10 wrote"),
        ("Hear, hear, Tom", f"Hear, hear, {SOMEBODY}"),
        ("Old Tom or Tom Ward", "Person 11 or Person 12"),
        ("mina", "Person 3"),
        ("so says mina", "so says mina"),
        ("", ""),
    ],
)
def test_names_in_running_text(people: Pseudonyms, text: str, redacted: str) -> None:
    assert people.in_text(text) == redacted


def test_what_is_left_is_found(people: Pseudonyms) -> None:
    assert people.still_in("A HEDGEROW, the truth, ^_^ and 听甘德说") == [
        "Hedgerow",
        "Truth",
        "甘德",
        "^_^",
        "hedgerow",
    ]
    assert people.still_in("Person 1 and Person 2 in a hedge") == []


def test_names_of_ordinary_words_are_told_from_others(people: Pseudonyms) -> None:
    assert people.is_ordinary("Truth")
    assert people.is_ordinary("Just Asking")
    assert not people.is_ordinary("Hedgerow")
    assert not people.is_ordinary("Mina Ødegård")


@given(st.text(max_size=80), st.text(min_size=1, max_size=12))
def test_any_name_in_any_text_is_taken_without_a_fall(text: str, name: str) -> None:
    made = Pseudonyms()
    made.learn([(name, "n-1")])
    made.in_text(f"{text} {name} {text}")
    made.still_in(text)


def test_many_names_and_much_text_take_no_long_time() -> None:
    made = Pseudonyms()
    made.learn((f"Walker{n} of{n} Hill", f"n-{n}") for n in range(5000))
    start = time.perf_counter()
    made.in_text("so says Walker17 of17 Hill and nobody else " * 5000)
    assert time.perf_counter() - start < 3
