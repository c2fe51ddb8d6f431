from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from reports import wording
from reports.figures.tree import folded
from reports.material import Material
from reports.outline import fold
from reports.rows import (
    CertaintyRow,
    ChainRow,
    ChainStancesRow,
    ChainTotalsRow,
    CoverageRow,
    EdgesRow,
    LanguageRow,
    MendedRow,
    RecoveryRow,
    StanceRow,
    ToneRow,
)
from reports.sections.chains import chains_told
from reports.sections.finding import (
    audited,
    larger_side,
    opinion,
    other_languages,
    recovered,
    told_by,
)
from reports.sections.split import parent_split
from reports.sections.sure import tree_certainty
from reports.sections.time import tone
from reports.sections.where import folded_away, where_it_splits
from tests.reports.shares import AUDIT, SPLIT
from threads.mending import RepairKind

RECOVERY = RecoveryRow(
    claimed=27, recovered=25, comments=24, removed=1, missing=0, people=13, most=17, shared=4,
    timed=24, first_at=None, last_at=None,
)  # fmt: skip


def words(sentence: Markup | None) -> str:
    assert isinstance(sentence, Markup)
    return BeautifulSoup(sentence, "lxml").get_text()


def stances(
    first: int, second: int, neutral: int, names: tuple[str, str] = ("oppose", "support")
) -> list[StanceRow]:
    total = first + second + neutral
    return [
        StanceRow(label=label, comments=count, total=total, share=count / total if total else None)
        for label, count in zip((*names, "neutral"), (first, second, neutral), strict=True)
    ]


def test_the_finding_is_the_corrected_shares() -> None:
    told = opinion(RECOVERY, stances(4, 12, 8), SPLIT)
    assert words(told.first) == (
        "24 comments by 13 to 17 persons: 50% (38% to 61%) of the persons oppose the article, 20%"
        " (12% to 30%) support it and 30% (20% to 41%) take no side that could be told."
    )
    assert words(told.second).startswith("More oppose than support it")
    either = opinion(RECOVERY, stances(4, 12, 8), replace(SPLIT, support_leads=0.5))
    assert words(either.second) == "Which of the two sides is larger can’t be told."


def test_the_finding_says_where_the_labels_say_too_little() -> None:
    told = opinion(RECOVERY, stances(4, 12, 8), replace(SPLIT, too_wide=1))
    assert words(told.first) == (
        "24 comments by 13 to 17 persons are too little for this program to say how opinion splits:"
        " anything from 38% to 61% of the persons may oppose the article, and from 12% to 30%"
        " support it."
    )
    assert "As the program labels the 24 comments that it could score, 50% support" in words(
        told.second
    )


def test_the_finding_of_one_comment() -> None:
    alone = replace(RECOVERY, comments=1, people=1, most=1)
    told = opinion(alone, stances(0, 1, 0), replace(SPLIT, too_wide=1))
    assert words(told.first).startswith("1 comment by 1 person is too little for this program")
    assert words(told.second) == (
        "The one comment that the program could score supports the article, as it labels it; but"
        " such a label errs too often to be counted."
    )


def test_labels_by_hand_go_before_what_the_program_corrects() -> None:
    told = opinion(RECOVERY, stances(4, 12, 8), replace(SPLIT, too_wide=1), AUDIT)
    assert words(told.first).startswith(
        "24 comments by 13 to 17 persons: by 60 labels made by hand"
    )
    assert told.second is None
    assert words(audited(AUDIT)) == (
        "Audited: 60 of the 1,200 comments scored were labelled by hand, and the shares corrected"
        " by them. The program’s label was right in 62% (50% to 70%) of the comments; Cohen’s kappa"
        " is 0.41 (0.20 to 0.60). Intervals are of 90%."
    )
    assert "kappa" not in words(audited(replace(AUDIT, kappa=None)))
    assert words(audited(replace(AUDIT, kappa=1.0, kappa_low=None, kappa_high=None))).endswith(
        "Cohen’s kappa is 1.00. Intervals are of 90%."
    )


def test_without_a_correction_the_finding_is_the_labels() -> None:
    assert words(opinion(RECOVERY, stances(4, 12, 8)).first) == (
        "Of 24 comments by 13 to 17 persons, 50% support the article, 17% oppose it and 33% take"
        " no side that could be told."
    )
    assert "50% oppose the article, 17% support it" in words(
        opinion(RECOVERY, stances(12, 4, 8)).first
    )


def test_the_finding_says_what_was_not_scored() -> None:
    told = words(opinion(RECOVERY, stances(4, 10, 8)).first)
    assert told.startswith("Of 24 comments by 13 to 17 persons, 22 were scored; of these, 45% ")
    nothing = words(opinion(RECOVERY, stances(0, 0, 0)).first)
    assert nothing.endswith("none could be scored for its stance.")


def test_few_comments_are_counted_and_not_shared_out() -> None:
    few = replace(RECOVERY, comments=4, people=1, most=1)
    told = words(opinion(few, stances(1, 3, 0)).first)
    assert told == "Of 4 comments by 1 person, 3 support the article and 1 opposes it."
    assert words(larger_side(stances(1, 3, 0))) == "That is too few to speak of shares."
    assert larger_side(stances(0, 0, 0)) is None


@pytest.mark.parametrize(
    ("against", "favour", "neutral", "told"),
    [
        (4, 10, 8, "Too few take a side to say which of the two is larger."),
        (3, 20, 8, "More support than not, and by more than chance alone would give."),
        (20, 3, 8, "More oppose than not, and by more than chance alone would give."),
        (0, 0, 20, "No side is taken that could be weighed against another."),
    ],
)
def test_a_side_is_called_larger_only_where_chance_would_not_do(
    against: int, favour: int, neutral: int, told: str
) -> None:
    assert words(larger_side(stances(against, favour, neutral))) == told


def test_stances_are_said_to_be_a_programs() -> None:
    coverage = CoverageRow(
        stance=22, stance_engines="neural,fast", sentiment=22, wordless=0, chains=3
    )
    told = words(told_by(coverage))
    assert told.startswith("These 22 stances were told by a program (engine neural and fast)")
    assert told_by(replace(coverage, stance_engines=None)) is None
    only = words(told_by(replace(coverage, stance=1, stance_engines="fast")))
    assert only.startswith("This stance was told by a program (engine fast)")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([("de", 2)], "2 comments in German."),
        ([("de", 1), (None, 3)], "1 comment in German and 3 in a language that can't be told."),
        ([("de", 5), ("fr", 2), ("<i>", 1)], "5 comments in German, 2 in French and 1 in <i>."),
    ],
)
def test_what_was_left_unscored_is_named(counts: list[tuple[str | None, int]], told: str) -> None:
    rows = [LanguageRow(language=code, comments=count) for code, count in counts]
    said = other_languages(rows)
    assert words(said) == f"Left unscored, as sentiment and stance are made for English: {told}"
    assert "<i>" not in str(said)
    assert other_languages([]) is None


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, "25 of the 27 comments that the page claims were recovered. 1 had been removed by the"
             " site."),
        ({"claimed": None, "removed": 0}, "25 comments were found; the page does not say how many"
                                          " it has."),
        ({"claimed": 20, "removed": 0}, "25 comments were found, more than the 20 that the page"
                                        " claims."),
        ({"claimed": 3, "recovered": 1, "removed": 0},
         "1 of the 3 comments that the page claims was recovered."),
    ],
)  # fmt: skip
def test_how_much_was_recovered(known: dict[str, Any], told: str) -> None:
    assert words(recovered(replace(RECOVERY, **known))) == told


def test_what_was_mended() -> None:
    kinds = {"missing_parent": 2, "duplicate_id": 1, "cycle": 1, "new_kind": 3}
    rows = [MendedRow(kind=kind, repairs=count) for kind, count in kinds.items()]
    told = recovered(replace(RECOVERY, removed=0), rows)
    assert words(told).endswith(
        "were recovered. Mended in the tree: 2 comments that are answered but on no page read, 1"
        " comment with another's number, 1 reply to itself or to what answers it and 3 new kind."
    )
    assert 'data-from="mended/missing_parent/repairs"' in told
    assert set(wording.MENDINGS) == set(get_args(RepairKind))


def test_how_sure_the_tree_is() -> None:
    edges = [
        EdgesRow(method=method, edges=n, share=n / 20, mean_confidence=sure)
        for method, n, sure in (("nesting", 10, 1.0), ("subject+quote", 5, 0.9),
                                ("order", 3, 0.6), ("by_hand", 2, 0.4))
    ]  # fmt: skip
    certainty = CertaintyRow(edges=20, replies=9, levels=4, mean_confidence=0.85, doubtful=1)
    told = words(tree_certainty(certainty, edges))
    assert told.startswith("Mean confidence in who answers whom is 85%: 50% rest on how the page")
    assert "25% rest on the subject line and a passage quoted (mean confidence 90%)" in told
    assert told.endswith("the rest on further evidence, listed below. 1 of 20 is more likely wrong"
                         " than right.")  # fmt: skip
    assert wording.method_words("by_hand") == "by hand"
    sure = tree_certainty(replace(certainty, doubtful=0), edges[:1])
    assert words(sure).endswith("None is more likely wrong than right.")


def test_how_replies_stand_to_what_they_answer() -> None:
    names = ("disagree", "agree")
    assert words(parent_split(stances(12, 6, 2, names))) == (
        "Of 20 replies to other comments, 60% disagree with what they answer, 30% agree with it"
        " and 10% do neither."
    )
    assert words(parent_split(stances(5, 2, 0, names))).endswith(
        "5 disagree with what they answer and 2 agree with it. Too few to speak of shares."
    )
    assert words(parent_split(stances(0, 0, 0, names))).startswith("No reply to a comment")


def chain(position: int, comments: int, **known: Any) -> ChainRow:
    nothing = dict.fromkeys(ChainRow.__dataclass_fields__)
    numbers = {"id": "c", "text": "", "depth": 3, "authors": 2, "agree": 1, "neutral": 0,
               "disagree": 2, "split": 0.4, "author": "<b>Ann</b>"}  # fmt: skip
    return ChainRow(
        **{**nothing, **numbers, "position": position, "comments": comments, **known}  # type: ignore[arg-type]
    )


def test_where_the_talk_is() -> None:
    totals = ChainTotalsRow(chains=11, lone=5, largest=8, deepest=6, flips=1)
    told = where_it_splits([chain(5, 8)], totals, RECOVERY)
    assert words(told) == (
        "11 chains, of which 5 are a single comment that nobody answered. The largest, begun by"
        " <b>Ann</b> (#5), holds 8 of the 24 comments in 3 levels."
    )
    assert "<b>" not in told
    busy = where_it_splits([chain(5, 1)], replace(totals, lone=0), RECOVERY)
    assert words(busy) == "11 chains, of which each drew an answer."


def test_where_the_talk_is_of_one_chain() -> None:
    totals = ChainTotalsRow(chains=1, lone=1, largest=1, deepest=1, flips=0)
    lone = where_it_splits([chain(1, 1)], totals, RECOVERY)
    assert words(lone) == "1 chain: a single comment that nobody answered."
    talk = where_it_splits([replace(chain(1, 24), author=None)], replace(totals, lone=0), RECOVERY)
    assert words(talk) == (
        "1 chain. It, begun by someone without a name (#1), holds 24 of the 24 comments in 3"
        " levels."
    )


def test_a_chain_is_called_split_only_with_enough_sides() -> None:
    many = ChainStancesRow(position=5, support=6, neutral=1, oppose=6, unscored=0)
    few = ChainStancesRow(position=9, support=1, neutral=0, oppose=1, unscored=0)
    rows = [chain(5, 13, split=0.8), chain(9, 2, split=1.0)]
    told = words(chains_told(rows, [many, few]))
    assert "begun by <b>Ann</b> (#5): 6 support the article, 6 oppose it" in told
    assert words(chains_told(rows, [few])).startswith("In no chain do as many as 10")
    one_sided = words(chains_told([chain(5, 13, split=0.0)], [many]))
    assert one_sided.startswith("In no chain in which at least 10 comments take a side do the two")
    assert chains_told([chain(5, 13, split=None)], []) is None


def test_the_most_heated_chain_is_named_where_one_is_heated() -> None:
    cold, hot = chain(5, 13, split=0.8), replace(chain(9, 4, split=0.1), heat=0.44)
    assert "(#9), with a heat of 0.44" in words(chains_told([cold, hot], []))
    assert "heat" not in words(chains_told([cold, replace(hot, heat=0.05)], []))


def test_the_tone_and_its_change() -> None:
    row = ToneRow(comments=40, mean=0.1, negative=10, neutral=10, positive=20, first_half=20,
                  first_mean=0.4, second_mean=-0.2)  # fmt: skip
    fell = words(tone(row, [0.4 + n / 100 for n in range(20)], [-0.2] * 20))
    assert fell.endswith("averages +0.40, the second −0.20: it fell by more than chance alone would"
                         " give.")  # fmt: skip
    same = words(tone(row, [0.1, -0.1] * 10, [-0.1, 0.1] * 10))
    assert same.endswith("no more of a change than chance alone would give.")
    assert tone(replace(row, comments=0), [], []) is None
    only = replace(row, comments=1, mean=0.42)
    assert words(tone(only, [0.42], [])).startswith(
        "On a scale from −1 (harsh) to +1 (kind) the one comment scored has +0.42."
    )
    few = words(tone(row, [0.4] * 4, [-0.2] * 4))
    assert few.endswith("That is too few to say whether the tone changed on the way.")


def test_what_is_folded_is_counted(material: Material) -> None:
    assert folded_away(material.tree, folded(material.tree)) is None
    tight = fold(material.tree, cells=8, levels=3)
    told = words(folded_away(material.tree, tight))
    assert f"{len(tight.kept)} comments" in told
    assert f"other {25 - len(tight.kept)} into cells" in told
