from __future__ import annotations

import time
from zlib import crc32

import numpy as np
import pytest

from analyzers import cues
from analyzers.cues import kinds, lone_words, split, starters, tables


def found(text: str) -> list[tuple[str, list[str]]]:
    words = split(text)
    hashes = np.array([crc32(word.encode()) for word in words], np.uint32)
    starts = np.array([word in starters() for word in words], bool)
    hit = cues.find(hashes, starts)
    return [
        (
            " ".join(words[place : place + size]),
            [name for bit, name in enumerate(kinds()) if kind >> bit & 1],
        )
        for place, size, kind in zip(*(column.tolist() for column in hit), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Exactly!", [("exactly", ["agree"])]),
        ("You’re not wrong", [("youre not wrong", ["agree"])]),
        ("I couldn't agree more", [("couldnt agree more", ["agree"])]),
        ("it's false equivalence", [("false equivalence", ["disagree"])]),
        ("notable disagreement", []),
        ("", []),
    ],
)  # fmt: skip
def test_the_longest_phrase_at_a_word_is_found(
    text: str, phrases: list[tuple[str, list[str]]]
) -> None:
    assert found(text) == phrases


def test_a_phrase_within_another_is_not_given_but_one_that_overlaps_is() -> None:
    assert [phrase for phrase, _ in found("makes no sense")] == ["makes no sense"]
    assert [phrase for phrase, _ in found("oh yeah right")] == ["oh yeah", "yeah right"]


def test_words_are_small_and_without_apostrophes() -> None:
    assert split("Don't WON’T it's 3.5 naïve — 甘德 _x_") == (
        *("dont", "wont", "its", "3", "5", "naïve", "甘德", "x"),
    )


def test_the_lists_are_in_order() -> None:
    assert {"agree", "disagree", "refusal", "hedge"} <= set(kinds())
    assert {"not", "dont", "cannot"} <= lone_words("turner") < lone_words("negator")
    sizes = [size for size, _ in tables().items()]
    assert sizes == sorted(sizes, reverse=True)
    assert all((np.diff(table.hashes.astype(object)) > 0).all() for table in tables().values())
    both = np.uint32(1 << kinds().index("agree") | 1 << kinds().index("disagree"))
    assert not any(((table.kinds & both) == both).any() for table in tables().values())


@pytest.mark.parametrize("flood", ["not ", "i ", "you're not ", "that's not how it works "])
def test_floods_are_searched_in_linear_time(flood: str) -> None:
    start = time.process_time()
    assert found(flood * 50_000) is not None
    assert time.process_time() - start < 5
