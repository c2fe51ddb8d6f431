"""How opinion moves: hand-worked threads, ranges, and what must not change a measure."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.article_stance import ToArticle
from analyzers.contract import Rows
from analyzers.dynamics import DynamicsRow, analyze, difference, first_mover, split_opens
from analyzers.measures import Person
from tests.analyzers.making import ARTICLE, Said, thread_of
from threads.model import Thread

FOR, AGAINST, NONE = ToArticle(1, 0, 0), ToArticle(0, 0, 1), ToArticle(0, 1, 0)
_LEANS = st.lists(st.lists(st.floats(-1, 1), max_size=7), max_size=5)


def stance(number: int, agree: float, lean: float) -> dict[str, Any]:
    """Make a row of stance; ``lean`` is towards the article."""
    return {
        "comment_id": f"c{number}",
        "parent_agree": agree,
        "parent_disagree": 1 - agree,
        "article_support": (1 + lean) / 2,
        "article_neutral": 0.0,
        "article_oppose": (1 - lean) / 2,
    }


def row_of(thread: Thread, stances: Rows) -> DynamicsRow:
    (row,) = analyze(thread, {"stance": stances})
    return row


def speakers(*stances: ToArticle) -> list[tuple[Person, ToArticle]]:
    return [((f"p{number}", None), stance) for number, stance in enumerate(stances)]


def test_a_thread_by_hand() -> None:
    """Ana opens; Ben and Cem answer her alike, then somebody otherwise; she answers Ben."""
    said = [
        Said("a", 0, "ana"),
        Said("b", 1, "ben"),
        Said("c", 1, "cem"),
        Said("d", 1),
        Said("e", 2, "ana"),
    ]
    stances = [
        stance(1, 0.9, 0.8),
        stance(2, 0.1, -0.6),
        stance(3, 0.2, -0.4),
        stance(4, 0.6, 0.2),
        stance(5, 0.1, 0.7),
    ]
    assert row_of(thread_of(said), stances) == {
        "article_id": "a",
        "controversy": 2,  # levels of 1, 3 and 1
        # split so far: 0, 1.2 / 2.4, 1.6 / 2.8, 2 / 3, 1.9 / 2.95 (ana leans 0.75 now)
        "opened_comment_id": "c2",
        "drift_time": 0.0667,  # (-0.4 + 0.2 + 0.7) / 3 - (0.8 - 0.6) / 2
        "drift_depth": None,  # one top-level comment only
        # leans -0.8, -0.6, 0.2: (0.48 - 0.16) / 2 - (-0.12)
        "first_mover": 0.28,
        "first_mover_z": 0.64,
        "first_mover_chains": 1,
        "gini": 0.15,  # of 1, 1, 1, 2: 2 * 14 / 20 - 5 / 4
        "reciprocity": 0.5,  # four ties, of which ben to ana and ana to ben are mutual
    }


def test_where_nothing_was_scored_nothing_is_claimed() -> None:
    row = row_of(thread_of([Said("a", by="ana"), Said("b", 1)]), [])
    assert (row["opened_comment_id"], row["drift_time"], row["drift_depth"]) == (None, None, None)
    assert (row["first_mover"], row["first_mover_z"], row["first_mover_chains"]) == (None, None, 0)
    assert (row["gini"], row["reciprocity"]) == (0, 0)
    assert analyze(thread_of([Said("", state="removed")]), {"stance": []}) == []


def test_the_split_opens_where_it_stays_open() -> None:
    assert split_opens(speakers(FOR, AGAINST, FOR, AGAINST)) == 1
    assert split_opens(speakers(FOR, FOR, FOR, AGAINST, AGAINST, AGAINST)) == 4
    assert split_opens(speakers(FOR, AGAINST, FOR, FOR, FOR, AGAINST, AGAINST)) == 5
    assert split_opens(speakers(FOR, FOR, FOR, AGAINST, AGAINST)) is None  # the last word alone
    assert split_opens(speakers(FOR, AGAINST, *[NONE] * 3)) == 1  # who is on no side closes nothing
    assert split_opens(speakers(FOR, AGAINST, *[FOR] * 4)) is None  # it closed again
    assert split_opens(speakers(*[FOR, AGAINST] * 12)) == 1
    # 9 of 33 come to 18 / 34; two comments more are not the last tenth
    assert split_opens(speakers(*[FOR] * 24, *[AGAINST] * 10)) is None
    assert split_opens(speakers(*[FOR] * 24, *[AGAINST] * 11)) == 32
    assert split_opens([(("ana", None), FOR), (("ana", None), AGAINST)] * 2) is None


def test_the_article_s_author_opens_no_split() -> None:
    said = [Said("a", 0, "ana"), Said("b", 1, "ben"), Said("c", 2, "ana"), Said("d", 3, "cem")]
    leans = [stance(1, 0.9, -0.9), stance(2, 0.1, 0.9), stance(3, 0.1, -0.9), stance(4, 0.1, 0.0)]
    assert row_of(thread_of(said), leans)["opened_comment_id"] == "c2"
    by_ben = replace(ARTICLE, author="ben")
    assert row_of(thread_of(said, by_ben), leans)["opened_comment_id"] is None


@given(st.lists(st.sampled_from((FOR, AGAINST, NONE)), max_size=12))
def test_the_opening_has_no_sides(stances: list[ToArticle]) -> None:
    found = split_opens(speakers(*stances))
    mirrored = [ToArticle(one.oppose, one.neutral, one.support) for one in stances]
    assert split_opens(speakers(*mirrored)) == found
    assert found is None or 1 <= found <= len(stances) - 2


def test_who_follows_the_first_and_who_does_not() -> None:
    following = first_mover([[1, 1, 0.1, 0.1]] * 30)
    assert following.effect
    assert following.effect > 0
    assert following.z
    assert following.z > 2
    contrary = first_mover([[-1, 1, 1, 1]] * 30)
    assert contrary.effect == -2
    alike = first_mover([[0.5, 0.5, 0.5]] * 30)  # the root is to blame, not the first
    assert alike == (0, None, 30)
    assert first_mover([[1, 1], [1], []]) == (None, None, 0)


def test_chance_makes_no_first_mover() -> None:
    chance = Random(4)
    chains = [[chance.uniform(-1, 1) for _ in range(5)] for _ in range(60)]
    found = [first_mover([chance.sample(one, 5) for one in chains]).z for _ in range(300)]
    beyond = sum(abs(z or 0) > 1.96 for z in found)
    assert 5 <= beyond <= 27  # of 300, 15 are due


@given(_LEANS, st.randoms(use_true_random=False))
def test_a_first_mover_has_its_range_and_later_ones_no_order(
    chains: list[list[float]], chance: Random
) -> None:
    found = first_mover(chains)
    assert found.chains == sum(len(leans) >= 3 for leans in chains)
    assert found.effect is None or -2 <= found.effect <= 2
    mixed = [[*leans[:1], *chance.sample(leans[1:], len(leans[1:]))] for leans in chains]
    assert first_mover(mixed).effect == pytest.approx(found.effect, abs=2e-4)
    turned = first_mover([[-lean for lean in leans] for leans in chains])
    assert turned.effect == pytest.approx(found.effect, abs=2e-4)


def test_one_person_is_heard_once_by_a_root_and_its_author_never() -> None:
    said = [Said("a", 0, "ana"), Said("b", 1, "ben"), Said("b", 1, "ben"), Said("a", 1, "ana")]
    stances = [stance(number, 0.5, 0) for number in range(1, 7)]
    assert row_of(thread_of(said), stances[:4])["first_mover_chains"] == 0
    more = [*said, Said("c", 1), Said("d", 1)]
    assert row_of(thread_of(more), stances)["first_mover_chains"] == 1


def test_a_difference_takes_two_on_each_side() -> None:
    assert difference([0, 0], [1, 0]) == 0.5
    assert difference([0], [1, 1]) is None
    assert difference([], []) is None


@st.composite
def timed(draw: st.DrawFn) -> tuple[Thread, Rows]:
    """Draw a thread in which every comment has a time of its own, and its stances."""
    said, stances = [], []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        parent = draw(st.integers(0, number - 1))
        said.append(
            Said(
                "a", parent, draw(st.none() | st.sampled_from("abc")), f"2015-09-18T10:{number:02}"
            )
        )
        stances.append(stance(number, draw(st.floats(0, 1)), draw(st.floats(-1, 1))))
    return thread_of(said), stances


@settings(deadline=None)
@given(timed(), st.randoms(use_true_random=False))
def test_ranges_hold_and_neither_names_nor_places_matter(
    drawn: tuple[Thread, Rows], chance: Random
) -> None:
    thread, stances = drawn
    row = row_of(thread, stances)
    assert 0 <= row["controversy"] <= len(thread.comments)
    assert all(-2 <= (row[name] or 0) <= 2 for name in ("drift_time", "drift_depth"))
    positions = [comment.position for comment in thread.comments]
    chance.shuffle(positions)
    moved = [
        replace(comment, position=position, author_id=comment.author_id and f"x{comment.author_id}")
        for comment, position in zip(thread.comments, positions, strict=True)
    ]
    chance.shuffle(moved)
    other = row_of(replace(thread, comments=tuple(moved)), stances)
    assert other == {
        name: pytest.approx(value, abs=2e-4) if isinstance(value, float) else value
        for name, value in row.items()
    }


@pytest.mark.parametrize("parent", [1, None], ids=["wide", "deep"])
def test_fifty_thousand_comments(parent: int | None) -> None:
    said = [Said("a", 0)]
    said += [Said("a", i if parent is None else parent) for i in range(1, 50_000)]
    stances = [stance(number, 0.5, 0.1) for number in range(1, 50_001)]
    row = row_of(thread_of(said), stances)
    assert row["first_mover_chains"] == (parent is not None)
