"""How a comment sounds: VADER over its own sentences.

Hutto, C.J. & Gilbert, E.E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis
of Social Media Text. ICWSM-14. The lexicon was rated on, and the rules made for, texts of a
sentence or so. ``compound`` is the sum of valences pressed into -1..1 by x / sqrt(x^2 + 15), so
over a long text it runs to one end whatever the balance, and a "but" in the third paragraph
halves the first. A comment's compound is therefore the mean of its sentences', as the authors do
for paragraphs, and so are the labels' thresholds theirs.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, TypedDict

from analyzers.contract import Analyzer, Given
from analyzers.languages import to_score
from analyzers.lineage import speaks
from analyzers.sentences import ABBREVIATIONS_FILE, split_sentences
from analyzers.vader import LEXICONS, FastSentimentIntensityAnalyzer
from threads.model import Thread

Label = Literal["negative", "neutral", "positive"]

THRESHOLD = 0.05  # the VADER authors' own


class SentimentRow(TypedDict):
    """A row of the table ``sentiment``; ``compound`` is -1..1, ``sentences`` at least 1."""

    comment_id: str
    compound: float
    label: Label
    sentences: int


class Score(NamedTuple):
    """The mean compound (-1..1) over a text's sentences and how many they are."""

    compound: float
    sentences: int


@cache
def vader() -> FastSentimentIntensityAnalyzer:
    """Give the one analyzer that everybody shares: its lexicons take 30 ms to read."""
    return FastSentimentIntensityAnalyzer()


def score_text(text: str) -> Score:
    """Score a text, 0 where there is none; four decimals, as VADER's own."""
    compounds = list(map(vader().compound, split_sentences(text)))
    mean = sum(compounds) / len(compounds) if compounds else 0.0
    return Score(round(mean, 4), len(compounds))


def label_of(compound: float) -> Label:
    """Name a compound: positive from 0.05, negative from -0.05, neutral between them."""
    if compound >= THRESHOLD:
        return "positive"
    return "negative" if compound <= -THRESHOLD else "neutral"


def analyze(thread: Thread, given: Given) -> list[SentimentRow]:
    """Score each comment in English that has words of its own, quotes of others left out."""
    rows: list[SentimentRow] = []
    for comment in to_score(thread, given).comments:
        if speaks(comment):
            compound, sentences = score_text(comment.own_text)
            rows.append(
                {
                    "comment_id": comment.id,
                    "compound": compound,
                    "label": label_of(compound),
                    "sentences": sentences,
                }
            )
    return rows


ANALYZER = Analyzer(
    name="sentiment",
    version="2",
    requires=("language",),
    gives="sentiment",
    analyze=analyze,
    parameters={"engine": "vaderSentiment 3.3.2", "threshold": THRESHOLD, "unit": "sentence"},
    models=(*LEXICONS, ABBREVIATIONS_FILE),
)
