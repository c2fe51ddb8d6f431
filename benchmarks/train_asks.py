"""Fit the model that tells whether a reply asks.

    python -m benchmarks.train_asks            prints what it gets wrong of held-out gold pairs
    python -m benchmarks.train_asks --write    writes analyzers/data/asks.json

How well it does is for ``benchmarks.gate_asks`` to say.

Of some 330 labelled replies that have a question, 105 ask: too few to learn eighty weights from
nothing. So each weight is drawn towards what was expected of it before (``EXPECTED``), as a normal
prior. Which of a reply's questions is meant is not labelled; the likeliest stands for the reply, in
turns with fitting (Andrews, Tsochantaridis & Hofmann 2003, "Support Vector Machines for
Multiple-Instance Learning"). Deterministic. Needs numpy and scipy, which come with scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from analyzers.asking import MODEL_FILE, AskingModel
from analyzers.question_features import describe
from analyzers.questions import find_questions
from benchmarks.asking_rows import AskingRow, forum, gold, rumours
from benchmarks.asking_scores import f1

FOLDS, ROUNDS = 10, 8
LEVEL = 0.02  # of F1: half of its standard error
PRECISION = 25.0  # of the prior; 12 to 50 give the same area under the curve within 0.01
LEAST = 8  # questions that must have a feature which nothing was expected of
WEIGHTS = {"forum": 1.0, "gold": 1.0, "rumours": 0.4}  # of a row; "query" is another question

# What was expected of features, in log-odds, by those who wrote the rule in docs/stance.md.
EXPECTED = {
    "after it: over 500 characters": -0.3,
    "after it: nothing": 0.4,
    "after it: up to 500 characters": -0.2,
    "answered by its writer": -0.6,
    "answers the article": -0.3,
    "comment: over 600 characters": -0.3,
    "comment: up to 100 characters": 0.3,
    "comment: up to 40 characters": 0.3,
    "ends: set phrase": -1.0,
    "ends: set phrase, alone": -1.5,
    "ends: tag": -1.0,
    "ends: tag, alone": -0.8,
    "has: a turn of phrase": -1.0,
    "has: anyone": -0.2,
    "has: asks for a source": 0.5,
    "has: asks for an explanation": 0.5,
    "has: ever, even": -0.3,
    "has: exactly": 0.2,
    "has: not": -0.2,
    "has: or": 0.4,
    "has: please": 0.5,
    "has: strong words": -0.6,
    "heads: can you": 0.5,
    "heads: do you have, do you know": 0.2,
    "heads: do you mean": 0.5,
    "heads: how can, how could": -0.5,
    "heads: is there": 0.2,
    "heads: negated": -0.3,
    "heads: a statement": -0.2,
    "heads: who says, who cares": -0.8,
    "heads: who, when, where, which": 0.5,
    "heads: why would, why should": -0.4,
    "heads: yes or no": 0.2,
    "in quotation marks": -0.8,
    "its topics in the parent: most": 0.1,
    "leads with: but": -0.1,
    "leads with: then": -0.2,
    "length: up to 7 words": 0.1,
    "near: insult": -1.0,
    "near: sarcasm": -0.6,
    "near: says it is a question": 0.4,
    "near: says what is not known": 0.6,
    "no question mark: asks anyone": -0.8,
    "no question mark: asks for it alone": 0.8,
    "no question mark: wonders": 0.3,
    "opens the comment": 0.2,
    "parent ends on a question": -0.2,
    "questions in all: over 4": -0.2,
    "?!": -0.3,
    "??": -0.2,
}

Matrix = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Described:
    """A labelled reply and the features of each of its questions."""

    row: AskingRow
    source: str

    @cached_property
    def questions(self) -> list[frozenset[str]]:
        """The features, question by question."""
        return describe(self.row.pair, find_questions(self.row.pair.reply))

    @property
    def fold(self) -> int:
        """The tenth of the discussions that it is in."""
        return crc32(self.row.group.encode()) % FOLDS


class HeldOut(NamedTuple):
    """A labelled reply, the probability that it asks, and from which on that is said."""

    row: AskingRow
    source: str
    probability: float
    threshold: float


def fit(replies: Sequence[Described]) -> AskingModel:
    """Fit the weights; the threshold is left at 0.5."""
    asking = [reply for reply in replies if reply.questions]
    names = _names(asking)
    values, owner = _matrix(asking, names)
    asks = np.array([float(reply.row.asks) for reply in asking])
    weight = np.array([WEIGHTS[reply.source] for reply in asking])
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    expected = np.concatenate([expected, np.zeros(values.shape[1] - len(names))])
    found, chosen = expected, _last_of_each(owner)
    for _ in range(ROUNDS):
        found = _fit_chosen(values[chosen], asks, weight, expected)
        likeliest = np.lexsort((values @ found, owner))
        again = likeliest[_last_of_each(owner[likeliest])]
        if (again == chosen).all():
            break
        chosen = again
    weights = dict(zip(names, found.round(3).tolist(), strict=False))
    return AskingModel(round(float(found[-1]), 3), weights, 0.5)


def _names(replies: Sequence[Described]) -> list[str]:
    count = Counter(name for reply in replies for name in set().union(*reply.questions))
    return sorted(EXPECTED.keys() | {name for name, times in count.items() if times >= LEAST})


def _matrix(replies: Sequence[Described], names: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Give a line a question (features, which set, 1) and each question's reply.

    The sets have other shares of replies that ask; the columns of two of them take that up.
    """
    lines, owner = [], []
    for number, reply in enumerate(replies):
        # A column of 3s is drawn towards 0 a ninth as much as the others.
        which = [3.0 * (reply.source == source) for source in ("gold", "rumours")]
        for features in reply.questions:
            lines.append([*(float(name in features) for name in names), *which, 1.0])
            owner.append(number)
    return np.array(lines), np.array(owner)


def _last_of_each(owner: Matrix) -> Matrix:
    ends: Matrix = np.flatnonzero(np.append(owner[1:] != owner[:-1], True))
    return ends


def _fit_chosen(values: Matrix, asks: Matrix, weight: Matrix, expected: Matrix) -> Matrix:
    """Fit a logistic model by its likelihood and the prior; the last column's weight is free."""
    held = np.full(len(expected), PRECISION)
    held[-1] = 0.0

    def loss(guess: Matrix) -> tuple[float, Matrix]:
        logits, off = values @ guess, guess - expected
        unlikely = float((weight * (np.logaddexp(0, logits) - asks * logits)).sum())
        slope = values.T @ (weight * (expit(logits) - asks)) + held * off
        return unlikely + float(held @ off**2) / 2, slope

    found: Matrix = minimize(loss, expected, jac=True, method="L-BFGS-B", tol=1e-10).x
    return found


def probability(model: AskingModel, reply: Described) -> float:
    """Give the probability that a reply asks: that of its likeliest question, 0 without one."""
    return max(map(model.probability, reply.questions), default=0.0)


def held_out() -> list[HeldOut]:
    """Judge our own replies, each by a model and a threshold from other discussions only."""
    own, others = training_rows()
    models = [fit([*(r for r in own if r.fold != fold), *others]) for fold in range(FOLDS)]
    said = [probability(models[reply.fold], reply) for reply in own]
    judged = list(zip(own, said, strict=True))
    thresholds = [
        best_threshold([(r.row.asks, p) for r, p in judged if r.fold != fold])
        for fold in range(FOLDS)
    ]
    return [HeldOut(reply.row, reply.source, p, thresholds[reply.fold]) for reply, p in judged]


def training_rows() -> tuple[list[Described], list[Described]]:
    """Read the replies labelled by our rule, and the others."""
    own = [*_read("forum", forum()), *_read("gold", gold("train"))]
    return own, _read("rumours", rumours("train"))


def _read(source: str, rows: Iterable[AskingRow]) -> list[Described]:
    return [Described(row, source) for row in rows]


def best_threshold(judged: Sequence[tuple[bool, float]]) -> float:
    """Give the highest threshold, in hundredths, whose F1 is as good as the best's, or nearly.

    Where F1 is level, to call a reply asking that isn't is the worse mistake.
    """
    reached = {
        at / 100: f1([(asks, float(p >= at / 100)) for asks, p in judged]) for at in range(5, 95)
    }
    return max(at for at, value in reached.items() if value >= max(reached.values()) - LEVEL)


def main() -> None:
    options, tested = _options(), held_out()
    own, others = training_rows()
    threshold = best_threshold([(one.row.asks, one.probability) for one in tested])
    for one in tested:
        if one.source == "gold" and one.row.asks != (one.probability >= threshold):
            print(f"{one.probability:.2f} asks {one.row.asks}: {one.row.pair.reply!r}")
    print(f"{sum(one.row.asks for one in tested)} of {len(own)} ask; said from {threshold} on")
    if options.write:
        _write(fit([*own, *others])._replace(threshold=threshold))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the model file")
    return parser.parse_args()


def _write(model: AskingModel) -> None:
    stored = {
        "note": "Weights of analyzers/asking.py, made by benchmarks/train_asks.py; docs/stance.md.",
        "threshold": model.threshold,
        "bias": model.bias,
        "weights": model.weights,
    }
    path = Path(str(MODEL_FILE))
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {path.name}")


if __name__ == "__main__":
    main()
