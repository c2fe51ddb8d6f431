from __future__ import annotations

import time

import pytest

from reports.mentions import Mentions
from reports.ordinary import is_of_ordinary_words, is_ordinary
from reports.pseudonymised.addresses import cut_address, without_ways_to_people
from reports.pseudonymised.keys import Key
from reports.pseudonymised.traces import Traces


def knowing(*names: str) -> Mentions:
    made = Mentions()
    for number, name in enumerate(names, 1):
        made.learn(name, f"[{number}]")
    return made


@pytest.mark.parametrize(
    ("names", "text", "left"),
    [
        (["Ann", "Annette"], "Ann, annette, ANN; Annex, Annettes", "[1], [2], [1]; Annex, [2]s"),
        (["Jones", "Mike Jones"], "Mike Jones, mike_jones, mikejones, Jones", "[2], [2], [2], [1]"),
        (["Mike Masnick"], "xMike Masnicky, Mike's", "x[1]y, [1]'s"),
        (["istic"], "realistic, mysticistic", "realistic, mystic[1]"),
        (["mike", "mark"], "mike and mark, Mark; @mark", "[1] and mark, [2]; @[2]"),
        (["a.*(b|c)+$"], "a.*(b|c)+$ aab", "a.*(b|c)+$ aab"),
        (["José"], "Jose\u0301 and JOSÉ", "[1] and [1]"),
        (["甘德", "甘"], "听甘德说,甘", "听[1]说,[2]"),
        (["???"], "what??? ??? 12", "what??? [1] 12"),
        (["1984"], "in 1984, @1984", "in 1984, @[1]"),
        (["İstanbullu"], "İSTANBULLU? xİstanbullux", "[1]? x[1]x"),
    ],
)
def test_names_in_names_and_in_words(names: list[str], text: str, left: str) -> None:
    assert knowing(*names).replaced(text) == left


def test_a_shared_name_stays_also_where_it_holds_a_name() -> None:
    made = knowing("Coward")
    made.let_be("Anonymous Coward")
    assert made.replaced("Anonymous Coward, not Coward") == "Anonymous Coward, not [1]"


def test_names_that_begin_alike_take_no_longer() -> None:
    def seconds(count: int) -> float:
        made = knowing(*(f"Walker{n} of{n} Hill" for n in range(count)))
        start = time.process_time()
        made.replaced("so says Walker17 of17 Hill and walkerless " * 3000)
        return time.process_time() - start

    seconds(10)
    assert seconds(8000) < 5 * seconds(80) + 0.5


def test_given_names_are_no_ordinary_words() -> None:
    assert [word for word in ("mike", "sarah", "masnick") if is_ordinary(word)] == []
    assert all(map(is_ordinary, ("mark", "truth", "hope", "17")))
    assert is_of_ordinary_words("Just Asking?")
    assert not is_of_ordinary_words("Just Mike")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("http://a.example/x/Mike%2BMasnick/1.html.", "http://a.example/…."),
        ("(https://mikemasnick.example/a)", "([link])"),
        ("https://a.example/2015/09/18/story.html", "https://a.example/2015/09/18/story.html"),
        ("https://a.example/profile.php?id=12", "https://a.example/…"),
        ("https://a.example/s?author=12&p=1", "https://a.example/…"),
        ("https://me:secret@a.example/~them", "https://a.example/…"),
        ("facebook.com/them and netflix.com/title", "facebook.com/… and netflix.com/title"),
        ("write to so.me-body@mail.example.org!", "write to [e-mail]!"),
        ("Mike%20Masnick says 100%", "[1] says 100%"),
        ("mike%2520masnick", "[1]"),
    ],
)
def test_addresses_that_lead_to_people_are_cut(text: str, left: str) -> None:
    assert without_ways_to_people(text, knowing("Mike Masnick")) == left


def test_the_articles_own_address_may_look_like_a_profile() -> None:
    address = "https://a.example/@somebody/story"
    assert cut_address(address, knowing("Hedgerow"), profiles=False) == address
    assert cut_address(address, knowing("somebodyx"), profiles=False) == address
    assert cut_address(address, knowing("Hedgerow")) == "https://a.example/…"
    named = "https://a.example/why-hedgerow-is-wrong"
    assert cut_address(named, knowing("Hedgerow"), profiles=False) == "https://a.example/…"


def test_keyed_pseudonyms_are_of_the_name_and_the_key() -> None:
    one, other = Key(b"1" * 32), Key(b"2" * 32)
    assert one.pseudonym("Mike  MASNICK") == one.pseudonym("mike masnick")
    assert one.pseudonym("mike") != other.pseudonym("mike")
    assert one.pseudonym("Anonymous Coward (from 203.0.113.7)") == "Anonymous Coward"
    assert one.pseudonym("Anonymous Coward") == "Anonymous Coward"
    assert one.author_id("r-0123456789").startswith("r-")
    assert one.comment_id("abc-defg").startswith(f"{one.article_id('abc')}-")
    assert "1" * 8 not in repr(one)


def test_traces_are_found_as_words_and_within() -> None:
    traces = Traces(["Rob", "Ann", "Hedgerow", "Дмитрий", "甘德", "absent", "Walker1", "Walker22"])
    traces.look_in(["a ROB in problems", "manner", "HedgerowS дМИТРИЙ, 听甘德说", "walker22"])
    assert traces.alone == {"Rob", "Дмитрий", "Walker22"}
    assert traces.found == traces.alone | {"Ann", "Hedgerow", "甘德"}


def test_of_two_names_that_overlap_neither_stays() -> None:
    names = Mentions()
    for name in (":0:", ":0:À"):
        names.learn(name, "somebody")
    assert names.replaced("I told :0: À so.") == "I told somebody so."
