"""Whether a reply asks its parent's author something and wants an answer.

Most question marks of a quarrel make a point. A logistic model over named features of each
question (``analyzers.question_features``) tells which don't; a reply asks as far as the question
does that is likeliest to. Fitted by ``benchmarks/train_asks.py``; ``docs/stance.md`` has the
figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp, fsum
from typing import NamedTuple

from analyzers.pairs import Pair
from analyzers.question_features import describe
from analyzers.questions import CUES_FILE, find_questions
from threads.errors import RejoinderError

MODEL_FILE = files("analyzers") / "data" / "asks.json"
FILES = (MODEL_FILE, CUES_FILE)  # what a judgement depends on
REASONS = 3  # features shown as evidence
LEAST_PULL = 0.1  # log-odds; what pulls less is not worth showing
LONGEST_QUESTION = 120  # characters of a question shown as evidence


class Asked(NamedTuple):
    """The question of a reply that is likeliest to want an answer, in the reply's words.

    ``probability`` (0..1, three decimals) that the reply asks; ``wanted``: enough to say so.
    ``because``: if wanted, the features that speak most for it, with their weights in log-odds.
    """

    question: str
    probability: float
    wanted: bool
    because: Mapping[str, float]

    @property
    def evidence(self) -> dict[str, object]:
        """The same as JSON, its words cut."""
        because = [{"feature": name, "weight": pull} for name, pull in self.because.items()]
        question = self.question[:LONGEST_QUESTION]
        return {"question": question, "p": self.probability, "because": because}


class AskingModel(NamedTuple):
    """Weights by feature, in log-odds; a reply asks from the threshold (a probability) on."""

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: frozenset[str]) -> float:
        """Give the probability that a question with these features wants an answer."""
        return 1 / (
            1 + exp(-fsum((self.bias, *(self.weights.get(name, 0.0) for name in features))))
        )

    def reasons(self, features: frozenset[str]) -> dict[str, float]:
        """Give the features that speak most for a question, strongest first."""
        pulls = sorted((-self.weights.get(name, 0.0), name) for name in features)
        return {name: -pull for pull, name in pulls[:REASONS] if pull <= -LEAST_PULL}


def asking(pair: Pair) -> Asked | None:
    """Judge what a reply asks; None where it has no question."""
    questions = find_questions(pair.reply)
    if not questions:
        return None
    model, described = asking_model(), describe(pair, questions)
    judged = [model.probability(features) for features in described]
    likeliest = max(range(len(judged)), key=judged.__getitem__)
    question, probability = questions[likeliest], judged[likeliest]
    words = pair.reply[question.start : question.end].strip()
    wanted = probability >= model.threshold
    because = model.reasons(described[likeliest]) if wanted else {}
    return Asked(words, round(probability, 3), wanted, because)


@cache
def asking_model() -> AskingModel:
    """Read the weights that ship with the package."""
    return load_asking_model(MODEL_FILE)


def load_asking_model(path: Traversable) -> AskingModel:
    """Read a model; raises ``RejoinderError`` where the file isn't one."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        weights = {str(name): float(weight) for name, weight in stored["weights"].items()}
        return AskingModel(float(stored["bias"]), weights, float(stored["threshold"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise RejoinderError(
            f"no model of questions in it: {problem}", where=str(path), remedy="install again"
        ) from problem
