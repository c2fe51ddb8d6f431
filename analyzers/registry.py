"""Which analyzers there are. To add one, write the module and enter it here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from analyzers import (
    article_split,
    camps,
    chains,
    common_ground,
    dynamics,
    languages,
    paths,
    sentiment,
    stance,
)
from analyzers.contract import Analyzer
from analyzers.engines import engine_named
from analyzers.targets import scoring as targets
from threads.errors import RejoinderError

ANALYZERS: tuple[Analyzer, ...] = (
    languages.ANALYZER,
    sentiment.ANALYZER,
    stance.ANALYZER,
    targets.ANALYZER,
    chains.ANALYZER,
    paths.ANALYZER,
    dynamics.ANALYZER,
    camps.DIVISION,
    article_split.ANALYZER,
    camps.CAMPS,
    common_ground.ANALYZER,
)


def with_engine(name: str, analyzers: Sequence[Analyzer]) -> tuple[Analyzer, ...]:
    """Let stance be judged by the engine of this name; the others stay as they are."""
    engine = engine_named(name)
    return tuple(
        stance.judged_by(one, engine) if one.gives == "stance" else one for one in analyzers
    )


def in_order(analyzers: Sequence[Analyzer]) -> tuple[Analyzer, ...]:
    """Order analyzers so that each comes after those that give what it requires.

    Raises ``RejoinderError`` where nobody gives what is required, or where two wait for each
    other: a mistake in the registry, told before anything is written.
    """
    ordered: list[Analyzer] = []
    waiting = list(analyzers)
    while waiting:
        given = {analyzer.gives for analyzer in ordered}
        ready = [analyzer for analyzer in waiting if given.issuperset(analyzer.requires)]
        if not ready:
            names = ", ".join(analyzer.name for analyzer in waiting)
            raise RejoinderError(
                f"nobody gives what these analyzers require: {names}",
                remedy="mend analyzers/registry.py",
            )
        ordered += ready
        waiting = [analyzer for analyzer in waiting if analyzer not in ready]
    return tuple(ordered)


def choose(only: Iterable[str], analyzers: Sequence[Analyzer]) -> tuple[Analyzer, ...]:
    """Give the named analyzers and those whose rows they need, in order; all for no name.

    Raises ``RejoinderError`` naming the nearest analyzer for a name that none has.
    """
    ordered = in_order(analyzers)
    wanted = {_known(name, analyzers) for name in only}
    if not wanted:
        return ordered
    for analyzer in reversed(ordered):
        if analyzer.name in wanted:
            wanted |= {other.name for other in ordered if other.gives in analyzer.requires}
    return tuple(analyzer for analyzer in ordered if analyzer.name in wanted)


def _known(name: str, analyzers: Sequence[Analyzer]) -> str:
    names = [analyzer.name for analyzer in analyzers]
    if name in names:
        return name
    near = get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    remedy = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    raise RejoinderError(f"no analyzer is called “{name}”", remedy=remedy)
