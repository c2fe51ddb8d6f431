from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from analyzers.comparisons.comparison import compare
from analyzers.comparisons.figures import Estimate
from reports.comparison import compared, interval, judged, told, value_of
from reports.queries.compared import COMPARED
from tests.analyzers.comparisons.making import article, sounding
from tests.reports.fixture_thread import ARTICLE, EMPTY, FRESH, SAID


def test_voices_are_counted_by_person(db: sqlite3.Connection) -> None:
    (row,) = COMPARED.rows(db, ARTICLE)
    said: dict[str, list[str]] = {}
    for position, one in enumerate(SAID):
        if one.to_article:
            shared = one.author in {None, "Anonymous Coward"}
            said.setdefault(str(position) if shared else str(one.author), []).append(one.to_article)
    assert row.persons == len(said)
    for side in ("support", "neutral", "oppose"):
        voices = sum(sides.count(side) / len(sides) for sides in said.values())
        assert getattr(row, f"said_{side}") == pytest.approx(voices)


def test_replies_are_counted_and_worth_less_where_few_wrote_them(db: sqlite3.Connection) -> None:
    (row,) = COMPARED.rows(db, ARTICLE)
    replies = [one for one in SAID if one.parent and one.to_parent]
    assert row.replies_disagree == sum(one.to_parent == "disagree" for one in replies)
    number = row.replies_agree + row.replies_neutral + row.replies_disagree
    assert number == len(replies) == 12
    assert row.replies_worth is not None
    assert row.replies_worth < number


def test_the_mean_tone_is_as_sure_as_its_persons(db: sqlite3.Connection) -> None:
    (row,) = COMPARED.rows(db, ARTICLE)
    tones: dict[str, list[float]] = {}
    for position, one in enumerate(SAID):
        if one.compound is not None:
            shared = one.author in {None, "Anonymous Coward"}
            tones.setdefault(str(position) if shared else str(one.author), []).append(one.compound)
    every = [tone for mine in tones.values() for tone in mine]
    mean = sum(every) / len(every)
    away = sum((sum(mine) - len(mine) * mean) ** 2 for mine in tones.values())
    more = 0.25 * sum(len(mine) ** 2 for mine in tones.values()) / len(tones)
    assert row.sentiment == pytest.approx(mean)
    assert row.sentiment_variance == pytest.approx((away + more) / len(every) ** 2)


def test_an_article_without_comments_has_nothing_to_compare(db: sqlite3.Connection) -> None:
    (row,) = COMPARED.rows(db, EMPTY)
    assert (row.comments, row.persons, row.sentiment, row.replies_worth) == (0, 0, None, None)
    found = compared(db, [EMPTY], "article")
    assert (found.groups, found.silent) == ((), 1)


def test_a_difference_is_told_with_its_interval_and_chance() -> None:
    found = compare([*sounding("Here", 0.1, 0.2, 0.3), *sounding("There", 0.6, 0.7, 0.8)], "outlet")
    said = told(found)
    assert said.how.striptags() == "2 outlets, compared with each other; intervals of 90%."
    (one,) = said.differences
    assert one.striptags() == (
        "The mean tone is +0.20 in Here, 0.50 less than in There (0.33 to 0.67; p = 0.032)."
    )
    assert 'data-from="comparison/outlet/sentiment/Here/value"' in one
    assert said.limits == ()


def test_points_are_told_of_shares() -> None:
    articles = [
        article("a", support=0.1, support_low=0.08, support_high=0.12, persons=4000),
        article("b", support=0.7, support_low=0.68, support_high=0.72, persons=4000),
    ]
    lines = [one.striptags() for one in told(compare(articles, "article")).differences]
    assert "10% of persons support the article under “Title of a”, 60 points less than under" in (
        " ".join(lines)
    )


def test_where_nothing_is_more_than_noise_it_is_said_what_may_be_hidden() -> None:
    said = told(compare([article("a"), article("b")], "article"))
    (line,) = said.differences
    assert line.striptags().startswith("No difference is more than noise, of 7 tested.")
    assert "support by 28 points" in line.striptags()


@pytest.mark.parametrize(
    ("articles", "by", "expected"),
    [
        ([article("a")], "article", "1 article: nothing to compare with."),
        ([article("a", outlet="Here"), article("b", outlet="There")], "outlet",
         "Each outlet has one article"),
        ([article("a"), article("b"), article("c", outlet="There")], "outlet",
         "“There” has one article: how far"),
        ([article("a"), article("b"), article("c", outlet="There")], "outlet",
         "those of outlets don’t: even of a single article they may differ."),
        ([article("a", labelled=20), article("b")], "article",
         "1 article is audited: labels by hand correct its own shares, but not those compared"),
        ([article("a"), article("b", outlet=None)], "outlet",
         "1 article is left out for want of an outlet."),
        ([article("a"), replace(article("b"), persons=0)], "article",
         "1 article is left out for want of stances."),
        ([article("a"), article("b"), article("c", tags='["x"]')], "tag",
         "1 tag of a single article is left out."),
    ],
)  # fmt: skip
def test_limits_are_told(articles: list, by: str, expected: str) -> None:
    assert any(expected in line for line in told(compare(articles, by)).lines())


def test_nothing_is_said_of_what_is_not_so() -> None:
    lines = " ".join(told(compare([article("a"), article("b")], "article")).lines())
    assert "audited" not in lines
    assert "lean on" not in lines


def test_labels_by_hand_are_known(db: sqlite3.Connection, audited: sqlite3.Connection) -> None:
    assert COMPARED.rows(db, ARTICLE)[0].labelled == 0
    assert COMPARED.rows(audited, ARTICLE)[0].labelled == 12
    assert compared(audited, [ARTICLE], "article").audited == 1


def test_stances_were_looked_for_where_that_analyzer_was(db: sqlite3.Connection) -> None:
    assert judged(db, [ARTICLE])
    assert not judged(db, [ARTICLE, FRESH])


def test_names_are_escaped() -> None:
    articles = [*sounding("<b>H", 0.1, 0.2, 0.3), *sounding("There", 0.6, 0.7, 0.8)]
    (one,) = told(compare(articles, "outlet")).differences
    assert "<b>" not in one
    assert "&lt;b&gt;H" in one


def test_intervals_are_written_short() -> None:
    (group,) = compare([article("a")], "article").groups
    assert interval(group, "support") == "25–55%"
    assert interval(group, "split") == ".30–.70"
    assert interval(group, "sentiment") == ".05 to .15"
    assert interval(group, "heat") == ""
    below = replace(group, measures={"sentiment": Estimate(-0.1, -0.2, -0.001)})
    assert interval(below, "sentiment") == "−.20 to .00"
    assert str(value_of(below, "support")) == "–"
