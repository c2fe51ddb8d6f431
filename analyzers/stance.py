"""Stance towards what a comment answers, and towards the article.

Whichever engine (``analyzers.engines``) judges the stance towards the parent; that towards the
article follows from it along the replies. Whether a comment asks is told in one way with either
engine (``analyzers.asking``). A comment without words of its own has no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal, TypedDict

from analyzers.article_stance import ToArticle, ToParent, carry_down
from analyzers.asking import FILES as ASKING_FILES
from analyzers.asking import asking
from analyzers.contract import Analyzer, Given
from analyzers.engines import Engine, engine_named, signature
from analyzers.languages import to_score
from analyzers.lineage import trace
from analyzers.pairs import LEAD, pairs_of
from threads.model import Thread


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


def analyze(engine: Engine, thread: Thread, given: Given) -> list[StanceRow]:
    """Score every comment in English that has words of its own, in the thread's order."""
    lineage = trace(thread)
    pairs = dict(pairs_of(to_score(thread, given)))
    judged = dict(zip(pairs, engine.judge(list(pairs.values())), strict=True))
    to_article = carry_down({i: found.stance for i, found in judged.items()}, lineage)
    rows = []
    for comment_id, pair in pairs.items():
        evidence: dict[str, Any] = {"because": judged[comment_id].because}
        asked = asking(pair)
        if asked and asked.wanted:
            evidence["asks"] = asked.evidence
        evidence["through"] = lineage.parents[comment_id]
        stances = judged[comment_id].stance, to_article[comment_id]
        rows.append(_row(comment_id, stances, evidence, signature(engine)))
    return rows


def _row(
    comment_id: str,
    stances: tuple[ToParent, ToArticle],
    evidence: dict[str, Any],
    judged_by: str,
) -> StanceRow:
    parent, article = stances
    return {
        "comment_id": comment_id,
        "to_parent": parent.label,
        "parent_agree": parent.agree,
        "parent_neutral": parent.neutral,
        "parent_disagree": parent.disagree,
        "to_article": article.label,
        "article_support": article.support,
        "article_neutral": article.neutral,
        "article_oppose": article.oppose,
        "asks": 1 if "asks" in evidence else 0,
        "engine": judged_by,
        "evidence": evidence,
    }


def judged_by(analyzer: Analyzer, engine: Engine) -> Analyzer:
    """Give the stance analyzer with another engine; its rows are then another's, too."""
    return replace(
        analyzer,
        analyze=partial(analyze, engine),
        parameters={**analyzer.parameters, "engine": signature(engine)},
        models=(*engine.models, *ASKING_FILES),
    )


ANALYZER = judged_by(
    Analyzer(
        name="stance",
        version="3",
        requires=("language",),
        gives="stance",
        analyze=partial(analyze, engine_named("fast")),
        parameters={"lead_words": LEAD},
    ),
    engine_named("fast"),
)
