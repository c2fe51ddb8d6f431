from __future__ import annotations

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analyzers import sentiment
from analyzers.sentiment import ANALYZER, label_of, score_text
from tests.analyzers.making import Said, thread_of


def test_a_comment_s_compound_is_the_mean_of_its_sentences() -> None:
    score = SentimentIntensityAnalyzer().polarity_scores
    good, bad = "Late fees were awful!", "I love the new rule, but not the queue."
    expected = (score(good)["compound"] + score(bad)["compound"]) / 2
    assert score_text(f"{good} {bad}") == (round(expected, 4), 2)
    assert score_text("") == (0.0, 0)


@pytest.mark.parametrize(
    ("compound", "label"),
    [
        (0.05, "positive"),
        (0.0499, "neutral"),
        (0, "neutral"),
        (-0.0499, "neutral"),
        (-0.05, "negative"),
    ],
)
def test_labels_have_the_authors_thresholds(compound: float, label: str) -> None:
    assert label_of(compound) == label


def test_only_comments_with_words_of_their_own_have_rows() -> None:
    thread = thread_of(
        [Said("Great!"), Said("x", state="removed"), Said("  "), Said("Table", state="missing")]
    )
    assert sentiment.analyze(thread, {}) == [
        {"comment_id": "c1", "compound": 0.6588, "label": "positive", "sentences": 1}
    ]


def test_a_comment_in_another_language_has_none() -> None:
    thread = thread_of([Said("Great!"), Said("Das ist ein guter Tag.")])
    left_out = {"comment_id": "c2", "language": "de", "confidence": 1.0, "scored": 0}
    rows = sentiment.analyze(thread, {"language": [left_out]})
    assert [row["comment_id"] for row in rows] == ["c1"]


def test_the_model_hash_is_that_of_the_lexicons_and_of_where_sentences_end() -> None:
    assert [path.name for path in ANALYZER.models] == [
        "vader_lexicon.txt",
        "emoji_utf8_lexicon.txt",
        "abbreviations.txt",
    ]
    assert len(ANALYZER.model_hash or "") == 64
