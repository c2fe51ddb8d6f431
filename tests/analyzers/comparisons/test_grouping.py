from __future__ import annotations

import pytest

from analyzers.comparisons.grouping import grouped
from tests.analyzers.comparisons.making import article

ARTICLES = [
    article("a", outlet="Here", published_at="2020-02-01", tags='["roads", "noise", "roads"]'),
    article("b", outlet="There", published_at="2019-11-30T10:00Z", tags='["noise"]'),
    article("c", outlet=None, published_at="2019", tags="[]"),
    article("d", outlet="There", published_at=None, tags='["trees"]'),
]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("article", {"a": "a", "b": "b", "c": "c", "d": "d"}),
        ("outlet", {"There": "bd", "Here": "a"}),
        ("month", {"2019-11": "b", "2020-02": "a"}),
        ("year", {"2019": "bc", "2020": "a"}),
        ("tag", {"noise": "ab", "roads": "a", "trees": "d"}),
    ],
)
def test_groups_stand_in_their_order(by: str, expected: dict[str, str]) -> None:
    found = grouped(ARTICLES, by)
    assert {name: "".join(a.id for a in cell) for name, cell in found.items()} == expected
    assert list(found) == list(expected)


def test_another_way_is_none() -> None:
    with pytest.raises(ValueError, match="weather"):
        grouped(ARTICLES, "weather")
