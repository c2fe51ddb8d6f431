"""How heated a chain's answers are, and the four parts that this is made of.

Each part is defined, with a worked example, in ``docs/measures.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from analyzers.measures import Person

CALM_REPLIES = 2  # added to every chain's replies, so that one angry answer is no quarrel
QUICK_MINUTES = 60  # a reply that took this long is half as quick as one at once
_AIDES = 0.5  # weight of speed and of pile-on beside disagreement and negative language


class Exchange(NamedTuple):
    """One reply within a chain.

    ``agree`` and ``disagree`` are probabilities (0..1) of its stance towards its parent,
    ``compound`` how it sounds (-1..1), ``minutes`` how long after its parent it came, None where
    that can't be told.
    """

    speaker: Person
    answered: Person
    agree: float
    disagree: float
    compound: float
    minutes: float | None = None


class Heat(NamedTuple):
    """A chain's heat and its parts, each 0 to 1; ``speed`` is None where no time is known."""

    whole: float
    disagree: float
    negative: float
    speed: float | None
    pile_on: float


def heat(replies: Sequence[Exchange]) -> Heat:
    """Measure how heated the answers are, 0 (calm) to 1 (never quite reached).

    The mean of disagreement and negative language, and with half their weight of speed and of the
    worst pile-on; speed is left out of the mean where no reply's time is known.
    """
    base = len(replies) + CALM_REPLIES
    disagree = sum(reply.disagree for reply in replies) / base
    negative = sum(max(0.0, -reply.compound) for reply in replies) / base
    quick = [r.disagree * quickness(r.minutes) for r in replies if r.minutes is not None]
    speed = sum(quick) / (len(quick) + CALM_REPLIES) if quick else None
    many = pile_on(replies)
    parts = [(1.0, disagree), (1.0, negative), (_AIDES, many)]
    if speed is not None:
        parts.append((_AIDES, speed))
    whole = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    return Heat(
        round(whole, 4),
        round(disagree, 4),
        round(negative, 4),
        None if speed is None else round(speed, 4),
        round(many, 4),
    )


def quickness(minutes: float) -> float:
    """Say how quick an answer is, 1 (at once) to 0: 1/2 after an hour, 1/3 after two."""
    return 1 / (1 + minutes / QUICK_MINUTES)


def pile_on(replies: Sequence[Exchange]) -> float:
    """Measure how many stand against one, 0 (nobody or one) to 1 (never quite reached).

    *n* is the sum of ``against`` of the person for whom it is greatest; the measure is
    (n - 1) / (n + 1), 0 where n is below 1: two people who quarrel are no pile-on.
    """
    sums = [sum(leans.values()) for leans in against(replies).values()]
    most = max(sums, default=0.0)
    return max(0.0, (most - 1) / (most + 1)) if most > 0 else 0.0


def against(replies: Sequence[Exchange]) -> dict[Person, dict[Person, float]]:
    """Give by person answered how far each who answers them is against them, -1 to 1.

    That is the mean of disagree less agree over these answers.
    """
    leans: defaultdict[tuple[Person, Person], list[float]] = defaultdict(list)
    for reply in replies:
        if reply.speaker != reply.answered:
            leans[reply.answered, reply.speaker].append(reply.disagree - reply.agree)
    found: defaultdict[Person, dict[Person, float]] = defaultdict(dict)
    for (answered, speaker), each in leans.items():
        found[answered][speaker] = sum(each) / len(each)
    return dict(found)
