from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.passages import PassageIndex
from threads.quotes import find_passages, without_passages
from threads.words import split_words

SAID = (
    "The council never asked a single tenant before it let the bells in. "
    "I have lived on this street for thirty years, and nobody rang to ask."
)


@pytest.fixture
def index() -> PassageIndex:
    found = PassageIndex()
    found.add(-1, split_words("Doorbells with cameras hold footage for ninety days.").words)
    found.add(4, split_words(SAID).words)
    return found


CASES = {
    "a whole paragraph": (
        "The council never asked a single tenant before it let the bells in.\n\nNot so.",
        [(4, "The council never asked a single tenant before it let the bells in.")],
        "Not so.",
    ),
    "trimmed with dots": (
        "... a single tenant before it let the bells in ...\nThere was a hearing.",
        [(4, "... a single tenant before it let the bells in ...")],
        "There was a hearing.",
    ),
    "re-punctuated, a word changed": (
        "I've lived on this street for 30 years and nobody rang to ask!\n\nI did ring.",
        [(4, "I've lived on this street for 30 years and nobody rang to ask!")],
        "I did ring.",
    ),
    "short, but it carries a topic": (
        "ninety days\n\nThat is three months.",
        [],
        "ninety days\n\nThat is three months.",
    ),
    "three words of the article": (
        "footage for ninety days\n\nThat is three months.",
        [(-1, "footage for ninety days")],
        "That is three months.",
    ),
    "in quotation marks inside a line": (
        "When you say “lived on this street for thirty years” I wonder which street.",
        [(4, "lived on this street for thirty years")],
        "When you say “” I wonder which street.",
    ),
    "two sources": (
        "Doorbells with cameras hold footage for ninety days.\n\n"
        "nobody rang to ask\n\nBoth are wrong.",
        [
            (-1, "Doorbells with cameras hold footage for ninety days."),
            (4, "nobody rang to ask"),
        ],
        "Both are wrong.",
    ),
    "phrases of the language": ("I have lived well.", [], "I have lived well."),
    "nothing": ("Quite another matter.", [], "Quite another matter."),
}


@pytest.mark.parametrize("name", CASES)
def test_passages_and_own_words(name: str, index: PassageIndex) -> None:
    text, expected, own = CASES[name]
    passages = find_passages(text, (), index)
    assert [(p.source, text[p.start : p.end]) for p in passages] == expected
    assert without_passages(text, passages) == own


def test_a_marked_quotation_from_outside_is_nobodys_own_words(index: PassageIndex) -> None:
    text = "Section 12 forbids retention.\n\nThere you have it."
    passages = find_passages(text, ("Section 12 forbids retention.",), index)
    assert [(p.source, p.similarity) for p in passages] == [(None, 0.0)]
    assert without_passages(text, passages) == "There you have it."


@pytest.mark.parametrize(
    ("text", "marked", "own"),
    [
        ("shrugs", ("shrugs",), "shrugs"),
        ("No.\n\nNever!", ("No.\n\nNever!",), "No.\n\nNever!"),
        ("nobody rang to ask\n\nshrugs", ("nobody rang to ask", "shrugs"), "shrugs"),
        ("nobody rang to ask", ("nobody rang to ask",), ""),
        ("shrugs\n\n:-)", ("shrugs",), "shrugs\n\n:-)"),
        ("shrugs\n\nSo what?", ("shrugs",), "So what?"),
    ],
)
def test_marked_words_are_ones_own_where_nothing_else_is_said(
    index: PassageIndex, text: str, marked: tuple[str, ...], own: str
) -> None:
    passages = find_passages(text, marked, index)
    assert without_passages(text, passages) == own
    assert all(passage.source is not None for passage in passages) is (own != "So what?")


def test_marked_lines_need_less_proof(index: PassageIndex) -> None:
    text = "ninety days"
    assert find_passages(text, (), index) == []
    assert find_passages("for ninety days", ("for ninety days",), index)[0].source == -1


@given(st.text(alphabet='ab \n."“”', max_size=200), st.lists(st.text(max_size=5), max_size=3))
def test_passages_lie_in_order_inside_the_text(text: str, marked: list[str]) -> None:
    found = PassageIndex()
    found.add(0, tuple("a b a a b b a".split()))
    passages = find_passages(text, tuple(marked), found)
    end = 0
    for passage in passages:
        assert end <= passage.start < passage.end <= len(text)
        end = passage.end
    assert len(without_passages(text, passages)) <= len(text)


def test_long_texts_take_time_in_proportion(index: PassageIndex) -> None:
    def seconds(times: int) -> float:
        text = "nobody rang to ask\nI have lived on this street\n\n" * times
        start = time.process_time()
        find_passages(text, (), index)
        return time.process_time() - start

    # Eight times the text; were it looked through for each of its lines, that came to 64.
    assert min(seconds(1_600) for _ in range(3)) < 24 * min(seconds(200) for _ in range(3))
