"""The gate of chains counts as it says."""

from __future__ import annotations

import pytest

from benchmarks.gate_chains import Chain, correlation, known_chains

FOR, AGAINST = (0.9, 0.1), (0.2, 0.8)


def chain(
    people: list[str | None], sides: list[int], flip: int | None = None, *, of: str = "root"
) -> Chain:
    stances = [
        {"comment_id": f"c{n}", "article_support": s, "article_oppose": o}
        for n, (s, o) in enumerate((FOR, *[AGAINST] * (len(people) - 1)))
    ]
    row = {"flip_comment_id": None if flip is None else f"c{flip}", "flip_of": flip and of}
    return Chain(row, stances, people, sides)  # type: ignore[arg-type]


def test_the_true_split_is_of_people_whose_side_is_known() -> None:
    assert chain(["ana", "ben", "ben", "cem"], [1, -1, -1, 1]).true_split == pytest.approx(2 / 3)
    assert chain(["ana", "ben", "cem"], [1, -1, 0]).true_split == 1
    assert chain(["ana", "ben", "cem"], [1, 0, 0]).true_split is None
    assert chain(["ana", "ana"], [1, 1]).true_split is None


def test_the_simple_method_is_that_of_mean_probabilities() -> None:
    assert chain(["ana", "ben"], [1, -1]).by_probabilities == pytest.approx(2 * 0.9 / 2)


def test_a_turn_is_told_by_who_is_against_the_root() -> None:
    sides = [1, 1, -1, 0, -1, 1]
    people: list[str | None] = [*"abcdef"]
    assert chain(people, sides, 2).turned == (0.0, pytest.approx(2 / 3))
    assert chain(people, sides).turned is None
    assert chain(people, sides, 2, of="balance").turned is None
    assert chain(people, [0, *sides[1:]], 2).turned is None
    assert chain(people, [1, 1, -1, -1, -1, 0], 5).turned is None  # nobody known from there on


def test_ties_share_their_ranks() -> None:
    assert correlation([1, 2, 2, 3], [1, 2, 2, 3]) == pytest.approx(1)
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)


def test_chains_are_those_of_the_program() -> None:
    said = [
        ("1", "ana", "Cats are better.", None, "pro"),
        ("2", "ben", "No, they are not.", "1", "anti"),
        ("3", "ana", "Yes, they are.", "2", "pro"),
        ("4", "cem", "I like dogs.", "1", "other"),
    ]
    rows: list[dict[str, object]] = [
        {
            "id": name,
            "author": author,
            "text": text,
            "parent_id": parent,
            "author_stance": side,
            "ts": 1e9 + int(name),
            "quotes": [],
        }
        for name, author, text, parent, side in said
    ]
    (found,) = known_chains(rows)  # nobody's side is known in the other
    assert (found.people, found.sides) == (["ben", "ana"], [-1, 1])
    assert found.true_split == 1
    assert found.row["comments"] == 2
