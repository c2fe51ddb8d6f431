from __future__ import annotations

import json

import pytest

from rejoinder.reasons import reason, reasons, stance_reason
from tests.rejoinder.test_tree_view import comment


def why(parent: int | None, method: str, confidence: float, **evidence: object) -> str:
    row = comment(9, parent, method=method, confidence=confidence, evidence=json.dumps(evidence))
    return reason(row, {"a-1": 4, "a-2": 7})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            why(3, "nesting", 1.0, layout="laid inside #3"),
            "answers #3 (nesting, 100% sure): laid inside #3",
        ),
        (
            why(3, "subject", 0.9, subject="Re: (lost)", fitting=2),
            "answers #3 (subject, 90% sure): its lost subject “Re:” fits 2 comments",
        ),
        (
            why(None, "order", 0.5),
            "answers the article (order, 50% sure): nothing speaks for another place",
        ),
        (
            why(3, "subject", 0.98, subject="Re: Bells", fitting=1),
            "answers #3 (subject, 98% sure): its subject “Re: Bells” fits no other comment",
        ),
        (
            why(
                4,
                "subject+quote",
                0.91,
                subject="Re:",
                fitting=5,
                quote="who owns the bell",
                words=["bell", "owns"],
                runner_up="a-2",
                runner_up_p=0.06,
            ),
            "answers #4 (subject+quote, 91% sure): its subject “Re:” fits 5 comments; "
            "it quotes “who owns the bell”; both say bell, owns. Next likeliest: #7 (6%)",
        ),
        (
            why(4, "name", 0.7, name="Tom", runner_up="article", runner_up_p=0.2),
            "answers #4 (name, 70% sure): it calls Tom by name. Next likeliest: the article (20%)",
        ),
        (
            why(4, "words", 0.99, runner_up="a-1", runner_up_p=0.004),
            "answers #4 (words, 99% sure): nothing speaks for another place",
        ),
    ],
)
def test_evidence_is_a_sentence(said: str, sentence: str) -> None:
    assert said == sentence


def test_a_long_quote_is_cut() -> None:
    assert "“" + "x" * 59 + "…”" in why(1, "quote", 1.0, quote="x" * 500)


def test_a_comment_without_an_edge() -> None:
    assert reason(comment(1), {}) == "stands here for want of anything known"


CUE = {"feature": "opens by disagreeing", "words": ["no", "wrong"], "weight": 1.2}
SIZE = {"feature": "very short", "words": [], "weight": 0.3}
ABOVE = {"from": "parent", "stance": "neutral", "p": 0.6, "weight": 0.9}


def taken(to_parent: str | None, **evidence: object) -> str:
    stored = json.dumps(evidence)
    return stance_reason(comment(9, to_parent=to_parent, stance_evidence=stored), {"a-1": 4})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            taken("disagree", because=[CUE, SIZE]),
            "taken for disagreement: opens by disagreeing (“no, wrong”); very short",
        ),
        (
            taken("agree", because=[SIZE], through="a-1", article=[ABOVE]),
            "taken for agreement: very short; towards the article by way of #4 (neutral, 60%)",
        ),
        (taken("neutral", because=[]), "taken for neutral: no words of it tell why"),
        (
            taken("agree", because=[], through="a-1", article=[ABOVE]),
            "taken for agreement: no words of it tell why; "
            "towards the article by way of #4 (neutral, 60%)",
        ),
        (taken(None), ""),
    ],
)
def test_a_stance_says_what_it_was_told_by(said: str, sentence: str) -> None:
    assert said == sentence


def test_a_comment_without_a_stance_has_the_reason_for_its_place_only() -> None:
    scored = comment(1, to_parent="agree", stance_evidence=json.dumps({"because": [SIZE]}))
    place = "stands here for want of anything known"
    assert reasons(comment(1), {}) == (place,)
    assert reasons(scored, {}) == (place, "taken for agreement: very short")


def test_what_the_thread_made_of_a_top_level_stance_is_said() -> None:
    stored = json.dumps({"because": [SIZE]})
    turned = comment(1, depth=1, to_parent="agree", to_article="oppose", stance_evidence=stored)
    same = comment(1, depth=1, to_parent="agree", to_article="support", stance_evidence=stored)
    said = "taken for agreement: very short"
    assert stance_reason(turned, {}) == f"{said}; as the thread goes, rather against the article"
    assert stance_reason(same, {}) == said


def test_a_parent_that_was_not_scored_is_named_as_such() -> None:
    unscored = {"from": "parent", "weight": 0.3}
    assert taken("agree", because=[SIZE], through="a-1", article=[unscored]) == (
        "taken for agreement: very short; towards the article by way of #4 (not scored)"
    )
