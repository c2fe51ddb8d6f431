"""Each measure: its worked example in the docs, its range, and what must not change it."""

from __future__ import annotations

import doctest
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from analyzers.article_stance import ToArticle
from analyzers.measures import (
    MARGIN,
    Person,
    balance_flip,
    controversy,
    first_and_last,
    flip,
    in_time,
    mean,
    minutes_between,
    moment,
    people,
    split,
)
from tests.analyzers.making import Said, thread_of

DOCS = Path(__file__).parents[2] / "docs" / "measures.md"

_SHARES = st.tuples(*[st.floats(0.01, 1)] * 3).map(
    lambda parts: ToArticle(*(part / sum(parts) for part in parts))
)
_LEANS = st.lists(st.floats(-1, 1), max_size=12)


def test_every_example_in_the_docs_comes_out() -> None:
    tried = doctest.testfile(str(DOCS), module_relative=False)
    assert tried.attempted > 30
    assert tried.failed == 0


def speakers(*stances: ToArticle) -> list[tuple[Person, ToArticle]]:
    return [((f"p{number}", None), stance) for number, stance in enumerate(stances)]


def test_split_at_its_ends_and_between() -> None:
    support, oppose, neutral = ToArticle(1, 0, 0), ToArticle(0, 0, 1), ToArticle(0, 1, 0)
    assert split(speakers(*[support] * 3)) == 0
    assert split(speakers(*[neutral] * 3)) == 0
    assert split(speakers(support, oppose)) == 0.6667
    assert split(speakers(*[support, oppose] * 50)) == 0.9901
    assert split(speakers(support, oppose, neutral, neutral)) == 0.6667  # they take no side
    assert split(speakers(support, support, support, oppose)) == 0.4
    assert split([(("ana", None), support), (("ana", None), oppose)]) == 0
    assert split([]) == 0


def test_doubt_is_no_split() -> None:
    doubt, faint = ToArticle(0.45, 0.1, 0.45), ToArticle(0.4, 0.2, 0.4)
    assert split(speakers(*[doubt] * 6, *[faint] * 4)) == 0
    hardly = ToArticle(0.35, 0.4, 0.25), ToArticle(0.25, 0.4, 0.35)
    assert split(speakers(*hardly)) < split(speakers(*hardly * 5)) < 0.51


def test_who_writes_a_lot_has_one_voice() -> None:
    support, oppose = ToArticle(0.8, 0.1, 0.1), ToArticle(0.1, 0.1, 0.8)
    ana, *others = speakers(support, oppose, oppose)
    assert split([*[ana] * 9, *others]) == split([ana, *others])


@given(st.lists(st.tuples(st.sampled_from("abcde"), _SHARES), max_size=8), st.randoms())
def test_split_has_its_range_and_neither_sides_nor_order_nor_names(
    said: list[tuple[str, ToArticle]], chance: Random
) -> None:
    found = split(((name, None), stance) for name, stance in said)
    assert 0 <= found < 1
    mirrored = [
        ((f"not {name}", None), ToArticle(one.oppose, one.neutral, one.support))
        for name, one in said
    ]
    chance.shuffle(mirrored)
    assert abs(split(mirrored) - found) <= 1e-4
    assert len({name for name, _ in said}) > 1 or found == 0


@given(_LEANS)
def test_a_flip_stands_against_the_first_and_so_does_all_after_it(leans: list[float]) -> None:
    found = flip(leans)
    if found is not None:
        after = [lean for lean in leans[found:] if abs(lean) >= MARGIN]
        assert len(after) >= max(2, len(leans[found:]) / 2)
        assert all((lean > 0) != (leans[0] > 0) for lean in after)
        before = [lean for lean in leans[1:found] if abs(lean) >= MARGIN]
        assert not before or (before[-1] > 0) == (leans[0] > 0)
    assert flip([-lean for lean in leans]) == found


def test_many_faint_leans_turn_no_chain() -> None:
    assert flip([0.12, -0.07, *[0.01] * 9, -0.11, *[-0.04] * 9]) is None
    assert balance_flip([0.12, *[-0.04] * 20]) is None
    assert balance_flip([0.12, -0.07, *[0.01] * 9, -0.11, *[-0.04] * 9]) is None
    assert balance_flip([0.12, 0.2, -0.3, -0.2]) is None
    assert balance_flip([0.12, 0.2, -0.3, -0.2, -0.04]) == 3


@given(_LEANS)
def test_the_balance_stays_on_its_new_side(leans: list[float]) -> None:
    found = balance_flip(leans)
    assert balance_flip([-lean for lean in leans]) == found
    assert balance_flip([0.0, 0.04, *leans]) == (None if found is None else found + 2)
    if found is not None:
        taken = [lean if abs(lean) >= MARGIN else 0.0 for lean in leans]
        assert 2 * sum(lean != 0 for lean in taken[found:]) >= len(taken[found:])
        before, after = sum(taken[:found]), sum(taken[: found + 1])
        assert abs(after) >= MARGIN - 1e-9
        assert (before > 0) != (after > 0) or abs(before) < MARGIN + 1e-9


@given(st.lists(st.integers(1, 9), max_size=40), st.randoms(use_true_random=False))
def test_controversy_has_its_range_and_no_order(levels: list[int], chance: Random) -> None:
    found = controversy(levels)
    assert 0 <= found <= max(levels, default=0)
    assert found <= levels.count(found) if found else True
    mixed = list(levels)
    chance.shuffle(mixed)
    assert controversy(mixed) == found
    assert controversy([*levels, 1]) >= found


def test_minutes_are_told_only_between_times_of_day() -> None:
    assert minutes_between("2015-09-18T10:00", "2015-09-18T11:30") == 90
    assert minutes_between("2003-02-25T04:27:00-07:00", "2003-02-25T13:28:00+02:00") == 1
    for before, after in [
        ("2015-09-18", "2015-09-18"),
        ("2015-09-18T11:30", "2015-09-18T10:00"),
        (None, "2015-09-18T10:00"),
        ("2015-09-18T10:00", "on Friday evening"),
    ]:
        assert minutes_between(before, after) is None


def test_time_orders_comments_only_where_each_has_one() -> None:
    said = [Said("a", at="2015-09-18T10:00"), Said("b", at="2015-09-17"), Said("c", at=None)]
    whole, timed = thread_of(said).comments, thread_of(said[:2]).comments
    assert [comment.id for comment in in_time(reversed(whole))] == ["c1", "c2", "c3"]
    assert [comment.id for comment in in_time(timed)] == ["c2", "c1"]


def test_zones_are_brought_to_one() -> None:
    west, east = moment("2003-02-25T04:27:00-07:00"), moment("2003-02-25T13:26:00+02:00")
    assert west
    assert east
    assert west > east
    assert moment("2003-02-25T11:27") == west
    assert (moment("yesterday"), moment(None)) == (None, None)


def test_a_time_that_no_calendar_has_in_utc_is_none() -> None:
    early, late = "0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00"
    assert moment(early) is moment(late) is None
    said = [Said("a", at=early), Said("b", at=late)]
    assert [comment.id for comment in in_time(thread_of(said).comments)] == ["c1", "c2"]
    assert first_and_last(thread_of(said).comments) == (None, None)


def test_people_and_means_of_nothing() -> None:
    assert people([]) == 0
    assert (
        people(thread_of([Said("", by="ana"), Said("", by="ana"), Said(""), Said("")]).comments)
        == 3
    )
    assert mean([]) is None
