"""What is said of camps, and of what they share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzers.camps import FEWEST_REPLIES
from reports.camp_queries import GroundRow
from reports.camps import camps_told, ground_told
from reports.rows import CampsRow

TWO = CampsRow(camps=2, replies=60, z=2.84, in_a=7, in_b=3, cross_camp=0.75,
               people=12, frustration=0.2, frustration_random=0.31, tellable=3,
             agreed=1)  # fmt: skip
NONE = CampsRow(camps=0, replies=60, z=-0.04, in_a=0, in_b=0, cross_camp=None,
                people=12, frustration=0.3, frustration_random=0.31, tellable=3,
             agreed=1)  # fmt: skip
CROSSING = (
    "camps: 7 people with the article's side, 3 against it; 75% of answers, those to the article"
    " among them, cross"
)
SHUFFLED = (
    "camps: no split to find; two camps explain who agrees with whom {} better than they would if"
    " the stances were shuffled"
)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (TWO, CROSSING),
        (NONE, SHUFFLED.format("no")),
        (replace(NONE, z=1.2), SHUFFLED.format("hardly")),
        (replace(NONE, z=None), "camps: no split to find, as the replies all say the same"),
        (replace(NONE, z=2.4), "camps: no split to find, as hardly anybody answers across it"),
        (
            replace(NONE, replies=FEWEST_REPLIES - 1),
            "camps: 29 answers to people or the article, too few to tell whether there are two",
        ),
        (
            replace(NONE, replies=1, z=None),
            "camps: 1 answer to people or the article, too few to tell whether there are two",
        ),
        (
            replace(NONE, replies=1, z=None, people=1),
            "camps: too few people to tell whether there are two",
        ),
    ],
)
def test_camps_are_told_in_a_line(row: CampsRow, told: str) -> None:
    assert camps_told(row) == told


def test_comments_under_shared_names_are_said_to_be_people() -> None:
    told = camps_told(TWO, shared=4)
    assert "3 against it (each comment under a shared name being one); 75% of answers" in told


def ground(position: int, shared: int | None, agree: float = 0.704) -> GroundRow:
    return GroundRow(
        position=position,
        comment_id=f"c{position}",
        author="ana",
        camp="A",
        people_a=2,
        people_b=2,
        agree_a=agree,
        agree_b=0.65,
        consensus=agree * 0.65,
        shared=shared,
    )


def test_common_ground_is_named() -> None:
    first = (
        "common ground: #8 (70% of the article's side and 65% of the other are expected to agree)"
    )
    assert ground_told([ground(8, 1), ground(2, 0)]) == first
    assert ground_told([ground(8, 1), ground(2, 1)]) == f"{first}, #2 (70% and 65%)"
    many = [ground(8, 1), *(ground(position, 1, 0.6) for position in range(10, 15))]
    assert ground_told(many) == f"{first}, #10 (60% and 65%), #11 (60% and 65%) and 3 more"


def test_it_is_said_where_there_is_none_and_where_too_few_can_tell() -> None:
    none = "common ground: none in the {} that two or more people of each camp wrote or answered"
    assert ground_told([ground(1, 0), ground(2, None)]) == none.format("1 comment")
    assert ground_told([ground(1, 0), ground(2, 0)]) == none.format("2 comments")
    few = "common ground: too few people of both camps answered the same comment to tell"
    assert ground_told([ground(1, None)]) == few
    assert ground_told([]) == few
