"""Which engine judges the stances of this run, and which rows it leaves alone.

Asked by name, an engine makes every other engine's rows stale. Under ``auto`` the rows of any
engine at its present version are fresh; what is stale goes to the better engine, unless it can't
run here or there is so much to do that it would take long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analyzers.engines import NAMES, engine_named

AUTO = "auto"
CHOICES = (AUTO, *NAMES)
BETTER, FALLBACK = NAMES
# Comments that the better engine takes about a minute for on two cores. Who has more waits for an
# archive, and can still ask for it by name.
MOST = 3000


class Choice(NamedTuple):
    """The engine that judges what is stale, why it does, and whose rows are left alone.

    ``kept`` names engines, the one that judges first.
    """

    engine: str
    why: str
    kept: tuple[str, ...]


def accepted(asked: str) -> tuple[str, ...]:
    """Name the engines whose rows are fresh when this one is asked for.

    An engine whose data files aren't there has no version to compare with, and is left out under
    ``auto``. Raises ``RejoinderError`` for an engine asked for by name that can't run here or that
    nobody knows.
    """
    if asked == AUTO:
        return tuple(name for name in NAMES if all(f.is_file() for f in engine_named(name).models))
    obstacle = engine_named(asked).obstacle()
    if obstacle:
        raise obstacle
    return (asked,)


def choose_engine(asked: str, kept: Sequence[str], comments: int) -> Choice:
    """Choose the engine for a number of stale comments, of those whose rows are kept."""
    if asked != AUTO:
        return Choice(asked, "as asked", (asked,))
    engine, why = _by_size(comments)
    return Choice(engine, why, (engine, *(name for name in kept if name != engine)))


def _by_size(comments: int) -> tuple[str, str]:
    obstacle = engine_named(BETTER).obstacle()
    if obstacle:
        return FALLBACK, f"{BETTER} can't run here: {obstacle.what}"
    if comments > MOST:
        return FALLBACK, f"taken for {comments:,} comments; {BETTER} is for up to {MOST:,}"
    return BETTER, f"taken for up to {MOST:,} comments"
