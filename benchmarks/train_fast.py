"""Train the fast engine of stance and print how well it does, beside simple methods.

    python -m benchmarks.train_fast             measures, writes nothing
    python -m benchmarks.train_fast --write     and writes the engine's two files

Learns from labelled replies, and from unlabelled ones by the labels that a first model, of named
features only, gives them with a probability: what stands beside a cue that it knows are words that
the labelled rows are too few to teach (self-training, Scudder 1965). Needs
``pip install '.[dev]'``. Deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from analyzers.engines.fast import COUNTED, NAMED
from analyzers.engines.linear import LinearModel
from analyzers.engines.scoring import described
from analyzers.sentiment import label_of, score_text
from analyzers.vocabulary import Vocabulary
from benchmarks.calibration import expected_error
from benchmarks.learning import Learning, Matrix, eight_bits
from benchmarks.neural.tempering import softmax, temperature, tempered
from benchmarks.scores import accuracy, interval, macro_f1
from benchmarks.stance_rows import (
    LABELS,
    Labelled,
    across_sides,
    by_our_rule,
    labelled,
    unlabelled,
)

FOLDS = 10
SIGNS = {"positive": "agree", "negative": "disagree", "neutral": "neutral"}


def main() -> None:
    options = _options()
    rows, ours, others = labelled(), by_our_rule(), unlabelled()
    learning = Learning(rows, ours, others)
    print(f"{len(rows):,} rows, {len(ours):,} by our rule, {len(others):,} unlabelled", end="; ")
    print(f"{len(learning.data.names)} named features, {len(learning.data.keys):,} n-grams")
    for line in simple(rows):
        print(line)
    logits, part = learning.cross_validate(learning.threads, FOLDS)
    _print_found("this engine, 10 folds by thread", rows, logits, part)
    topics = learning.cross_validate(learning.topics, len(set(learning.topics)))
    _print_found("this engine, other topics", rows, *topics)
    model = learning.model(temperature(logits, learning.truth))
    print_elsewhere(model)
    if options.write:
        write(model, len(rows) + len(ours))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the engine's files")
    return parser.parse_args()


def simple(rows: Sequence[Labelled], folds: int = FOLDS) -> Iterator[str]:
    """Score simple methods, those that learn by the same folds."""
    for name, found in (
        ("majority", ["disagree"] * len(rows)),
        ("VADER's sign of the reply", [tone(row.pair.reply) for row in rows]),
        ("TF-IDF and logistic regression", by_words(rows, folds)),
    ):
        yield line(name, rows, found)


def tone(text: str) -> str:
    """Give the label that goes with a text's sentiment."""
    return SIGNS[label_of(score_text(text).compound)]


def by_words(rows: Sequence[Labelled], folds: int) -> list[str]:
    """Label replies by their words alone, learned from the other folds."""
    texts = np.array([row.pair.reply for row in rows], dtype=object)
    truth = np.array([row.label for row in rows], dtype=object)
    found = np.empty(len(rows), dtype=object)
    groups = [row.thread for row in rows]
    for train, test in GroupKFold(folds).split(texts, groups=groups):
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        model = LogisticRegression(C=4.0, max_iter=200, class_weight="balanced")
        model.fit(words.fit_transform(texts[train]), truth[train].tolist())
        found[test] = model.predict(words.transform(texts[test]))
    return list(map(str, found))


def line(name: str, rows: Sequence[Labelled], found: Sequence[str]) -> str:
    """Lay out a method's accuracy, and its macro-F1 with the 95% interval."""
    pairs = [(row.label, label) for row, label in zip(rows, found, strict=True)]
    low, high = interval(macro_f1, pairs, [row.thread for row in rows])
    figures = f"accuracy {accuracy(pairs):.3f}  macro-F1 {macro_f1(pairs):.3f}"
    return f"{name:32} {figures} ({low:.3f} to {high:.3f})"


def _print_found(name: str, rows: Sequence[Labelled], logits: Matrix, part: Matrix) -> None:
    found = [LABELS[label] for label in logits.argmax(axis=1)]
    print(line(name, rows, found))
    for label in LABELS:
        pairs = [(row.label == label, one == label) for row, one in zip(rows, found, strict=True)]
        both = sum(t and g for t, g in pairs)
        f1 = 2 * both / max(1, sum(t + g for t, g in pairs))
        called = sum(g for _, g in pairs) / len(pairs)
        print(f"  {label:9} F1 {f1:.3f}, called {called:.2f} of rows")
    truth = np.array([LABELS.index(row.label) for row in rows])
    print(f"  calibration error {calibration_error(tempered(logits, truth, part), truth):.3f}")
    for topic in sorted({row.topic for row in rows}):
        mine = [(r.label, one) for r, one in zip(rows, found, strict=True) if r.topic == topic]
        print(f"  {topic:20} {len(mine):5,} rows, macro-F1 {macro_f1(mine):.3f}")


def calibration_error(shares: Matrix, truth: Matrix) -> float:
    """Give the expected calibration error of the likeliest label."""
    right = shares.argmax(axis=1) == truth
    sure = shares.max(axis=1)
    return expected_error([(bool(r), float(s)) for r, s in zip(right, sure, strict=True)])


def print_elsewhere(model: LinearModel) -> None:
    """Print how the model does on another site."""
    pairs, apart = zip(*across_sides(), strict=True)
    lean = []
    vocabulary = Vocabulary()
    for start in range(0, len(pairs), 1000):
        batch = described(pairs[start : start + 1000], vocabulary)
        shares = softmax(model.logits(batch, model.hits(batch)))
        lean.append(shares[:, LABELS.index("disagree")] - shares[:, LABELS.index("agree")])
    area = roc_auc_score(apart, np.concatenate(lean))
    print(f"forum replies across sides against within, {len(pairs):,} pairs: AUC {area:.3f}")


def write(model: LinearModel, rows: int) -> None:
    """Write the engine's files: the named weights as JSON, those of n-grams as numbers."""
    card = {
        "note": (
            "Weights of the fast engine of stance, made by benchmarks/train_fast.py from "
            "DEBAGREEMENT (Pougué-Biyong et al. 2021, CC BY 4.0), replies labelled for it, and, "
            "without labels, of the Internet Argument Corpus and MT-CSD; see docs/stance.md."
        ),
        "rows": rows,
        "labels": model.labels,
        "temperature": round(model.temperature, 4),
        "bias": _rounded(model.bias),
        "features": {
            name: {"mean": round(float(mean), 5), "weights": _rounded(weights)}
            for name, mean, weights in zip(model.names, model.means, model.weights, strict=True)
        },
    }
    text = json.dumps(card, indent=1, ensure_ascii=False)
    Path(str(NAMED)).write_text(text + "\n", "utf-8")
    weights, scale = eight_bits(model.gram_weights)
    used = np.flatnonzero(weights.any(axis=1))
    np.savez_compressed(
        str(COUNTED), keys=model.keys[used], weights=weights[used], scale=np.float64(scale)
    )
    for path in (NAMED, COUNTED):
        print(f"written: {path.name}, {Path(str(path)).stat().st_size / 1e6:.2f} MB")


def _rounded(values: Matrix) -> list[float]:
    return [round(float(value), 5) for value in values]


if __name__ == "__main__":
    main()
