from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.outline import Outline, fold, outline
from reports.rows import CommentRow


def comment(position: int, parent: int | None) -> CommentRow:
    unknown = dict.fromkeys(CommentRow.__dataclass_fields__)
    return CommentRow(
        **{
            **unknown,
            "id": str(position),
            "position": position,
            "text": "words",
            "state": "present",
            "parent_id": None if parent is None else str(parent),
        }
    )


def tree_of(*parents: int | None) -> Outline:
    return outline([comment(place, parent) for place, parent in enumerate(parents, 1)])


def test_branches_are_kept_together() -> None:
    tree = tree_of(None, None, 1, 1, 3)
    assert list(tree.branches) == ["1", "3", "5", "4", "2"]
    assert [branch.level for branch in tree.branches.values()] == [1, 2, 3, 2, 1]
    assert [branch.size for branch in tree.branches.values()] == [4, 2, 1, 1, 1]
    assert {branch.chain for branch in tree.branches.values()} == {"1", "2"}
    assert tree.branches["1"].replies == ("3", "4")
    assert tree.tops == ("1", "2")


def test_no_comment_is_lost_to_a_circle_or_a_missing_parent() -> None:
    tree = tree_of(None, 3, 2, 99, 5, 3)
    assert sorted(tree.branches) == ["1", "2", "3", "4", "5", "6"]
    assert tree.tops == ("1", "4", "5", "2")
    assert tree.branches["6"].level == 3


def test_ten_thousand_levels() -> None:
    tree = tree_of(None, *range(1, 10_000))
    assert tree.levels == 10_000
    assert tree.branches["1"].size == 10_000
    folded = fold(tree, cells=1500, levels=40)
    assert folded.kept == {str(n) for n in range(1, 41)}
    assert folded.hidden == {"40": ("41",)}
    assert folded.count(tree) == 9_960


def test_what_fits_is_shown_whole() -> None:
    tree = tree_of(None, 1, 1, None)
    folded = fold(tree, cells=4, levels=9)
    assert folded.count(tree) == 0
    assert folded.hidden == {}


def test_the_largest_branches_are_shown() -> None:
    tree = tree_of(None, None, 2, 2, None)
    folded = fold(tree, cells=3, levels=9)
    assert folded.kept == {"2"}
    assert folded.hidden == {"": ("1", "5"), "2": ("3", "4")}


def test_nothing_said_nothing_shown() -> None:
    assert fold(outline([]), cells=9, levels=9).kept == frozenset()
    assert outline([]).levels == 0


@st.composite
def forests(draw: st.DrawFn) -> list[int | None]:
    count = draw(st.integers(1, 60))
    return [
        draw(st.one_of(st.none(), st.integers(1, place - 1))) if place > 1 else None
        for place in range(1, count + 1)
    ]


@given(forests(), st.integers(2, 80), st.integers(1, 8))
def test_folding_counts_everything_within_its_bounds(
    parents: list[int | None], cells: int, levels: int
) -> None:
    tree = tree_of(*parents)
    folded = fold(tree, cells=cells, levels=levels)
    assert len(folded.kept) + len(folded.hidden) <= cells
    assert all(tree.branches[name].level <= levels for name in folded.kept)
    assert all(tree.branches[name].parent in {None, *folded.kept} for name in folded.kept)
    hidden = sum(tree.branches[name].size for names in folded.hidden.values() for name in names)
    assert hidden == folded.count(tree) == len(parents) - len(folded.kept)


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=30))
def test_any_rows_make_a_tree_that_has_them_all(parents: list[int | None]) -> None:
    tree = tree_of(*parents)
    assert len(tree.branches) == len(parents)
    seen: set[str | None] = {None}
    for name, branch in tree.branches.items():
        assert branch.parent in seen
        seen.add(name)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_thread_of_lone_comments_is_flat(count: int) -> None:
    tree = tree_of(*[None] * count)
    assert tree.levels == 1 and len(tree.tops) == count
