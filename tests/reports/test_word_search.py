from __future__ import annotations

import time

import pytest

from reports.word_search import word_pattern
from threads.errors import RejoinderError


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("nurse", "A NURSE at the clinic"),
        ("nurse at", "a nurse\nat the clinic"),
        ("nurse  at", "a nurse \t at the clinic"),
        ("a.b", "say a.b"),
        ("(*", "what (* is this"),
        ("spam", "sp\u200bam"),
        ("spam", "s\u0338p\u0335a\u0301\u0302m\u0338"),
        ("café", "the cafe\u0301"),
        ("cafe\u0301", "the café"),
        ("ÜBER", "über"),
    ],
)
def test_words_are_found_however_they_are_written(words: str, text: str) -> None:
    assert word_pattern(words).search(text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a.b", "axb"),
        ("nurse at", "nurse\n\nat"),
        ("nurse at", "nurseat"),
        ("[ab]", "a"),
        ("e", "d"),
    ],
)
def test_nothing_else_is_found(words: str, text: str) -> None:
    assert not word_pattern(words).search(text)


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_no_words_are_refused(words: str) -> None:
    with pytest.raises(RejoinderError, match="no words to look for"):
        word_pattern(words)


@pytest.mark.parametrize("text", ["a " * 100_000, "a\u0301" * 100_000, "a" + " " * 200_000])
def test_a_search_takes_linear_time(text: str) -> None:
    start = time.process_time()
    assert not word_pattern("a a a a a a b").search(text)
    assert time.process_time() - start < 2
