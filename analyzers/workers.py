"""Jobs shared out among processes of this machine: how many pay off, and they at work."""

from __future__ import annotations

from collections.abc import Iterable

from analyzers.contract import Analyzer
from analyzers.freshness import JUDGING, Work
from analyzers.jobs import Job, Values, made
from threads.processes import Processes, cores

# A process that is not forked takes a second or two to begin, which is what so many comments take
# to be analyzed; the neural engine takes all cores by itself.
WORTH, WORTH_UNJUDGED = 2_000, 10_000


def how_many(asked: int | None, works: Iterable[tuple[Work, int]]) -> int:
    """Say how many processes do the work; each comes with the number of the article's comments.

    As many as asked for and as there are articles; where nothing is asked for, as many cores as
    each get enough to do that starting a process pays off. No more is looked at than tells that.
    """
    most = asked or cores()
    number, worth = 0, 0.0
    for work, comments in works:
        judged = [analyzer for analyzer in work.stale if analyzer.name == JUDGING]
        if asked is None and any(_is_neural(analyzer) for analyzer in judged):
            return 1
        number += 1
        worth += comments / (WORTH if judged else WORTH_UNJUDGED)
        if number >= most and (asked is not None or worth >= most):
            return most
    return max(1, min(most, number, number if asked is not None else int(worth)))


def _is_neural(analyzer: Analyzer) -> bool:
    return str(analyzer.parameters.get("engine")).startswith("neural")


class Workers(Processes[Job, Values]):
    """Processes at work: hands (``analyzers.hands``)."""

    def __init__(self, number: int) -> None:
        super().__init__(number, made, "analyzing", opens_database=False)
