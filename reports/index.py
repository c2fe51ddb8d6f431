"""The page on several articles: how they compare, by themselves and by what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go
from markupsafe import Markup

from analyzers.comparisons.comparison import compare
from analyzers.comparisons.figures import MEASURES, Comparison, Difference, Figures, Group
from reports.comparison import WORDS, Told, difference_of, named, told, value_of
from reports.facts import Fact
from reports.figures.comparison import dots

DRAWN = ("support", "oppose", "disagree", "sentiment")
MOST_DRAWN = 24  # groups
MOST_SAID, MOST_LISTED = 6, 60  # differences in sentences, and in the table
HEADINGS = {
    "support": "Persons that support the article",
    "oppose": "Persons that oppose the article",
    "disagree": "Replies that disagree",
    "sentiment": "Tone, from −1 (harsh) to +1 (kind)",
}
_TITLES = {
    "article": "How they compare",
    "outlet": "By outlet",
    "year": "By year",
    "tag": "By tag",
}


@dataclass(frozen=True)
class Tested:
    """One difference as the table has it."""

    measure: str
    one: str
    other: str
    difference: Markup
    low: Markup
    high: Markup
    chance: str
    more_than_noise: bool


@dataclass(frozen=True)
class Side:
    """One comparison as the page shows it; ``figures`` by name, ``headings`` say what they show."""

    by: str
    title: str
    comparison: Comparison
    said: Told
    figures: Mapping[str, go.Figure]
    headings: Mapping[str, str]
    undrawn: int

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        """Name the measures that the table has a column for, with their headings."""
        held = {name for group in self.comparison.groups for name in group.measures}
        return [(one.name, WORDS[one.name].heading) for one in MEASURES if one.name in held]

    @property
    def tested(self) -> list[Tested]:
        """List the differences that chance makes least, as many as a table may hold."""
        order = sorted(self.comparison.differences, key=lambda one: (one.corrected, one.p))
        return [_tested(self.comparison, one) for one in order[:MOST_LISTED]]


def figure_of(group: Group, measure: str, by: str) -> tuple[Fact, Fact, Fact]:
    """Give a group's figure and the ends of its interval, as compared ``by`` something."""
    value, low, high = (value_of(group, measure, end, by=by) for end in ("value", "low", "high"))
    return value, low, high


def sides(articles: Sequence[Figures]) -> list[Side]:
    """Compare articles by themselves, then by what several of them have in common."""
    return [_side(comparison) for comparison in _comparisons(articles)]


def _comparisons(rows: Sequence[Figures]) -> Iterator[Comparison]:
    yield compare(rows, "article")
    for by in ("outlet", "year", "tag"):
        found = compare(rows, by)
        if not found.apart and found.differences:
            yield found


def _side(comparison: Comparison) -> Side:
    places = _drawn(comparison)
    groups = [comparison.groups[place] for place in places]
    figures, headings = {}, {}
    for measure in DRAWN if len(comparison.groups) > 1 else ():
        if any(measure in group.measures for group in groups):
            outstanding = _standing_out(comparison, measure)
            name = f"{comparison.by}-{measure}"
            figures[name] = dots(
                groups, measure, [at for at, place in enumerate(places) if place in outstanding]
            )
            headings[name] = HEADINGS[measure]
    return Side(
        by=comparison.by,
        title=_TITLES[comparison.by],
        comparison=comparison,
        said=told(comparison),
        figures=figures,
        headings=headings,
        undrawn=len(comparison.groups) - len(groups),
    )


def _drawn(comparison: Comparison) -> list[int]:
    """Choose the groups to draw: those that stand out, then those with most comments."""
    every = range(len(comparison.groups))
    outstanding = {at for one in comparison.differences if one.more_than_noise for at in _of(one)}
    order = sorted(every, key=lambda at: (at not in outstanding, -comparison.groups[at].comments))
    return sorted(order[:MOST_DRAWN])


def _standing_out(comparison: Comparison, measure: str) -> set[int]:
    return {
        at
        for one in comparison.differences
        if one.more_than_noise and one.measure == measure
        for at in _of(one)
    }


def _of(one: Difference) -> list[int]:
    return [at for at in (one.one, one.other) if at is not None]


def _tested(comparison: Comparison, one: Difference) -> Tested:
    other = "the others" if one.other is None else named(comparison.groups[one.other])
    return Tested(
        measure=WORDS[one.measure].heading,
        one=named(comparison.groups[one.one]),
        other=other,
        difference=difference_of(one, "difference", by=comparison.by),
        low=difference_of(one, "low", by=comparison.by),
        high=difference_of(one, "high", by=comparison.by),
        chance="< 0.001" if one.corrected < 0.001 else f"{one.corrected:.2g}",
        more_than_noise=one.more_than_noise,
    )
