from __future__ import annotations

import json
from math import exp
from pathlib import Path

import numpy as np
import pytest

from analyzers.engines.linear import LinearModel, _Finder, load_model
from analyzers.engines.scoring import Scorer, answered, described
from analyzers.ngrams import grams
from analyzers.pairs import Pair
from analyzers.reading import Texts
from analyzers.vocabulary import Vocabulary
from threads.errors import RejoinderError


def key(words: str, role: int, *, of_parent: bool = False) -> int:
    found = grams(Texts(Vocabulary(), [words]), of_parent=of_parent)
    return int(found.keys[found.roles == role][0])


FEES, PARENT_FEES = key("fees", 0), key("fees", 7, of_parent=True)
TABLE = {FEES: (0.0, 3.0, 0.0), PARENT_FEES: (0.0, 0.0, 1.5)}
MODEL = LinearModel(
    labels=("agree", "disagree", "neutral"),
    names=("opens by agreeing", "length"),
    bias=np.array([0.5, 0.0, 0.0]),
    weights=np.array([[2.0, -1.0, -1.0], [0.0, 0.0, 0.3]]),
    means=np.array([0.25, 2.0]),
    keys=np.array(sorted(TABLE), np.uint64),
    gram_weights=np.array([TABLE[name] for name in sorted(TABLE)]),
    temperature=2.0,
)


def shares(*logits: float) -> list[float]:
    parts = [exp(logit / 2.0) for logit in logits]
    return [pytest.approx(part / sum(parts), abs=1e-4) for part in parts]


def judged(*pairs: Pair) -> list[list[float]]:
    stances = [one.stance for one in Scorer(MODEL).judge(pairs)]
    return [[one.agree, one.disagree, one.neutral] for one in stances]


def test_probabilities_are_the_softmax_of_tempered_sums() -> None:
    length = 0.3 * np.log1p(1)
    assert judged(Pair("Exactly"), Pair("Fees", "Chairs"), Pair("Chairs", "Fees fees")) == [
        shares(2.5, -1.0, -1.0 + length),
        shares(0.5, 3.0, length),
        shares(0.5, 0.0, length + 1.5),
    ]


def test_an_n_gram_counts_once_a_text() -> None:
    twice = np.log1p(2) * 0.3
    assert judged(Pair("fees, fees")) == [shares(0.5, 3.0, twice)]


def test_a_table_without_n_grams() -> None:
    bare = LinearModel(
        *(MODEL.labels, MODEL.names, MODEL.bias, MODEL.weights, MODEL.means),
        keys=np.zeros(0, np.uint64), gram_weights=np.zeros((0, 3)), temperature=1.0,
    )  # fmt: skip
    (found,) = Scorer(bare).judge([Pair("fees")])
    assert found.stance.label == "agree"


def test_reasons_are_what_speaks_for_the_label_beyond_the_usual() -> None:
    (found,) = Scorer(MODEL).judge([Pair("Exactly, thanks", "Fees")])
    assert found.because == [
        {"feature": "opens by agreeing", "words": ["exactly", "thanks"], "weight": 1.12},
    ]
    assert found.because[0]["weight"] == round(3 * 0.75 / 2, 2)
    (other,) = Scorer(MODEL).judge([Pair("Late fees")])
    assert other.because == [{"feature": "words", "words": ["fees"], "weight": 1.5}]


def test_reasons_are_those_for_the_label_that_was_found() -> None:
    pairs = [Pair("Exactly", "Fees"), Pair("Exactly, fees", "Fees"), Pair("Chairs", "Fees")]
    found = Scorer(MODEL).judge(pairs)
    assert [(one.stance.label, [why["feature"] for why in one.because]) for one in found] == [
        ("agree", ["opens by agreeing"]),
        ("agree", ["opens by agreeing"]),
        ("neutral", ["parent: words"]),
    ]
    assert [why["words"] for why in Scorer(MODEL).judge([Pair("Fees")])[0].because] == [["fees"]]


def test_to_who_quotes_the_article_it_is_what_they_quote() -> None:
    assert answered(Pair("No", "All of it", "a part", to_article=True)) == "a part"
    assert answered(Pair("No", "All of it", "a part")) == "All of it"
    assert answered(Pair("No", "All of it", to_article=True)) == "All of it"


def write(folder: Path, model: LinearModel) -> tuple[Path, Path]:
    named, counted = folder / "m.json", folder / "m.npz"
    stored = {
        "labels": model.labels,
        "bias": model.bias.tolist(),
        "temperature": model.temperature,
        "features": {
            name: {"weights": weights, "mean": mean}
            for name, weights, mean in zip(
                model.names, model.weights.tolist(), model.means.tolist(), strict=True
            )
        },
    }
    named.write_text(json.dumps(stored))
    weights = (model.gram_weights * 10).astype(np.int8)
    np.savez(counted, keys=model.keys, weights=weights, scale=0.1)
    return named, counted


def test_a_model_is_read_as_written(tmp_path: Path) -> None:
    found = load_model(*write(tmp_path, MODEL))
    pairs = [Pair("Exactly, fees", "fees"), Pair("no", "yes")]
    ours, theirs = (described(pairs, Vocabulary()) for _ in range(2))
    assert found.logits(ours, found.hits(ours)) == pytest.approx(
        MODEL.logits(theirs, MODEL.hits(theirs))
    )
    assert (found.labels, found.names) == (MODEL.labels, MODEL.names)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"features": {"a": 1}}'])
@pytest.mark.parametrize("which", [0, 1])
def test_a_file_that_is_no_model_is_told(tmp_path: Path, content: str | None, which: int) -> None:
    paths = write(tmp_path, MODEL)
    paths[which].unlink()
    if content is not None:
        paths[which].write_text(content)
    with pytest.raises(RejoinderError) as failure:
        load_model(*paths)
    assert failure.value.where == str(paths[which])
    assert failure.value.remedy


def test_keys_are_found_by_their_endings_as_by_a_search() -> None:
    """Keys that end alike are told apart, known ones come in order, and none is made up."""
    chance = np.random.default_rng(1)
    keys = chance.integers(0, 1 << 63, 3000, np.uint64)
    keys[1000:] = (keys[1000:] & ~np.uint64(0xFFFFFF)) | (keys[:2000] & np.uint64(0xFFFFFF))
    keys = np.unique(keys)
    wanted = chance.permutation(np.concatenate((keys, keys[::2], keys ^ np.uint64(1 << 40))))
    places, rows = _Finder(keys).find(wanted)
    expected = np.flatnonzero(np.isin(wanted, keys))
    assert places.tolist() == expected.tolist()
    assert (keys[rows] == wanted[places]).all()
    assert [one.tolist() for one in _Finder(keys[:0]).find(wanted)] == [[], []]
