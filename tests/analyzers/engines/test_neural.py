from __future__ import annotations

from math import exp
from pathlib import Path

import pytest

from analyzers.engines import engine_named, neural, signature
from analyzers.engines.fast import FastEngine
from analyzers.engines.neural import (
    GRAPH,
    SETTINGS,
    TOKENIZER,
    NeuralEngine,
    parent_segment,
)
from analyzers.pairs import Pair
from tests.analyzers.engines.tiny import PARENT, SHARE_OF_PARENT, write_engine
from threads.errors import RejoinderError


@pytest.fixture
def engine(tmp_path: Path) -> NeuralEngine:
    return NeuralEngine(write_engine(tmp_path))


def shares(*logits: float, temperature: float = 2.0) -> list[float]:
    parts = [exp(logit / temperature) for logit in logits]
    return [pytest.approx(part / sum(parts), abs=1e-4) for part in parts]


def judged(engine: NeuralEngine, *pairs: Pair) -> list[list[float]]:
    found = [one.stance for one in engine.judge(pairs)]
    return [[stance.agree, stance.disagree, stance.neutral] for stance in found]


def test_probabilities_are_the_tempered_softmax_of_the_graph_s_logits(engine: NeuralEngine) -> None:
    assert judged(engine, Pair("Yes"), Pair("no no"), Pair("when", "yes")) == [
        shares(2, 0, 0),
        shares(0, 4, 0),
        shares(2 * SHARE_OF_PARENT, 0, 2),
    ]
    assert engine.judge([]) == []
    assert signature(engine) == "neural 9"


def test_segments_are_cut_to_their_first_tokens(engine: NeuralEngine) -> None:
    cut = Pair("no no no yes yes", "fees fees fees no when")
    assert judged(engine, cut) == [shares(0, 6 + 2 * SHARE_OF_PARENT, 0)]


def test_the_passage_quoted_comes_before_the_parent_s_words(engine: NeuralEngine) -> None:
    pair = Pair("fees", "when when when", quoted="no no")
    assert parent_segment(pair) == "no no … when when when"
    assert judged(engine, pair) == [shares(0, 4 * SHARE_OF_PARENT, 2 * SHARE_OF_PARENT)]
    assert parent_segment(Pair("fees", "when")) == "when"


def test_the_graph_is_run_once_on_a_pair(
    engine: NeuralEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[Pair] = []
    really = engine._run
    monkeypatch.setattr(engine, "_run", lambda pair: (run.append(pair), really(pair))[1])
    yes, no, fees = Pair("yes"), Pair("no"), Pair("yes", "fees")
    first = engine.judge([yes, no, yes])
    assert run == [yes, no]
    again = engine.judge([fees, no, yes])
    assert run == [yes, no, fees]
    assert (again[2], again[1]) == (first[0], first[1]) == (first[2], first[1])
    monkeypatch.setattr(neural, "KEPT", 2)
    assert engine.judge([no])[0] == first[1]
    engine.judge([yes, fees])  # fees was the one not asked for longest
    assert run == [yes, no, fees, fees]


def test_a_pair_is_judged_alike_in_any_company(engine: NeuralEngine) -> None:
    pairs = [Pair("yes"), Pair("no fees fees", "when"), Pair("甘德 ?"), Pair("when " * 50_000)]
    alone = [engine.judge([pair])[0] for pair in pairs]
    assert engine.judge(pairs) == alone
    assert engine.judge(pairs[::-1]) == alone[::-1]


def test_the_sentence_and_the_words_that_add_most_are_given(tmp_path: Path) -> None:
    engine = NeuralEngine(write_engine(tmp_path, reply_tokens=9))
    (found,) = engine.judge([Pair("Fees, when? No, no! Yes.", "no")])
    assert found.stance.label == "disagree"
    assert found.because == [
        {"feature": "sentence", "words": ["No, no!"], "weight": 2.0},
        {"feature": "words", "words": ["no"], "weight": 1.0},
    ]
    (alone,) = engine.judge([Pair("No fees", "when")])
    assert alone.because == [{"feature": "words", "words": ["no"], "weight": 1.0}]


def test_what_the_fast_engine_says_is_added_by_its_weight(tmp_path: Path) -> None:
    pair = Pair("Exactly, you're right.", "fees")
    weighed = PARENT | {"fast_weight": 0.5, "labels": ["disagree", "agree", "neutral"]}
    engine = NeuralEngine(write_engine(tmp_path, outputs={"parent": weighed}))
    ((agree, disagree, neutral),) = FastEngine().scorer.read([pair]).logits.tolist()
    assert judged(engine, pair) == [shares(agree, disagree, neutral, temperature=4.0)]
    assert agree > max(disagree, neutral)
    assert set(FastEngine().models) < set(engine.models)


def test_what_the_fast_engine_noticed_is_given_at_its_weight(tmp_path: Path) -> None:
    pair = Pair("Exactly, you're right. Yes.", "fees")
    weighed = PARENT | {"fast_weight": 0.5}
    files = write_engine(tmp_path, reply_tokens=9, outputs={"parent": weighed})
    (found,) = NeuralEngine(files).judge([pair])
    (noticed,) = FastEngine().judge([pair])
    first = noticed.because[0]
    assert first["feature"] == "opens by agreeing"
    assert first | {"weight": round(first["weight"] / 4, 2)} in found.because
    assert {"feature": "sentence", "words": ["Yes."], "weight": 1.0} in found.because
    weights = [reason["weight"] for reason in found.because]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) >= 0.1
    assert len(weights) <= 3


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, SETTINGS])
def test_a_file_that_is_missing_is_an_obstacle(engine: NeuralEngine, name: str) -> None:
    assert engine.obstacle() is None
    Path(str(engine.folder), name).unlink()
    obstacle = engine.obstacle()
    assert obstacle is not None
    assert (obstacle.what, obstacle.remedy) == (f"{name} isn't installed", "install again")
    with pytest.raises(RejoinderError, match="isn't installed"):
        engine.judge([Pair("yes")])


def test_a_library_that_is_missing_is_an_obstacle(
    engine: NeuralEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neural, "LIBRARIES", ("numpy", "no_such_library"))
    obstacle = engine.obstacle()
    assert obstacle is not None
    assert obstacle.remedy == "pip install no_such_library"


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, SETTINGS])
def test_a_file_that_is_something_else_is_told(tmp_path: Path, name: str) -> None:
    write_engine(tmp_path)
    (tmp_path / name).write_text("{}")
    with pytest.raises(RejoinderError) as failure:
        NeuralEngine(tmp_path).judge([Pair("yes")])
    assert failure.value.where == str(tmp_path / name)
    assert failure.value.remedy == "install again"


def test_a_graph_with_other_labels_is_read_by_their_names(tmp_path: Path) -> None:
    outputs = {"parent": PARENT | {"labels": ["neutral", "agree", "disagree"]}}
    engine = NeuralEngine(write_engine(tmp_path, outputs=outputs))
    (stance,) = [one.stance for one in engine.judge([Pair("yes")])]
    assert stance.label == "neutral"


def test_the_engine_that_ships_tells_plain_cases_apart() -> None:
    engine = engine_named("neural")
    obstacle = engine.obstacle()
    if obstacle:
        pytest.skip(str(obstacle))
    parent = "Late fees kept poor families out of the library."
    replies = ("Exactly, that's what happened in our town.", "No, you're wrong, they never did.")
    found = engine.judge([Pair(reply, parent) for reply in replies])
    assert [one.stance.label for one in found] == ["agree", "disagree"]


def test_the_graph_that_ships_says_the_same_whatever_reckons_it() -> None:
    """Other kernels add up in another order, as other processors do."""
    import onnxruntime

    engine = NeuralEngine()
    pairs = [
        Pair("No, you're wrong: they never did. Where does it say so?", "Late fees kept us out."),
        Pair("Exactly, that's what happened here. I doubt the figure, though.", "Fees, again!" * 9),
        Pair("Whatever."),
    ]
    plainly = onnxruntime.SessionOptions()
    plainly.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    graph = str(neural.DATA / GRAPH)
    other = onnxruntime.InferenceSession(graph, plainly, providers=["CPUExecutionProvider"])
    for pair in pairs:
        fed = neural._inputs(engine._encode(pair))
        for one, same in zip(engine._session.run(None, fed), other.run(None, fed), strict=True):
            assert abs(one - same).max() < 1e-5


def test_logits_are_kept_to_hundredths() -> None:
    run = NeuralEngine()._run(Pair("No, they never did.", "Late fees kept us out."))
    assert [round(float(logit), 2) for logit in run.logits] == pytest.approx(run.logits.tolist())


def test_the_graph_that_ships_names_no_file() -> None:
    graph = (neural.DATA / GRAPH).read_bytes()
    assert b".py" not in graph
    assert b'File "' not in graph
