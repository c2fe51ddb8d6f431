from __future__ import annotations

import json
import random
import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.engines import fast
from analyzers.engines.fast import COUNTED, NAMED, FastEngine
from analyzers.pairs import Pair
from benchmarks.stance_rows import have_bench, labelled

ENGINE = FastEngine()
FEES = "Late fees kept the poor away."


@pytest.mark.parametrize(
    ("parent", "reply", "label"),
    [
        (FEES, "Exactly! They never came back.", "agree"),
        (FEES, "Yes, and it was worse in winter.", "agree"),
        (FEES, "You're right, I saw it at my own branch.", "agree"),
        (FEES, "So true. Same here.", "agree"),
        (FEES, "Not wrong, I must say.", "agree"),
        (FEES, "No, they didn't. You made that up.", "disagree"),
        (FEES, "That's not true and you know it.", "disagree"),
        (FEES, "How can that be the library's fault? You made that up.", "disagree"),
        (FEES, "I don't think you read the article.", "disagree"),
        ("Does anybody know when it starts?", "In March, I think, or maybe in April.", "neutral"),
        ("Is there a list of branches?", "It depends on the town, some might have one.", "neutral"),
    ],
)
def test_plain_cases(parent: str, reply: str, label: str) -> None:
    assert ENGINE.judge([Pair(reply, parent)])[0].stance.label == label


def test_the_words_that_decided_are_given() -> None:
    agree, disagree = ENGINE.judge(
        [Pair("Exactly. Thanks!", FEES), Pair("No, you are wrong. What is it to you?", FEES)]
    )
    assert agree.because[0]["feature"] == "opens by agreeing"
    assert agree.because[0]["words"] == ["exactly", "thanks"]
    assert disagree.because[0]["feature"] == "opens by disagreeing"
    assert disagree.because[0]["words"] == ["no you", "you are wrong"]
    for judged in (agree, disagree):
        weights = [reason["weight"] for reason in judged.because]
        assert weights == sorted(weights, reverse=True)
        assert min(weights) >= 0.1
        assert len(weights) <= 3


def test_a_quote_of_the_parent_counts_and_stands_for_the_article() -> None:
    reply = "That never happened in our town."
    plain, retort = ENGINE.judge([Pair(reply, FEES), Pair(reply, FEES, quoted="the poor")])
    assert retort.stance.disagree > plain.stance.disagree
    whole, part = ENGINE.judge(
        [Pair(reply, f"{FEES} Why?", to_article=True), Pair(reply, FEES, "Why?", to_article=True)]
    )
    assert whole != part


_TEXTS = st.text(max_size=80) | st.sampled_from(["", "No.", "Exactly!", "Fees? You!", "甘德"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.builds(Pair, _TEXTS, _TEXTS, _TEXTS, st.booleans()), max_size=5))
def test_a_pair_is_judged_alike_in_any_company(pairs: list[Pair]) -> None:
    alone = [ENGINE.judge([pair])[0] for pair in pairs]
    assert ENGINE.judge(pairs) == alone


def test_batches_are_judged_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [Pair(text, FEES) for text in ("Exactly!", "No, wrong.", "Who knows?", "Sure", "Why?")]
    whole = ENGINE.judge(pairs)
    monkeypatch.setattr(fast, "AT_ONCE", 2)
    assert ENGINE.judge(pairs) == whole
    assert ENGINE.judge([]) == []


def test_thousands_of_comments_a_second() -> None:
    chance = random.Random(0)
    words = (
        "i don't think you're right about that people were never told who pays for it ? .".split()
    )
    texts = [" ".join(chance.choices(words, k=90)) for _ in range(2001)]
    pairs = [Pair(reply, parent) for parent, reply in pairwise(texts)]
    ENGINE.judge(pairs[:10])
    start = time.process_time()
    ENGINE.judge(pairs)
    # 0.25 s on an idle machine; benchmarks/stance_speed.py measures it.
    assert time.process_time() - start < 2


def test_the_model_files_hold_numbers_and_the_features_names_only() -> None:
    stored = json.loads(NAMED.read_text("utf-8"))
    assert set(stored) == {"note", "rows", "labels", "temperature", "bias", "features"}
    assert all(len(name) < 60 for name in stored["features"])
    with COUNTED.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        assert set(arrays) == {"keys", "weights", "scale"}
        assert (np.diff(arrays["keys"].astype(object)) > 0).all()
        assert arrays["weights"].dtype == np.int8


@pytest.mark.shared
@pytest.mark.skipif(not have_bench(), reason="the public benchmark is not beside this checkout")
def test_the_shipped_model_fits_the_rows_that_the_model_card_names() -> None:
    rows = labelled()
    found = ENGINE.judge([row.pair for row in rows])
    right = sum(one.stance.label == row.label for one, row in zip(found, rows, strict=True))
    assert right / len(rows) > 0.6
