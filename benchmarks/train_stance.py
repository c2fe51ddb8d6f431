"""Train the fast engine of stance and print how well it does, beside simple methods.

    python benchmarks/train_stance.py            measures, writes nothing
    python benchmarks/train_stance.py --write    and writes analyzers/data/stance_fast.json

Data: DEBAGREEMENT (Pougué-Biyong et al. 2021), CC BY 4.0, the rows of ``debagreement.dev.jsonl``;
none of its text goes into the model file. Needs scikit-learn, which the package itself does not.
Deterministic: the same rows give the same file.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from scipy.optimize import minimize_scalar  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.metrics import roc_auc_score  # noqa: E402
from sklearn.model_selection import GroupKFold  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

from analyzers.features import pair_features  # noqa: E402
from analyzers.reading import read, split  # noqa: E402
from analyzers.sentiment import label_of, score_text  # noqa: E402
from analyzers.stance import open_question  # noqa: E402

BENCH = ROOT.parent / "shared" / "bench"
MODEL = ROOT / "analyzers" / "data" / "stance_fast.json"
LABELS = ["agree", "disagree", "neutral"]  # scikit-learn's order
STRENGTH = 0.1  # C; 0.01 to 1 give the same macro-F1 within 0.001
LINK, ADDRESSEES = re.compile(r"https?://\S+"), re.compile(r"\A(?:@\w+\s*)+")
FOLDS, INNER_FOLDS, BINS, DRAWS = 10, 5, 15, 1000

Matrix = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Data:
    """The rows as numbers, one line each."""

    names: list[str]
    values: Matrix  # row x feature
    labels: Matrix  # number of the label
    threads: Matrix
    topics: Matrix
    tone: Matrix  # label that VADER's sign gives


def main() -> None:
    options = _options()
    data = load(options.data)
    tested = cross_validate(data, data.threads, FOLDS)
    across = cross_validate(data, data.topics, len(set(data.topics)))
    lines = {
        "majority": _score(data, np.full(len(data.labels), LABELS.index("disagree"))),
        "VADER sign": _score(data, data.tone),
        "this model, 10 folds by thread": _score(data, tested.argmax(1)),
        "this model, other topics": _score(data, across.argmax(1)),
    }
    print(f"{len(data.labels):,} rows, {len(data.names)} features")
    for name, (accuracy, f1, low, high) in lines.items():
        print(f"{name:32} accuracy {accuracy:.3f}  macro-F1 {f1:.3f} ({low:.3f} to {high:.3f})")
    raw = cross_validate(data, data.threads, FOLDS, calibrate=False)
    for name, found in (("as fitted", raw), ("with temperature", tested), ("other topics", across)):
        print(f"expected calibration error, {name:17} {calibration_error(found, data.labels):.3f}")
    for label, f1 in zip(LABELS, f1_by_label(data.labels, tested.argmax(1)), strict=True):
        print(f"F1 of {label:9} {f1:.3f}")
    if options.forum.exists():
        pairs, area = across_sides(_model(data), options.forum)
        print(f"forum replies across sides against within, {pairs:,} pairs: AUC {area:.3f}")
    if options.rumours.exists():
        for platform, right, found_share in asked(options.rumours):
            print(f"asks, {platform:8} precision {right:.3f}  recall {found_share:.3f}")
    if options.write:
        MODEL.write_text(json.dumps(_model(data), indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(f"written: {MODEL.relative_to(ROOT)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=BENCH / "debagreement.dev.jsonl")
    parser.add_argument("--forum", type=Path, default=BENCH / "iac_threads.dev.jsonl")
    parser.add_argument("--rumours", type=Path, default=BENCH / "rumoureval2019.train_dev.jsonl")
    parser.add_argument("--write", action="store_true", help="write the model file")
    return parser.parse_args()


def load(path: Path) -> Data:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    described = [describe(row["text"], row["parent_text"]) for row in rows]
    names = sorted(described[0][0])
    signs = {"positive": "agree", "negative": "disagree", "neutral": "neutral"}
    return Data(
        names,
        np.array([[values[name] for name in names] for values, _ in described]),
        np.array([LABELS.index(row["label"]) for row in rows]),
        np.array([row["thread_id"] for row in rows]),
        np.array([row["subreddit"] for row in rows]),
        np.array([LABELS.index(signs[label_of(compound)]) for _, compound in described]),
    )


def describe(text: str, parent_text: str) -> tuple[dict[str, float], float]:
    own = without_quote(text, parent_text)
    compound = score_text(own).compound
    reply = read(own, compound)
    parent = read(parent_text, score_text(parent_text).compound)
    features = pair_features(reply, parent, retorts=own != text)
    return {name: feature.value for name, feature in features.items()}, compound


def without_quote(text: str, parent_text: str) -> str:
    """Take out a quote that opens a reply: a ">" and the longest run of the parent's words.

    The rows have lost their line ends, which would say where the quote ends.
    """
    if not text.lstrip().startswith(">"):
        return text
    parent = f" {' '.join(split(parent_text))} "
    tokens = text.lstrip()[1:].split()
    end = 0
    for length in range(1, len(tokens) + 1):
        words = " ".join(split(" ".join(tokens[:length])))
        if words and f" {words} " not in parent:
            break
        end = length
    return " ".join(tokens[end:]) or text


def cross_validate(data: Data, groups: Matrix, folds: int, *, calibrate: bool = True) -> Matrix:
    """Give each row's probabilities by a model and a temperature that never saw its group."""
    found = np.zeros((len(data.labels), len(LABELS)))
    for train, test in GroupKFold(folds).split(data.values, groups=groups):
        logits = fit(data, train).decision_function(data.values[test])
        found[test] = softmax(logits / (temperature(data, train) if calibrate else 1.0))
    return found


def fit(data: Data, rows: Matrix) -> Any:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=2000))
    return model.fit(data.values[rows], data.labels[rows])


def temperature(data: Data, rows: Matrix) -> float:
    """Find the temperature that makes rows left out of training likeliest."""
    logits = np.zeros((len(rows), len(LABELS)))
    for train, test in GroupKFold(INNER_FOLDS).split(rows, groups=data.threads[rows]):
        logits[test] = fit(data, rows[train]).decision_function(data.values[rows[test]])
    truth = data.labels[rows]

    def loss(t: float) -> float:
        return -float(np.log(softmax(logits / t)[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 3.0), method="bounded").x)


def softmax(logits: Matrix) -> Matrix:
    parts = np.exp(logits - logits.max(1, keepdims=True))
    shares: Matrix = parts / parts.sum(1, keepdims=True)
    return shares


def calibration_error(probabilities: Matrix, truth: Matrix) -> float:
    """Give the expected calibration error of the likeliest label, in 15 bins of equal width."""
    sure, right = probabilities.max(1), probabilities.argmax(1) == truth
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(sure[bins == b].sum() - right[bins == b].sum()) for b in set(bins)]
    return float(sum(gaps) / len(truth))


def _score(data: Data, found: Matrix) -> tuple[float, float, float, float]:
    """Give accuracy and macro-F1 with its 95% interval (bootstrap over threads)."""
    draw = np.random.default_rng(0)
    _, thread = np.unique(data.threads, return_inverse=True)
    members = np.split(np.argsort(thread, kind="stable"), np.cumsum(np.bincount(thread))[:-1])
    drawn = []
    for _ in range(DRAWS):
        rows = np.concatenate([members[i] for i in draw.integers(len(members), size=len(members))])
        drawn.append(f1_by_label(data.labels[rows], found[rows]).mean())
    low, high = np.percentile(drawn, [2.5, 97.5])
    f1 = float(f1_by_label(data.labels, found).mean())
    return float((data.labels == found).mean()), f1, float(low), float(high)


def f1_by_label(truth: Matrix, found: Matrix) -> Matrix:
    counts = np.bincount(truth * len(LABELS) + found, minlength=len(LABELS) ** 2)
    table = counts.reshape(len(LABELS), len(LABELS))
    both: Matrix = 2 * table.diagonal() / np.maximum(1, table.sum(0) + table.sum(1))
    return both


def across_sides(model: dict[str, Any], path: Path) -> tuple[int, float]:
    """Tell how well disagree less agree parts replies across two sides from those within one.

    The sides are what authors of the Internet Argument Corpus (Walker et al. 2012) hold of the
    topic: a weak label, on another site, of words that nobody had seen when the cues were drawn up.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    posts = {(row["thread_id"], row["id"]): row for row in rows}
    sides = {"pro", "anti"}
    pairs = [(row, posts.get((row["thread_id"], row["parent_id"]))) for row in rows]
    apart, lean = [], []
    for reply, parent in pairs:
        if not parent or not sides.issuperset({reply["author_stance"], parent["author_stance"]}):
            continue
        if reply["author"] != parent["author"]:
            values, _ = describe(reply["text"], parent["text"])
            z = np.array(model["bias"])
            for name, feature in model["features"].items():
                z = z + values[name] * np.array(feature["weights"])
            shares = softmax(z[None, :] / model["temperature"])[0]
            lean.append(shares[LABELS.index("disagree")] - shares[LABELS.index("agree")])
            apart.append(reply["author_stance"] != parent["author_stance"])
    return len(apart), float(roc_auc_score(apart, lean))


def asked(path: Path) -> Iterator[tuple[str, float, float]]:
    """Give precision and recall of ``asks`` against "query" of RumourEval 2019, by platform."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for platform in sorted({row["platform"] for row in rows}):
        hits = wrong = missed = 0
        for row in rows:
            if row["platform"] == platform and row["parent_id"]:
                text = ADDRESSEES.sub("", LINK.sub("", row["text"]))
                asks, query = bool(open_question(text)), row["label"] == "query"
                hits += asks and query
                wrong += asks and not query
                missed += query and not asks
        yield platform, hits / (hits + wrong), hits / (hits + missed)


def _model(data: Data) -> dict[str, Any]:
    """Fit on every row and fold the scaling into the weights."""
    everything = np.arange(len(data.labels))
    model = fit(data, everything)
    scaler, regression = model[0], model[1]
    weights = regression.coef_ / scaler.scale_
    bias = regression.intercept_ - weights @ scaler.mean_
    return {
        "note": (
            "Weights of analyzers/stance.py, made by benchmarks/train_stance.py from DEBAGREEMENT "
            "(Pougué-Biyong et al. 2021, CC BY 4.0); see docs/stance.md."
        ),
        "rows": len(everything),
        "labels": LABELS,
        "temperature": round(temperature(data, everything), 4),
        "bias": [round(float(value), 5) for value in bias],
        "features": {
            name: {
                "mean": round(float(scaler.mean_[i]), 5),
                "weights": [round(float(value), 5) for value in weights[:, i]],
            }
            for i, name in enumerate(data.names)
        },
    }


if __name__ == "__main__":
    main()
