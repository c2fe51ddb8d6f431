from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.sentences import _END, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n ", []),
        ("One.", ["One."]),
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("one line\nanother\n\na third", ["one line", "another", "a third"]),
        ("Mr. Doe met J. Roe of Foo Inc. in the U.S. Senate.", None),
        (
            "See e.g. Google. It is 3.5 times as big.",
            ["See e.g. Google.", "It is 3.5 times as big."],
        ),
        ("Yahoo! is dead. wait... what", None),
        ("No. You lie.", ["No.", "You lie."]),
        ("So am I. Are you?", ["So am I.", "Are you?"]),
        ('He said "No." Then (really!) he left.', ['He said "No."', "Then (really!) he left."]),
        ("I like it.\n:)\nDo you? !!!", ["I like it.\n:)", "Do you? !!!"]),
        (":)", [":)"]),
        ("Stop.Go", ["Stop.Go"]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str] | None) -> None:
    assert split_sentences(text) == ([text] if sentences is None else sentences)


@given(st.text(alphabet="ab .!?…\n\"')A:", max_size=40))
def test_ends_are_where_a_run_of_marks_ends(text: str) -> None:
    plainly = re.compile(r"""(?<![.!?…])[.!?…]+["'”’)\]*]*(?=\s)|\n""")
    assert [m.span() for m in _END.finditer(text)] == [m.span() for m in plainly.finditer(text)]


@given(st.text(alphabet="ab .!?\n\"')A…:", max_size=80) | st.text(max_size=80))
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


@pytest.mark.parametrize("flood", [". ", ".", "A. ", "a. ", ".)", "\n", " ", "?!", "A.\n", '."'])
def test_floods_are_split_in_linear_time(flood: str) -> None:
    start = time.process_time()
    split_sentences(flood * 100_000)
    assert time.process_time() - start < 3
