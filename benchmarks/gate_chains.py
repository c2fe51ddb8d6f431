"""Measure how well chains are ordered by their split, and whether they turn where it is said.

    python -m benchmarks.gate_chains             the discussions held out
    python -m benchmarks.gate_chains --train     those the definition was chosen on

Discussions of the Internet Argument Corpus (Walker et al. 2012) whose authors' sides are known. The
true split of a chain is twice the smaller side of its people.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzers import chains, languages, sentiment, stance
from analyzers.chains import ChainRow
from analyzers.contract import Row, Rows
from analyzers.lineage import trace
from analyzers.measures import in_time
from benchmarks.gate_camps import SIDES, thread_of
from benchmarks.iac import posts
from benchmarks.measured import Measured
from threads.model import Thread

LEAST_CORRELATION = 0.3
LEAST_PEOPLE = 2  # of a chain, and of those whose side is known


@dataclass(frozen=True)
class Chain:
    """A chain's row, its posts in order, and the side of each post's author, 0 where unknown."""

    row: ChainRow
    stances: Sequence[Row]
    people: Sequence[str | None]
    sides: Sequence[int]

    @property
    def true_split(self) -> float | None:
        """Twice the smaller side of people, None where too few are known."""
        known = {name: side for name, side in zip(self.people, self.sides, strict=True) if side}
        if len(known) < LEAST_PEOPLE or len(set(self.people)) < LEAST_PEOPLE:
            return None
        return 2 * min(sum(side == way for side in known.values()) for way in (1, -1)) / len(known)

    @property
    def by_probabilities(self) -> float:
        """Twice the smaller of the mean probabilities of support and of oppose."""
        means = (
            sum(one[f"article_{side}"] for one in self.stances) for side in ("support", "oppose")
        )
        return 2 * min(means) / len(self.stances)

    @property
    def turned(self) -> tuple[float, float] | None:
        """Give the shares against the root's author before and from the flip, None without one."""
        at = self.row["flip_comment_id"]
        if self.row["flip_of"] != "root" or not self.sides[0]:
            return None
        place = next(n for n, one in enumerate(self.stances) if one["comment_id"] == at)
        against = [side != self.sides[0] for side in self.sides]
        parts = [
            [one for one, side in zip(against[part], self.sides[part], strict=True) if side]
            for part in (slice(place), slice(place, None))
        ]
        return (_share(parts[0]), _share(parts[1])) if all(parts) else None


def _share(said: Sequence[bool]) -> float:
    return sum(said) / len(said)


def chains_gate(split: str = "dev") -> Iterator[Measured | str]:
    """Measure the order by split, beside the mean probabilities' and by size, and the flips."""
    found = [chain for rows in posts(split).values() for chain in known_chains(rows)]
    rated = [(chain, true) for chain in found if (true := chain.true_split) is not None]
    truth = [true for _, true in rated]
    yield f"chains, IAC {split}: {len(rated)} with two people whose side is known"
    floor = LEAST_CORRELATION if split == "dev" else None
    yield Measured(
        "rank correlation of split with the true one",
        correlation([chain.row["split"] or 0 for chain, _ in rated], truth),
        floor,
    )
    yield Measured(
        "  simple: mean probabilities",
        correlation([chain.by_probabilities for chain, _ in rated], truth),
    )
    yield Measured(
        "  simple: size", correlation([chain.row["comments"] for chain, _ in rated], truth)
    )
    turned = [shares for chain in found if (shares := chain.turned) is not None]
    yield f"  {len(turned)} turn against their root"
    if turned:
        yield Measured("share against the root before", _mean([b for b, _ in turned]))
        yield Measured("  from there on", _mean([a for _, a in turned]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def known_chains(rows: Sequence[dict[str, object]]) -> Iterator[Chain]:
    """Give a discussion's chains in which somebody's side is known."""
    sides = {r["author"]: SIDES.get(str(r["author_stance"]), 0) for r in rows}
    thread = thread_of(rows, quoting=True)
    given: dict[str, Rows] = {}
    for analyzer in (languages.ANALYZER, sentiment.ANALYZER, stance.ANALYZER, chains.ANALYZER):
        given[analyzer.gives] = analyzer.analyze(thread, given)
    for row in given["chains"]:
        chain = _chain(thread, row, given["stance"], sides)
        if any(chain.sides):
            yield chain


def _chain(thread: Thread, row: Row, stances: Rows, sides: dict[object, int]) -> Chain:
    """Put a chain's posts in order, the root first."""
    root, of = row["root_comment_id"], trace(thread).roots
    by_comment = {one["comment_id"]: one for one in stances}
    told = in_time(c for c in thread.comments if of[c.id] == root and c.id in by_comment)
    told.sort(key=lambda comment: comment.id != root)
    return Chain(
        row=row,  # type: ignore[arg-type]
        stances=[by_comment[comment.id] for comment in told],
        people=[comment.author for comment in told],
        sides=[sides.get(comment.author, 0) for comment in told],
    )


def correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Give Spearman's rank correlation, -1..1, ties sharing their ranks."""
    from scipy.stats import spearmanr

    return float(spearmanr(one, other).statistic)


def main() -> int:
    """Print the figures; give 1 where one is out of bounds."""
    missed = 0
    for line in chains_gate("train" if "--train" in sys.argv[1:] else "dev"):
        print(line, flush=True)
        missed += isinstance(line, Measured) and not line.kept
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
