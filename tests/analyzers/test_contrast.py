"""Words that tell two sides apart: the measure, what is counted, and when nothing is said."""

from __future__ import annotations

import random
from itertools import cycle
from math import log, sqrt

import numpy as np
import pytest

from analyzers import contrast as module
from analyzers.contrast import BEYOND, MOST, Contrast, Side, Spoken, contrast, log_odds, stems

FILLER = (
    "street morning traffic budget meeting window garden weather engine letter winter summer"
    " station bridge market corner paper office school number mirror bottle candle ladder"
).split()


def thread(
    support: str = "", oppose: str = "", *, comments: int = 20, people: int = 10, seed: int = 1
) -> list[Spoken]:
    """Make comments of both sides that have the given words on top of the same ones."""
    dice = random.Random(seed)
    sides: tuple[tuple[Side, str], ...] = (("support", support), ("oppose", oppose))
    return [
        Spoken(f"{side} {who}", side, f"{own} {' '.join(dice.sample(FILLER, 8))}")
        for side, own in sides
        for who, _ in zip(cycle(range(people)), range(comments), strict=False)
    ]


def compared(comments: list[Spoken]) -> Contrast:
    found = contrast(comments)
    assert found is not None
    return found


def test_words_of_one_side_stand_out() -> None:
    found = compared(thread("quiet nights", "freedom"))
    assert [(one.word, one.support, one.oppose, one.people) for one in found.words] == [
        ("nights", 20, 0, 10),
        ("quiet", 20, 0, 10),
        ("freedom", 0, 20, 10),
    ]
    assert found.words[0].z > BEYOND and found.words[-1].z < -BEYOND
    assert (found.compared, found.beyond) == (27, 3)
    assert found.chance == 0.01 and found.by_lot < 3


def test_log_odds_as_in_the_paper() -> None:
    """The point estimate and its variance, worked out from the formulas anew."""
    found = compared(thread("quiet"))
    (one,) = [word for word in found.words if word.word == "quiet"]
    words = 20 * 9 + 20 * 8  # each comment has eight of the filler
    alpha = 500 * 20 / words
    this, rest = 20 + alpha, 20 * 9 + 500 - 20 - alpha
    other, other_rest = alpha, 20 * 8 + 500 - alpha
    odds = log(this / rest) - log(other / other_rest)
    deviation = sqrt(1 / this + 1 / rest + 1 / other + 1 / other_rest)
    assert one.log_odds == pytest.approx(odds, abs=1e-4)
    assert one.z == pytest.approx(odds / deviation, abs=1e-4)


def test_sides_changed_over_change_the_sign() -> None:
    odds, z = log_odds(*(np.array(value) for value in (5.6, 64.4, 1.6, 48.4)))
    other, back = log_odds(*(np.array(value) for value in (1.6, 48.4, 5.6, 64.4)))
    assert (other, back) == (-odds, -z)


def test_nothing_depends_on_the_order_or_the_names() -> None:
    comments = thread("quiet", "freedom")
    renamed = [one._replace(person=f"x{one.person}") for one in comments]
    assert compared(renamed) == compared(comments)
    assert compared(comments).words == compared(comments[::-1]).words


def test_a_word_counts_once_a_comment() -> None:
    once, often = compared(thread("quiet")), compared(thread("quiet quiet Quiet!"))
    assert once == often


def test_words_of_one_person_are_their_own() -> None:
    comments = thread()
    mine = [one._replace(text=f"{one.text} gizmo") if one.person == "support 0" else one
            for one in comments]  # fmt: skip
    assert "gizmo" not in {one.word for one in compared(mine).words}
    assert compared(mine).compared == compared(comments).compared


def test_who_takes_no_side_weighs_in_the_prior_alone() -> None:
    comments = thread("quiet")
    neither = [Spoken("n", None, "quiet please")] * 200
    found = compared([*comments, *neither])
    (quiet,) = [one for one in found.words if one.word == "quiet"] or [None]
    before = next(one for one in compared(comments).words if one.word == "quiet")
    assert quiet is None or quiet.z < before.z, "what everybody says tells less"


def test_chance_is_said_to_be_chance() -> None:
    chances = [compared(thread(seed=seed)).chance for seed in range(12)]
    assert sum(chance < 0.1 for chance in chances) <= 3


def test_too_little_is_not_compared() -> None:
    assert contrast([]) is None
    assert contrast(thread(comments=9)) is None
    assert contrast([one._replace(text="quiet") for one in thread(comments=40)]) is None
    one_sided = [one._replace(side="support") for one in thread()]
    assert contrast(one_sided) is None


def test_what_is_no_word_of_a_topic_is_left_out() -> None:
    told = stems("The dogs, the DOG's 2nd walk: https://example.org/a?b it is so!")
    assert told == {"dog": "dog", "walk": "walk", "example": "example"} | {
        key: value for key, value in told.items() if key in {"dog", "example"}
    }
    assert not {"the", "https", "org", "2nd", "it"} & told.keys()


def test_large_threads_are_cut_to_the_commonest_words() -> None:
    comments = thread(comments=40)
    many = [
        one._replace(text=" ".join(f"w{letter}{other}{third}" for third in "abcdefghij"))
        for one, letter, other in zip(
            comments * 12, cycle("abcdefghijklmnopqrst"), cycle("abcdefghijklmnopqrs"),
            strict=False,
        )
    ]  # fmt: skip
    assert compared(many).compared <= MOST


def test_a_word_stands_out_where_one_deal_in_twenty_takes_it_so_far(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The deals give z of 0, 0.1 ... 9.8: one in twenty is beyond 9.31."""

    def told(table: module._Table, supports: np.ndarray, prior: float) -> tuple[np.ndarray, ...]:
        words, deals = len(table.stems), supports.shape[1]
        own = np.linspace(9.0, 9.6, words)[:, np.newaxis]
        z = own if deals == 1 else np.tile(np.arange(deals) / 10, (words, 1))
        return z, z, np.full_like(z, 2.0)

    monkeypatch.setattr(module, "_compared", told)
    assert {round(one.z, 1) for one in compared(thread()).words} == {9.3, 9.4, 9.5, 9.6}
    assert min(one.z for one in compared(thread()).words) > 9.31
