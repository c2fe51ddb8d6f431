"""Who is tied to whom, and what each reply weighs."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from analyzers.signed_graph import (
    SCALE,
    USUAL_PASSAGES,
    WEIGHTS,
    Person,
    connect,
    leans,
    pair_weights,
    reply_weights,
)
from analyzers.stance_deals import deal
from tests.analyzers.making import Said, quoting, thread_of
from threads.model import Article

SAID = [Said("t", 0, "ana"), Said("t", 1, "ben"), Said("t", 2, "ana"), Said("t", 3)]
STANCES = {"stance": [{"comment_id": "c2", "parent_agree": 0.05, "parent_disagree": 0.9}]}


def test_people_and_replies() -> None:
    graph = connect(thread_of(SAID), STANCES)
    assert graph.people == (
        Person("ana", None),
        Person("ben", None),
        Person(None, "c4"),
        Person(None, None),
    )
    assert graph.article == 3
    assert [(a.speaker, a.answered, a.to_article) for a in graph.answers] == [
        (0, 3, True),
        (1, 0, False),
        (0, 1, False),
        (2, 0, False),
    ]
    assert [answer.stance for answer in graph.answers] == [None, (0.05, 0.9), None, None]
    assert leans(graph).tolist() == pytest.approx([math.log(9.5)] * 4)


def test_the_article_s_author_is_one_person_with_their_comments() -> None:
    graph = connect(thread_of(SAID, Article(id="a", author="ben")), STANCES)
    assert graph.article == 1
    assert graph.people[1] == Person("ben", None)
    assert not any(answer.to_article for answer in graph.answers)


def test_who_types_the_author_s_name_without_an_account_isn_t_the_author() -> None:
    thread = thread_of(SAID, Article(id="a", author=" Ben "))
    ben = replace(thread.comments[1], author="ben")

    def wrote(registered: bool | None) -> bool:
        comments = (replace(ben, registered=registered), *thread.comments[2:])
        graph = connect(replace(thread, comments=(thread.comments[0], *comments)), STANCES)
        return graph.people[graph.article] == Person("ben", None)

    assert [wrote(registered) for registered in (True, None, False)] == [True, True, False]


def test_nobody_answers_themselves_or_the_removed() -> None:
    said = [*SAID, Said("t", 3, "ana"), Said("", 0, "dot", state="removed"), Said("t", 6, "eve")]
    graph = connect(thread_of(said), STANCES)
    assert {answer.comment_id for answer in graph.answers} == {"c1", "c2", "c3", "c4"}


def test_quotes_of_the_parent_weigh_with_the_reply_and_others_by_themselves() -> None:
    thread = quoting(quoting(quoting(thread_of(SAID), 2, 1, "t"), 4, 2, "t"), 3, 1, "t")
    graph = connect(thread, STANCES)
    assert [answer.passages for answer in graph.answers] == [0, 1, 0, 0]
    assert graph.quotes == ((2, 1),)  # ana's quote of herself ties nobody
    weights = reply_weights(graph)
    assert weights[0] == 0.0  # to the article
    back = WEIGHTS["reply"] + WEIGHTS["back"] * math.log(2)
    assert weights[1] == pytest.approx(back + WEIGHTS["passages"] * math.log(2))
    assert weights[2] == pytest.approx(back)
    pairs = pair_weights(graph, leans(graph)[np.newaxis])
    (at,) = [i for i, ends in enumerate(zip(pairs.one, pairs.other, strict=True)) if ends == (1, 2)]
    assert pairs.weights[at, 0] == pytest.approx(-SCALE * math.log1p(-WEIGHTS["quote"]))


def test_where_hardly_anybody_quotes_every_reply_counts_as_usual() -> None:
    weights = reply_weights(connect(thread_of(SAID), STANCES))
    assert weights[3] == pytest.approx(WEIGHTS["reply"] + WEIGHTS["passages"] * USUAL_PASSAGES)


def test_deals_keep_what_a_pair_s_replies_differ_by() -> None:
    said = [Said("t", 0, "ana"), Said("t", 1, "ben"), Said("t", 1, "ben"), Said("t", 1, "cem")]
    shares = {"c1": 0.1, "c2": 0.2, "c3": 0.6, "c4": 0.9}
    rows = [
        {"comment_id": i, "parent_agree": 0.9 - p, "parent_disagree": p} for i, p in shares.items()
    ]
    graph = connect(thread_of(said), {"stance": rows})
    deals = deal(graph, 20, seed=1)
    found, own = deals.leans(), leans(graph)
    assert found[0].tolist() == pytest.approx(own.tolist())
    assert found[:, 1] - found[:, 2] == pytest.approx(own[1] - own[2])
    assert len({tuple(row) for row in found.round(6)}) > 1
    assert ((deals.frustrations(2, 1) >= 0) & (deals.frustrations(2, 1) <= 1)).all()
    again = deal(replace(graph, quotes=()), 20, seed=1)
    assert (again.orders == deals.orders).all()
