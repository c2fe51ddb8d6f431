"""Which targets are proposed: what the article and the thread name often."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from analyzers.targets.candidates import nouns_in, proper_names_in
from analyzers.targets.places import countries_in
from analyzers.targets.proposals import PROPOSED, Proposal, propose
from analyzers.targets.target import checked
from analyzers.targets.tokens import Token, tokens_of
from tests.analyzers.making import ARTICLE, Said, thread_of, threads
from threads.model import Article, Thread

TALK = [
    Said(
        "The White House wants it, but the Obama administration never asked the library.", by="Ann"
    ),
    Said("American officials said so. I asked the toll board about toll roads.", by="Ben Smith"),
    Said("Smith is right, the toll roads are a scam, and Quandle Corp runs them.", by="Ann"),
    Said("In France the toll roads belong to France. Quandle Corp is not in it.", by="Cid"),
    Said("As Ann says: the toll firms and the toll companies want money.", by="Cid"),
]
ROADS = replace(
    ARTICLE,
    title="Toll Roads Come To Town",
    body="The US government likes toll companies. The toll companies like Quandle Corp.",
    tags=("toll roads", "Money"),
)


def proposed(said: list[Said], article: Article = ROADS) -> dict[str, Proposal]:
    return {one.target.name: one for one in propose([thread_of(said, article)])}


def sentences(*texts: str) -> list[list[Token]]:
    return [tokens_of(text) for text in texts]


def test_what_is_named_often_is_proposed_and_counted() -> None:
    found = proposed(TALK)
    assert (found["toll roads"].in_articles, found["toll roads"].in_comments) == (1, 3)
    assert found["toll roads"].tagged
    assert (found["Quandle Corp"].in_articles, found["Quandle Corp"].in_comments) == (1, 2)
    assert found["toll companies"].target.aliases == ("toll firms",)


def test_a_government_called_by_its_seat_is_apart_from_its_country() -> None:
    found = proposed(TALK)
    assert {"White House", "Obama administration"} <= set(found["US government"].target.aliases)
    assert found["US government"].in_comments == 2
    merged = list(countries_in(sentences("The Chinese government and China's government")))
    assert [(one.name, one.aliases) for one in merged] == [
        ("China", ("Chinese government", "China government"))
    ]


def test_who_writes_is_no_target() -> None:
    assert not {"Ann", "Ben", "Smith", "Ben Smith", "Cid"} & proposed(TALK).keys()


def test_a_name_and_its_short_forms_are_one() -> None:
    texts = sentences(
        "We asked Foreign Minister Jane Quill and Quill answered.",
        "So Jane Quill and the Federal Toll Board met.",
        "But the FTB and Jane Quill and the Federal Toll Board said no to Quill.",
    )
    found = {one.name: one.aliases for one in proper_names_in(texts, frozenset())}
    assert found == {"Jane Quill": ("Quill",), "Federal Toll Board": ("FTB",)}


@pytest.mark.parametrize(
    "text",
    [
        "Please note: Toll is a Toll for Toll. A toll.",  # stands in small letters too
        "WE SHOUT ABOUT QUANDLE AND QUANDLE",
        "On Monday and on Monday again",
        "He said American and American",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert list(proper_names_in(sentences(text), frozenset())) == []


def test_verbs_and_vague_words_are_no_nouns() -> None:
    texts = sentences(
        "They want the barrier and the thing.",
        "We want a barrier, a thing.",
        "To want the barriers",
    )
    assert [one.name for one in nouns_in(texts)] == ["barrier"]


def test_nothing_said_nothing_proposed() -> None:
    assert propose([]) == []
    assert proposed([], Article(id="a")) == {}


@settings(max_examples=40, deadline=None)
@given(threads())
def test_proposals_can_be_targets(thread: Thread) -> None:
    found = propose([thread, thread])
    assert len(found) <= PROPOSED
    targets = checked(one.target for one in found)
    assert [one.name for one in targets] == [one.target.name for one in found]
    assert all(one.in_articles + one.in_comments >= 2 for one in found)
    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)
