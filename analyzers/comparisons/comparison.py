"""Groups of articles side by side, and which of their differences are more than noise.

What is noise depends on what is compared. Articles by themselves: the interval of each. Groups of
several: how much articles of a group differ among themselves (``together``). A few groups are
compared pair by pair, many, and tags (which overlap), each with all other articles. All
differences of a comparison are corrected together for their number. docs/measures.md defines every
figure. Nothing here depends on the order or the names of articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from analyzers.comparisons.apart import Apart
from analyzers.comparisons.figures import (
    MEASURES,
    NOISE,
    Comparison,
    Difference,
    Estimate,
    Figures,
    Group,
)
from analyzers.comparisons.grouping import grouped
from analyzers.comparisons.students import holm
from analyzers.comparisons.together import Together

MOST_PAIRED = 4  # groups that are compared pair by pair
_DRAWS, _FEWEST_DRAWS = 100, 16  # of the errors of the engine
_DRAWN = 1500  # over all groups: of many groups each needs fewer
_DIGITS = 4

NAMES = tuple(one.name for one in MEASURES)
TESTED = tuple(one.name for one in MEASURES if one.tested)

Found = tuple[list[dict[str, Estimate]], list[Difference]]


def compare(articles: Sequence[Figures], by: str) -> Comparison:
    """Compare articles by ``by``: article, outlet, month, year or tag.

    Raises ``ValueError`` for another ``by``.
    """
    speaking = [article for article in articles if article.persons]
    named = grouped(speaking, by)
    groups = {name: cell for name, cell in named.items() if by != "tag" or len(cell) > 1}
    cells = list(groups.values())
    apart = all(len(cell) == 1 for cell in cells)
    pairs = len(cells) <= MOST_PAIRED and by != "tag"
    if not cells:
        found: Found = [], []
    elif apart:
        found = _apart([cell[0] for cell in cells], pairs=pairs)
    else:
        found = _paired(cells) if pairs else _against_rest(cells, speaking)
    estimates, differences = found
    held = {article.id for cell in named.values() for article in cell}
    shown = {article.id: article for cell in cells for article in cell}
    return Comparison(
        by=by,
        apart=apart,
        silent=len(articles) - len(speaking),
        unnamed=len({article.id for article in speaking} - held),
        lone=len(named) - len(groups),
        audited=sum(article.labelled > 0 for article in shown.values()),
        groups=tuple(
            _group(name, cell, figures)
            for (name, cell), figures in zip(groups.items(), estimates, strict=True)
        ),
        differences=_judged(differences),
    )


def _apart(articles: Sequence[Figures], *, pairs: bool) -> Found:
    found = Apart(articles, _draws(articles))
    every = range(len(articles))
    compared: list[tuple[int, int | None]] = list(combinations(every, 2))
    if not pairs:
        compared = [(at, None) for at in every]
    return (
        [_known({name: found.estimate(name, at) for name in NAMES}) for at in every],
        [
            one
            for pair in compared
            for name in TESTED
            if (one := found.difference(name, *pair)) is not None
        ],
    )


def _paired(cells: Sequence[Sequence[Figures]]) -> Found:
    found = Together(cells, _draws(cells))
    estimates = [_estimates(found, at) for at in range(len(cells))]
    return estimates, [
        one
        for pair in combinations(range(len(cells)), 2)
        for name in TESTED
        if (one := found.difference(name, *pair)) is not None
    ]


def _against_rest(cells: Sequence[Sequence[Figures]], every: Sequence[Figures]) -> Found:
    estimates, differences = [], []
    for place, cell in enumerate(cells):
        own = {article.id for article in cell}
        rest = [article for article in every if article.id not in own]
        found = Together([cell, rest], _draws(cells))
        estimates.append(_estimates(found, 0))
        for name in TESTED:
            one = found.difference(name, 0, 1)
            if one is not None:
                differences.append(replace(one, one=place, other=None))
    return estimates, differences


def _draws(cells: Sequence[object]) -> int:
    return max(_FEWEST_DRAWS, min(_DRAWS, _DRAWN // len(cells)))


def _estimates(found: Together, place: int) -> dict[str, Estimate]:
    return _known({name: found.estimate(name, place) for name in NAMES})


def _known(estimates: dict[str, Estimate | None]) -> dict[str, Estimate]:
    return {
        name: Estimate(*(None if end is None else round(end, _DIGITS) for end in ends))  # type: ignore[arg-type]
        for name, one in estimates.items()
        if one is not None
        for ends in [(one.value, one.low, one.high)]
    }


def _group(name: str, cell: Sequence[Figures], figures: dict[str, Estimate]) -> Group:
    return Group(
        name=name,
        title=cell[0].title if name == cell[0].id else name,
        articles=tuple(article.id for article in cell),
        comments=sum(article.comments for article in cell),
        persons=sum(article.persons for article in cell),
        measures=figures,
    )


def _judged(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Correct for the number of differences, and say which are more than noise."""
    corrected = holm([one.p for one in differences])
    return tuple(
        replace(
            one,
            **{name: round(getattr(one, name), _DIGITS) for name in ("difference", "low", "high")},
            corrected=chance,
            more_than_noise=chance < NOISE and (one.low > 0 or one.high < 0),
        )
        for one, chance in zip(differences, corrected, strict=True)
    )
