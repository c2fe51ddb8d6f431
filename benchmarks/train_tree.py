"""Fit the weights of ``threads/data/parent_model.json``; prints what they reach.

    python -m benchmarks.train_tree

Takes the training discussions of the Internet Argument Corpus, alone and several side by side, each
with subject lines (where these leave a choice) and without. Deterministic; wants numpy and scipy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from benchmarks.iac import Discussion, Layout, discussions, parallel
from threads.candidates import Candidates
from threads.evidence import Case, Features, History
from threads.parent_model import DATA, REGIMES, ParentModel, model_from, regime_of
from threads.turns import ARTICLE, FORUM_QUOTING, converse

OUT = Path(__file__).resolve().parents[1] / "threads" / "data" / DATA
# The pages to learn from: forums as they are, and side by side as under an article; quoting as
# often as forums do, and as seldom as article comments do.
LAYOUTS = (
    (discussions, Layout(subjects=True)),
    (discussions, Layout(subjects=False)),
    (parallel, Layout(subjects=True, quoting=0.25)),
    (parallel, Layout(subjects=False, quoting=0.25)),
)
# RIDGE is the weight of the penalty on all cases together, so that few cases are held shorter.
FOLDS, RIDGE, BINS, ROUNDS = 3, 1.0, 6, 2
# No training text calls people by the names shown (both are pseudonyms, made apart), so what a name
# is worth is set by hand: about as much as a short quotation.
BY_HAND = {"named": 2.5, "named_latest": 1.0}


@dataclass
class Rows:
    """Candidates of many cases, one below the other."""

    features: list[Features] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)

    def add(self, features: list[Features], truth: int, fold: int) -> None:
        """Append one case: its candidates' features, and which is right."""
        self.features += features
        self.right += [at == truth for at in range(len(features))]
        self.sizes.append(len(features))
        self.folds.append(fold % FOLDS)


def collect(found: list[Discussion], model: ParentModel | None) -> dict[str, Rows]:
    """Walk every discussion and keep the cases that have a choice.

    History is the true tree at first, then what ``model`` makes of it: in use it makes mistakes
    too, and must not be led astray by them (Ross, Gordon & Bagnell 2011, "A Reduction of Imitation
    Learning and Structured Prediction to No-Regret Online Learning").

    In a few discussions hardly anybody quotes and nearly all are recorded as answering the first
    post, though they address each other: the reply button went unused. They don't show a forum's
    habits, and are learned from with the pages that stand for articles.
    """
    rows = {regime: Rows() for regime in REGIMES}
    for fold, discussion in enumerate(found):
        talk = converse(discussion.thread)
        talk.is_forum = talk.quoting_share >= FORUM_QUOTING  # whatever its first post's length
        history, candidates = History(talk), Candidates(talk)
        for child in candidates.order:
            parent_id = discussion.parents[talk.turns[child].comment.id]
            truth = ARTICLE if parent_id is None else talk.number[parent_id]
            options = candidates.of(child).candidates
            decided = options[0] if model else truth
            if len(options) > 1 and (model or truth in options):
                case = Case(history, child, options)
                regime = regime_of(quotes=case.turn.quotes, forum=talk.is_forum)
                features = [case.features(option) for option in options]
                if truth in options:
                    rows[regime].add(features, options.index(truth), fold)
                decided = options[_likeliest(model, features, regime)] if model else truth
            history.attach(child, decided)
            candidates.attach(child, decided)
    return rows


def _likeliest(model: ParentModel, features: list[Features], regime: str) -> int:
    scores = [sum(model.contributions(row, regime).values()) for row in features]
    return max(range(len(scores)), key=scores.__getitem__)


@dataclass
class Design:
    """How features become columns: a slope each, and steps at the quantiles of rich ones."""

    names: list[str]
    edges: dict[str, list[float]]

    @classmethod
    def of(cls, features: list[Features]) -> Design:
        """Take the features that occur, with cuts at the quantiles of those with many values."""
        names = sorted({name for row in features for name in row} - set(BY_HAND))
        edges = {}
        for name in names:
            values = np.array([row[name] for row in features if row.get(name)])
            distinct = np.unique(values)
            if len(distinct) > 6:
                cuts = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
                edges[name] = [round(float(cut), 4) for cut in cuts if cut > 0]
        return cls(names, edges)

    def matrix(self, features: list[Features]) -> np.ndarray:
        """Give (candidates × columns), float32."""
        columns = []
        for name in self.names:
            values = np.array([row.get(name, 0.0) for row in features], dtype=np.float32)
            columns.append(values)
            columns += [(values > edge).astype(np.float32) for edge in self.edges.get(name, ())]
        return np.stack(columns, axis=1)

    def as_data(self, weights: np.ndarray) -> dict[str, Any]:
        """Give the weights, a number a column, in the form of the model file."""
        data, at = {}, 0
        for name in self.names:
            edges = self.edges.get(name, [])
            steps = np.concatenate([[0.0], np.cumsum(weights[at + 1 : at + 1 + len(edges)])])
            data[name] = {
                "slope": round(float(weights[at]), 4),
                "edges": edges,
                "steps": [round(float(step), 4) for step in steps],
            }
            at += 1 + len(edges)
        hand = {n: {"slope": w, "edges": [], "steps": [0.0]} for n, w in BY_HAND.items()}
        return data | hand


def fit(matrix: np.ndarray, right: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Maximise the conditional likelihood with a ridge on standardised columns."""
    scale = matrix.std(0) + 1e-6
    table = matrix / scale
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    ridge = RIDGE / len(sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        p = _softmax(table @ weights.astype(np.float32), starts, owner)
        value = -np.log(p[right] + 1e-12).sum() / len(sizes) + ridge * weights @ weights
        slope = table.T @ (p - right) / len(sizes) + 2 * ridge * weights
        return float(value), slope.astype(float)

    start = np.zeros(table.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return found.x / scale


def _softmax(scores: np.ndarray, starts: np.ndarray, owner: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    return powers / np.add.reduceat(powers, starts)[owner]


def train(rows: Rows) -> tuple[dict[str, Any], float, float]:
    """Fit weights on all rows; temperature and accuracy by folds of whole discussions."""
    design = Design.of(rows.features)
    matrix, right = design.matrix(rows.features), np.array(rows.right)
    sizes, folds = np.array(rows.sizes), np.array(rows.folds)
    owner_fold = np.repeat(folds, sizes)
    scores = np.zeros(len(right))
    for fold in range(FOLDS):
        out = owner_fold == fold
        scores[out] = matrix[out] @ fit(matrix[~out], right[~out], sizes[folds != fold])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def cost(temperature: float) -> float:
        return -float(np.log(_softmax(scores / temperature, starts, owner)[right] + 1e-12).mean())

    temperature = minimize_scalar(cost, bounds=(0.3, 4), method="bounded").x
    best = np.maximum.reduceat(scores, starts)
    accuracy = float((scores[right] >= best).mean())
    return design.as_data(fit(matrix, right, sizes)), round(float(temperature), 3), accuracy


def main() -> None:
    found = [page for lay, layout in LAYOUTS for page in lay("train", layout)]
    model: ParentModel | None = None
    for round_ in range(ROUNDS):
        data: dict[str, Any] = {"version": "2", "weights": {}, "temperature": {}}
        for regime, rows in collect(found, model).items():
            weights, temperature, accuracy = train(rows)
            data["weights"][regime] = weights
            data["temperature"][regime] = temperature
            print(
                f"round {round_ + 1}, {regime}: {len(rows.sizes)} cases with a choice, "
                f"{accuracy:.3f} right on held-out discussions, temperature {temperature}",
                flush=True,
            )
        model = model_from(data)
    OUT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
