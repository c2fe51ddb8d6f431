"""Where people stand in the picture of camps."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figures.springs import places

HALVES = st.lists(st.sampled_from([-1, 0, 1]), max_size=12)


@given(HALVES, st.data())
@settings(max_examples=25, deadline=None)
def test_everybody_stands_in_the_frame_and_in_their_half(
    halves: list[int], data: st.DataObject
) -> None:
    people = st.integers(0, max(0, len(halves) - 1))
    ties = data.draw(st.lists(st.tuples(people, people, st.floats(0, 1)))) if halves else []
    found = places(halves, ties)
    assert len(found) == len(halves)
    for half, (x, y) in zip(halves, found, strict=True):
        assert -1 <= x <= 1 and -1 <= y <= 1
        assert half * x > 0 or half == 0
    assert places(halves, ties) == found


def test_who_talks_stands_nearer_than_who_does_not() -> None:
    halves = [-1] * 6
    ties = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0), (4, 5, 1.0), (3, 5, 1.0)]
    found = places(halves, ties)

    def apart(one: int, other: int) -> float:
        (x0, y0), (x1, y1) = found[one], found[other]
        return float((x0 - x1) ** 2 + (y0 - y1) ** 2)

    together = [apart(*pair[:2]) for pair in ties]
    strangers = [apart(one, other) for one in (0, 1, 2) for other in (3, 4, 5)]
    assert sum(together) / len(together) < 0.5 * sum(strangers) / len(strangers)


def test_no_two_stand_on_each_other() -> None:
    found = places([-1, 1] * 75, [(n, (n * 7 + 1) % 150, 0.5) for n in range(150)])
    assert len(set(found)) == 150
    assert places([], []) == []
    assert places([0], []) == [(0.0, 0.0)]
