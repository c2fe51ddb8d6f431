from __future__ import annotations

from math import log1p

import pytest

from analyzers.engines.fast import FastEngine
from analyzers.features import pair_features
from analyzers.reading import NOTHING, Reading, read


def words(text: str, feature: str, parent: Reading = NOTHING) -> tuple[float, tuple[str, ...]]:
    found = pair_features(read(text, 0.0), parent, retorts=False)[feature]
    return found.value, found.words


@pytest.mark.parametrize(
    ("text", "feature", "value", "evidence"),
    [
        ("Exactly, they do.", "opens by agreeing", 1.0, ("exactly",)),
        ("The fees were, exactly, what hurt", "opens by agreeing", 0.0, ()),
        ("The fees were, exactly, what hurt", "agrees", log1p(1), ("exactly",)),
        ("Not wrong at that", "opens by agreeing", 1.0, ("not … wrong",)),
        ("No, it stays.", "opens by disagreeing", 1.0, ("no",)),
        ("It stays as is. No.", "opens by disagreeing", 0.0, ()),
        ("That is nonsense and wrong", "disagrees", log1p(1), ("wrong",)),
        ("Yes, but who pays", "agrees, but", 1.0, ("but",)),
        ("Who pays but us", "agrees, but", 0.0, ()),
        ("However, it rained", "opens with contrast", 1.0, ("however",)),
        ("Plus the cellar", "opens by going on", 1.0, ("plus",)),
        ("Maybe it might", "hedges", log1p(2), ("maybe", "might")),
        ("You moron, lol", "insults", log1p(1), ("moron",)),
        ("You moron, lol", "sarcasm marks", log1p(1), ("lol",)),
        ("You and your cat", "says you", log1p(2), ("you", "your")),
        ("The US did", "says we", 0.0, ()),
        ("Nobody didn't", "negations", log1p(2), ("nobody", "didnt")),
        ("A b c d e f never", "negates early", 0.0, ()),
        ("Why? It rains.", "opens with a question", 1.0, ("Why?",)),
        ("It rains. Why?", "opens with a question", 0.0, ()),
        ("Why? How come?", "only asks", 1.0, ()),
        ("It rains. Why?", "only asks", 0.0, ()),
        ("Rain!!", "exclamation marks", log1p(2), ()),
        ("It rains", "length", log1p(2), ()),
    ],
)
def test_what_a_reply_says(text: str, feature: str, value: float, evidence: object) -> None:
    assert words(text, feature) == (value, evidence)


def test_what_the_pair_says() -> None:
    parent = read("Did you ever pay library fees?", -0.4)
    found = pair_features(read("The library fined", 0.2), parent, retorts=True)
    assert found["words shared with the parent"].words == ("library",)
    assert found["share of words from the parent"].value == 0.5
    assert found["parent asks"].value == log1p(1)
    assert found["parent says you"].value == log1p(1)
    assert found["sounds positive"].value == 0.2
    assert found["sounds negative"].value == 0.0
    assert found["parent sounds negative"].value == 0.4
    assert found["sounds unlike the parent"].value == pytest.approx(0.6)
    assert found["quotes the parent, then speaks"].value == 1.0


def test_the_shipped_model_weighs_exactly_these_features() -> None:
    found = pair_features(NOTHING, NOTHING, retorts=False)
    assert set(found) == set(FastEngine().model.weights)
    assert not any(feature.value for feature in found.values())
