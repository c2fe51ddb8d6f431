"""The gate's part on corrected shares: what it counts, tried on rows made up here."""

from __future__ import annotations

import numpy as np
import pytest

from analyzers.quantification import Errors
from benchmarks.confusion import Rows, concentration_of, cuts_of, errors_of, prior_of, worth_of
from benchmarks.gate_split import FOLDS, folds, in_threads, simulated
from benchmarks.measure_confusion import as_json

ERRING = np.array([[60.0, 20.0, 20.0], [20.0, 60.0, 20.0], [20.0, 20.0, 60.0]])


def judged(threads: int, size: int, *, right: float = 0.7) -> Rows:
    """Make rows of which a share is judged rightly, each thread with shares of its own."""
    chance = np.random.default_rng(2)
    truth = np.concatenate(
        [chance.choice(3, size, p=chance.dirichlet(np.ones(3))) for _ in range(threads)]
    )
    told = np.where(chance.random(len(truth)) < right, truth, chance.integers(0, 3, len(truth)))
    probabilities = np.full((len(truth), 3), 0.2)
    probabilities[np.arange(len(truth)), told] = 0.6 + 0.1 * chance.random(len(truth))
    groups = np.repeat([f"t{number:03}" for number in range(threads)], size)
    return Rows(probabilities / probabilities.sum(axis=1, keepdims=True), truth, groups)


def test_intervals_hold_and_correcting_pays_where_errors_are_as_measured() -> None:
    known = Errors(ERRING * 20, np.full(3, 2000.0), 200.0, np.ones(3))
    found = np.array(list(simulated(known, np.random.default_rng(1))))
    corrected, counted, held, _ = found.mean(axis=0)
    assert 0.85 <= held <= 0.95
    assert corrected < 0.7 * counted


def test_no_thread_is_learned_from_and_tried() -> None:
    rows = judged(20, 5)
    tried = []
    for known, new in folds(rows.groups):
        assert not set(rows.groups[known]) & set(rows.groups[new])
        tried += new.tolist()
    assert sorted(tried) == list(range(100))
    assert len(list(folds(rows.groups))) == FOLDS


def test_threads_are_corrected_by_the_others() -> None:
    found = np.array(list(in_threads(judged(40, 60))))
    assert len(found) == 40
    assert found[:, 0].mean() < found[:, 1].mean()
    assert list(in_threads(judged(40, 10))) == []


def test_threads_that_err_alike_are_told_from_those_that_do_not() -> None:
    chance = np.random.default_rng(3)
    means = ERRING / 100

    def counts(alike: float) -> np.ndarray:
        return np.array(
            [[chance.multinomial(200, chance.dirichlet(alike * row)) for row in means]
             for _ in range(40)]
        )  # fmt: skip

    assert 10 < concentration_of(counts(20)) < 40
    assert concentration_of(counts(1e6)) > 500


def test_rows_in_lumps_are_worth_less() -> None:
    one = worth_of(np.full((1, 3, 3), 100.0), 19)
    assert one == pytest.approx([1 / (1 / 20 + 1 / 300)] * 3, abs=0.06)
    assert worth_of(np.full((30, 3, 3), 100.0), 19).min() > 20 * one.max()


def test_a_prior_is_that_of_the_shares() -> None:
    chance = np.random.default_rng(4)
    shares = [chance.multinomial(100, chance.dirichlet([2, 6, 2])) for _ in range(200)]
    assert prior_of(np.array(shares, float)) == pytest.approx([2, 6, 2], rel=0.3)


def test_counts_are_of_all_rows() -> None:
    rows = judged(10, 50)
    known = errors_of(rows, cuts_of(rows))
    assert known.counts.shape == (3, 9)
    assert known.counts.sum() == 500
    assert known.counts.sum(axis=1).tolist() == np.bincount(rows.truth).tolist()


def test_the_file_is_json_a_key_a_line() -> None:
    import json

    part = {"rows": 3, "counts": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
    stored = {"note": "n", "engines": {"a 1": {"x": part, "y": part}, "b 2": {"x": part}}}
    text = as_json(stored)
    assert json.loads(text) == stored
    assert '\n    "counts": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]\n' in text
