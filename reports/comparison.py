"""Articles side by side: their figures, and in sentences which differences are more than noise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from analyzers.comparisons.comparison import compare
from analyzers.comparisons.figures import Comparison, Difference, Group
from reports.facts import Fact, plural, say, tell
from reports.plain import one_line
from reports.queries.article import ANALYZED
from reports.queries.compared import COMPARED
from reports.rows import Kind

_TITLE = 60  # characters of a group's name in a sentence
_NOUNS = {
    "support": "support",
    "oppose": "opposition",
    "disagree": "disagreement in replies",
    "sentiment": "tone",
}


class Words(NamedTuple):
    """How a measure is told: its heading, a sentence up to the group, and how it is written."""

    heading: str
    sentence: str
    kind: Kind


WORDS = {
    "support": Words("support", "{value} of persons support the article", "share"),
    "neutral": Words("neutral", "{value} of persons take no side", "share"),
    "oppose": Words("oppose", "{value} of persons oppose the article", "share"),
    "lean": Words("lean", "Support less oppose is {value}", "score"),
    "split": Words("split", "Persons are split by {value}", "part"),
    "disagree": Words("disagree", "{value} of replies disagree", "share"),
    "agree": Words("agree", "{value} of replies agree", "share"),
    "sentiment": Words("tone", "The mean tone is {value}", "score"),
    "heat": Words("heat", "The mean heat of chains is {value}", "part"),
    "frustration": Words("frustration", "Frustration is {value}", "part"),
}
_PLACES = {"article": "under “{name}”", "tag": "under articles tagged “{name}”"}


@dataclass(frozen=True)
class Told:
    """A comparison in sentences: how it was made, what is more than noise, what can't be told."""

    how: Markup
    differences: tuple[Markup, ...]
    limits: tuple[Markup, ...]

    def lines(self) -> Iterator[str]:
        """Give all sentences as plain text."""
        for sentence in (self.how, *self.differences, *self.limits):
            yield sentence.striptags()


def compared(db: sqlite3.Connection, articles: Iterable[str], by: str) -> Comparison:
    """Compare articles by ``by``: article, outlet, month, year or tag.

    Raises ``ValueError`` for another ``by``.
    """
    return compare([row for one in articles for row in COMPARED.rows(db, one)], by)


def judged(db: sqlite3.Connection, articles: Iterable[str]) -> bool:
    """Tell whether stances were looked for in all articles, found or not."""
    from analyzers.freshness import JUDGING

    return all(
        any(row.analyzer == JUDGING for row in ANALYZED.rows(db, article)) for article in articles
    )


def told(comparison: Comparison) -> Told:
    """Put a comparison into sentences."""
    said = [one for one in comparison.differences if one.more_than_noise]
    said.sort(key=lambda one: (one.corrected, one.p))
    differences = [_difference(comparison, one) for one in said]
    if not said and comparison.differences:
        differences = [_none(comparison)]
    return Told(_how(comparison), tuple(differences), tuple(_limits(comparison)))


def value_of(group: Group, measure: str, end: str = "value", *, by: str = "") -> Fact:
    """Give a group's figure, or an ``end`` of its interval (low, high), to be printed.

    ``by`` is what articles are compared by, where a page has several comparisons.
    """
    found = group.measures.get(measure)
    value = None if found is None else getattr(found, end)
    key = "/".join(filter(None, (by, measure, group.name)))
    return Fact("comparison", key, end, value, WORDS[measure].kind)


def facts_of(comparison: Comparison) -> Iterator[Fact]:
    """Give every number of a comparison that a page can print."""
    for name in ("groups", "differences"):
        yield Fact("comparison", comparison.by, name, len(getattr(comparison, name)))
    for name in ("silent", "unnamed", "lone", "audited"):
        yield Fact("comparison", comparison.by, name, getattr(comparison, name))
    for group in comparison.groups:
        for measure in group.measures:
            for end in ("value", "low", "high"):
                yield value_of(group, measure, end, by=comparison.by)
    for one in comparison.differences:
        for end in ("difference", "low", "high", "most"):
            yield _apart(one, end, comparison.by)


def named(group: Group) -> str:
    """Name a group in a sentence."""
    return one_line(group.title, _TITLE) or group.name


def _how(comparison: Comparison) -> Markup:
    groups, by = len(comparison.groups), comparison.by
    number = say(
        "{n} {groups}",
        n=Fact("comparison", by, "groups", groups),
        groups=plural(groups, by, f"{by}s"),
    )
    if groups < 2 and comparison.by != "tag":
        return say("{number}: nothing to compare with.", number=number)
    with_rest = any(one.other is None for one in comparison.differences)
    against = "each with all other articles" if with_rest else "with each other"
    if comparison.apart and with_rest:
        against = "each with the mean of the others"
    return say("{number}, compared {against}; intervals of 90%.", number=number, against=against)


def _difference(comparison: Comparison, one: Difference) -> Markup:
    words, group = WORDS[one.measure], comparison.groups[one.one]
    begun = say(words.sentence, value=value_of(group, one.measure, by=comparison.by))
    other = None if one.other is None else comparison.groups[one.other]
    low, high = sorted(("low", "high"), key=lambda end: abs(getattr(one, end)))
    by = comparison.by
    return say(
        "{begun} {place}, {away} {more} than {other} ({low} to {high}; {chance}).",
        begun=begun,
        place=_place(comparison.by, group),
        away=_points(one, "difference", by),
        more="more" if one.difference > 0 else "less",
        other="elsewhere" if other is None else _place(comparison.by, other),
        low=_apart(one, low, by),
        high=_apart(one, high, by),
        chance=_chance(one.corrected),
    )


def _place(by: str, group: Group) -> Markup:
    return say(_PLACES.get(by, "in {name}"), name=named(group))


def _apart(one: Difference, end: str, by: str) -> Fact:
    """Give how far apart two figures are: points of a share, or the number; never below 0.

    ``end`` is ``difference``, one of its interval (low, high), or the ``most`` it may be.
    """
    most = max(abs(one.low), abs(one.high))
    value = most if end == "most" else abs(getattr(one, end))
    other = "rest" if one.other is None else one.other
    key = "/".join(filter(None, (by, f"{one.measure}/{one.one}/{other}")))
    if WORDS[one.measure].kind == "share":
        return Fact("comparison", key, end, round(100 * value))
    return Fact("comparison", key, end, value, "part")


def _points(one: Difference, end: str, by: str) -> Markup:
    """Write how far apart two figures are, with the unit of a share."""
    points = " points" if WORDS[one.measure].kind == "share" else ""
    return say("{n}{points}", n=_apart(one, end, by), points=points)


def difference_of(one: Difference, end: str, *, by: str = "") -> Markup:
    """Write a difference, or an ``end`` of its interval (low, high), with its sign."""
    value, apart = getattr(one, end), _apart(one, end, by)
    some = round(apart.value or 0, 2)  # what is written as zero has no sign
    sign = "" if not some else "−" if value < 0 else "+"
    return say("{sign}{n}", sign=sign, n=_points(one, end, by))


def _chance(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"


def _none(comparison: Comparison) -> Markup:
    tested = Fact("comparison", comparison.by, "differences", len(comparison.differences))
    return say(
        "No difference is more than noise, of {tested} tested. That doesn’t say that there is none:"
        " by these intervals there may be one in {ruled}.",
        tested=tested,
        ruled=_not_ruled_out(comparison),
    )


def _not_ruled_out(comparison: Comparison) -> Markup:
    """Say how far groups may still be apart."""
    parts = []
    for name, noun in _NOUNS.items():
        found = [one for one in comparison.differences if one.measure == name]
        if found:
            most = max(found, key=lambda one: max(abs(one.low), abs(one.high)))
            away = _points(most, "most", comparison.by)
            parts.append(say("{noun} by {away}", noun=noun, away=away))
    return Markup(", ").join(parts)


def _limits(comparison: Comparison) -> Iterator[Markup]:
    """Say what the comparison can't tell, and what is left out of it."""
    by, number = comparison.by, len(comparison.groups)
    if number > 1 and not comparison.differences:
        yield Markup("Too few articles to say which differences are more than noise.")
    if comparison.apart and by != "article" and number > 1:
        yield say(
            "Each {by} has one article: what differs may be the article’s own, not the {by}’s.",
            by=by,
        )
    if not comparison.apart:
        yield from _of_single_articles(comparison)
    if comparison.audited:
        audited = Fact("comparison", by, "audited", comparison.audited)
        yield tell(
            "{n} {things} {are} audited: labels by hand correct {their} own shares, but not those"
            " compared here, which rest on the program’s known errors alone.",
            audited,
            *_ARTICLES,
            their=plural(audited, "its", "their"),
        )
    yield from _left_out(comparison)


def _of_single_articles(comparison: Comparison) -> Iterator[Markup]:
    """Say what groups of one article rest on, beside groups of several."""
    groups = f"{comparison.by}s"
    single = [group for group in comparison.groups if len(group.articles) == 1]
    if single and comparison.differences:
        yield say(
            "{names} {have} one article: how far it stands for others is taken from how much"
            " articles of the other {groups} differ.",
            names=_several([f"“{named(group)}”" for group in single]),
            have=plural(len(single), "has", "have each"),
            groups=groups,
        )
    if single:
        yield say(
            "An article’s own shares lean on which shares are usual, those of {groups} don’t: even"
            " of a single article they may differ.",
            groups=groups,
        )


def _left_out(comparison: Comparison) -> Iterator[Markup]:
    """Count what isn't compared, and say why."""
    by = comparison.by
    if comparison.lone:
        lone = Fact("comparison", by, "lone", comparison.lone)
        yield tell("{n} {things} of a single article {are} left out.", lone, "tag", "tags")
    for column, what in (("silent", "stances"), ("unnamed", _LACKING.get(by, ""))):
        left = Fact("comparison", by, column, getattr(comparison, column))
        if left.value:
            want = "{n} {things} {are} left out for want of {what}."
            yield tell(want, left, *_ARTICLES, what=what)


_ARTICLES = ("article", "articles")
_LACKING = {"outlet": "an outlet", "month": "a date", "year": "a date", "tag": "tags"}


def _several(names: list[str]) -> str:
    shown = names[:3]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def interval(group: Group, measure: str) -> str:
    """Write a group's interval in short: ``20–56%``, ``−.21 to .03``; "" where there is none."""
    low, high = value_of(group, measure, "low"), value_of(group, measure, "high")
    if low.value is None or high.value is None:
        return ""
    if low.kind == "share":
        return f"{100 * low.value:.0f}–{100 * high.value:.0f}%"
    between = "–" if low.kind == "part" else " to "
    return between.join(_short(end.value) for end in (low, high) if end.value is not None)


def _short(value: float) -> str:
    """Write a number below 1 without its 0: ``.72``, ``−.21``."""
    digits = f"{abs(value):.2f}"
    return ("−" if value < 0 and float(digits) else "") + digits.removeprefix("0")
