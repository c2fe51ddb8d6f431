"""Engines: ways to tell a comment's stance towards what it answers, one interface for all.

``neural`` is a small transformer and the more exact, ``fast`` a linear model for archives that
runs wherever numpy does. Each is a module of this package, imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, Protocol

from analyzers.article_stance import ToParent
from analyzers.pairs import Pair
from threads.errors import RejoinderError

NAMES = ("neural", "fast")  # the better one first
_HOMES = {
    "neural": "analyzers.engines.neural:NeuralEngine",
    "fast": "analyzers.engines.fast:FastEngine",
}


class Judged(NamedTuple):
    """A stance, and what it rests on.

    ``because`` has up to a few reasons, the weightiest first, each with ``feature`` (its name),
    ``words`` (where it rests on words of the comment) and ``weight`` (log-odds for the label over
    the mean of the others).
    """

    stance: ToParent
    because: list[dict[str, Any]]


class Engine(Protocol):
    """What the stance analyzer asks of an engine.

    ``version`` goes up when the same pair would be judged otherwise; ``models`` are the data files
    that decide.
    """

    @property
    def name(self) -> str:
        """Its name on the command line and in the database."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def models(self) -> tuple[Traversable, ...]:
        """The data files that decide."""

    def obstacle(self) -> RejoinderError | None:
        """Say why it can't run here, None if it can. Loads no library."""

    def judge(self, pairs: Sequence[Pair]) -> list[Judged]:
        """Judge every pair, in order; raises the obstacle where there is one."""


def engine_named(name: str) -> Engine:
    """Give an engine by its name; raises ``RejoinderError`` naming the nearest for another."""
    if name not in _HOMES:
        near = get_close_matches(name.lower(), NAMES, n=1, cutoff=0.5)
        remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(NAMES)}"
        raise RejoinderError(f"no engine is called “{name}”", remedy=remedy)
    return _engine(name)


@cache
def _engine(name: str) -> Engine:
    module, _, kind = _HOMES[name].partition(":")
    engine: Engine = getattr(import_module(module), kind)()
    return engine


def signature(engine: Engine) -> str:
    """Give what the column ``engine`` holds of it: name and version."""
    return f"{engine.name} {engine.version}"


def rounded(agree: float, disagree: float) -> ToParent:
    """Make a stance of two probabilities, four decimals that sum to 1."""
    agree, disagree = round(agree, 4), round(disagree, 4)
    return ToParent(agree, max(0.0, round(1 - agree - disagree, 4)), disagree)
