"""Heat and its parts: their range, what raises them, and what is no quarrel."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.heat import Exchange, Heat, heat, pile_on, quickness

ANA, BEN, CEM, DOT = (("ana", None), ("ben", None), ("cem", None), (None, "c4"))
_PEOPLE = st.sampled_from((ANA, BEN, CEM, DOT))
_STANCES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(
    lambda two: (two[0] * (1 - two[1]), two[1])
)
_REPLIES = st.lists(
    st.builds(
        lambda speaker, answered, stance, compound, minutes: Exchange(
            speaker, answered, stance[0], stance[1], compound, minutes
        ),
        _PEOPLE,
        _PEOPLE,
        _STANCES,
        st.floats(-1, 1),
        st.none() | st.floats(0, 1e6),
    ),
    max_size=12,
)


def no(speaker: tuple[str | None, str | None], answered: tuple[str | None, str | None]) -> Exchange:
    return Exchange(speaker, answered, 0.0, 1.0, -0.5)


@given(_REPLIES)
def test_every_part_has_its_range(replies: list[Exchange]) -> None:
    found = heat(replies)
    assert all(0 <= part <= 1 for part in found if part is not None)
    assert found.whole < 1
    known = [part for part in found[1:] if part is not None]
    assert min(known) - 1e-4 <= found.whole <= max(known) + 1e-4
    assert (found.speed is None) == all(reply.minutes is None for reply in replies)


@given(_REPLIES)
def test_heat_rises_with_disagreement_and_anger(replies: list[Exchange]) -> None:
    worse = [reply._replace(agree=0.0, disagree=1.0, compound=-1.0) for reply in replies]
    for mild, bitter in zip(heat(replies), heat(worse), strict=True):
        assert (mild or 0) <= (bitter or 0)


@given(_REPLIES, st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(replies: list[Exchange], chance: Random) -> None:
    other = {ANA: ("x", None), BEN: (None, "c9"), CEM: ("z", None), DOT: ("w", None)}
    changed = [
        reply._replace(speaker=other[reply.speaker], answered=other[reply.answered])
        for reply in replies
    ]
    chance.shuffle(changed)
    for part, same in zip(heat(replies), heat(changed), strict=True):
        assert part == (None if same is None else pytest.approx(same, abs=2e-4))


def test_without_times_the_other_parts_are_all_there_is() -> None:
    # (1/3 + 0.5/3 + 0) / 2.5
    assert heat([no(BEN, ANA)]) == Heat(0.2, 0.3333, 0.1667, None, 0.0)


def test_haste_counts_where_it_disagrees() -> None:
    angry = heat([no(BEN, ANA)._replace(minutes=0)])
    assert angry.speed == 0.3333
    assert heat([no(BEN, ANA)._replace(minutes=600)]).speed == pytest.approx(0.0303, abs=1e-4)
    assert heat([Exchange(BEN, ANA, 1.0, 0.0, 0.5, minutes=0)]).speed == 0
    assert quickness(60) == 0.5


def test_a_pile_on_takes_several_against_one() -> None:
    assert pile_on([no(BEN, ANA)] * 9) == 0
    assert pile_on([no(BEN, ANA), no(ANA, BEN)]) == 0
    assert pile_on([no(ANA, ANA), no(BEN, ANA)]) == 0
    assert pile_on([no(BEN, ANA), no(CEM, ANA)]) == pytest.approx(1 / 3)
    assert pile_on([no(BEN, ANA), no(CEM, ANA), no(DOT, ANA)]) == pytest.approx(1 / 2)


def test_who_has_friends_is_not_alone() -> None:
    friend = Exchange(DOT, ANA, 1.0, 0.0, 0.5)
    assert pile_on([no(BEN, ANA), no(CEM, ANA), friend]) == 0


def test_comments_under_a_shared_name_are_persons_of_their_own() -> None:
    assert pile_on([no((None, "c2"), ANA), no((None, "c3"), ANA)]) == pytest.approx(1 / 3)


def test_speed_is_of_the_replies_whose_time_is_known() -> None:
    quick = no(BEN, ANA)._replace(minutes=60.0)  # half as quick as one at once
    assert heat([quick]).speed == round(0.5 / 3, 4)
    assert heat([quick, no(CEM, ANA), no(DOT, ANA)]).speed == round(0.5 / 3, 4)
