"""What a reply and its parent say of agreement, as some hundred numbers that have names.

Each is a column over the pairs of a batch. Counts are ``log(1 + n)``, so that a long comment
doesn't drown the rest. ``PairFeatures.words`` gives the words that a feature rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyzers.marks import PRESENCE, SHORT, VERY_SHORT, Mark, marks, sentiment
from analyzers.reading import Texts
from analyzers.vocabulary import Is

Column = NDArray[np.floating[Any]]
Places = NDArray[np.int64]

PARENT = "parent: "  # before the name of a feature of the parent
SHARED = "words shared with the parent"
RETORTS = "quotes the parent, then speaks"
_NO_MARK = Mark(np.zeros(0, np.int64), np.zeros(0, np.int64))


class PairFeatures:
    """The features of a batch of pairs.

    ``replies`` and ``parents`` are numbers of texts, one a pair; ``retorts`` is 1 where the reply
    quotes its parent and goes on in its own words.
    """

    def __init__(self, texts: Texts, replies: Places, parents: Places, retorts: Column) -> None:
        self.texts, self.replies, self.parents = texts, replies, parents
        self.marks: dict[str, Mark] = marks(texts)
        self._marked: dict[str, _Spots] = {}
        self._spoken = texts.count(np.flatnonzero(texts.has(Is.WORD)))
        single = self._of_texts()
        own = {name: column[replies] for name, column in single.items()}
        above = {PARENT + name: column[parents] for name, column in single.items()}
        sounds = single["sounds positive"] - single["sounds negative"]
        self.columns: dict[str, Column] = {
            **own,
            **above,
            "short": (self._spoken[replies] <= SHORT) * 1.0,
            "very short": (self._spoken[replies] <= VERY_SHORT) * 1.0,
            **self._overlap(),
            "sounds unlike the parent": np.abs(sounds[replies] - sounds[parents]),
            RETORTS: retorts,
        }

    def matrix(self, names: Sequence[str]) -> Column:
        """Give columns by name, pair x feature."""
        return np.stack([self.columns[name] for name in names], axis=1)

    def _of_texts(self) -> dict[str, Column]:
        """Give what each text says by itself, a row a text."""
        texts = self.texts
        counts: dict[str, Places] = {
            name: texts.count(mark.places) for name, mark in self.marks.items()
        }
        found: dict[str, Column] = {
            name: np.minimum(count, 1.0) if name in PRESENCE else np.log1p(count)
            for name, count in counts.items()
        }
        only_asks = (counts["questions"] > 0) & (counts["questions"] == counts["sentences"])
        sounds = sentiment(texts)
        more: dict[str, Column] = {
            "agrees, but": found["opens by agreeing"] * (counts["says but"] > 0),
            "only asks": only_asks * 1.0,
            "quotation marks": np.log1p(texts.quotes),
            "length": np.log1p(self._spoken),
            "sounds positive": np.maximum(0.0, sounds),
            "sounds negative": np.maximum(0.0, -sounds),
        }
        return found | more

    def _overlap(self) -> dict[str, Column]:
        """Count the words that carry a topic and stand in both."""
        own, above = self._topics(self.replies), self._topics(self.parents)
        both = np.isin(own.keys, above.keys, assume_unique=True)
        shared = np.bincount(own.pairs[both], minlength=len(self.replies))
        return {
            SHARED: np.log1p(shared),
            "share of words from the parent": shared / np.maximum(1, own.counts),
            "share of the parent's words": shared / np.maximum(1, above.counts),
        }

    def _topics(self, of: Places) -> _Topics:
        """Give the distinct stems of one text a pair."""
        texts = self.texts
        topics = texts.vocabulary.topics[texts.ids].astype(np.int64)
        stems = np.unique(texts.text_of[topics > 0] << 32 | topics[topics > 0])
        starts = np.searchsorted(stems >> 32, np.arange(texts.number + 1))
        counts = np.diff(starts)[of]
        pairs = np.repeat(np.arange(len(of)), counts)
        within = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts)
        chosen = stems[np.repeat(starts[of], counts) + within] & 0xFFFFFFFF
        return _Topics(pairs, pairs << 32 | chosen, counts)

    def words(self, feature: str, pair: int, most: int) -> list[str]:
        """Give up to ``most`` passages that a feature of a pair rests on, none where it's a sum."""
        if feature == SHARED:
            return self._shared_words(pair, most)
        text = int(self.replies[pair])
        if feature.startswith(PARENT):
            feature, text = feature.removeprefix(PARENT), int(self.parents[pair])
        spots = self._spots("says but" if feature == "agrees, but" else feature)
        first, last = spots.bounds[text : text + 2] if spots.places else (0, 0)
        passages = zip(spots.places[first:last][:most], spots.sizes[first:last], strict=False)
        return list(dict.fromkeys(self.texts.words(*passage) for passage in passages))

    def _spots(self, feature: str) -> _Spots:
        """Give the places of a feature's mark, none for a feature without one."""
        if feature not in self._marked:
            places, sizes = self.marks.get(feature, _NO_MARK)
            bounds = np.searchsorted(places, self.texts.starts)
            self._marked[feature] = _Spots(places.tolist(), sizes.tolist(), bounds.tolist())
        return self._marked[feature]

    def _shared_words(self, pair: int, most: int) -> list[str]:
        vocabulary, starts, ids = self.texts.vocabulary, self.texts.starts, self.texts.ids
        parent, reply = self.parents[pair], self.replies[pair]
        above = set(vocabulary.topics[ids[starts[parent] : starts[parent + 1]]].tolist()) - {0}
        own = ids[starts[reply] : starts[reply + 1]]
        found: dict[int, str] = {}
        for number, topic in zip(own.tolist(), vocabulary.topics[own].tolist(), strict=True):
            if topic in above and number not in found:
                found[number] = vocabulary.shown[number]
                if len(found) == most:
                    break
        return list(found.values())


class _Spots(NamedTuple):
    """A mark as plain numbers; ``bounds`` are where each text's places start in it, and its end."""

    places: list[int]
    sizes: list[int]
    bounds: list[int]


class _Topics(NamedTuple):
    """Distinct stems by pair: the pair of each, pair and stem as one number, how many a pair."""

    pairs: Places
    keys: Places
    counts: Places
