"""Runs of words that stand elsewhere, and where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st

from threads.passages import GRAM, PassageIndex, Run, common_places
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


class PlainIndex:
    """The same said plainly: a list of places for every trigram."""

    def __init__(self, window: int) -> None:
        self.texts: dict[int, tuple[str, ...]] = {}
        self.window = window

    def add(self, source: int, words: tuple[str, ...]) -> None:
        self.texts[source] = words
        if len(self.texts) > self.window:
            del self.texts[min(self.texts)]

    def runs(self, words: tuple[str, ...]) -> list[Run]:
        found, at = [], 0
        while at <= len(words) - GRAM:
            best = max(self._shared(words, at), key=lambda run: run.length, default=None)
            found += [best] if best else []
            at += best.length if best else 1
        return found

    def _shared(self, words: tuple[str, ...], at: int) -> Iterator[Run]:
        for source, theirs in self.texts.items():
            for place in range(len(theirs) - GRAM + 1):
                pairs = zip(words[at:], theirs[place:], strict=False)
                length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
                if length >= GRAM:
                    yield Run(at, length, source, place)


FEW = st.lists(st.sampled_from("abcd"), max_size=9).map(" ".join)


@given(st.lists(st.tuples(FEW, st.booleans()), max_size=6), st.integers(1, 4), st.booleans())
def test_runs_are_those_of_a_plain_index(
    texts: list[tuple[str, bool]], window: int, known: bool
) -> None:
    index, plain = PassageIndex(window), PlainIndex(window)
    said = [split_words(text) for text, _ in texts]
    common = common_places([words.words for words in said]) if known else None
    for number, (words, (_, is_whole)) in enumerate(zip(said, texts, strict=True)):
        places = common[number] if common else None
        assert index.runs(words, places) == plain.runs(words.words)
        own = words.words if is_whole else words.words[:2] + words.words[4:]
        index.add(number, own, places=places if is_whole else None)
        plain.add(number, own)


def test_what_stands_in_one_place_only_needs_no_index() -> None:
    texts = [tuple("abcdx"), tuple("yabc"), (), tuple("aq"), tuple("cdefgcdefg")]
    assert common_places(texts) == [[0], [1], [], [], [0, 1, 2, 5, 6, 7]]
    assert common_places([]) == []
    assert common_places([("a",) * (1 << 22)]) is None
