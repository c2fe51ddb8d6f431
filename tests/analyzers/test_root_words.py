from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.pairs import Pair
from analyzers.root_features import root_features
from analyzers.root_words import (
    ROOT_WORDS_FILE,
    RootModel,
    hear,
    is_short_talk,
    load_root_model,
    root_model,
)
from tests.analyzers.making import ARTICLE
from threads.errors import RejoinderError
from threads.model import Article

ROOT = "BREAKING: the old tram depot is on fire, two drivers missing"


def reply(text: str, parent: str = ROOT, *, top: bool = True) -> Pair:
    return Pair(text, parent, to_article=top)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "@desk That's not true, the depot isn't on fire. Fake news, stop spreading lies.",
            "oppose",
        ),
        ("This is false, no evidence of any fire", "oppose"),
        ("Confirmed, police say the depot is on fire: https://example.org/fire", "support"),
        ("@desk @mayor had lunch yet", "neutral"),
        ("😀", "neutral"),
        ("", "neutral"),
    ],
)
def test_plain_cases(text: str, label: str) -> None:
    assert hear(reply(text), ROOT).stance.label == label


def test_reasons_are_named_and_speak_for_the_label() -> None:
    values = root_features(reply("That is a lie. Not true!"), ROOT)
    reasons = root_model().reasons(values, "oppose")
    assert "doubts it" in {reason["feature"] for reason in reasons}
    weights = [reason["weight"] for reason in reasons]
    assert weights == sorted(weights, reverse=True)
    assert 1 <= len(reasons) <= 3
    assert min(weights) > 0


@pytest.mark.parametrize(
    ("text", "feature", "value"),
    [
        ("Who says so?", "ends on a question", 1),
        ("Who says so? I do.", "ends on a question", 0),
        ("Who says so? https://example.org", "ends on a question", 1),
        ("Who says so? I do.", "opens with a question", 1),
        ("@desk nope", "opens with no", pytest.approx(0.693, abs=1e-3)),
        ("It is what it is, nope", "opens with no", 0),
        ("I can’t believe it", "negates early", 1),
        ("one two three four five six not", "negates early", 0),
        ("see http://example.org", "has a link", 1),
        ("#tram #fire", "hashtags", pytest.approx(1.0986, abs=1e-4)),
        ("the depot burns", "share of words from the root", 0.5),
        ("WHAT a day", "words in capitals", pytest.approx(1 / 3)),
    ],
)
def test_features(text: str, feature: str, value: float) -> None:
    assert root_features(reply(text), ROOT)[feature] == value


@given(st.text(max_size=200), st.text(max_size=80), st.booleans())
def test_any_text_gets_chances(text: str, parent: str, top: bool) -> None:
    heard = hear(Pair(text, parent, to_article=top), parent)
    assert sum(heard.stance) == pytest.approx(1, abs=1e-9)
    assert min(heard.stance) >= 0
    assert set(root_features(reply(text), ROOT)) == set(root_model().weights)


def test_chances_follow_from_weights() -> None:
    model = RootModel((0.0, 0.0, 0.0), {"a": (1.0, 0.0, -1.0)}, {"a": 0.5})
    assert model.judge({"a": 0.0}) == pytest.approx((1 / 3,) * 3, abs=1e-4)
    support, neutral, oppose = model.judge({"a": 2.0})
    assert support / neutral == pytest.approx(neutral / oppose, rel=1e-2)
    assert support / neutral == pytest.approx(7.389, rel=1e-2)
    assert model.reasons({"a": 2.0}, "support") == [{"feature": "a", "weight": 2.25}]
    assert model.reasons({"a": 2.0}, "oppose") == model.reasons({"a": 0.1}, "support") == []


def test_short_posts_under_a_short_post() -> None:
    post, short, long = Article(body=ROOT), reply("Oh no."), reply("word " * 60)
    assert is_short_talk(post, [short, short, long])
    assert not is_short_talk(post, [short, long, long])
    assert not is_short_talk(post, [])
    assert not is_short_talk(Article(body="word " * 61), [short])
    assert not is_short_talk(ARTICLE, [short])
    assert not is_short_talk(Article(), [short])


@pytest.mark.parametrize("spoiled", ["{}", "[]", "x", '{"bias": [1, 2], "features": {}}'])
def test_another_file_is_refused(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(spoiled, "utf-8")
    with pytest.raises(RejoinderError, match="no model of stance"):
        load_root_model(path)


def test_the_model_file_holds_numbers_and_the_features_names_only() -> None:
    stored = json.loads(ROOT_WORDS_FILE.read_text("utf-8"))
    assert set(stored) == {"note", "setting", "bias", "features"}
    assert all(len(name) < 40 for name in stored["features"])


@pytest.mark.parametrize(("words", "short"), [(35, True), (36, False)])
def test_a_reply_of_35_words_is_short(words: int, short: bool) -> None:
    assert is_short_talk(Article(body="The depot is on fire"), [reply("word " * words)]) is short
