"""The analyzer ``targets``: a row for each comment, and for the article, and each target named.

A score is p(favor) - p(against) of a two-class logistic model without intercept over the cues of
all mentions, tanh(z / 2): exchanging praise and blame exchanges its sign, and no target starts out
liked or disliked. What names no target has no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt, tanh
from typing import Any, Literal, TypedDict

from analyzers.contract import Analyzer, Given
from analyzers.languages import to_score
from analyzers.lineage import speaks
from analyzers.recognition import recognise
from analyzers.sentences import ABBREVIATIONS_FILE
from analyzers.targets.cues import WEIGHTS, Kind
from analyzers.targets.judging import Judged, judge
from analyzers.targets.lexicon import LEXICON_FILES
from analyzers.targets.mentions import Finder
from analyzers.targets.target import Target, from_rows
from threads.model import Article, Thread

# Of the score, from which it is a side. By tone alone few texts come so far, and those that would
# at a lower one are on the side found in 58 of 100 cases.
THRESHOLD = 0.15
MOST_EVIDENCE = 5  # cues shown of a text and a target
LONGEST_WORDS = 120  # characters of a passage shown as evidence

Label = Literal["favor", "none", "against"]


class TargetStanceRow(TypedDict):
    """A row of the table ``target_stance``; ``score`` is -1..1, one of the two ids is None."""

    id: str
    comment_id: str | None
    article_id: str | None
    target: str
    label: Label
    score: float
    evidence: Mapping[str, Any]


def analyze(thread: Thread, given: Given) -> list[TargetStanceRow]:
    """Score the article and the comments that speak, those in English, for each target named."""
    targets = from_rows(given.get("targets", ()))
    return list(_rows(to_score(thread, given), targets)) if targets else []


def _rows(thread: Thread, targets: tuple[Target, ...]) -> Iterator[TargetStanceRow]:
    finder, article = Finder(targets), article_text(thread.article)
    if not recognise(article).foreign:
        for number, judged in sorted(judge(article, finder).items()):
            yield _row(thread.article.id, None, targets[number].name, judged)
    for comment in thread.comments:
        if speaks(comment):
            for number, judged in sorted(judge(comment.own_text, finder).items()):
                yield _row(None, comment.id, targets[number].name, judged)


def article_text(article: Article) -> str:
    """Give the article's title and body, the title as a sentence of its own."""
    return f"{article.title}\n{article.body}"


def score_of(judged: Judged) -> float:
    """Give the score, -1..1, four decimals.

    The sum goes over the root of the number of mentions: a text that says the same of each of four
    counts twice as much as one that says it once, and not four times.
    """
    total = sum(WEIGHTS[cue.kind] * cue.value for cue in judged.cues)
    return round(tanh(total / sqrt(judged.mentions) / 2), 4)


def label_of(score: float) -> Label:
    """Name a score: a side from 0.15 on, none below."""
    if abs(score) < THRESHOLD:
        return "none"
    return "favor" if score > 0 else "against"


def _row(
    article_id: str | None, comment_id: str | None, target: str, judged: Judged
) -> TargetStanceRow:
    score = score_of(judged)
    return {
        "id": f"{comment_id or article_id}/{target}",
        "comment_id": comment_id,
        "article_id": article_id,
        "target": target,
        "label": label_of(score),
        "score": score,
        "evidence": {"mentions": judged.mentions, "because": _because(judged)},
    }


def _because(judged: Judged) -> list[dict[str, Any]]:
    """Give the cues that weigh most, each with its words; the same words are one cue."""
    weights: dict[tuple[Kind, str], float] = {}
    for cue in judged.cues:
        key = cue.kind, cue.words[:LONGEST_WORDS]
        weights[key] = weights.get(key, 0.0) + WEIGHTS[cue.kind] * cue.value
    ranked = sorted(weights, key=lambda key: -abs(weights[key]))[:MOST_EVIDENCE]
    return [
        {"cue": kind, "words": words, "weight": round(weights[kind, words], 2)}
        for kind, words in ranked
        if round(weights[kind, words], 2)
    ]


ANALYZER = Analyzer(
    name="targets",
    version="1",
    requires=("language",),
    gives="target_stance",
    analyze=analyze,
    settings=("targets",),
    parameters={"threshold": THRESHOLD},
    models=(*LEXICON_FILES, ABBREVIATIONS_FILE),
)
