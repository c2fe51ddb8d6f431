from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.terminal import cells, cut, fold, neutralise, one_line


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("\x1b]8;;http://x.example\x1b\\link", "␛]8;;http://x.example␛\\link"),
        ("over\rwritten", "over␍written"),
        ("back\x08space\x7f", "back␈space␡"),
        ("\x9b31mred", "�31mred"),
        ("user\u202egpj.exe", "user�gpj.exe"),
        ("a\u2066b\u2069c", "a�b�c"),
        ("pass\u200bword\ufeff", "pass�word�"),
        ("half \ud83d pair", "half � pair"),
        ("hidden\U000e0041tag", "hidden�tag"),
        ("tab\there", "tab here"),
        ("line\u2028break", "line�break"),
        ("甘德 said: שלום 👩\u200d🔬", "甘德 said: שלום 👩\u200d🔬"),
    ],
)
def test_what_a_terminal_would_obey_is_printed_instead(hostile: str, shown: str) -> None:
    assert neutralise(hostile) == shown


@given(st.text(alphabet=st.characters(), max_size=200))
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    shown = neutralise(text)
    assert len(shown) <= len(text)
    assert all(char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"} for char in shown)
    assert not any(
        unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI"}
        for char in shown
    )
    shown.encode("utf-8")


def test_one_line_has_no_line_breaks_and_single_spaces() -> None:
    assert one_line(" a\n\n b\t\u00a0c\x85") == "a b c�"


def test_cells_counts_columns_not_characters() -> None:
    assert [cells(text) for text in ("word", "甘德", "é", "e\u0301")] == [4, 4, 1, 1]


@given(st.text(alphabet="ab 甘é\n🙂", max_size=120), st.integers(4, 30))
def test_folded_lines_fit_and_keep_every_word_character(text: str, width: int) -> None:
    lines = fold(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_fold_breaks_at_spaces_and_keeps_paragraphs() -> None:
    assert fold("one two three\n\nfour", 8) == ["one two", "three", "", "four"]


def test_fold_cuts_a_word_that_is_wider_than_the_line() -> None:
    assert fold("x" * 10_000, 40) == ["x" * 40] * 250
    assert fold("甘德" * 3, 5) == ["甘德", "甘德", "甘德"]


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u0e49", "\u20dd"])
def test_towers_of_marks_are_taken_down(mark: str) -> None:
    for height in (5, 500):
        assert neutralise(f"a{'b' + mark * height}c") == "ab\ufffdc"
    kept = f"b{mark * 4}c"
    assert neutralise(kept) == kept


def test_letters_with_marks_stay_as_they_are() -> None:
    for word in ("Việt", "Vie\u0323\u0302t", "שָׁלוֹם", "ที่นี่", "مُحَمَّد"):
        assert neutralise(word) == word


def test_a_line_is_cut_at_a_word_and_says_so() -> None:
    assert cut("one two three", 13) == "one two three"
    assert cut("one two three", 12) == "one two…"
    assert cut("甘德 甘德", 6) == "甘德…"
    assert cells(cut("x" * 50, 20)) == 20
