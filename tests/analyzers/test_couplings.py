from __future__ import annotations

import json
from dataclasses import replace
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.couplings import COUPLINGS_FILE, couplings, load_couplings
from threads.errors import RejoinderError

ODDS = st.floats(1e-6, 1e6)
LEANS = st.floats(-50, 50)


def test_what_ships_are_probabilities() -> None:
    known = couplings()
    for link in (*known.to_comment, *known.to_article):
        assert link.same + link.neutral + link.opposite == pytest.approx(1, abs=2e-4)
        assert all(0 < part < 1 for part in link)
    assert sum(known.unheard) == pytest.approx(1, abs=2e-4)
    assert 0 < known.turns < 0.5
    assert 0 < known.pooled <= 1


def test_who_agrees_is_mostly_on_the_parents_side_and_who_disagrees_on_the_other() -> None:
    for agree, neutral, disagree in (couplings().to_comment, couplings().to_article):
        assert agree.same > 3 * agree.opposite
        assert disagree.opposite > 3 * disagree.same
        assert neutral.neutral > max(neutral.same, neutral.opposite)


@given(st.tuples(*[st.integers(0, 100)] * 3).filter(any), st.booleans())
def test_a_link_is_a_mixture_of_three(parts: tuple[int, int, int], top: bool) -> None:
    a, n, d = (part / sum(parts) for part in parts)
    known = couplings()
    three = known.to_article if top else known.to_comment
    mixed = known.link((a, n, d), top=top)
    for at, part in enumerate(mixed):
        ends = [link[at] for link in three]
        assert min(ends) - 1e-9 <= part <= max(ends) + 1e-9
    assert sum(mixed[:3]) == pytest.approx(1, abs=1e-3)
    assert known.link((1, 0, 0), top=top) == three[0]


@given(LEANS)
def test_both_sides_of_an_author_are_treated_alike(others: float) -> None:
    support, oppose = couplings().by_author(others)
    assert couplings().by_author(-others) == pytest.approx((oppose, support))
    assert (support - oppose) * others >= 0
    assert min(support, oppose) >= 2 * couplings().turns * (1 - 1e-9)


@given(ODDS, ODDS)
def test_what_a_comment_says_of_its_author_turns_with_its_stance(s: float, o: float) -> None:
    known = couplings()
    assert known.of_author(s, o) == pytest.approx(-known.of_author(o, s), abs=1e-9)
    assert (known.of_author(s, o) > 0) == (s > o) or s == pytest.approx(o)


def test_a_comment_that_takes_no_side_tells_nothing_of_its_author() -> None:
    assert couplings().of_author(1e-12, 1e-12) == pytest.approx(0, abs=1e-9)
    assert couplings().by_author(0) == (1, 1)


@pytest.mark.parametrize("spoiled", ["{}", "[1]", "not json", '{"to_comment": {"agree": [1]}}'])
def test_another_file_is_refused(tmp_path: Path, spoiled: str) -> None:
    path = tmp_path / "couplings.json"
    path.write_text(spoiled, "utf-8")
    with pytest.raises(RejoinderError, match="no couplings"):
        load_couplings(path)


def test_the_file_holds_numbers_and_names_only() -> None:
    stored = json.loads(COUPLINGS_FILE.read_text("utf-8"))
    assert set(stored) == {
        *("note", "to_comment", "to_article", "unheard"),
        *("turns", "pooled", "rounds", "article_author"),
    }


def test_an_author_three_to_one_for_it_makes_a_comment_lean_by_half() -> None:
    """A side by 3 to 1 is 3/4 less 1/4; the other comments' log-odds are ln 3."""
    plain = replace(couplings(), pooled=1.0, turns=0.0)
    assert plain.by_author(log(3)) == pytest.approx((1.5, 0.5))
    assert replace(plain, turns=0.1).by_author(log(3)) == pytest.approx((1.4, 0.6))
    assert replace(plain, pooled=0.5).by_author(2 * log(3)) == pytest.approx((1.5, 0.5))
    # Of who supports twice as often as not, by a comment with odds of 3 and 1 over neutral.
    assert plain.of_author(3.0, 1.0) == pytest.approx(log((2 * 3 + 1) / (1 + 2 * 1)))
