"""From cues to rows: one for each text and target, of a score that stays in its range."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.targets.scoring import ANALYZER, MOST_EVIDENCE, analyze, label_of
from analyzers.targets.target import Target
from tests.analyzers.making import ARTICLE, Said, thread_of
from tests.analyzers.targets.reading import COUNCIL, FEES, LIBRARY, labelled, row, scored

GIVEN = {"targets": [row(LIBRARY), row(COUNCIL), row(FEES)]}
SAID = [
    Said("I love the library, but the council lied to us."),
    Said("Who asked the council?", 1),
    Said("Nothing to do with it.", 1),
    Said("gone", state="removed"),
    Said("Free the books!", 2),
]


def rows(said: list[Said], given: Any = None) -> list[Any]:
    return list(analyze(thread_of(said), GIVEN if given is None else given))


def test_a_row_for_each_text_and_target_that_it_names() -> None:
    found = {(r["article_id"], r["comment_id"], r["target"]): r["label"] for r in rows(SAID)}
    assert found == {
        ("a", None, "library"): "none",
        ("a", None, "late fees"): "against",  # "Drops Late Fees"
        (None, "c1", "library"): "favor",
        (None, "c1", "council"): "against",
        (None, "c2", "council"): "none",
        (None, "c5", "late fees"): "against",
    }


def test_a_comment_in_another_language_has_no_row() -> None:
    left_out = {"comment_id": "c1", "language": "de", "confidence": 1.0, "scored": 0}
    found = {r["comment_id"] for r in rows(SAID, {**GIVEN, "language": [left_out]})}
    assert found == {None, "c2", "c5"}


def test_without_targets_there_is_nothing() -> None:
    assert rows(SAID, {}) == rows(SAID, {"targets": []}) == []


def test_the_article_s_title_counts_too() -> None:
    article = replace(ARTICLE, title="Council Lies Again", body="")
    (found,) = analyze(thread_of([], article), GIVEN)
    assert (found["article_id"], found["target"], found["label"]) == ("a", "council", "against")


def test_evidence_is_the_words_that_weigh_most() -> None:
    (found,) = rows([Said("We trust the library. The library is a scam and a disgrace.")])[2:]
    because = found["evidence"]["because"]
    assert found["evidence"]["mentions"] == 2
    assert because[0] == {"cue": "I act on it", "words": "trust the library", "weight": 1.5}
    assert [abs(one["weight"]) for one in because] == sorted(
        (abs(one["weight"]) for one in because), reverse=True
    )
    many = rows([Said("The library lied, lost, failed. " * 50)])[-1]
    assert len(many["evidence"]["because"]) <= MOST_EVIDENCE


@pytest.mark.parametrize(
    ("score", "label"),
    [(0.15, "favor"), (0.1499, "none"), (0.0, "none"), (-0.1499, "none"), (-0.15, "against")],
)
def test_labels(score: float, label: str) -> None:
    assert label_of(score) == label


def test_saying_the_same_four_times_counts_twice_not_four_times() -> None:
    once, often = (
        scored("The library lied.")["library"],
        scored("The library lied.\n" * 4)["library"],
    )
    assert -1 < often < once < 0


_WORDS = st.sampled_from(
    "library council love hate not the is scam great but I they should ban lied ? . ! , #Library"
    " than better it no late fees feeless treasurer “ ” /s if says 甘德".split()
)
_TEXTS = st.lists(_WORDS, max_size=25).map(" ".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TEXTS, max_size=5))
def test_scores_stay_in_range_and_labels_with_them(texts: list[str]) -> None:
    for found in rows([Said(text) for text in texts]):
        assert -1 <= found["score"] <= 1
        assert found["label"] == label_of(found["score"])
        assert found["evidence"]["mentions"] >= 1
        assert (found["comment_id"] is None) != (found["article_id"] is None)


@settings(max_examples=100, deadline=None)
@given(st.lists(_TEXTS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_comments_changes_nothing(texts: list[str], chance: random.Random) -> None:
    shuffled = texts[:]
    chance.shuffle(shuffled)

    def by_text(order: list[str]) -> list[Any]:
        found = rows([Said(text) for text in order])
        return sorted(
            (order[int(r["comment_id"][1:]) - 1], r["target"], r["score"], repr(r["evidence"]))
            for r in found
            if r["comment_id"]
        )

    assert by_text(texts) == by_text(shuffled)


_TALK = (
    "I trust the library near {} and {}.",
    "The {} {} said the council lied about {}.",
    "{}: the library is better than the {}, but {} matters.",
)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(_TALK), st.lists(st.sampled_from("zorb quandle flimmet".split()), min_size=3)
)
def test_other_words_don_t_matter(talk: str, words: list[str]) -> None:
    assert scored(talk.format(*words)) == scored(talk.format("plonk", "plonk", "plonk"))


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_name_itself_doesn_t_matter(text: str) -> None:
    """A target called by a hateful word isn't hated for it."""
    swapped = text.replace("library", "fraud").replace("#Library", "#Fraud")
    kept, other = scored(text, LIBRARY), scored(swapped, Target(name="fraud"))
    assert kept.get("library") == other.get("fraud")


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_an_opponent_s_praise_is_blame(text: str) -> None:
    ally = scored(text, Target(name="x1", allies=("library",))).get("x1")
    opponent = scored(text, Target(name="x1", opponents=("library",))).get("x1")
    assert (ally is None) == (opponent is None)
    assert ally is None or (opponent is not None and ally == -opponent)


def test_targets_are_scored_alone_as_together_where_no_clause_names_two() -> None:
    text = "I love the library. The council lied."
    assert labelled(text) == {**labelled(text, LIBRARY), **labelled(text, COUNCIL)}
    assert labelled(text) == {"library": "favor", "council": "against"}


def test_the_analyzer_names_what_it_looks_for() -> None:
    assert ANALYZER.settings == ("targets",)
    assert ANALYZER.gives == "target_stance"
