from __future__ import annotations

from math import log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.engines.fast import FastEngine
from analyzers.engines.scoring import described
from analyzers.features import PARENT, RETORTS, SHARED, PairFeatures
from analyzers.marks import sentiment
from analyzers.pairs import Pair
from analyzers.reading import Texts
from analyzers.sentiment import vader
from analyzers.vocabulary import Vocabulary


def features(*pairs: Pair) -> PairFeatures:
    return described(pairs, Vocabulary())


def value(found: PairFeatures, name: str, pair: int = 0) -> float:
    return float(found.columns[name][pair])


@pytest.mark.parametrize(
    ("text", "feature", "expected", "evidence"),
    [
        ("Exactly, they do.", "opens by agreeing", 1.0, ["exactly"]),
        ("The fees were, exactly, what hurt", "opens by agreeing", 0.0, []),
        ("The fees were, exactly, what hurt", "agrees", log1p(1), ["exactly"]),
        ("It is, not at all wrong", "agrees", log1p(1), ["wrong"]),
        ("Never. Agreed.", "opens by agreeing", 1.0, ["agreed"]),
        ("People won’t ever agree", "disagrees", log1p(1), ["agree"]),
        ("No, it stays.", "opens by disagreeing", 1.0, ["no it"]),
        ("It stays as is. No.", "opens by disagreeing", 0.0, []),
        ("It was all nonsense and wrong", "disagrees", log1p(2), ["nonsense", "wrong"]),
        ("Exactly, it was, but who pays", "agrees, but", 1.0, ["but"]),
        ("Who pays but us", "agrees, but", 0.0, ["but"]),
        ("However, it rained", "opens with contrast", 1.0, ["however"]),
        ("Plus the cellar", "opens by going on", 1.0, ["plus"]),
        ("Maybe it might", "hedges", log1p(2), ["maybe", "might"]),
        ("You moron, lol", "insults", log1p(1), ["moron"]),
        ("You moron, lol", "sarcasm marks", log1p(1), ["lol"]),
        ("You and your cat", "says you", log1p(2), ["you", "your"]),
        ("The US did", "says we", 0.0, []),
        ("Nobody didn't", "negations", log1p(2), ["nobody", "didn't"]),
        ("A b c d e f never", "negates early", 0.0, []),
        ("Why? It rains.", "opens with a question", 1.0, ["why?"]),
        ("It rains. Why?", "opens with a question", 0.0, []),
        ("It rains. Why? :)", "ends on a question", 0.0, []),
        ("Why? How come?", "only asks", 1.0, []),
        ("It rains. Why?", "only asks", 0.0, []),
        ("Rain!! Rain!", "exclamation marks", log1p(2), ["!!", "!"]),
        ("It rains", "length", log1p(2), []),
        ("It rains", "very short", 1.0, []),
        ("It is not great", "sounds positive", 0.0, []),
        ("So “free” then", "quotation marks", log1p(2), []),
    ],
)
def test_what_a_reply_says(text: str, feature: str, expected: float, evidence: list[str]) -> None:
    found = features(Pair(text))
    assert value(found, feature) == pytest.approx(expected)
    assert found.words(feature, 0, most=5) == evidence


def test_what_the_pair_says() -> None:
    parent = "Did you ever pay library fees? Terrible!"
    found = features(Pair("The library fined, great libraries", parent, quoted="fees"))
    assert value(found, SHARED) == pytest.approx(log1p(1))
    assert found.words(SHARED, 0, most=5) == ["library"]
    assert value(found, "share of words from the parent") == pytest.approx(1 / 4)
    assert value(found, PARENT + "questions") == pytest.approx(log1p(1))
    assert found.words(PARENT + "says you", 0, most=5) == ["you"]
    assert value(found, PARENT + "sounds negative") > 0
    assert value(found, "sounds unlike the parent") == pytest.approx(
        value(found, "sounds positive") + value(found, PARENT + "sounds negative")
    )
    assert value(found, RETORTS) == 1.0


def test_evidence_names_each_passage_once_and_no_more_than_asked_for() -> None:
    found = features(Pair("No, no, you, you, your, yours, yourself, u"))
    assert found.words("says you", 0, most=3) == ["you", "your"]


def test_nothing_said_is_nothing_found() -> None:
    found = features(Pair("", ""), Pair("...", "?"))
    silent = {name for name, column in found.columns.items() if column[0]}
    assert silent == {"short", "very short"}


def test_the_shipped_model_weighs_these_features() -> None:
    found = features(Pair("Yes.", "No."))
    assert set(FastEngine().scorer.model.names) == set(found.columns)


_TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(["No.", "Exactly!", "fees", "Why?", "I", "you", "not", "\n"]), max_size=8
).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.builds(Pair, _TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=6))
def test_a_pair_has_the_same_features_in_any_company(pairs: list[Pair]) -> None:
    together = features(*pairs)
    names = tuple(together.columns)
    for number, pair in enumerate(pairs):
        alone = features(pair)
        assert together.matrix(names)[number] == pytest.approx(alone.matrix(names)[0])
        assert [together.words(name, number, 3) for name in names] == [
            alone.words(name, 0, 3) for name in names
        ]


def test_a_not_turns_a_valence_and_leaves_three_quarters() -> None:
    vocabulary = Vocabulary()
    found = sentiment(Texts(vocabulary, ["It is good.", "It is not good.", "No. It is good."]))
    valence = vader().lexicon["good"]
    plain, turned = (value / (value**2 + 15) ** 0.5 for value in (valence, -0.74 * valence))
    no = vader().lexicon["no"]
    assert found.tolist() == pytest.approx(
        [plain, turned, (no + valence) / ((no + valence) ** 2 + 15) ** 0.5], abs=1e-6
    )
