"""A linear model at work: pairs of texts in, stances and what they rest on out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from analyzers.engines import Judged, rounded
from analyzers.engines.at_top import leanings
from analyzers.engines.linear import Hits, LinearModel, Matrix
from analyzers.features import PairFeatures
from analyzers.ngrams import ROLES, Places
from analyzers.pairs import Pair
from analyzers.reading import Texts
from analyzers.vocabulary import Vocabulary

REASONS, WORDY = 3, 2  # reasons shown in all, and of n-grams among them
LEAST_PULL = 0.1  # log-odds; what pulls less is not worth showing
LONGEST_WORDS = 120  # characters of a passage shown as evidence
MOST_WORDS = 3  # passages


class Read(NamedTuple):
    """A batch of pairs as numbers, and their tempered logits, pair x label of the model."""

    batch: PairFeatures
    hits: tuple[Hits, ...]
    logits: Matrix


class Scorer:
    """A linear model with the words it has met so far."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self._vocabulary = Vocabulary()

    def read(self, pairs: Sequence[Pair]) -> Read:
        """Read a batch of pairs, in order."""
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
        batch = described(pairs, self._vocabulary)
        hits = self.model.hits(batch)
        return Read(batch, hits, self.model.logits(batch, hits))

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge a batch of pairs, in order."""
        read = self.read(pairs)
        logits = read.logits + leanings("fast", pairs, self.model.labels)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        agree, disagree = (shares[:, self.model.labels.index(n)] for n in ("agree", "disagree"))
        stances = [rounded(*one) for one in zip(agree.tolist(), disagree.tolist(), strict=True)]
        reasons = self.reasons(read, [stance.label for stance in stances])
        return [Judged(*one) for one in zip(stances, reasons, strict=True)]

    def reasons(self, read: Read, labels: Sequence[str]) -> list[list[dict[str, Any]]]:
        """Give the present features and n-grams that speak most for a label of each pair.

        What a feature says by its absence is left out: a reader can't look it up in the comment.
        """
        chosen = np.array([self.model.labels.index(label) for label in labels], np.int64)
        found: list[list[dict[str, Any]]] = [[] for _ in labels]
        self._named(read.batch, chosen, found)
        for side in read.hits:
            self._worded(read.batch, side, chosen, found)
        for reasons in found:
            reasons.sort(key=lambda reason: -reason["weight"])
            del reasons[REASONS:]
        return found

    def _named(
        self, batch: PairFeatures, chosen: Places, found: list[list[dict[str, Any]]]
    ) -> None:
        model = self.model
        above = np.maximum(0.0, batch.matrix(model.names) - model.means)
        leads = np.stack([model.lead(model.weights, label) for label in range(len(model.labels))])
        pulls: Matrix = above * leads[chosen]
        strongest = np.argsort(-pulls, axis=1, kind="stable")[:, :REASONS]
        for pair, features in enumerate(strongest.tolist()):
            for feature in features:
                if pulls[pair, feature] >= LEAST_PULL:
                    name = model.names[feature]
                    words = batch.words(name, pair, MOST_WORDS)
                    found[pair].append(_reason(name, words, pulls[pair, feature]))

    def _worded(
        self,
        batch: PairFeatures,
        hits: Hits,
        chosen: Places,
        found: list[list[dict[str, Any]]],
    ) -> None:
        weights = self.model.gram_weights[hits.rows]
        leads = np.stack([self.model.lead(weights, k) for k in range(len(self.model.labels))])
        pulls = leads[chosen[hits.pairs], np.arange(len(hits.rows))]
        strong = np.flatnonzero(pulls >= LEAST_PULL)
        strong = strong[np.lexsort((-pulls[strong], hits.pairs[strong]))]
        rank = np.arange(len(strong)) - np.searchsorted(hits.pairs[strong], hits.pairs[strong])
        for hit in strong[rank < WORDY].tolist():
            index = hits.found_at[hit]
            role = ROLES[hits.grams.roles[index]]
            words = batch.texts.words(hits.grams.places[index], role.size)
            found[hits.pairs[hit]].append(_reason(role.name, [words], pulls[hit]))


def described(pairs: Sequence[Pair], vocabulary: Vocabulary) -> PairFeatures:
    """Describe a batch of pairs, each distinct text being read once."""
    numbers: dict[str, int] = {}
    replies = [numbers.setdefault(pair.reply, len(numbers)) for pair in pairs]
    parents = [numbers.setdefault(answered(pair), len(numbers)) for pair in pairs]
    return PairFeatures(
        Texts(vocabulary, list(numbers)),
        np.array(replies, np.int64),
        np.array(parents, np.int64),
        np.array([float(bool(pair.quoted)) for pair in pairs]),
    )


def answered(pair: Pair) -> str:
    """Give what stands for the parent: to who quotes an article, the passages quoted."""
    return pair.quoted if pair.to_article and pair.quoted else pair.parent


def _reason(feature: str, words: Sequence[str], weight: float) -> dict[str, Any]:
    return {
        "feature": feature,
        "words": [word[:LONGEST_WORDS] for word in words],
        "weight": round(float(weight), 2),
    }
