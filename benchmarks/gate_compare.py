"""Hold comparisons to what they promise: few false differences, and true ones found.

    python -m benchmarks.gate_compare  # more runs than the gate's

Articles are made up, with true stances planted. Labels err as measured: each run draws the engine's
chances from what is known of them (the same for all its articles), each article strays from them as
threads do. A false difference is one said to be more than noise in a run whose groups don't
differ; a run with one or more of them counts. With a difference planted, a run counts as finding it
where replies, or persons, are said to differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analyzers.article_split import shares_of
from analyzers.comparisons.comparison import compare
from analyzers.comparisons.figures import Comparison, Figures
from analyzers.known_errors import measured
from analyzers.quantification import CLASSES, Errors, Matrix, Quantifier
from benchmarks.measured import Measured

SEED = 11
MOST_FALSE = 0.1  # of runs
LEAST_FOUND = 0.8
LEAST_HELD = 0.85  # of 90% intervals of differences
APART = 0.3  # planted difference of a share
ENGINE = "neural 2"
PERSONS = (10, 150)
ALIKE = 12.0  # articles' true shares are spread as if counted in so many persons
DRAWS = 200


@dataclass(frozen=True)
class Setting:
    """Groups of so many articles, made up ``runs`` times; ``by`` article for single ones."""

    name: str
    sizes: tuple[int, ...]
    runs: int

    @property
    def by(self) -> str:
        """What they are compared by."""
        return "outlet" if max(self.sizes) > 1 else "article"


ALIKE_GROUPS = (
    Setting("2 articles", (1, 1), 120),
    Setting("8 articles, each against the rest", (1,) * 8, 30),
    Setting("2 outlets of 3", (3, 3), 40),
    Setting("2 outlets of 12", (12, 12), 20),
    Setting("6 outlets against the rest", (1, 2, 4, 4, 6, 8), 12),
)
OTHER_GROUPS = (
    Setting("2 articles", (1, 1), 40),
    Setting("2 outlets of 3", (3, 3), 40),
    Setting("2 outlets of 12", (12, 12), 24),
    Setting("2 outlets of 40", (40, 40), 8),
)


class Engine:
    """An engine as it errs in one run: its chances for all articles, drawn from what is known."""

    def __init__(self, what: str, chance: np.random.Generator) -> None:
        self._chance = chance
        self._errors: Errors = measured(ENGINE, what).errors
        worth = self._errors.worth[:, None]
        self._chances = _dirichlet(worth * self._errors.chances, chance)

    def bins(self, truth: Matrix) -> Matrix:
        """Count bins of one article, given how many there are of each true class."""
        strayed = _dirichlet(self._errors.concentration * self._chances, self._chance)
        told = [self._chance.multinomial(n, row) for n, row in zip(truth, strayed, strict=True)]
        counted: Matrix = np.sum(told, axis=0).astype(float)
        return counted


def compared(times: int = 1) -> Iterator[Measured | str]:
    """Measure all there is, for the gate; ``times`` as many runs."""
    chance = np.random.default_rng(SEED)
    yield "compare: share of runs in which groups that don't differ are said to"
    every = []
    for setting in ALIKE_GROUPS:
        said = [bool(found(run(setting, 0.0, chance))) for _ in range(times * setting.runs)]
        yield Measured(setting.name, float(np.mean(said)))
        every += said
    yield Measured(f"all {len(every)} runs", float(np.mean(every)), ceiling=MOST_FALSE)
    yield f"compare: share of runs in which a difference of {APART} is found"
    held = []
    for setting in OTHER_GROUPS:
        runs = [run(setting, APART, chance) for _ in range(times * setting.runs)]
        names = [found(one) for one in runs]
        replies = np.mean([bool(one & {"agree", "disagree"}) for one in names])
        persons = np.mean([bool(one & {"support", "oppose", "lean"}) for one in names])
        floor = LEAST_FOUND if setting.sizes == (12, 12) else None
        yield Measured(f"{setting.name}, replies", float(replies), floor=floor)
        yield Measured(f"{setting.name}, persons", float(persons))
        held += [
            one.low <= PLANTED[one.measure] <= one.high
            for each in runs
            for one in each.differences
            if one.measure in PLANTED
        ]
    name = f"{len(held)} intervals that hold the planted one"
    yield Measured(name, float(np.mean(held)), floor=LEAST_HELD)


PLANTED = {"support": APART, "oppose": -APART, "agree": APART, "disagree": -APART}


def found(comparison: Comparison) -> set[str]:
    """Give the measures that are said to differ."""
    return {one.measure for one in comparison.differences if one.more_than_noise}


def run(setting: Setting, apart: float, chance: np.random.Generator) -> Comparison:
    """Make articles up and compare them."""
    engines = Engine("to_article", chance), Engine("to_parent", chance)
    base = chance.dirichlet([4.0, 4.0, 4.0], 2)
    articles = []
    for group, size in enumerate(setting.sizes):
        shares = base.copy()
        if apart:
            moved = apart / 2 if group == 0 else -apart / 2
            shares = np.array([[0.35 + moved, 0.3, 0.35 - moved]] * 2)
        spread = [1e6, 1e6] if setting.by == "article" else [ALIKE, ALIKE]
        for _ in range(size):
            own = [chance.dirichlet(k * row) for k, row in zip(spread, shares, strict=True)]
            name = f"{len(articles):03}"
            articles.append(_article(name, f"outlet {group}", own, engines, chance))
    return compare(articles, setting.by)


def _article(
    name: str,
    outlet: str,
    shares: list[Matrix],
    engines: tuple[Engine, Engine],
    chance: np.random.Generator,
) -> Figures:
    persons = int(np.exp(chance.uniform(*np.log(PERSONS))))
    replies = 2 * persons
    told = engines[0].bins(chance.multinomial(persons, shares[0]))
    counted = [int(n) for n in _by_label(engines[1].bins(chance.multinomial(replies, shares[1])))]
    said = [float(n) for n in _by_label(told)]
    comments = 3 * persons
    own = chance.normal(0.05, 0.4 / np.sqrt(comments))
    return Figures(
        id=name,
        title=name,
        outlet=outlet,
        published_at=None,
        tags="[]",
        comments=comments,
        persons=persons,
        said_support=said[0],
        said_neutral=said[1],
        said_oppose=said[2],
        engine=ENGINE,
        errors_of=ENGINE,
        **_split(told, chance),
        replies_agree=counted[0],
        replies_neutral=counted[1],
        replies_disagree=counted[2],
        replies_worth=float(replies),
        sentiment=float(own),
        sentiment_variance=0.16 / comments,
        heat=float(chance.beta(4, 8)),
        frustration=float(chance.beta(4, 8)),
        labelled=0,
    )


_QUANTIFIERS: dict[str, Quantifier] = {}


def _split(told: Matrix, chance: np.random.Generator) -> dict[str, float]:
    """Make the article's row of ``article_split``, by fewer draws."""
    if ENGINE not in _QUANTIFIERS:
        _QUANTIFIERS[ENGINE] = Quantifier(measured(ENGINE, "to_article").errors)
    draws = _QUANTIFIERS[ENGINE].draw(told, DRAWS, chance)
    split = 2 * draws[:, [0, 2]].min(axis=1)
    low, high = np.quantile(split, [0.05, 0.95])
    return {
        **shares_of(draws, float(told.sum())),
        "split": float(split.mean()),
        "split_low": float(low),
        "split_high": float(high),
    }


def _by_label(bins: Matrix) -> Matrix:
    found: Matrix = bins.reshape(CLASSES, -1).sum(axis=1)
    return found


def _dirichlet(parameters: Matrix, chance: np.random.Generator) -> Matrix:
    found: Matrix = np.array([chance.dirichlet(row) for row in parameters])
    return found


def main() -> int:
    """Print every figure; give 1 where one is out of bounds."""
    missed = 0
    for line in compared(times=4):
        print(line, flush=True)
        missed += isinstance(line, Measured) and not line.kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
