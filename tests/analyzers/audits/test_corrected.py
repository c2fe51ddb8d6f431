"""Shares that a few labels correct."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.audits.corrected import Audited, _joined, _powered, corrected
from analyzers.audits.drawing import draw


def audited(size: int, number: int, seed: int, right: float = 0.6) -> tuple[Audited, list[float]]:
    """Plant shares of 60, 30 and 10 in a hundred, judged by somebody who leans to the last."""
    lots = np.random.default_rng(seed)
    truth = lots.choice(3, size, p=[0.6, 0.3, 0.1])
    predicted = np.where(lots.random(size) < right, truth, 2)
    told = np.full((size, 3), 0.2)
    told[np.arange(size), predicted] = 0.6
    places, chances = draw(told, number, seed + 1000)  # by other lots than the truth
    made = Audited(told, predicted, np.ones(size), places, chances, truth[places])
    return made, (np.bincount(truth, minlength=3) / size).tolist()


def test_all_labelled_is_the_truth() -> None:
    made, true = audited(40, 40, 1)
    found = corrected(made)
    for one in (found.corrected, found.low, found.high):
        assert one == pytest.approx(true, abs=0.02)


def test_by_hand() -> None:
    """Of four alike that are told to be the first, one of the two drawn is not."""
    told = np.array([(0.6, 0.2, 0.2)] * 4)
    labels, two = np.array([0, 2]), np.array([0, 3])
    made = Audited(told, np.zeros(4, int), np.ones(4), two, np.array([0.5, 0.5]), labels)
    found = corrected(made)
    assert found.counted.tolist() == [1, 0, 0]
    # Predictions that are all alike foretell nothing: what is left are the labels.
    assert found.corrected.tolist() == [0.5, 0, 0.5]


def test_labels_bring_shares_nearer() -> None:
    nearer = 0
    for seed in range(50):
        made, true = audited(500, 60, seed)
        found = corrected(made)
        nearer += np.abs(found.corrected - true).sum() < np.abs(found.counted - true).sum()
    assert nearer >= 48


def test_intervals_hold_the_truth() -> None:
    held = []
    for seed in range(150):
        made, true = audited(400, 60, seed)
        found = corrected(made)
        held.append(((found.low <= true) & (true <= found.high)).mean())
    assert 0.85 <= float(np.mean(held)) <= 0.97


def test_what_never_came_up_may_still_be_there() -> None:
    made, _ = audited(500, 60, 3)
    found = corrected(replace(made, labels=np.zeros(60, int)))
    assert found.high[1] > 0.02
    assert found.low[0] < 0.98


def test_voices_count() -> None:
    made, _ = audited(400, 60, 5)
    loud = np.where(made.predicted == 2, 5.0, 1.0)
    plain, weighed = corrected(made), corrected(replace(made, voices=loud))
    assert weighed.counted[2] > plain.counted[2]
    assert corrected(replace(made, voices=made.voices * 7)).corrected == pytest.approx(
        plain.corrected
    )


@given(st.integers(6, 80), st.integers(5, 30), st.integers(0, 99), st.floats(0, 1))
def test_shares_keep_their_ranges(size: int, number: int, seed: int, right: float) -> None:
    found = corrected(audited(size, min(size, number), seed, right)[0])
    assert found.corrected.sum() == pytest.approx(1)
    assert found.counted.sum() == pytest.approx(1)
    assert (found.low >= 0).all() and (found.high <= 1).all()
    assert (found.low <= found.corrected).all() and (found.corrected <= found.high).all()


def test_an_interval_by_hand() -> None:
    """Of 40 alike 20 are drawn, each with a chance of a half: 12 are the first, 8 the third.

    What is left of a label is 0.4 or -0.6, so the variance is (12 × 0.16 + 8 × 0.36) / 20², half of
    it for what was drawn, times 20 / 19; Student's t for 19 degrees of freedom is 1.725.
    """
    told = np.array([(0.6, 0.2, 0.2)] * 40)
    labels, drawn = np.repeat([0, 2], [12, 8]), np.arange(20)
    made = Audited(told, np.zeros(40, int), np.ones(40), drawn, np.full(20, 0.5), labels)
    found = corrected(made)
    assert found.corrected.tolist() == pytest.approx([0.6, 0, 0.4])
    reach = 1.725 * (4.8 / 400 / 2 * 20 / 19) ** 0.5
    assert (found.low[0], found.high[0]) == pytest.approx((0.6 - reach, 0.6 + reach), abs=1e-4)


def test_shares_go_as_far_from_what_was_counted_as_labels_are_sure() -> None:
    counted, powered = np.array([0.5, 0.25, 0.25]), np.array([0.6, 0.2, 0.2])
    variance = np.diag([0.01, 0.01, 0.02])
    # D = 0.1² / 0.01 + 0.05² / 0.01 = 1.25, so 1.25 / 3.25 of the way
    assert _joined(counted, powered, variance) == pytest.approx(counted + (powered - counted) / 2.6)


def test_probabilities_that_foretell_no_label_count_for_nothing() -> None:
    """Those drawn are told this and that, whatever they are; those left are all told the first."""
    told = np.array([(0.8, 0.1, 0.1), (0.2, 0.1, 0.7)] * 2 + [(0.9, 0.05, 0.05)] * 16)
    made = Audited(
        probabilities=told,
        predicted=told.argmax(axis=1),
        voices=np.ones(20),
        places=np.arange(4),
        chances=np.full(4, 0.2),
        labels=np.array([0, 0, 2, 2]),
    )
    assert _powered(made, np.full(20, 1 / 20))[0].tolist() == pytest.approx([0.5, 0, 0.5])
