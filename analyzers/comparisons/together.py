"""Groups of several articles: what is compared is what their articles have in common.

Articles are taken for a sample of what a group might have had; how much they differ within groups
decides what is noise. numpy is imported when groups are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzers.comparisons.figures import (
    BY_NAME,
    LEVEL,
    MEASURES,
    Difference,
    Estimate,
    Figures,
    Measure,
)
from analyzers.comparisons.students import reach, tail
from analyzers.known_errors import measured

if TYPE_CHECKING:
    from analyzers.comparisons.random_effects import Means
    from analyzers.comparisons.shares import Labels, View
    from analyzers.quantification import Errors, Matrix

Cells = Sequence[Sequence[Figures]]
# In the order of the shares' views; None: not compared.
TO_ARTICLE = ("support", "neutral", "oppose", "lean")
TO_PARENT = ("agree", None, "disagree", None)
_SPREAD = 2 * 1.6449  # standard deviations that the middle 90% of a normal distribution spans


@dataclass(frozen=True)
class Likely:
    """A figure made of corrected shares: what is likely of it (draw × group × column)."""

    steps: Matrix
    view: View


@dataclass(frozen=True)
class Measured:
    """A measure in all groups that have it; ``places`` leads from a group to its place.

    Where ``likely`` is known, the intervals are its, and ``means`` are for the test alone.
    """

    measure: Measure
    places: dict[int, int]
    means: Means
    likely: Likely | None = None

    def estimate(self, group: int) -> Estimate:
        """Give a group's figure."""
        at = self.places[group]
        if self.likely is not None:
            from analyzers.comparisons.shares import level_of

            return Estimate(*level_of(self.likely.steps[:, at], self.likely.view, LEVEL))
        mean, error = float(self.means.means[at]), float(self.means.errors[at])
        away, measure = error * reach(LEVEL, self.means.freedom), self.measure
        return Estimate(mean, max(measure.low, mean - away), min(measure.high, mean + away))

    def difference(self, one: int, other: int) -> Difference:
        """Compare two groups."""
        first, second = self.places[one], self.places[other]
        apart = float(self.means.means[first] - self.means.means[second])
        error = float((self.means.errors[first] ** 2 + self.means.errors[second] ** 2) ** 0.5)
        chance = tail(apart / error, self.means.freedom)
        if self.likely is not None:
            from analyzers.comparisons.shares import difference_of

            steps, view = self.likely.steps, self.likely.view
            low, high = difference_of(steps[:, first], steps[:, second], view, LEVEL)
            apart = self.estimate(one).value - self.estimate(other).value
            low, high = min(low, apart), max(high, apart)
        else:
            away = error * reach(LEVEL, self.means.freedom)
            low, high = apart - away, apart + away
        width = self.measure.high - self.measure.low
        low, high = max(-width, low), min(width, high)
        return Difference(self.measure.name, one, other, apart, low, high, chance)


class Together:
    """Groups that share no article, by each measure of which there are articles enough.

    ``draws``: how often the engine's errors are drawn.
    """

    def __init__(self, cells: Cells, draws: int) -> None:
        found = [*_means(cells), *_shares(cells, draws)]
        self._measured = {one.measure.name: one for one in found}

    def estimate(self, name: str, group: int) -> Estimate | None:
        """Give a group's figure; None where nothing is known of it."""
        found = self._measured.get(name)
        return found.estimate(group) if found is not None and group in found.places else None

    def difference(self, name: str, one: int, other: int) -> Difference | None:
        """Compare two groups; None where either's figure isn't known."""
        found = self._measured.get(name)
        if found is None or not {one, other} <= found.places.keys():
            return None
        return found.difference(one, other)


def _means(cells: Cells) -> Iterator[Measured]:
    from analyzers.comparisons.random_effects import means_of

    for measure in MEASURES:
        found = _values(cells, measure.name)
        if found is not None:
            *known, places = found
            yield Measured(measure, places, means_of(*known))


def _shares(cells: Cells, draws: int) -> Iterator[Measured]:
    from analyzers.comparisons.random_effects import means_of
    from analyzers.comparisons.shares import VIEWS, contrasts, likely

    for names, what in ((TO_ARTICLE, "to_article"), (TO_PARENT, "to_parent")):
        found = labels_of(cells, what)
        if found is None or len(found[0].shares) <= int(found[0].cells.max()) + 1:
            continue
        labels, places = found
        steps = likely(labels, LEVEL, draws)
        for name, view in zip(names, VIEWS, strict=True):
            if name is not None:
                means = means_of(*contrasts(labels, view, 0.0), labels.groups)
                yield Measured(BY_NAME[name], places, means, Likely(steps, view))


def _values(cells: Cells, name: str) -> tuple[Matrix, Matrix, Matrix, dict[int, int]] | None:
    """Give figures, variances and groups of the articles that have the measure, if they suffice."""
    import numpy as np

    rows = []
    for group, articles in enumerate(cells):
        for article in articles:
            value = value_of(article, name)
            if value is not None:
                rows.append((*value, group))
    held = sorted({group for *_, group in rows})
    places = {group: place for place, group in enumerate(held)}
    if len(rows) <= len(held):
        return None
    values, variances, groups = zip(*rows, strict=True)
    return (
        np.array(values),
        np.array(variances),
        np.array([places[group] for group in groups]),
        places,
    )


def value_of(article: Figures, name: str) -> tuple[float, float] | None:
    """Give an article's figure and the variance of its error, 0 where none is known.

    Of one person alone there is no split: by definition it would be 0, and surer than any other.
    """
    if name == "sentiment":
        if article.sentiment is None or article.sentiment_variance is None:
            return None
        return article.sentiment, article.sentiment_variance
    if name == "split":
        if article.split is None or article.split_low is None or article.split_high is None:
            return None
        if article.persons < 2:
            return None
        return article.split, ((article.split_high - article.split_low) / _SPREAD) ** 2
    value = {"heat": article.heat, "frustration": article.frustration}.get(name)
    return None if value is None else (value, 0.0)


def labels_of(cells: Cells, what: str) -> tuple[Labels, dict[int, int]] | None:
    """Gather labels ``to_article`` or ``to_parent``, with the places of groups that have some."""
    import numpy as np

    from analyzers.comparisons.shares import Labels

    rows = []
    for group, articles in enumerate(cells):
        for article in articles:
            found = label_counts(article, what)
            if found is not None:
                rows.append((*found, group))
    if not rows:
        return None
    counts, sizes, engines, groups = zip(*rows, strict=True)
    names, held = sorted(set(engines)), sorted(set(groups))
    places = {group: place for place, group in enumerate(held)}
    table = np.array(counts, float)
    labels = Labels(
        shares=table / table.sum(axis=1, keepdims=True),
        sizes=np.array(sizes, float),
        groups=np.array([places[group] for group in groups]),
        engines=np.array([names.index(engine) for engine in engines]),
        errors=[errors_of(engine, what) for engine in names],
        names=[f"{engine} {what}" for engine in names],
    )
    return labels, places


def label_counts(article: Figures, what: str) -> tuple[tuple[float, ...], float, str] | None:
    """Give labels by class, how many they are worth, and whose errors they have."""
    if what == "to_article":
        told = (article.said_support, article.said_neutral, article.said_oppose)
        if article.errors_of is None or None in told or not article.persons:
            return None
        return told, article.persons, article.errors_of  # type: ignore[return-value]
    replies = (article.replies_agree, article.replies_neutral, article.replies_disagree)
    if article.engine is None or not article.replies_worth:
        return None
    return replies, article.replies_worth, article.engine


def errors_of(engine: str, what: str) -> Errors:
    """Give what is known of an engine's errors."""
    if what == "to_article" and engine.startswith("words"):
        what = "to_root"
    return measured(engine, what).errors
