"""Words of a text, found as a pattern says whichever way they are looked for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from threads.words import content_phrases, content_words, split_words, trigrams


def test_apostrophes_go_whatever_is_left_of_them() -> None:
    ways = ("couldn't", "couldn’t", "couldn?t", "COULDNʼT")
    assert {split_words(way).words for way in ways} == {("couldnt",)}


def test_a_question_mark_at_the_end_is_no_apostrophe() -> None:
    assert split_words("Really? No?").words == ("really", "no")


def test_offsets_point_into_the_text() -> None:
    text = "  «Ja», said the 2nd bell."
    words = split_words(text)
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == [
        "Ja",
        "said",
        "the",
        "2nd",
        "bell",
    ]


def test_content_words_leave_out_what_every_text_has() -> None:
    assert content_words(split_words("They were ringing the doorbells").words) == {
        "ring",
        "doorbell",
    }


def test_phrases_are_neighbours_that_both_carry_a_topic() -> None:
    words = split_words("the democratic values of a city council").words
    assert content_phrases(words) == {("democratic", "valu"), ("city", "council")}


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    words = split_words(text)
    assert len(words.words) == len(words.starts) == len(words.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)


def test_trigrams_are_every_three_words_in_a_row() -> None:
    assert list(trigrams(("gulls", "cannot", "read", "signs"))) == [
        ("gulls", "cannot", "read"),
        ("cannot", "read", "signs"),
    ]
    assert not list(trigrams(["gulls", "cannot"]))


WORD = re.compile(r"[^\W_]+(?:['’ʼ?][^\W_]+)*")
TRICKY = st.text("aZ9 _-'?’ʼ“”‘…—\xa0\n\t\x1c\x85éßİ²", max_size=20)


@given(TRICKY | st.text("aZ9 '?’“\n", max_size=20) | st.text(max_size=20))
def test_words_are_those_of_the_pattern(text: str) -> None:
    words = split_words(text)
    found = [re.sub("['’ʼ?]", "", word).casefold() for word in WORD.findall(text)]
    assert list(words.words) == found
    assert list(words.counts) == [len(WORD.findall(line)) for line in text.split("\n")]
    assert [match.span() for match in WORD.finditer(text)] == list(
        zip(words.starts, words.ends, strict=True)
    )
