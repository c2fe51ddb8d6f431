"""When a page's deepest level is a floor below which replies stand as siblings."""

from __future__ import annotations

import pytest

from threads.formats.nesting_floor import Place, floor_level, placements

Row = tuple[int, int | None]
CHAIN: list[Row] = [(1, None), (2, 0), (3, 1), (3, 1)]


def places(
    rows: list[Row],
    times: str = "",
    subjects: tuple[str, ...] = (),
    answerable: tuple[bool | None, ...] = (),
) -> list[Place]:
    """Give places; ``times`` has one letter per comment, in the order of the alphabet."""
    return [
        Place(
            level,
            under,
            posted_at=f"2015-09-18T0{ord(times[n]) - ord('a')}:00" if times else None,
            subject=subjects[n] if subjects else None,
            can_answer=answerable[n] if answerable else None,
        )
        for n, (level, under) in enumerate(rows)
    ]


def chain(levels: int) -> list[Row]:
    return [(level, level - 2 if level > 1 else None) for level in range(1, levels + 1)]


@pytest.mark.parametrize(
    ("levels", "floor"), [(1, None), (2, None), (4, None), (5, 5), (6, None), (10, 10)]
)
def test_the_usual_depths_are_floors(levels: int, floor: int | None) -> None:
    assert floor_level(places(chain(levels))) == floor


@pytest.mark.parametrize(
    ("last", "floor"), [("Re: Re: A", None), ("Re: Re: Re: A", 3), ("Re:3 A", 3), ("B", None)]
)
def test_more_re_than_the_nesting_explains(last: str, floor: int | None) -> None:
    assert floor_level(places(CHAIN, subjects=("A", "Re: A", "Re: Re: A", last))) == floor


@pytest.mark.parametrize(
    ("answerable", "floor"),
    [
        ((True, True, False, False), 3),
        ((True, True, False, True), None),
        ((True, True, True, True), None),
        ((False, False, False, False), None),
        ((None, None, None, None), None),
    ],
)
def test_no_reply_link_at_the_deepest_level(
    answerable: tuple[bool | None, ...], floor: int | None
) -> None:
    assert floor_level(places(CHAIN, answerable=answerable)) == floor


@pytest.mark.parametrize(
    ("times", "floor"),
    [
        ("abcde", None),
        ("abdce", 3),  # a later reply before an earlier one: it answers what stands above it
        ("abedc", None),  # newest first throughout
    ],
)
def test_siblings_out_of_the_order_of_time(times: str, floor: int | None) -> None:
    assert floor_level(places([*CHAIN, (3, 1)], times=times)) == floor


def test_disorder_above_the_deepest_level_is_no_sign() -> None:
    rows: list[Row] = [(1, None), (2, 0), (2, 0), (2, 0), (3, 3), (3, 3), (3, 3)]
    assert floor_level(places(rows, times="adbcfeg")) is None


def test_only_the_deepest_level_is_uncertain() -> None:
    found = placements(places(chain(5)), ["a", "b", "c", "d", "e"])
    assert [(where.kind, where.under) for where in found] == [
        ("nested", None),
        ("nested", "a"),
        ("nested", "b"),
        ("nested", "c"),
        ("floor", "d"),
    ]


def test_flat_pages_are_lists_where_subjects_answer_each_other() -> None:
    rows: list[Row] = [(1, None), (1, None)]
    answering = placements(places(rows, subjects=("A", "Re: A")), ["a", "b"])
    assert [where.kind for where in answering] == ["listed", "listed"]
    apart = placements(places(rows, subjects=("A", "B")), ["a", "b"])
    assert [where.kind for where in apart] == ["nested", "nested"]
    assert placements([], []) == []
