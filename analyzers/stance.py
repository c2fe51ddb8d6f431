"""Stance towards what a comment answers, and towards the article: a first, provisional engine.

A small logistic model over named features of the pair (``analyzers.features``), trained by
``benchmarks/train_stance.py``; what it was trained on, how often it is right and what not to
conclude from it stand in ``docs/stance.md``. A comment without words of its own has no row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, TypedDict

from analyzers.article_stance import ToArticle, ToParent, carry_down
from analyzers.contract import Analyzer, Given, by_comment
from analyzers.features import Features, pair_features
from analyzers.lineage import Lineage, speaks, trace
from analyzers.logistic import LogisticModel, load_model
from analyzers.reading import CUES_FILE, NOTHING, Reading, read
from analyzers.sentences import split_sentences
from analyzers.sentiment import score_text
from threads.model import Article, Thread

ENGINE = "provisional"
MODEL_FILE = files("analyzers") / "data" / "stance.json"
LEAD = 60  # words of the article that stand for it: about twice a usual parent comment
REASONS = 3  # features shown as evidence
LEAST_PULL = 0.1  # log-odds; what pulls less is not worth showing
LONGEST_WORDS = 120  # characters of a passage shown as evidence
MOST_WORDS = 5

_LETTER = re.compile(r"\w")


class StanceRow(TypedDict):
    """A row of the table ``stance``; each three probabilities sum to 1 (four decimals)."""

    comment_id: str
    to_parent: Literal["agree", "neutral", "disagree"]
    parent_agree: float
    parent_neutral: float
    parent_disagree: float
    to_article: Literal["support", "neutral", "oppose"]
    article_support: float
    article_neutral: float
    article_oppose: float
    asks: Literal[0, 1]
    engine: str
    evidence: Mapping[str, Any]


class _Judged(NamedTuple):
    stance: ToParent
    evidence: dict[str, Any]


@cache
def stance_model() -> LogisticModel:
    """Give the model that ships with the package."""
    return load_model(MODEL_FILE)


def analyze(thread: Thread, given: Given) -> list[StanceRow]:
    """Score every comment that has words of its own, in the thread's order."""
    lineage = trace(thread)
    pairs = _Pairs(thread, given, lineage)
    judged = {comment.id: _judge(pairs.of(comment.id)) for comment in pairs.speaking}
    to_article = carry_down({i: found.stance for i, found in judged.items()}, lineage)
    return [
        _row(comment.id, judged[comment.id], to_article[comment.id], lineage)
        for comment in pairs.speaking
    ]


class Pair(NamedTuple):
    """A comment beside what it answers; ``retorts``: it quotes that and then speaks."""

    reply: Reading
    parent: Reading
    retorts: bool


class _Pairs:
    """The readings of a thread's comments, each made once."""

    def __init__(self, thread: Thread, given: Given, lineage: Lineage) -> None:
        compounds = by_comment(given["sentiment"])
        self.speaking = [comment for comment in thread.comments if speaks(comment)]
        self._parents = lineage.parents
        self._readings = {
            comment.id: read(comment.own_text, compounds[comment.id]["compound"])
            for comment in self.speaking
        }
        self._lead = _read_alone(lead(thread.article))
        self._quoted: dict[tuple[str, str | None], list[str]] = {}
        for quote in thread.quotes:
            source = None if quote.source == "article" else quote.source_id
            self._quoted.setdefault((quote.comment_id, source), []).append(quote.text)

    def of(self, comment_id: str) -> Pair:
        """Give a comment and its parent.

        To a top-level comment, the article is the passages that it quotes from it, else its lead.
        """
        parent_id = self._parents[comment_id]
        quoted = self._quoted.get((comment_id, parent_id), [])
        if parent_id is not None:
            parent = self._readings.get(parent_id, NOTHING)
        else:
            parent = _read_alone("\n".join(quoted)) if quoted else self._lead
        return Pair(self._readings[comment_id], parent, bool(quoted))


def lead(article: Article) -> str:
    """Give the article's title and first sentences, some 60 words in all."""
    sentences = [article.title]
    for sentence in split_sentences(article.body[: LEAD * 20]):
        if sum(len(taken.split()) for taken in sentences) >= LEAD:
            break
        sentences.append(sentence)
    return "\n".join(sentences)


def _read_alone(text: str) -> Reading:
    return read(text, score_text(text).compound)


def _judge(pair: Pair) -> _Judged:
    features = pair_features(pair.reply, pair.parent, retorts=pair.retorts)
    values = {name: feature.value for name, feature in features.items()}
    model = stance_model()
    found = dict(zip(model.labels, model.probabilities(values), strict=True))
    agree, disagree = round(found["agree"], 4), round(found["disagree"], 4)
    stance = ToParent(agree, max(0.0, round(1 - agree - disagree, 4)), disagree)
    evidence: dict[str, Any] = {"because": _reasons(model, features, values, stance.label)}
    question = open_question(pair.reply)
    if question:
        evidence["asks"] = question[:LONGEST_WORDS]
    return _Judged(stance, evidence)


def _reasons(
    model: LogisticModel, features: Features, values: Mapping[str, float], label: str
) -> list[dict[str, Any]]:
    """Give the present features that speak most for the label, with the words they rest on."""
    pulls = [pull for pull in model.pulls(values, label) if pull.weight >= LEAST_PULL]
    return [
        {
            "feature": pull.feature,
            "words": [word[:LONGEST_WORDS] for word in features[pull.feature].words[:MOST_WORDS]],
            "weight": round(pull.weight, 2),
        }
        for pull in pulls[:REASONS]
    ]


def open_question(reply: Reading) -> str:
    """Give the question that a comment ends on, "" where it ends otherwise.

    A question that its writer goes on to answer, or to make a point of, is not asked of anybody.
    """
    spoken = [sentence for sentence in reply.sentences if _LETTER.search(sentence)]
    return spoken[-1] if spoken and spoken[-1] in reply.questions[-1:] else ""


def _row(comment_id: str, judged: _Judged, article: ToArticle, lineage: Lineage) -> StanceRow:
    return {
        "comment_id": comment_id,
        "to_parent": judged.stance.label,
        "parent_agree": judged.stance.agree,
        "parent_neutral": judged.stance.neutral,
        "parent_disagree": judged.stance.disagree,
        "to_article": article.label,
        "article_support": article.support,
        "article_neutral": article.neutral,
        "article_oppose": article.oppose,
        "asks": 1 if "asks" in judged.evidence else 0,
        "engine": ENGINE,
        "evidence": {**judged.evidence, "through": lineage.parents[comment_id]},
    }


ANALYZER = Analyzer(
    name="stance",
    version="1",
    requires=("sentiment",),
    gives="stance",
    analyze=analyze,
    parameters={"engine": ENGINE, "lead_words": LEAD},
    models=(MODEL_FILE, CUES_FILE),
)
