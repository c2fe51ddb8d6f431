from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.recognition import FEWEST, SAMPLE, UNTOLD, Told, model_file, names, recognise
from benchmarks.gate_languages import cases

CASES = cases()
ENGLISH = CASES.pop("english")
SCRIPTS = {"ar", "bg", "bn", "el", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "zh"}
# Near relatives that a dozen words don't tell apart.
TAKEN_FOR = {"pt": {"pt", "gl"}, "da": {"da", "no"}, "no": {"no", "da"}}


@pytest.mark.parametrize("kind", ENGLISH)
def test_no_english_comment_is_left_unscored(kind: str) -> None:
    assert [text for text in ENGLISH[kind] if recognise(text).foreign] == []


@pytest.mark.parametrize("size", ["sentence", "long"])
def test_a_sentence_in_another_language_is_called_by_its_name(size: str) -> None:
    for code, texts in CASES[size].items():
        for text in texts:
            told = recognise(text)
            assert told.foreign, text
            assert told.language in TAKEN_FOR.get(code, {code}), text


@pytest.mark.parametrize("code", sorted(SCRIPTS))
def test_another_script_is_told_by_two_words(code: str) -> None:
    for text in CASES["short"][code]:
        assert recognise(text).foreign, text
        assert recognise(text).language in {code, None}, text


def test_three_words_in_latin_letters_tell_nothing() -> None:
    for text in ("Wer bezahlt das?", "Qui va payer ?", "Chi paga tutto?", "Who pays this?"):
        assert recognise(text) == UNTOLD
    assert recognise("Nein, nein, nein, nein, nein, nein!") == UNTOLD  # one word, said six times
    assert FEWEST == 4


def test_english_words_decide_without_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> None:
        raise AssertionError("py3langid was asked")

    monkeypatch.setattr("analyzers.recognition._identifier", asked)
    assert recognise("He said that it would never work here.") == Told("en", 1.0, foreign=False)
    assert recognise("It said „Zutritt verboten“ on the door, so we went in.").language == "en"


@pytest.mark.parametrize(
    "clutter",
    [
        "https://www.lemonde.example/pixels/article/les-donnees-personnelles-en-question.html",
        "@der_kommentar @die_antwort",
        "#NieWiederZeitung",
        "C:\\Programme\\Gemeinsame-Dateien\\Einstellungen",
        "if(anzahl>0){summe=summe+preis;}",
    ],
)
def test_what_is_no_prose_counts_for_nothing(clutter: str) -> None:
    english, german = (
        "Nobody reads manuals nowadays, sadly.",
        "Niemand liest heute Handbücher, oder?",
    )
    assert recognise(clutter) == UNTOLD
    assert not recognise(f"{english} {clutter}").foreign
    assert recognise(f"{clutter} {german}").language == "de"
    assert recognise(f"看{clutter} 的人都知道").foreign


def test_most_letters_decide_between_scripts() -> None:
    assert not recognise("Зона is what the sign says, whatever that may mean.").foreign
    assert recognise("Автор статьи никогда там не был, see Wikipedia").language == "ru"
    assert (
        recognise("ｗｈｙ ｓｈｏｕｔ ｉｎ ｗｉｄｅ ｌｅｔｔｅｒｓ, ｙｏｕ ｆｏｏｌ").language
        == "en"
    )


@given(st.text(max_size=60))
def test_any_text_has_an_answer_that_agrees_with_itself(text: str) -> None:
    told = recognise(text)
    assert told == recognise(text)
    assert (told.language is None) == (told.confidence is None)
    assert 0 <= (told.confidence or 0) <= 1
    assert told.language is None or told.language in names()
    assert told.foreign == (told.language not in {None, "en"}) or told.language is None


@given(st.text(max_size=40))
def test_what_stands_beyond_the_sample_is_not_read(rest: str) -> None:
    start = "Nobody asked the passengers, of course. " * (SAMPLE // 40)
    assert recognise(start + rest) == recognise(start)


def test_floods_take_no_time() -> None:
    recognise("Wer bezahlt das alles eigentlich?")  # what is loaded once
    floods = ["a" * 10**6, "a/" * 10**6, "a=b" * 10**6, "я" * 10**6, "ಠ_" * 10**6, "\u0300" * 10**6]
    start = time.process_time()
    for flood in floods:
        recognise(flood)
    assert time.process_time() - start < 0.5


def test_the_model_is_found_without_loading_it() -> None:
    assert model_file().is_file()


_PIECES = st.sampled_from(
    [
        *("the ", "of ", "and ", "that ", "it's ", "it’s ", "Don’t", " a ", " I ", "a", "i", "x "),
        *("library", "Kommentar", "pays", "1st", "is2", "...", "… ", "“so” ", "—", "\n", "é", "字"),
        *("#tag ", "a/b ", "ﬁne ", "\xa0"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_plain_english_is_told_as_any_other_text_is(text: str) -> None:
    """An address makes no difference to the words, but keeps the text from being taken as plain."""
    english = Told("en", 1.0, foreign=False)
    plainly = recognise(f"{text} ") == english
    assert plainly == (recognise(f"{text} http://x") == english)
