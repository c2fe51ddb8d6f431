from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.comparisons.comparison import _judged, compare
from analyzers.comparisons.figures import BY_NAME, Comparison, Difference, Figures
from analyzers.comparisons.shares import VIEWS, corrected, level_of, worth
from analyzers.comparisons.together import labels_of, value_of
from tests.analyzers.comparisons.making import article, sounding


def difference(comparison: Comparison, measure: str, one: int = 0) -> Difference:
    return next(d for d in comparison.differences if d.measure == measure and d.one == one)


def test_articles_by_themselves_are_their_rows() -> None:
    found = compare([article("a"), article("b", support=0.6, support_low=0.5, support_high=0.7)],
                    "article")  # fmt: skip
    assert found.apart
    first, second = (group.measures["support"] for group in found.groups)
    assert (first.value, first.low, first.high) == (0.4, 0.25, 0.55)
    assert (second.value, second.low, second.high) == (0.6, 0.5, 0.7)
    assert found.groups[0].measures["heat"].low is None
    assert {d.measure for d in found.differences} == {
        "support", "oppose", "lean", "split", "disagree", "agree", "sentiment",
    }  # fmt: skip


def test_a_difference_carries_both_intervals_and_who_might_have_commented() -> None:
    found = compare([article("a"), article("b", support=0.6, support_low=0.5, support_high=0.7)],
                    "article")  # fmt: skip
    one = difference(found, "support")
    own = (0.15 / 1.6449) ** 2 + (0.1 / 1.6449) ** 2
    others = (0.4 * 0.6 + 0.6 * 0.4) / 40
    assert one.difference == -0.2
    assert one.high == pytest.approx(-0.2 + 1.6449 * (own + others) ** 0.5, abs=1e-3)


def test_outlets_differ_where_their_articles_do_not() -> None:
    found = compare([*sounding("Here", 0.1, 0.2, 0.3), *sounding("There", 0.6, 0.7, 0.8)], "outlet")
    assert not found.apart
    assert found.groups[0].measures["sentiment"].value == 0.2
    one = difference(found, "sentiment")
    # t of 0.5 / sqrt(2 × 0.01 / 3) with four degrees of freedom
    assert (one.difference, one.p) == (-0.5, pytest.approx(0.0036, abs=1e-5))
    assert one.more_than_noise
    assert [d.measure for d in found.differences if d.more_than_noise] == ["sentiment"]


def test_outlets_do_not_differ_where_their_articles_do() -> None:
    found = compare([*sounding("Here", -0.6, 0.2, 0.9), *sounding("There", -0.1, 0.7, 0.8)],
                    "outlet")  # fmt: skip
    assert not any(d.more_than_noise for d in found.differences)


def test_many_groups_are_compared_with_all_others() -> None:
    articles = [a for name in "abcde" for a in sounding(name, 0.1, 0.12, 0.08)]
    articles += sounding("loud", -0.8, -0.82, -0.78)
    found = compare(articles, "outlet")
    assert len(found.groups) == 6
    assert {d.other for d in found.differences} == {None}
    loud = next(place for place, group in enumerate(found.groups) if group.name == "loud")
    said = {(d.one, d.measure) for d in found.differences if d.more_than_noise}
    assert (loud, "sentiment") in said


def test_an_article_is_compared_with_the_mean_of_the_others() -> None:
    tones = [0.1, 0.1, 0.1, 0.1, 0.9]
    found = compare([article(str(n), sentiment=tone) for n, tone in enumerate(tones)], "article")
    assert difference(found, "sentiment", one=4).difference == 0.8
    assert difference(found, "sentiment", one=0).difference == pytest.approx(0.1 - 0.3)


def test_tags_overlap_and_single_ones_are_none() -> None:
    articles = [
        article("a", tags='["x", "y"]'),
        article("b", tags='["x"]'),
        article("c", tags='["y"]'),
        article("d", tags='["z"]'),
        article("e", tags="[]"),
    ]
    found = compare(articles, "tag")
    assert [(group.name, group.articles) for group in found.groups] == [
        ("x", ("a", "b")), ("y", ("a", "c")),
    ]  # fmt: skip
    assert (found.lone, found.unnamed) == (1, 1)
    assert {d.other for d in found.differences} == {None}


def test_who_says_nothing_is_left_out() -> None:
    silent = article("s", persons=0, said_support=None, said_neutral=None, said_oppose=None)
    found = compare([article("a"), silent, article("b", outlet=None)], "outlet")
    assert (found.silent, found.unnamed, len(found.groups)) == (1, 1, 1)
    assert found.differences == ()
    assert compare([silent], "article").groups == ()


def alone(name: str, **figures: Any) -> Figures:
    """Make an article with one comment by one person, as ``article_split`` has its split."""
    return article(name, comments=1, persons=1, said_support=1.0, said_neutral=0.0, said_oppose=0.0,
                   split=0.0, split_low=0.0, split_high=0.0, **figures)  # fmt: skip


def test_one_person_is_not_split() -> None:
    several = [article(name, split=0.5 + 0.02 * at) for at, name in enumerate("abcde")]
    found = compare([*several, alone("f")], "article")
    assert "split" not in found.groups[-1].measures
    assert all(d.one != 5 for d in found.differences if d.measure == "split")
    assert not any(d.more_than_noise for d in found.differences if d.measure == "split")


def test_one_person_leaves_the_split_of_a_group_as_it_is() -> None:
    several = [article(name, split=0.5 + 0.02 * at) for at, name in enumerate("abc")]
    others = [article(name, outlet="There") for name in "xyz"]
    split = [compare([*several, *others, *more], "outlet").groups[0].measures["split"]
             for more in ([], [alone("d")])]  # fmt: skip
    assert split[0] == split[1]


def test_articles_with_labels_by_hand_are_counted_once() -> None:
    tagged = [article("a", tags='["x", "y"]', labelled=20), article("b", tags='["x", "y"]'),
              article("c", tags='["z"]', labelled=20)]  # fmt: skip
    assert compare(tagged, "tag").audited == 1
    assert compare(tagged, "article").audited == 2


def test_two_engines_in_a_group_are_each_corrected_by_their_own_errors() -> None:
    one = [article(name, outlet="Here", engine=e, errors_of=e)
           for name, e in (("a", "fast 3"), ("b", "neural 4"), ("c", "fast 3"))]  # fmt: skip
    other = [article(f"{name}2", outlet="There") for name in "def"]
    found = compare([*one, *other], "outlet")
    assert {"support", "disagree"} <= found.groups[0].measures.keys()
    assert not any(d.more_than_noise for d in found.differences)


def test_what_is_missing_is_not_compared() -> None:
    tone = ("sentiment", "sentiment_variance")
    bare = dict.fromkeys((*tone, "heat", "frustration", "replies_worth"))
    found = compare([article("a", **bare), article("b", **bare)], "article")
    assert {d.measure for d in found.differences} == {"support", "oppose", "lean", "split"}
    assert "sentiment" not in found.groups[0].measures


names = st.text("abcdefgh", min_size=1, max_size=3)
shares = st.floats(0, 1, allow_nan=False)


@st.composite
def articles(draw: st.DrawFn) -> list[Figures]:
    number = draw(st.integers(1, 8))
    made = []
    for place in range(number):
        persons = draw(st.integers(0, 60))
        parts = [draw(st.integers(0, 5)) + 1 for _ in range(3)]
        said = [persons * part / sum(parts) if persons else None for part in parts]
        replies = [draw(st.integers(0, 30)) for _ in range(3)]
        tone = draw(st.floats(-1, 1))
        made.append(article(
            f"n{place}", outlet=draw(st.sampled_from(["A", "B", "C", None])), persons=persons,
            said_support=said[0], said_neutral=said[1], said_oppose=said[2],
            replies_agree=replies[0], replies_neutral=replies[1], replies_disagree=replies[2],
            replies_worth=float(sum(replies)) or None, sentiment=tone,
            sentiment_variance=draw(st.floats(0, 0.3)), heat=draw(st.none() | shares),
        ))  # fmt: skip
    return made


@settings(max_examples=15, deadline=None)
@given(articles(), st.sampled_from(["article", "outlet"]))
def test_ranges_hold(made: list[Figures], by: str) -> None:
    found = compare(made, by)
    for group in found.groups:
        for name, one in group.measures.items():
            assert BY_NAME[name].low <= one.value <= BY_NAME[name].high
            if one.low is not None and one.high is not None:
                assert BY_NAME[name].low <= one.low <= one.value <= one.high <= BY_NAME[name].high
    for d in found.differences:
        assert d.low <= d.difference <= d.high
        assert 0 <= d.p <= d.corrected <= 1
        assert not d.more_than_noise or d.low > 0 or d.high < 0


@settings(max_examples=15, deadline=None)
@given(articles(), st.sampled_from(["article", "outlet"]), st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(made: list[Figures], by: str, chance: object) -> None:
    plain = compare(made, by)
    renamed = [replace(a, id=f"z{a.id}", outlet=a.outlet and f"{a.outlet}!") for a in made]
    chance.shuffle(renamed)  # type: ignore[attr-defined]
    other = compare(renamed, by)
    assert facts(plain, "", by) == pytest.approx(facts(other, "z" if by == "article" else "!", by),
                                                 abs=3e-4)  # fmt: skip


def facts(comparison: Comparison, mark: str, by: str) -> dict[tuple[str, ...], float]:
    """Give all figures by what they are of; of a pair turned round, turned back."""
    strip = str.removeprefix if by == "article" else str.removesuffix
    names = [strip(group.name, mark) for group in comparison.groups]
    found = {}
    for name, group in zip(names, comparison.groups, strict=True):
        for measure, one in group.measures.items():
            for end in ("value", "low", "high"):
                if getattr(one, end) is not None:
                    found[name, measure, end] = getattr(one, end)
    for d in comparison.differences:
        pair = (names[d.one], "" if d.other is None else names[d.other])
        turned = bool(pair[1]) and pair[0] > pair[1]
        key = tuple(sorted(pair)) if pair[1] else pair
        found[(*key, d.measure, "p")] = d.p
        found[(*key, d.measure, "apart")] = -d.difference if turned else d.difference
        found[(*key, d.measure, "end")] = -d.low if turned else d.high
    return found


Z = 1.6449  # standard deviations to each end of a 90% interval


def test_the_mean_of_the_others_is_as_much_surer_as_they_are_many() -> None:
    # Each split is 0.5, its interval 0.4 wide: of five others the mean has a fifth of the variance.
    names = "abcdef"
    found = compare([article(name) for name in names], "article")
    one = difference(found, "split")
    assert one.other is None
    error = 0.2 / Z * (1 + 1 / 5) ** 0.5
    assert (one.low, one.high) == pytest.approx((-Z * error, Z * error), abs=1e-3)


def test_lean_is_as_sure_as_the_three_shares_together_say() -> None:
    (group, _) = compare([article("a"), article("b")], "article").groups

    def variance(share: float) -> float:
        return (0.15 / Z) ** 2 + share * (1 - share) / 40

    support, neutral, oppose = map(variance, (0.4, 0.35, 0.25))
    error = (2 * support + 2 * oppose - neutral) ** 0.5
    lean = group.measures["lean"]
    assert (lean.low, lean.high) == pytest.approx((0.15 - Z * error, 0.15 + Z * error), abs=1e-3)


def test_an_article_s_split_has_the_variance_that_its_interval_says() -> None:
    value, variance = value_of(article("a"), "split") or (0, 0)
    assert (value, variance) == (0.5, pytest.approx((0.2 / Z) ** 2, rel=1e-3))


def test_a_difference_whose_interval_holds_0_is_noise_whatever_its_p() -> None:
    sure = Difference("support", 0, 1, 0.1, 0.02, 0.2, p=0.001)
    doubted = replace(sure, low=-0.02)
    turned = replace(sure, difference=-0.1, low=-0.2, high=-0.02)
    found = _judged([sure, doubted, turned, replace(sure, p=0.06)])
    assert [one.more_than_noise for one in found] == [True, False, True, True]
    assert [one.more_than_noise for one in _judged([sure, replace(sure, p=0.11)])] == [True, False]


def test_of_many_groups_each_is_compared_with_the_articles_that_aren_t_its_own() -> None:
    outlets = [
        one
        for name in "ABCDE"
        for one in sounding(name, *([0.9, 0.8] if name == "A" else [0.1, 0.2]))
    ]
    one = difference(compare(outlets, "outlet"), "sentiment")
    assert (one.one, one.other) == (0, None)
    assert one.difference == pytest.approx(0.85 - 0.15)


def test_replies_of_articles_stray_as_much_as_threads_of_that_engine_do() -> None:
    pair = [article("a"), article("b")]
    (group, _) = compare(pair, "article").groups
    known = labels_of([[one] for one in pair], "to_parent")
    assert known is not None
    labels = known[0]
    unlike = 1 / (labels.errors[0].concentration + 1)
    steps = corrected(labels, worth(labels.sizes, unlike), 100)[:, 0]
    assert group.measures["agree"].value == pytest.approx(
        level_of(steps, VIEWS[0], 0.9)[0], abs=1e-4
    )
    assert group.measures["agree"].high == pytest.approx(
        level_of(steps, VIEWS[0], 0.9)[2], abs=1e-4
    )
