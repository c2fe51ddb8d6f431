"""How a clause sides with what it names: by the order of its words."""

from __future__ import annotations

import pytest

from tests.analyzers.targets.reading import judged


def cues(text: str, target: str = "library") -> list[tuple[str, float, str]]:
    return [(c.kind, round(c.value, 2), c.words) for c in judged(text)[target].cues]


@pytest.mark.parametrize(
    ("text", "kind", "sign"),
    [
        ("We love the library.", "I act on it", 1),
        ("I don't trust the library.", "I act on it", -1),
        ("They should close down and sue the library.", "I act on it", -1),
        ("Defund the library!", "I act on it", -1),
        ("Some papers attacked the library.", "others act on it", -1),
        ("Parents trust the library.", "others act on it", 1),
        ("Stop attacking the library.", "I act on it", 1),
        ("The library must be defended.", "I act on it", 1),
        ("The library was sued.", "others act on it", -1),
        ("The library lied to us.", "it acts", -1),
        ("The library never lies.", "it acts", 1),
        ("The library is killing the town.", "it acts", -1),
        ("The library protects readers.", "it acts", 1),
        ("The library is a disgrace.", "it is", -1),
        ("The library isn't a disgrace.", "it is", 1),
        ("That corrupt library again.", "it is called", -1),
        ("The library disaster goes on.", "it is called", -1),
        ("I'm sick of the library.", "goes with it", -1),
        ("Nothing against the library.", "goes with it", 1),
        ("No more library!", "goes with it", -1),
        ("A bookshop is better than the library.", "compared", -1),
        ("A bookshop is worse than the library.", "compared", 1),
        ("I prefer a bookshop over the library.", "compared", -1),
        ("So much for the “library”.", "in quotation marks", -1),
        ("What a waste, that building by the library.", "tone of the sentence", -1),
    ],
)
def test_a_cue_and_its_side(text: str, kind: str, sign: int) -> None:
    found = {cue: value for cue, value, _ in cues(text)}
    assert found[kind] * sign > 0, cues(text)


def test_words_are_those_of_the_text() -> None:
    text = "We really don't trust the corrupt library, I fear."
    for _, _, words in cues(text):
        assert all(part in text for part in words.split(", "))


def test_what_stands_beyond_another_name_says_less() -> None:
    near = cues("Terrible noise where the builders keep a quiet library")
    far = cues("Terrible noise where the council keeps a quiet library")
    assert near[-1][0] == far[-1][0] == "tone of the clause"
    assert near[-1][1] < far[-1][1] < 0


@pytest.mark.parametrize("text", ["The library haters are idiots.", "Those anti-library idiots."])
def test_blame_of_those_against_it_is_praise(text: str) -> None:
    assert sum(value for _, value, _ in cues(text)) > 0


@pytest.mark.parametrize("text", ["The library fans are idiots.", "Idiots, those library lovers."])
def test_blame_of_those_for_it_is_blame(text: str) -> None:
    assert sum(value for _, value, _ in cues(text)) < 0


@pytest.mark.parametrize(
    "weaker",
    [
        "Is the library a disgrace?",
        "If the library is a disgrace.",
        "They claim that the library is a disgrace.",
        "The library is a disgrace, but we need books.",
    ],
)
def test_what_is_asked_supposed_reported_or_conceded_counts_less(weaker: str) -> None:
    plain = {kind: value for kind, value, _ in cues("The library is a disgrace.")}
    less = {kind: value for kind, value, _ in cues(weaker)}
    strongest = min(less.values())
    assert plain["it is"] < strongest < 0


@pytest.mark.parametrize("text", ["Yeah right, the library is great.", "The library is great. /s"])
def test_praise_in_mockery_is_blame(text: str) -> None:
    assert {kind: value for kind, value, _ in cues(text)}["it is"] < 0


def test_a_pronoun_that_opens_a_clause_stands_for_the_name_before_it() -> None:
    assert ("it acts", -0.7, "It lied") in cues("The library was in the news. It lied to us.")
    assert "it acts" not in {kind for kind, _, _ in cues("Ann sued the library. She lied.")}


def test_every_clause_counts_for_the_name_in_it() -> None:
    text = "I trust the library, and the council lied."
    assert cues(text)[0] == ("I act on it", 1.0, "trust the library")
    assert cues(text, "council")[0] == ("it acts", -1.0, "council lied")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Pay your way.", 1),
        ("Free the books!", -1),
        ("#FreeTheBooks", -1),
        ("No to feeless reading", 1),
        ("I love the treasurer.", 1),
        ("I love the readers' union.", -1),
        ("The treasurer lied.", -1),
    ],
)
def test_words_of_a_side_and_proxies_count_with_their_sign(text: str, sign: int) -> None:
    assert sign * sum(value for _, value, _ in cues(text, "late fees")) > 0
