from __future__ import annotations

import pytest

from analyzers.reading import Texts
from analyzers.vocabulary import LONGEST, Is, Vocabulary


def read(*texts: str) -> Texts:
    return Texts(Vocabulary(), texts)


def shown(texts: Texts, flags: int) -> list[str]:
    return [texts.vocabulary.shown[number] for number in texts.ids[texts.has(flags)]]


def test_a_text_is_cut_into_words_and_what_ends_sentences() -> None:
    texts = read("Who pays?! They don’t… :) – \n3.5 “naïve” 甘德")
    assert [texts.vocabulary.shown[number] for number in texts.ids] == [
        *("who", "pays", "?!", "they", "don’t", "…", ":)", "¶", "3", ".", "5", "naïve", "甘德", "")
    ]  # fmt: skip
    assert texts.quotes.tolist() == [2]


@pytest.mark.parametrize(
    ("text", "flag", "tokens"),
    [
        ("No, I can't. You DID!", Is.WORD, ["no", "i", "can't", "you", "did"]),
        ("No, I can't. Hardly!", Is.NEGATOR, ["no", "can't", "hardly"]),
        ("No, I can't. Hardly!", Is.TURNER, ["can't", "hardly"]),
        ("You DID, in the US", Is.SHOUTED, ["did"]),
        ("Really?! Why? Oh...", Is.QUESTION, ["?!", "?"]),
        ("Really?! Why? Oh...", Is.EXCLAMATION, ["?!"]),
        ("Really?! Why? Oh...", Is.TRAILING, ["..."]),
        ("See https://a.b/c?d and www.e.f!", Is.LINK, ["(link)", "(link)"]),
        ("In 1984 or 3rd", Is.FIGURE, ["1984", "3rd"]),
        ("My mine you're their US", Is.YOU | Is.I, ["my", "mine", "you're"]),
        ("but though", Is.BUT, ["but", "though"]),
    ],
)
def test_what_tokens_are(text: str, flag: int, tokens: list[str]) -> None:
    assert shown(read(text), flag) == tokens


def test_topics_are_stems_of_words_that_carry_one() -> None:
    texts = read("The libraries paid fines to a library, not it")
    topics = texts.vocabulary.topics[texts.ids].tolist()
    assert [topic > 0 for topic in topics] == [bool(c) for c in [0, 1, 1, 1, 0, 0, 1, 0, 0, 0]]
    assert len(set(topics)) == 5


def test_valences_are_those_of_the_lexicon_and_of_what_an_emoji_depicts() -> None:
    texts = read("good bad chair :) 😀")
    good, bad, chair, face, emoji, _ = texts.vocabulary.valences[texts.ids].tolist()
    assert good > 0 > bad
    assert face > 0
    assert emoji > 0
    assert chair == 0


def test_a_token_is_looked_at_once_and_keeps_its_number() -> None:
    vocabulary = Vocabulary()
    first = Texts(vocabulary, ["fees are gone", "gone are fees"])
    size = len(vocabulary)
    again = Texts(vocabulary, ["gone are fees"])
    assert len(vocabulary) == size
    assert again.ids.tolist() == first.ids[4:].tolist()


def test_floods_do_not_make_the_vocabulary_grow() -> None:
    vocabulary = Vocabulary()
    texts = [f"http://a.b/{i} {'x' * LONGEST}{i}" for i in range(1000)]
    read_of = Texts(vocabulary, texts)
    assert len(vocabulary) == 3
    assert shown(read_of, Is.LINK) == ["(link)"] * 1000
