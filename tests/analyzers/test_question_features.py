"""The features of a question, by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.asking import asking_model
from analyzers.pairs import Pair
from analyzers.question_features import describe
from analyzers.questions import find_questions


def features(reply: str, **more: object) -> frozenset[str]:
    """Describe the first question of a reply."""
    return describe(Pair(reply, **more), find_questions(reply))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "present"),
    [
        (
            "Who did it?",
            {"heads: who, when, where, which", "opens the comment", "after it: nothing"},
        ),
        ("So if it rains, who pays?", {"heads: who, when, where, which", "leads with: so"}),
        ("It works, doesn't it?", {"ends: tag", "heads: negated"}),
        ("Right?", {"ends: tag, alone", "length: up to 1 words"}),
        ("You serious?", {"ends: set phrase, alone", "heads: a statement"}),
        ("Are you saying that?", {"heads: do you mean", "heads: do you", "heads: yes or no"}),
        ("Any proof of that?", {"has: asks for a source"}),
        ("What the hell is it?", {"has: strong words", "heads: what"}),
        ("Who knew? Nobody did.", {"answered by its writer", "after it: up to 40 characters"}),
        ('"Why?"', {"in quotation marks", "heads: why"}),
        ("Why?? Why?!", {"??", "leads to another question", "questions in all: up to 2"}),
        ("You moron. Who pays?", {"near: insult"}),
        ("Who pays? I couldn't find it.", {"near: says what is not known"}),
        ("I wonder if it floats.", {"no question mark: wonders", "opens the comment"}),
    ],
)
def test_what_a_question_has(reply: str, present: set[str]) -> None:
    assert present <= features(reply)


@pytest.mark.parametrize(
    ("reply", "absent"),
    [
        ("Whoever did it?", "heads: who, when, where, which"),
        ("Is it yours? It is.", "opens by"),
        ("It is right there?", "ends: tag"),
        ("Who pays? Truly.", "answered by its writer"),
        ("You moron." + " It rains." * 40 + " Who pays?", "near: insult"),
    ],
)
def test_what_a_question_has_not(reply: str, absent: str) -> None:
    assert absent not in features(reply)


def test_the_pair_counts() -> None:
    shared = "its topics in the parent: most"
    assert shared in features("Which ferry?", parent="The ferry is late.")
    assert "its topics in the parent: none" in features("Which ferry?", parent="It is late.")
    assert "answers the article" in features("Which?", to_article=True)
    assert "quotes the parent" in features("Which?", quoted="late")
    assert "parent ends on a question" in features("Which?", parent="Is it late? ")
    assert "parent has a figure" in features("Which?", parent="At 8.")
    assert not {"answers the article", "quotes the parent"} & features("Which?", parent="Late.")


def test_one_set_for_each_question_and_none_without() -> None:
    reply = "Who? It rained. When?"
    first, second = describe(Pair(reply), find_questions(reply))
    assert "opens the comment" in first
    assert "opens the comment" not in second
    assert describe(Pair("It rained."), []) == []


def test_every_weight_belongs_to_a_feature_that_can_come_up() -> None:
    kinds = {"has", "heads", "ends", "near", "leads with", "after it", "length", "comment"}
    kinds |= {"no question mark", "questions in all", "its topics in the parent"}
    plain = {name for name in asking_model().weights if ":" not in name}
    assert {name.split(":")[0] for name in asking_model().weights if ":" in name} <= kinds
    assert plain == {
        "?!", "??", "answered by its writer", "answers the article", "follows a question",
        "in quotation marks", "leads to another question", "opens the comment",
        "parent ends on a question", "parent has a figure", "quotes the parent",
    }  # fmt: skip


@given(st.text(), st.text(), st.booleans())
def test_any_pair_can_be_described(reply: str, parent: str, to_article: bool) -> None:
    questions = find_questions(reply + "a?")
    described = describe(Pair(reply + "a?", parent, to_article=to_article), questions)
    assert len(described) == len(questions) > 0
    assert all(isinstance(name, str) for one in described for name in one)
