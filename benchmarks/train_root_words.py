"""Train what words tell of the stance towards a short post.

    python -m benchmarks.train_root_words            prints what it reaches, writes nothing
    python -m benchmarks.train_root_words --write    and writes analyzers/data/root_words.json

Learns from the replies in the train split of RumourEval 2019 A alone; none of its text goes into
the model file. Its labels are far from even (denials are 7 in 100), and the task counts each
alike: the model's strength, and what is added to the log-odds of support and of oppose, are those
with the best macro-F1 in a cross-validation in which no thread is both trained on and tested. So
the likeliest label is the right one to give, but a chance is not how often it is right. Needs
scikit-learn, which the package itself does not. Deterministic.
"""

from __future__ import annotations

import argparse
import json
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analyzers.article_stance import ToArticle
from analyzers.pairs import lead, pairs_of
from analyzers.root_features import root_features
from analyzers.root_words import ROOT_WORDS_FILE
from analyzers.stance import ANALYZER
from benchmarks.rumoureval import label, of_root, posts, threads
from benchmarks.scores import macro_f1

Matrix = np.ndarray[Any, np.dtype[Any]]

LABELS = ToArticle._fields
OURS = {"support": "support", "deny": "oppose", "query": "neutral", "comment": "neutral"}
FOLDS = 10
STRENGTHS = (0.005, 0.02, 0.1)
ADDED = [step / 10 for step in range(0, 26, 2)]  # log-odds


class Data(NamedTuple):
    """The replies, a line each: numbers, the task's label, ours, whether it asks, its thread.

    ``roots``: the roots' labels and what we give them, which the task counts, too.
    """

    names: list[str]
    values: Matrix
    gold: list[str]
    labels: Matrix
    asks: list[bool]
    threads: list[str]
    roots: list[tuple[str, str]]


class Setting(NamedTuple):
    """What a model is fitted with, and what is added to its log-odds of taking a side."""

    strength: float
    support: float
    oppose: float


def main() -> None:
    """Choose, fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the model file")
    write = parser.parse_args().write
    data = described("train")
    setting = choose(data)
    model = fit(data, np.arange(len(data.gold)), setting.strength)
    if write:
        stored = as_stored(model, data.names, setting)
        ROOT_WORDS_FILE.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")  # type: ignore[attr-defined]
        print(f"written: {ROOT_WORDS_FILE.name}; python -m benchmarks.rumoureval measures it")


def described(split: str) -> Data:
    """Turn the replies of a split to numbers."""
    rows, gold, asks, groups, roots = [], [], [], [], []
    for thread, members in threads(posts(split)):
        asking = {row["comment_id"]: bool(row["asks"]) for row in ANALYZER.analyze(thread, {})}
        pairs, root = dict(pairs_of(thread)), lead(thread.article)
        for post in members:
            if not post.parent_id:
                roots.append((post.label, of_root(post)))
            elif post.id in pairs:
                rows.append(root_features(pairs[post.id], root))
                gold.append(post.label)
                asks.append(asking[post.id])
                groups.append(post.thread)
    names = sorted(rows[0])
    return Data(
        names,
        np.array([[row[name] for name in names] for row in rows]),
        gold,
        np.array([LABELS.index(OURS[one]) for one in gold]),
        asks,
        groups,
        roots,
    )


def choose(data: Data) -> Setting:
    """Choose by macro-F1 over the task's four labels; each row is judged by a model new to it."""
    tried = []
    for strength in STRENGTHS:
        logs = np.log(cross_validated(data, strength))
        found = [
            (reached(data, logs, support, oppose), Setting(strength, support, oppose))
            for support, oppose in product(ADDED, ADDED)
        ]
        f1, setting = max(found)
        loss = -float(logs[np.arange(len(data.gold)), data.labels].mean())
        print(f"{setting}: macro-F1 {f1:.3f}, log loss before {loss:.3f}", flush=True)
        tried.append((f1, setting))
    return max(tried)[1]


def reached(data: Data, logs: Matrix, support: float, oppose: float) -> float:
    """Give the macro-F1 with something added to two labels' log-odds."""
    best = (logs + np.array([support, 0.0, oppose])).argmax(axis=1)
    ours = (label(LABELS[at], asks=asks) for at, asks in zip(best, data.asks, strict=True))
    return macro_f1([*zip(data.gold, ours, strict=True), *data.roots])


def cross_validated(data: Data, strength: float) -> Matrix:
    """Give each row's chances by a model that never saw its thread."""
    chances = np.zeros((len(data.gold), len(LABELS)))
    for train, test in GroupKFold(FOLDS).split(data.values, groups=data.threads):
        chances[test] = fit(data, train, strength).predict_proba(data.values[test])
    return chances


def fit(data: Data, rows: Matrix, strength: float) -> Any:
    """Fit a model to some rows."""
    regression = LogisticRegression(C=strength, max_iter=1000)
    return make_pipeline(StandardScaler(), regression).fit(data.values[rows], data.labels[rows])


def as_stored(model: Any, names: list[str], setting: Setting) -> dict[str, Any]:
    """Fold scaling and what is added into the weights, for ``analyzers.root_words``."""
    scaler, regression = model[0], model[1]
    weights = regression.coef_ / scaler.scale_
    bias = regression.intercept_ - weights @ scaler.mean_
    bias = bias + np.array([setting.support, 0.0, setting.oppose])
    return {
        "note": (
            "Weights of analyzers/root_words.py (support, neutral, oppose), made by "
            "benchmarks/train_root_words.py from the train split of RumourEval 2019 A "
            "(Gorrell et al. 2019, CC BY 4.0); see docs/stance.md."
        ),
        "setting": setting._asdict(),
        "bias": [round(float(value), 5) for value in bias],
        "features": {
            name: {
                "mean": round(float(scaler.mean_[i]), 5),
                "weights": [round(float(value), 5) for value in weights[:, i]],
            }
            for i, name in enumerate(names)
        },
    }


if __name__ == "__main__":
    main()
