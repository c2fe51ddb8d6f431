"""Ours and the package's own VADER agree to the last digit; ours is fast and linear."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from analyzers import vader
from analyzers.vader import FastSentimentIntensityAnalyzer

RATED = Path(__file__).parents[3] / "shared" / "bench" / "sentiment.tweets_amazon.jsonl"

REFERENCE = SentimentIntensityAnalyzer()
OURS = FastSentimentIntensityAnalyzer()


def same(text: str) -> None:
    # repr tells 0.0 from -0.0 and 0, and shows the keys' order.
    scores = REFERENCE.polarity_scores(text)
    assert repr(OURS.polarity_scores(text)) == repr(scores), text
    assert OURS.compound(text) == scores["compound"], text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "good",
            "GOOD",
            "GOOD day",
            "a GOOD day",
            ":)",
            "!!!",
            "no",
            "no good",
            "No GOOD",
        ),
        *("never so good", "never this good", "without doubt good", "without a doubt good"),
        *(
            "I was never really so good",
            "so good",
            "this is so good",
            "not very good",
            "isn't it good",
        ),
        *("never ever good", "no fun or good", "no fun nor good", "hardly any good thing"),
        *("least good", "at least good", "very least good", "the least good", "at the least good"),
        *(
            "kind of good",
            "kind of",
            "kind of a good man",
            "sort of really good",
            "just enough good",
        ),
        *("the bomb", "it is the bomb", "he is the shit today", "yeah right", "oh yeah right good"),
        *("a kiss of death it is", "to die for", "it was to die for good", "such a bad ass idea"),
        *("he took the bus stop good", "beating heart is good", "that badass is good"),
        *("VERY good", "it was VERY good", "it was VERY bad and KINDA bad", "UTTERLY bad it is"),
        *(
            "good but bad",
            "good good but good good",
            "but good",
            "good but",
            "But BUT but good bad",
        ),
        *(
            "great 3.1 but",
            "good! but bad?",
            "what?? good",
            "what??? good",
            "????? bad",
            "!!!!!! bad",
        ),
        *("😀", "😀😀", "a😀b", "good😡", " 😀 ", "❤️", "👍🏻 great", "©", "naïve ❤ café", "👨‍👩‍👧"),
        *(
            "İYİ good",
            "ΑΣ good",
            "ſo good",
            "don’t like",
            "good\u00a0bad",
            "x\x85good",
            "\ud83d good",
        ),
        *("(good)", "'good'", "g.o.o.d", "good-", ":-D!", "8-)", "o.O", "can't stand it", "fed up"),
    ],
)
def test_scores_are_the_reference_s(text: str) -> None:
    same(text)


def test_repeated_values_around_a_but_are_changed_where_the_reference_changes_them() -> None:
    # 3.8 halved is 1.9: the next 1.9 is then "found" at the first place, as list.index does.
    halves = [w for w, v in REFERENCE.lexicon.items() if v in (1.9, 3.8, 0.95) and w.isalpha()]
    chance = random.Random(1)
    for _ in range(300):
        words = chance.choices(halves, k=12)
        words.insert(chance.randrange(13), "but")
        same(" ".join(words))


def test_the_benchmark_rows_score_the_same() -> None:
    if not RATED.exists():
        pytest.skip(f"no benchmark data at {RATED.name}")
    rows = [json.loads(line) for line in RATED.read_text("utf-8").splitlines()]
    assert len(rows) > 7_000
    for row in rows:
        same(row["text"])


_LEXICON = sorted(REFERENCE.lexicon)
_NAMED = (
    *("but", "But", "no", "least", "at", "very", "so", "this", "doubt", "without", "never", "kind"),
    *("of", "or", "nor", "the", "a", "cat", "I", "US", "isn't", "N'T", "!", "?", "...", "x" * 80),
)
_WORDS = (
    st.sampled_from(_LEXICON)
    | st.sampled_from(_LEXICON).map(str.upper)
    | st.sampled_from([*NEGATE, *BOOSTER_DICT, *SPECIAL_CASES])
    | st.sampled_from([*NEGATE, *BOOSTER_DICT, *SPECIAL_CASES]).map(str.upper)
    | st.sampled_from(_NAMED)
    | st.sampled_from(sorted(REFERENCE.emojis))
    | st.text(max_size=5)
)
_GAPS = st.sampled_from((" ", " ", " ", "  ", "\n", "! ", ", ", "? ", ""))


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(_WORDS, _GAPS), max_size=16))
def test_any_mixture_scores_the_same(parts: list[tuple[str, str]]) -> None:
    same("".join(word + gap for word, gap in parts))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(("good", "bad", "but", "great", "not", "😀", "so")), max_size=60))
def test_few_words_repeated_score_the_same(words: list[str]) -> None:
    same(" ".join(words))


def test_the_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vader, "CACHE_LIMIT", 50)
    ours = FastSentimentIntensityAnalyzer()
    text = "good " + " ".join(f"word{i} not great{i} great" for i in range(200))
    assert ours.polarity_scores(text) == REFERENCE.polarity_scores(text)
    ours.polarity_scores("y" * 1_000)
    assert 0 < len(ours._words) <= 50
    assert "y" * 1_000 not in ours._words


def test_the_lexicon_cannot_change_under_the_cache() -> None:
    with pytest.raises(TypeError):
        OURS.lexicon["quux"] = 3.0  # type: ignore[index]


def _seconds(score: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        score(text)
    return time.process_time() - start


def test_ninety_words_are_scored_many_times_faster() -> None:
    chance = random.Random(7)
    plain = ["the", "law", "people", "of", "they", "said", "what", "is", "this", "company"]
    words = [*plain * 80, *chance.sample(_LEXICON, 90), *NEGATE, *BOOSTER_DICT]
    texts = [" ".join(chance.choices(words, k=90)) for _ in range(60)]
    OURS.polarity_scores(" ".join(words))
    ratio = max(
        _seconds(REFERENCE.polarity_scores, texts) / _seconds(OURS.polarity_scores, texts)
        for _ in range(3)
    )
    # Ten and more on an idle machine (benchmarks/sentiment_speed.py); a busy one has its whims.
    assert ratio >= 4


@pytest.mark.parametrize(
    "text",
    [
        "😀" * 2_000,
        "word good not bad " * 25_000,
        "good but bad " * 33_000,
        " ".join(f"w{i}" for i in range(100_000)),
        "!" * 500_000,
        "’" * 500_000,
    ],
    ids=["emoji", "hits", "buts", "distinct", "marks", "quotes"],
)
def test_long_texts_take_less_than_a_second(text: str) -> None:
    assert min(_seconds(OURS.polarity_scores, [text]) for _ in range(2)) < 1
