"""Where a comment asks, and its words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.questions import find_questions, question_cues, words_of

TEXTS = st.lists(
    st.sampled_from(
        ["Who?", " ", "?", "!", ".", "…", "\n", "So, ", "tell me ", "I wonder if ", "x"]
    )
    | st.text(max_size=5)
).map("".join)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.bare) for one in find_questions(text)]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("It closed. Who told you?", ["Who told you?"]),
        ('Who? When?! "Why?"', ["Who?", "When?!", '"Why?"']),
        ("???", []),
        ("Was it ... then?", ["Was it ... then?"]),
        ("See example.org/a?b=c now.", []),
        ("They don?t know.", []),  # an apostrophe that an import lost
        ("Is it so?\nNo.", ["Is it so?"]),
        ("First line\nand this?", ["and this?"]),
        ("", []),
    ],
)
def test_questions_with_a_mark(text: str, questions: list[str]) -> None:
    assert found(text) == [(question, "") for question in questions]


@pytest.mark.parametrize(
    ("text", "question", "kind"),
    [
        ("I wonder if they know. Well.", "I wonder if they know.", "wonders"),
        ("i’m wondering why", "i’m wondering why", "wonders"),
        ("Im wondering why", "Im wondering why", "wonders"),
        ("Fine. So, anyone know the way", "So, anyone know the way", "asks anyone"),
        ("OK, but please explain that part!", "OK, but please explain that part!", "requests"),
        ("Nice.\nSOURCE", "SOURCE", "asks for it alone"),
        ("Link please.", "Link please.", "asks for it alone"),
        ("Based on what…", "Based on what…", "asks for it alone"),
    ],
)
def test_questions_without_a_mark(text: str, question: str, kind: str) -> None:
    assert found(text) == [(question, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The source was a letter.",
        "Source code is law.",
        "He said tell me how.",
        "So and but or well tell me how.",  # four openers: more than are read over
        "I wonderfully agree.",
        "Links.to is an address.",
    ],
)
def test_statements(text: str) -> None:
    assert found(text) == []


def test_of_two_that_overlap_the_one_with_a_mark_is_kept() -> None:
    assert found("Can you explain that?") == [("Can you explain that?", "")]
    assert found("Who? Tell me. When?") == [("Who?", ""), ("Tell me.", "requests"), ("When?", "")]


def test_of_a_long_run_up_the_last_characters_are_read() -> None:
    (question,) = find_questions("and on " * 200 + "we go?")
    assert 300 < question.end - question.start <= 401


@given(TEXTS)
def test_questions_stand_in_order_and_apart(text: str) -> None:
    questions = find_questions(text)
    bounds = [at for one in questions for at in (one.start, one.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= one.start < one.end <= len(text) for one in questions)
    assert all(words_of(text[one.start : one.end]) for one in questions if one.bare)


@given(st.text())
def test_words_are_runs_of_letters_and_digits(text: str) -> None:
    plain = re.sub("['’ʼ]", "", text.lower())
    assert words_of(text) == tuple("".join(c if c.isalnum() else " " for c in plain).split())


def test_words_have_no_apostrophes() -> None:
    assert words_of("Don't, it’s_2 late—Émile") == ("dont", "its", "2", "late", "émile")


def test_the_lists_are_in_the_form_in_which_they_are_looked_up() -> None:
    cues = question_cues()
    assert list(cues["bare"])[-1] == "asks for it alone"
    for kind in ("heads", "ends", "has", "near"):
        for name, phrases in cues[kind].items():
            assert phrases, name
            assert all(" ".join(words_of(phrase)) == phrase for phrase in phrases), name
            assert len(set(phrases)) == len(phrases), name
