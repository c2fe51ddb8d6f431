"""Stance towards what a comment answers, and towards the article.

Whichever engine (``analyzers.engines``) judges the stance towards the parent; that towards the
article follows from it along the replies (``analyzers.article_stance``), under a short post from
the words alone (``analyzers.root_words``). Whether a comment asks is told in one way with either
engine (``analyzers.asking``). A comment without words of its own has no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal, TypedDict

from analyzers.article_stance import ToArticle, ToParent, infer
from analyzers.asking import FILES as ASKING_FILES
from analyzers.asking import asking
from analyzers.contract import Analyzer, Given
from analyzers.couplings import COUPLINGS_FILE
from analyzers.engines import Engine, engine_named, signature
from analyzers.languages import to_score
from analyzers.lineage import Lineage, trace
from analyzers.pairs import LEAD, Pair, lead, pairs_of
from analyzers.root_words import FILES as ROOT_FILES
from analyzers.root_words import hear, is_short_talk
from analyzers.sentences import ABBREVIATIONS_FILE
from analyzers.vader import LEXICONS
from threads.model import Thread

# Where sentences end, and how words sound: features of every engine rest on them.
WORDS_FILES = (ABBREVIATIONS_FILE, *LEXICONS)


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
    if is_short_talk(thread.article, pairs.values()):
        to_article = _from_words(thread, pairs)
    else:
        to_article = _from_tree(thread, lineage, {i: one.stance for i, one in judged.items()})
    rows = []
    for comment_id, pair in pairs.items():
        evidence: dict[str, Any] = {"because": judged[comment_id].because}
        asked = asking(pair)
        if asked and asked.wanted:
            evidence["asks"] = asked.evidence
        evidence["through"] = lineage.parents[comment_id]
        stance, evidence["article"] = to_article[comment_id]
        stances = judged[comment_id].stance, stance
        rows.append(_row(comment_id, stances, evidence, signature(engine)))
    return rows


# A stance towards the article, and what it rests on.
_Told = tuple[ToArticle, list[dict[str, Any]]]


def _from_words(thread: Thread, pairs: Mapping[str, Pair]) -> dict[str, _Told]:
    root, told = lead(thread.article), {}
    for comment_id, pair in pairs.items():
        stance, because = hear(pair, root)
        told[comment_id] = stance, [{"from": "words", **reason} for reason in because]
    return told


def _from_tree(
    thread: Thread, lineage: Lineage, to_parent: Mapping[str, ToParent]
) -> dict[str, _Told]:
    """Infer over the whole thread; names the parent, its stance and how likely that is."""
    authors = {comment.id: comment.author_id for comment in thread.comments}
    found = infer(lineage, to_parent, authors, article_author=article_author(thread))
    told = {}
    for comment_id, weighed in found.items():
        because: list[dict[str, Any]] = []
        for source, weight in weighed.moved.items():
            because.append({"from": source, "weight": weight})
            above = found.get(lineage.parents[comment_id] or "")
            if source == "parent" and above:
                because[-1] |= {"stance": above.stance.label, "p": max(above.stance)}
        told[comment_id] = weighed.stance, because
    return told


def article_author(thread: Thread) -> str | None:
    """Give the ``author_id`` under which the article's author comments, None if they don't.

    The same name, and none that the page shows as unregistered: anybody can type that.
    """
    wrote = (thread.article.author or "").strip().casefold()
    for comment in thread.comments:
        named = wrote and (comment.author or "").strip().casefold() == wrote
        if named and comment.author_id is not None and comment.registered is not False:
            return comment.author_id
    return None


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
        models=(*engine.models, *ASKING_FILES, COUPLINGS_FILE, *ROOT_FILES, *WORDS_FILES),
    )


ANALYZER = judged_by(
    Analyzer(
        name="stance",
        version="4",
        requires=("language",),
        gives="stance",
        analyze=partial(analyze, engine_named("fast")),
        parameters={"lead_words": LEAD},
    ),
    engine_named("fast"),
)
