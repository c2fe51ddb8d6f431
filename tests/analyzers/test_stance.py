from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from analyzers.engines.fast import MODEL_FILE
from analyzers.stance import StanceRow, open_question
from tests.analyzers.making import Said, analyzed, quoting, thread_of
from threads.model import Thread

LABELLED = Path(__file__).parents[3] / "shared" / "bench" / "debagreement.dev.jsonl"


def stances(thread: Thread) -> list[StanceRow]:
    return list(analyzed(thread)["stance"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parent", "reply", "label"),
    [
        ("Late fees kept the poor away.", "Exactly! They never came back.", "agree"),
        ("Late fees kept the poor away.", "Yes, and it was worse in winter.", "agree"),
        ("Late fees kept the poor away.", "You're right, I saw it at my own branch.", "agree"),
        ("Late fees kept the poor away.", "No, they didn't. You made that up.", "disagree"),
        ("Late fees kept the poor away.", "That's not true and you know it.", "disagree"),
        ("Late fees kept the poor away.", "How is that the library's fault?", "disagree"),
        ("Late fees kept the poor away.", "I don't think you read the article.", "disagree"),
        ("Late fees kept the poor away.", "Not wrong, I must say.", "agree"),
        ("Does anybody know when it starts?", "In March, I think, or maybe in April.", "neutral"),
        ("Is there a list of branches?", "It depends on the town, some might have one.", "neutral"),
    ],
)  # fmt: skip
def test_plain_cases(parent: str, reply: str, label: str) -> None:
    assert stances(thread_of([Said(parent), Said(reply, 1)]))[1]["to_parent"] == label


def test_the_words_that_decided_are_given() -> None:
    agree, disagree = stances(
        thread_of([Said("Exactly. Thanks!"), Said("No, you are wrong. What is it to you?", 1)])
    )
    assert agree["evidence"]["because"][0]["feature"] == "opens by agreeing"
    assert agree["evidence"]["because"][0]["words"] == ["exactly", "thanks"]
    assert agree["evidence"]["through"] is None
    assert disagree["evidence"]["through"] == "c1"
    assert disagree["evidence"]["asks"] == "What is it to you?"
    reasons = disagree["evidence"]["because"]
    assert (reasons[0]["feature"], reasons[0]["words"]) == (
        "opens by disagreeing",
        ["no", "you are wrong"],
    )
    weights = [reason["weight"] for reason in reasons]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) >= 0.1


def test_disagreeing_with_an_opponent_is_support() -> None:
    rows = stances(
        thread_of(
            [Said("No. You are wrong about this, it's not true."), Said("No, you're wrong.", 1)]
        )
    )
    assert [row["to_article"] for row in rows] == ["oppose", "support"]


def test_top_level_reads_agreement_as_support() -> None:
    (row,) = stances(thread_of([Said("Exactly, well said.")]))
    assert (row["article_support"], row["article_neutral"], row["article_oppose"]) == (
        row["parent_agree"], row["parent_neutral"], row["parent_disagree"]
    )  # fmt: skip
    assert (row["to_parent"], row["to_article"], row["engine"]) == (
        "agree",
        "support",
        "fast 1",
    )


def test_comments_without_words_have_no_row_but_their_answers_do() -> None:
    rows = stances(thread_of([Said("x", state="removed"), Said("Exactly.", 1), Said(" ", 2)]))
    assert [row["comment_id"] for row in rows] == ["c2"]
    assert (rows[0]["to_parent"], rows[0]["to_article"]) == ("agree", "neutral")


def test_a_quote_of_the_parent_counts_and_stands_for_the_article() -> None:
    thread = thread_of([Said("That never happened in our town.")])
    plain, retort = stances(thread)[0], stances(quoting(thread, 1, 0, "late fees are gone"))[0]
    assert retort["parent_disagree"] > plain["parent_disagree"]
    elsewhere = quoting(thread_of([Said("a"), Said("Sure.", 1)]), 2, 0, "fees")
    assert stances(elsewhere)[1] == stances(thread_of([Said("a"), Said("Sure.", 1)]))[1]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Who pays?", "Who pays?"),
        ("It closed. Why? :)", "Why? :)"),
        ("Why? Because it closed.", ""),
        ("", ""),
        ("???", ""),
    ],
)
def test_a_comment_asks_if_it_ends_on_a_question(text: str, question: str) -> None:
    assert open_question(text) == question


def test_thousands_of_comments_a_second() -> None:
    text = "I don't think you're right about that, people were never told. Who pays for it? " * 5
    thread = thread_of([Said(text, max(0, i - 1)) for i in range(400)])
    start = time.process_time()
    assert len(analyzed(thread)["chains"]) == 2
    # VADER included; it was 0.6 s with both cores busy otherwise.
    assert time.process_time() - start < 2


@pytest.mark.shared
def test_the_shipped_model_fits_the_rows_that_the_model_card_names() -> None:
    if not LABELLED.exists():
        pytest.skip(f"no benchmark data at {LABELLED.name}")
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    said = [Said(row["parent_text"]) for row in rows]
    said += [Said(row["text"], parent) for parent, row in enumerate(rows, 1)]
    replies = stances(thread_of(said))[len(rows) :]
    sure = right = 0.0
    for row, found in zip(rows, replies, strict=True):
        sure += max(found["parent_agree"], found["parent_neutral"], found["parent_disagree"])
        right += found["to_parent"] == row["label"]
    assert right / len(rows) > 0.56
    assert abs(sure - right) / len(rows) < 0.05


def test_the_model_file_holds_numbers_and_the_features_names_only() -> None:
    stored = json.loads(MODEL_FILE.read_text("utf-8"))
    assert set(stored) == {"note", "rows", "labels", "temperature", "bias", "features"}
    assert all(len(name) < 40 for name in stored["features"])
