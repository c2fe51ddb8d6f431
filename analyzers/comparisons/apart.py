"""Articles one by one: what is compared is these very articles, each by its own interval.

Errors of the engine are taken for independent from one article to the next. They aren't wholly, so
that intervals of differences are rather too wide than too narrow. numpy is imported when articles
are measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyzers.comparisons.figures import BY_NAME, LEVEL, MEASURES, Difference, Estimate, Figures
from analyzers.comparisons.students import reach, tail
from analyzers.comparisons.together import TO_PARENT, labels_of, value_of

_SPREAD = 2 * reach(LEVEL)


@dataclass(frozen=True, slots=True)
class Known:
    """An article's figure with its interval, and the variance that counts in a difference.

    ``variance`` None: nothing says how sure the figure is, so that it is compared with none.
    ``tested`` are figure and variance for the test, where they are others.
    """

    estimate: Estimate
    variance: float | None
    tested: tuple[float, float] | None = None


class Apart:
    """What is known of each article; ``draws``: how often the engine's errors are drawn."""

    def __init__(self, articles: Sequence[Figures], draws: int) -> None:
        replies = _replies(articles, draws)
        self._known = [
            {**_of_table(article), **replies.get(place, {})}
            for place, article in enumerate(articles)
        ]
        self._sums = {
            (one.name, test): self._sum(one.name, test)
            for one in MEASURES
            for test in (False, True)
        }

    def estimate(self, name: str, article: int) -> Estimate | None:
        """Give an article's figure; None where nothing is known of it."""
        known = self._known[article].get(name)
        return None if known is None else known.estimate

    def difference(self, name: str, one: int, other: int | None) -> Difference | None:
        """Compare an article with another, or with the mean of all others (None)."""
        shown = self._less(name, one, other, test=False)
        tested = self._less(name, one, other, test=True)
        if shown is None or tested is None:
            return None
        apart, error = shown
        away, width = error * reach(LEVEL), BY_NAME[name].high - BY_NAME[name].low
        low, high = max(-width, apart - away), min(width, apart + away)
        return Difference(name, one, other, apart, low, high, tail(tested[0] / tested[1]))

    def _less(
        self, name: str, one: int, other: int | None, *, test: bool
    ) -> tuple[float, float] | None:
        """Give how far two figures are apart, and the standard error of that."""
        first = self._compared(name, one, test)
        second = self._rest(name, one, test) if other is None else self._compared(name, other, test)
        if first is None or second is None:
            return None
        return first[0] - second[0], max(1e-9, (first[1] + second[1]) ** 0.5)

    def _compared(self, name: str, article: int, test: bool) -> tuple[float, float] | None:
        known = self._known[article].get(name)
        if known is None or known.variance is None:
            return None
        if test and known.tested is not None:
            return known.tested
        return known.estimate.value, known.variance

    def _rest(self, name: str, article: int, test: bool) -> tuple[float, float] | None:
        number, values, variances = self._sums[name, test]
        own = self._compared(name, article, test)
        if own is None or number < 2:
            return None
        others = number - 1
        return (values - own[0]) / others, (variances - own[1]) / others**2

    def _sum(self, name: str, test: bool) -> tuple[int, float, float]:
        found = [self._compared(name, at, test) for at in range(len(self._known))]
        known = sorted(one for one in found if one is not None)
        return len(known), sum(value for value, _ in known), sum(spread for _, spread in known)


def _of_table(article: Figures) -> dict[str, Known]:
    """Take what stands in tables."""
    found = {}
    for name in ("support", "neutral", "oppose"):
        value, low, high = (getattr(article, name + end) for end in ("", "_low", "_high"))
        if value is not None:
            # The interval is for those who commented; that others might have is their own variance.
            others = value * (1 - value) / max(1, article.persons)
            spread = ((high - low) / _SPREAD) ** 2 + others
            found[name] = Known(Estimate(value, low, high), spread)
    if {"support", "neutral", "oppose"} <= found.keys():
        found["lean"] = _lean(found)
    split = value_of(article, "split")
    if split is not None:
        value, variance = split
        found["split"] = Known(Estimate(value, article.split_low, article.split_high), variance)
    sound = value_of(article, "sentiment")
    if sound is not None:
        value, variance = sound
        away, measure = reach(LEVEL) * variance**0.5, BY_NAME["sentiment"]
        low, high = max(measure.low, value - away), min(measure.high, value + away)
        found["sentiment"] = Known(Estimate(value, low, high), variance)
    for name in ("heat", "frustration"):
        value = getattr(article, name)
        if value is not None:
            found[name] = Known(Estimate(value), None)
    return found


def _lean(found: Mapping[str, Known]) -> Known:
    """Give support less oppose; the variance of a sum that is 1 less the third share is known."""
    support, neutral, oppose = (found[name] for name in ("support", "neutral", "oppose"))
    parts = [one.variance or 0.0 for one in (support, oppose, neutral)]
    variance = max(2 * parts[0] + 2 * parts[1] - parts[2], abs(parts[0] - parts[1]))
    value = support.estimate.value - oppose.estimate.value
    away = reach(LEVEL) * variance**0.5
    return Known(Estimate(value, max(-1.0, value - away), min(1.0, value + away)), variance)


def _replies(articles: Sequence[Figures], draws: int) -> dict[int, dict[str, Known]]:
    """Correct the shares of replies that agree and disagree, article by article."""
    import numpy as np

    from analyzers.comparisons.shares import (
        VIEWS,
        contrasts,
        corrected,
        level_of,
        values_of,
        worth,
    )

    labelled = labels_of([[article] for article in articles], "to_parent")
    if labelled is None:
        return {}
    labels, places = labelled
    # Threads differ in how they are misjudged as if their chances were counted in so few comments.
    unlike = np.array([1 / (one.concentration + 1) for one in labels.errors])[labels.engines]
    steps = corrected(labels, worth(labels.sizes, unlike), draws)
    rows = [article for article in range(len(articles)) if article in places]
    found: dict[int, dict[str, Known]] = {place: {} for place in places}
    for name, view in zip(TO_PARENT, VIEWS, strict=True):
        if name is not None:
            tests = np.stack(contrasts(labels, view, unlike), axis=1).tolist()
            for row, place in enumerate(rows):
                mine = steps[:, places[place]]
                value, low, high = level_of(mine, view, LEVEL)
                likely = mine[:, view.columns].mean(axis=0)
                spread = float(likely @ (values_of(view) - value) ** 2)
                known = Known(Estimate(value, low, high), spread, tuple(tests[row]))
                found[place][name] = known
    return found
