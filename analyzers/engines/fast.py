"""The engine for archives and the fallback: a linear model over named features and n-grams.

Trained by ``benchmarks/train_fast.py``; what it was trained on, how often it is right and what
not to conclude from it stand in ``docs/stance.md``. numpy is imported when the first pair is
judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from analyzers.engines import Judged
from analyzers.engines.at_top import FILE as AT_TOP
from analyzers.pairs import Pair
from threads.errors import RejoinderError

if TYPE_CHECKING:
    from analyzers.engines.scoring import Scorer

DATA = files("analyzers") / "data"
NAMED, COUNTED, CUES = DATA / "stance_fast.json", DATA / "stance_fast.npz", DATA / "cues.json"
AT_ONCE = 1000  # pairs; beyond some hundreds a larger batch is no quicker


class FastEngine:
    """A linear model whose every reason can be printed."""

    name = "fast"
    version = "3"

    def __init__(self) -> None:
        self._scorer: Scorer | None = None

    @property
    def models(self) -> tuple[Traversable, ...]:
        """The weights, the cue lists, and what is put right at top level."""
        return (NAMED, COUNTED, CUES, AT_TOP)

    def obstacle(self) -> RejoinderError | None:
        """Give None: it runs wherever this program does."""
        return None

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge every pair; the same pair always alike, whatever others come with it."""
        return [judged for batch in batches(pairs) for judged in self.scorer.judge(batch)]

    @property
    def scorer(self) -> Scorer:
        """The model at work, read when it is first needed."""
        if self._scorer is None:
            from analyzers.engines.linear import load_model
            from analyzers.engines.scoring import Scorer

            self._scorer = Scorer(load_model(NAMED, COUNTED))
        return self._scorer


def batches(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """Part pairs into batches that are quick to judge."""
    return (pairs[start : start + AT_ONCE] for start in range(0, len(pairs), AT_ONCE))
