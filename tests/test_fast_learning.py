"""How the fast engine learns: the fit, its tempering, and what becomes of pairs and weights."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="learning needs pip install '.[dev]'")

from analyzers.engines.scoring import described
from analyzers.pairs import Pair
from analyzers.vocabulary import Vocabulary
from benchmarks import learning
from benchmarks.learning import Learning, describe, eight_bits, fit
from benchmarks.neural.tempering import softmax
from benchmarks.stance_rows import LABELS, Labelled
from benchmarks.train_fast import calibration_error, line, tone

AGREE, DISAGREE, NEUTRAL = (LABELS.index(name) for name in ("agree", "disagree", "neutral"))
SAID = {
    "agree": "Exactly, the ferry is late",
    "disagree": "No, you are wrong of it",
    "neutral": "Which ferry was it",
}


def rows(number: int) -> list[Labelled]:
    """Make rows of three kinds in threads of three and two topics."""
    found = []
    for at in range(number):
        label = LABELS[at % 3]
        belief = tuple(0.9 if name == label else 0.05 for name in LABELS)
        pair = Pair(f"{SAID[label]} {at}.", f"The ferry {at} was late.")
        found.append(Labelled(pair, label, belief, f"thread {at // 3}", f"topic {at % 2}"))
    return found


@pytest.fixture(scope="module")
def learned() -> Learning:
    return Learning(rows(36), rows(6), [Pair("Exactly so", "The ferry")] * 3)


def test_without_features_the_fit_gives_the_shares_of_the_labels() -> None:
    beliefs = np.array([[1.0, 0.0, 0.0]] * 3 + [[0.0, 1.0, 0.0]])
    found = fit(np.zeros((4, 1)), beliefs[:, :2], np.array([1.0]), np.ones(4))
    assert softmax(found.logits(np.zeros((1, 1))))[0] == pytest.approx([0.75, 0.25], abs=1e-3)
    doubled = fit(np.zeros((4, 1)), beliefs[:, :2], np.array([1.0]), np.array([1, 1, 1, 3]))
    assert softmax(doubled.logits(np.zeros((1, 1))))[0] == pytest.approx([0.5, 0.5], abs=1e-3)


def test_a_penalty_holds_a_weight_down() -> None:
    values = np.array([[1.0, 1.0], [-1.0, -1.0]] * 20)
    beliefs = np.array([[0.9, 0.1], [0.1, 0.9]] * 20)
    found = fit(values, beliefs, np.array([1.0, 10.0]), np.ones(40))
    lead = found.weights[:, 0] - found.weights[:, 1]
    assert lead[0] == pytest.approx(10 * lead[1], rel=0.01)
    assert softmax(found.logits(values[:1]))[0, 0] == pytest.approx(0.88, abs=0.03)


def test_pairs_become_the_numbers_that_the_engine_reckons_with() -> None:
    pairs = [row.pair for row in rows(36)]
    data = describe(pairs, at_once=7)
    whole = described(pairs, Vocabulary())
    assert data.named == pytest.approx(whole.matrix(data.names))
    assert (np.diff(data.keys.astype(object)) > 0).all()
    times = np.asarray(data.counted.sum(axis=0)).ravel()
    assert times.min() >= learning.LEAST_TIMES
    assert set(data.counted.data.tolist()) == {1.0}


def test_each_row_is_judged_by_a_model_that_never_saw_its_thread(
    learned: Learning, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    learn = learned.learn
    monkeypatch.setattr(
        Learning, "learn", lambda self, kept: (seen.append(set(kept.tolist())), learn(kept))[1]
    )
    logits, part = learned.cross_validate(learned.threads, 3)
    assert (logits.argmax(axis=1) == learned.truth).all()
    for number, kept in enumerate(seen):
        tested = set(np.flatnonzero(part == number).tolist())
        assert tested and not tested & kept
        assert not {learned.threads[k] for k in tested} & {learned.threads[k] for k in kept}


def test_the_model_that_is_written_judges_as_the_fit_does(learned: Learning) -> None:
    model = learned.model(heat=2.0)
    pairs = [row.pair for row in rows(36)]
    batch = described(pairs, Vocabulary())
    found = model.logits(batch, model.hits(batch)) * 2.0
    fitted = learned.logits(learned.learn(np.arange(36)), np.arange(36))
    # A weight is off by half a step in eight bits at most, and a pair has some thirty of them.
    step = np.abs(model.gram_weights).max() / 127
    assert np.abs(found - fitted).max() < 30 * step
    assert (found.argmax(axis=1) == learned.truth).all()


def test_weights_in_eight_bits_are_off_by_half_a_step_at_most() -> None:
    weights = np.array([[0.5, -1.27], [0.004, 0.0]])
    whole, scale = eight_bits(weights)
    assert whole.dtype == np.int8
    assert np.abs(whole * scale - weights).max() <= scale / 2 + 1e-12
    assert whole[0, 1] == -127


def test_calibration_error_is_of_the_likeliest_label() -> None:
    shares = np.array([[0.8, 0.1, 0.1]] * 10)
    assert calibration_error(shares, np.array([0] * 8 + [1] * 2)) == pytest.approx(0.0)
    assert calibration_error(shares, np.array([0] * 5 + [1] * 5)) == pytest.approx(0.3)


def test_a_method_is_a_line_of_figures() -> None:
    some = rows(30)
    perfect = line("all right", some, [row.label for row in some])
    assert perfect.split() == "all right accuracy 1.000 macro-F1 1.000 (1.000 to 1.000)".split()
    assert "macro-F1 0.167" in line("one label", some, ["agree"] * 30)
    assert tone("What a lovely day, I love it!") == "agree"
    assert tone("Horrible, I hate it.") == "disagree"
    assert tone("A ferry.") == "neutral"
