from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from threads.passages import GRAM, PassageIndex, Run
from threads.words import split_words

BELL = tuple("the bell on my door films the whole street all night".split())


def test_the_longest_run_is_found_where_it_stands() -> None:
    index = PassageIndex()
    index.add(0, ("nothing", "of", "the", "kind"))
    index.add(1, BELL)
    runs = index.runs(split_words("You say it films the whole street, do you?"))
    assert runs == [Run(start=3, length=4, source=1, place=5)]


def test_of_equals_the_first_to_say_it_is_the_source() -> None:
    index = PassageIndex()
    index.add(7, BELL)
    index.add(8, BELL)
    assert index.runs(split_words("the whole street"))[0].source == 7


def test_sources_leave_the_window_but_the_article_stays() -> None:
    index = PassageIndex(window=2)
    index.add(-1, tuple("a law on bells".split()), pinned=True)
    for number in range(4):
        index.add(number, (f"word{number}", "came", "by"))
    assert [run.source for run in index.runs(split_words("a law on bells"))] == [-1]
    assert index.runs(split_words("word0 came by")) == []
    assert [run.source for run in index.runs(split_words("word3 came by"))] == [3]
    assert index.words_of(0) == ()


WORDS = st.lists(st.sampled_from("abcde"), max_size=40)


@given(WORDS, WORDS)
def test_runs_are_true_and_do_not_overlap(source: list[str], text: list[str]) -> None:
    index = PassageIndex()
    index.add(3, tuple(source))
    words = split_words(" ".join(text))
    end = 0
    for run in index.runs(words):
        assert run.length >= GRAM
        assert run.start >= end
        end = run.start + run.length
        assert words.words[run.start : end] == tuple(source)[run.place : run.place + run.length]
