from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.reading import Texts
from analyzers.vocabulary import READ, Is, Vocabulary


def read(*texts: str) -> Texts:
    return Texts(Vocabulary(), texts)


def test_texts_are_parted() -> None:
    texts = read("One two.", "", "Three")
    assert texts.starts.tolist() == [0, 4, 5, 7]
    assert texts.text_of.tolist() == [0, 0, 0, 0, 1, 2, 2]
    assert texts.word_numbers.tolist() == [0, 1, 2, 2, 0, 0, 1]
    assert texts.count(np.flatnonzero(texts.has(Is.WORD))).tolist() == [2, 0, 1]
    assert texts.last(Is.WORD).tolist() == [-1, 0, 1, 1, 1, 1, 5]
    assert texts.words(0, 3) == "one two."


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_texts_can_be_read(texts: list[str]) -> None:
    found = Texts(Vocabulary(), texts)
    assert found.number == len(texts) == (found.ids == 0).sum()
    assert len(found.starts) == len(texts) + 1
    for number, text in enumerate(texts):
        alone = Texts(Vocabulary(), [text])
        start, end = found.starts[number : number + 2]
        assert found.words(start, end - start) == alone.words(0, len(alone.ids))


@pytest.mark.parametrize("flood", ["x", "x'", "?", '"', "http://", "😀", ":", "a b. "])
def test_floods_are_read_in_linear_time(flood: str) -> None:
    start = time.process_time()
    texts = read(flood * 500_000)
    assert len(texts.ids) <= READ + 1
    assert time.process_time() - start < 2
