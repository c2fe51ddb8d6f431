"""Stance towards the article over whole threads: who disagrees with an opponent supports."""

from __future__ import annotations

import time
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.article_stance import ToArticle, ToParent, Weighed, _Circles, _log_odds, infer
from analyzers.couplings import couplings
from analyzers.lineage import Lineage, trace
from analyzers.propagation import Odds
from tests.analyzers.making import Said, thread_of

SURE = {
    "agree": ToParent(0.96, 0.02, 0.02),
    "disagree": ToParent(0.02, 0.02, 0.96),
    "neutral": ToParent(0.02, 0.96, 0.02),
}
UNSURE = ToParent(0.34, 0.32, 0.34)


def path(*steps: str) -> list[Weighed]:
    """Judge a thread in which each comment answers the one before."""
    lineage = trace(thread_of([Said("x", at) for at in range(len(steps))]))
    to_parent = {f"c{at}": SURE[step] for at, step in enumerate(steps, 1)}
    return list(infer(lineage, to_parent, {}).values())


@pytest.mark.parametrize(
    ("steps", "label"),
    [
        (["agree"], "support"),
        (["neutral"], "neutral"),
        (["disagree"], "oppose"),
        (["disagree", "disagree"], "support"),
        (["agree", "disagree"], "oppose"),
        (["disagree", "disagree", "disagree"], "oppose"),
        (["neutral", "neutral"], "neutral"),
    ],
)
def test_sure_labels_carry_as_signs(steps: list[str], label: str) -> None:
    assert path(*steps)[-1].stance.label == label


def test_a_reply_tells_of_its_parent_where_its_authors_side_is_known() -> None:
    lineage = trace(thread_of([Said("x"), Said("y", 1), *[Said("z")] * 3]))
    known = {"c1": UNSURE, "c2": SURE["agree"]}
    known |= dict.fromkeys(("c3", "c4", "c5"), SURE["disagree"])
    by_ana = dict.fromkeys(("c2", "c3", "c4", "c5"), "ana")
    strangers, told = infer(lineage, known, {})["c1"], infer(lineage, known, by_ana)["c1"]
    # A reply of which no more is known than that it agrees leaves its parent where it was.
    assert set(strangers.moved) <= {"parent"}
    assert strangers.stance == infer(lineage, {"c1": UNSURE}, {})["c1"].stance
    assert "replies" in told.moved
    assert told.stance.oppose > strangers.stance.oppose + 0.05


def author_of_two(first: ToParent, second: ToParent, **authors: str | None) -> dict[str, Weighed]:
    lineage = trace(thread_of([Said("x"), Said("y")]))
    return infer(lineage, {"c1": first, "c2": second}, authors)


def test_an_author_is_mostly_of_one_side() -> None:
    strangers = author_of_two(SURE["disagree"], UNSURE)
    same = author_of_two(SURE["disagree"], UNSURE, c1="ana", c2="ana")
    assert same["c2"].stance.oppose > strangers["c2"].stance.oppose
    assert same["c2"].stance.label == "oppose"
    assert "author" in same["c2"].moved
    assert "author" not in strangers["c2"].moved


def test_a_shared_name_is_nobody() -> None:
    assert author_of_two(SURE["disagree"], UNSURE, c1=None, c2=None) == author_of_two(
        SURE["disagree"], UNSURE
    )


def test_whoever_wrote_the_article_stands_by_it() -> None:
    lineage = trace(thread_of([Said("x")]))
    plain = infer(lineage, {"c1": UNSURE}, {"c1": "mike"})["c1"]
    written = infer(lineage, {"c1": UNSURE}, {"c1": "mike"}, article_author="mike")["c1"]
    assert written.stance.support > plain.stance.support
    assert written.stance.label == "support"


def test_a_parent_without_words_has_no_stance_but_carries_one() -> None:
    lineage = trace(thread_of([Said("a"), Said("", 1, state="removed"), Said("c", 2)]))
    known = {"c1": SURE["disagree"], "c3": SURE["agree"]}
    found = infer(lineage, known, {})
    assert list(found) == ["c1", "c3"]
    assert found["c3"].stance != infer(lineage, {**known, "c1": SURE["agree"]}, {})["c3"].stance


def test_evidence_adds_up_to_the_stance() -> None:
    found = author_of_two(SURE["disagree"], SURE["disagree"], c1="ana", c2="ana")["c1"]
    assert list(found.moved) == sorted(found.moved, key=lambda s: -abs(found.moved[s]))
    stance = found.stance
    assert found.stance.label == "oppose"
    assert sum(found.moved.values()) > 0
    assert stance.oppose > 0.9


CHANCES = st.tuples(*[st.integers(1, 50)] * 3).map(
    lambda parts: ToParent(*(part / sum(parts) for part in parts))
)


@st.composite
def talks(draw: st.DrawFn) -> tuple[Lineage, dict[str, ToParent], dict[str, str | None]]:
    size = draw(st.integers(1, 9))
    said = [Said("x", draw(st.integers(0, at))) for at in range(size)]
    ids = [f"c{at}" for at in range(1, size + 1)]
    names = st.none() | st.sampled_from("abc")
    return (
        trace(thread_of(said)),
        {i: draw(CHANCES) for i in ids if draw(st.integers(0, 4))},
        {i: draw(names) for i in ids},
    )


@settings(max_examples=80, deadline=None)
@given(talks(), st.permutations("abc"))
def test_probabilities_hold_and_names_do_not_matter(
    drawn: tuple[Lineage, dict[str, ToParent], dict[str, str | None]], names: list[str]
) -> None:
    lineage, to_parent, authors = drawn
    found = infer(lineage, to_parent, authors)
    assert set(found) == set(to_parent)
    for one in found.values():
        assert sum(one.stance) == pytest.approx(1, abs=1e-9)
        assert min(one.stance) >= 0
    renamed = {i: name and names["abc".index(name)] for i, name in authors.items()}
    again = infer(lineage, to_parent, renamed)
    for comment_id, one in found.items():
        assert again[comment_id].stance == pytest.approx(one.stance, abs=2e-4)


@pytest.mark.parametrize("parents", ["chain", "star", "hundreds"])
def test_fifty_thousand_comments_take_seconds(parents: str) -> None:
    size = 50_000
    deep = 10_000
    above = {
        "chain": lambda at: at - 1 if at % deep else -1,
        "star": lambda at: 0 if at else -1,
        "hundreds": lambda at: at // 100 - 1 if at > 200 else -1,
    }[parents]
    ids = [f"c{at}" for at in range(size)]
    tops = {i: ids[above(at)] if above(at) >= 0 else None for at, i in enumerate(ids)}
    lineage = Lineage(tuple(ids), tops, dict.fromkeys(ids, ids[0]))
    to_parent = dict.fromkeys(ids, ToParent(0.3, 0.2, 0.5))
    authors: dict[str, str | None] = {i: f"a{at % 999}" for at, i in enumerate(ids)}
    start = time.process_time()
    found = infer(lineage, to_parent, authors)
    assert time.process_time() - start < 8  # it was 2.2 s
    assert len(found) == size
    assert all(min(one.stance) >= 0 for one in found.values())


def test_alike_is_neutral() -> None:
    assert ToParent(0.4, 0.2, 0.4).label == "neutral"
    assert ToArticle(0.5, 0.5, 0.0).label == "neutral"
    assert (ToParent(0.41, 0.2, 0.39).label, ToArticle(0.2, 0.3, 0.5).label) == ("agree", "oppose")


def test_a_comment_hears_what_its_author_s_others_say_and_not_itself() -> None:
    known, lineage = couplings(), trace(thread_of([Said("x", 0, "ana"), Said("x", 0, "ana")]))
    belief, told = Odds([8.0, 2.0], [0.5, 4.0]), Odds([2.0, 1.0], [0.5, 1.0])
    _Circles(lineage, {"c1": "ana", "c2": "ana"}, None).talk(belief, told, known)
    first, second = known.of_author(8.0 / 2.0, 0.5 / 0.5), known.of_author(2.0, 4.0)
    assert list(zip(*told, strict=True)) == [known.by_author(second), known.by_author(first)]


def test_what_moves_a_stance_is_told_over_the_mean_of_the_others() -> None:
    odds = exp(1.0), exp(-0.5)
    assert _log_odds(odds, "support") == 1.25
    assert _log_odds(odds, "oppose") == -1.0
    assert _log_odds(odds, "neutral") == -0.25
