"""Who takes part in a thread: how unequally, and whether those who are answered answer back.

Each measure is defined, with a worked example, in ``docs/measures.md``.
"""

from __future__ import annotations

from collections.abc import Iterable

from analyzers.measures import Person


def gini(counts: Iterable[int]) -> float | None:
    """Measure how unequally comments are shared out, 0 (all write the same) to 1; None of nobody.

    ``counts`` has the number of comments of each person who takes part. Gini's coefficient by the
    formula for ordered values (Damgaard & Weiner, Ecology 81, 2000).
    """
    ordered = sorted(counts)
    whole, size = sum(ordered), len(ordered)
    if not whole:
        return None
    ranked = sum(rank * count for rank, count in enumerate(ordered, 1))
    return round(max(0.0, 2 * ranked / (size * whole) - (size + 1) / size), 4)


def reciprocity(answers: Iterable[tuple[Person, Person]]) -> float | None:
    """Give the share of ties, 0 to 1, that go both ways; None without any.

    ``answers`` are pairs of who speaks and who is answered. A tie is from one person to another,
    however often; who answers themselves makes none.
    """
    ties = {pair for pair in answers if pair[0] != pair[1]}
    if not ties:
        return None
    return round(sum((other, one) in ties for one, other in ties) / len(ties), 4)
