from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analyzers.ngrams import ROLES, grams
from analyzers.reading import Texts
from analyzers.vocabulary import Vocabulary


def shown(*texts: str, of_parent: bool = False) -> list[tuple[int, str, str]]:
    read = Texts(Vocabulary(), texts)
    found = grams(read, of_parent=of_parent)
    return [
        (int(text), ROLES[role].name, read.words(place, ROLES[role].size))
        for text, place, role in zip(found.texts, found.places, found.roles, strict=True)
    ]


def test_a_reply_s_words_pairs_opening_and_end() -> None:
    assert shown("No, you did it.") == [
        *((0, "words", word) for word in ("no", "you", "did", "it", ".")),
        *((0, "words", pair) for pair in ("no you", "you did", "did it", "it.")),
        *((0, "opening words", word) for word in ("no", "you", "did", "it")),
        (0, "opening words", "no"),
        (0, "opening words", "no you"),
        (0, "opening words", "no you did"),
        (0, "last word", "."),
    ]


def test_of_a_parent_the_words_alone() -> None:
    assert shown("No fees", of_parent=True) == [
        (0, "parent: words", "no"),
        (0, "parent: words", "fees"),
    ]


def test_no_words_run_from_one_text_into_the_next() -> None:
    found = shown("Yes", "", "No")
    assert {words for _, _, words in found} == {"yes", "no"}
    assert {text for text, _, _ in found} == {0, 2}


def test_keys_tell_words_and_roles_apart_and_nothing_else() -> None:
    read = Texts(Vocabulary(), ["No, it’s you", "no it's YOU"])
    found = grams(read, of_parent=False)
    first, second = (found.keys[found.texts == text] for text in (0, 1))
    assert first.tolist() == second.tolist()
    assert len(set(first.tolist())) == len(first)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_texts_have_the_grams_that_each_has_alone(texts: list[str]) -> None:
    together = sorted((words, name) for _, name, words in shown(*texts))
    alone = sorted((words, name) for text in texts for _, name, words in shown(text))
    assert together == alone
