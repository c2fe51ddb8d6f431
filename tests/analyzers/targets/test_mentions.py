"""Where a text names a target: whole words, whatever case and number, acronyms in capitals."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.targets.mentions import Finder
from analyzers.targets.target import Target
from analyzers.targets.tokens import tokens_of
from tests.analyzers.targets.reading import named


def finds(alias: str, text: str) -> list[str]:
    return [words for _, words in named(text, [Target(name=alias)])]


@pytest.mark.parametrize(
    ("alias", "text", "words"),
    [
        (
            "library",
            "The Library, the libraries, LIBRARY'S.",
            ["Library", "libraries", "LIBRARY'S"],
        ),
        ("late fees", "a late fee and late-fees", ["late fee", "late-fees"]),
        ("tech company", "tech companies’ taxes", ["tech companies’ taxes"[:14]]),
        ("tax", "Taxes, taxis, taxed", ["Taxes"]),
        ("bus", "two buses on the busway", ["buses"]),
        ("news", "the newt is new", []),
        ("cat", "concatenate cat-like scatter", ["cat"]),
        ("US", "Give us the US, the U.S. and the US's", ["US", "U.S.", "US's"]),
        ("US", "GIVE US OUR BOOKS BACK NOW", []),
        ("NSA", "THE NSA READS OUR MAIL", ["NSA"]),
        ("NSA", "two NSAs, one nsa", ["NSAs"]),
        ("nsa", "the NSA and the nsa", ["NSA", "nsa"]),
        ("A better deal", "a better deal", ["a better deal"]),
        ("C++", "C, C++ and c++; C+ too", ["C", "c"]),
        (".NET", "the net, .net and .NET", ["net", "NET"]),
        ("AT&T", "AT T, at&t", ["at&t"]),
        ("=Jobs", "Jobs lost jobs", ["Jobs"]),
        ("=Jobs", "Jobsworth", []),
        ("free the books", "#FreeTheBooks! #freethebooks", ["FreeTheBooks", "freethebooks"]),
        ("library", "#SaveTheLibrary @LibraryFan @library", ["Library", "library"]),
        ("library", "see https://library.example/library now", []),
        ("甘德", "这是 甘德 吗", ["甘德"]),
        ("O'Reilly", "OReilly, O’Reilly’s", ["OReilly", "O’Reilly’s"]),
    ],
)
def test_an_alias_is_found(alias: str, text: str, words: list[str]) -> None:
    assert finds(alias, text) == words


def test_the_longest_of_overlapping_phrases_counts() -> None:
    targets = [Target(name="China"), Target(name="chip maker", aliases=("China chip maker",))]
    assert named("A China chip maker in China", targets) == [
        ("chip maker", "China chip maker"),
        ("China", "China"),
    ]


def test_one_phrase_may_mean_something_to_several_targets() -> None:
    targets = [Target(name="mayor"), Target(name="rival", opponents=("mayor",))]
    assert named("the mayor", targets) == [("mayor", "mayor"), ("rival", "mayor")]


_HOSTILE = ("(a+)+$", "[", ".*", "a|b", "\\", "^x$", "(?P<x>", "a{9999}", "\x1b[2Jx", "x\u202ey")


@pytest.mark.parametrize("alias", _HOSTILE)
def test_marks_that_mean_something_to_regular_expressions_are_only_marks(alias: str) -> None:
    text = f"before {alias} after, and xyz aaaa"
    found = finds(alias, text)
    assert all(alias.casefold() in text.casefold() for _ in found)
    assert len(found) == (1 if re.search(r"[^\W_]", alias) else 0)


@given(st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_the_quick_look_never_misses(text: str, alias: str) -> None:
    finder = Finder([Target(name=alias), Target(name="US"), Target(name="free the books")])
    if finder.find(text, tokens_of(text)):
        assert finder.may_name(text)


@given(st.lists(st.sampled_from("the US's U.S. #US free books' O’US usa".split()), max_size=8))
def test_the_quick_look_knows_every_spelling(words: list[str]) -> None:
    text = " ".join(words)
    finder = Finder([Target(name="US"), Target(name="free books")])
    assert finder.may_name(text) >= bool(finder.find(text, tokens_of(text)))


@pytest.mark.parametrize("unit", ["library ", "#", "A.", "a'", "late ", "#aB", "@x", "."])
def test_time_is_linear_in_the_text(unit: str) -> None:
    finder = Finder([Target(name="library"), Target(name="late late late fees")])

    def seconds(times: int) -> float:
        text = unit * times
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            finder.find(text, tokens_of(text))
            best = min(best, time.process_time() - started)
        return best

    assert seconds(16_000) < 30 * seconds(2_000) + 0.05
