"""Over time: how kind or harsh the words are, comment by comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from analyzers.measures import moment
from reports.facts import fact, say
from reports.figures.timeline import timeline
from reports.judgement import FEWEST, FEWEST_DRAWN, halves_differ
from reports.material import Material
from reports.queries import TIMELINE, TONE
from reports.rows import MomentRow, ToneRow
from reports.section import Section, said
from reports.times import of_one_zone


@dataclass(frozen=True)
class Shown:
    """The dots in order, and whether they stand at their times or as printed.

    ``utc``: their times are of several zones.
    """

    moments: Sequence[MomentRow]
    by_time: bool
    utc: bool
    window: int


def time(material: Material) -> Section | None:
    """Make the section; None where no comment's tone was scored."""
    by_time = material.by_time
    row = TONE.rows(material.db, material.article.id, by_time=by_time)[0]
    if not row.comments:
        return None
    moments = TIMELINE.rows(material.db, material.article.id, by_time=by_time)
    utc = not of_one_zone(one.posted_at for one in moments)
    drawn = row.comments >= FEWEST_DRAWN
    return Section(
        "time",
        "Over time",
        shown=Shown(moments, by_time, utc, TIMELINE.defaults["window"]),
        said=said(tone=tone(row, *_halves(material, row.first_half))),
        figures={"time": timeline(moments, by_time=by_time)} if drawn else {},
    )


def tone(row: ToneRow, first: Sequence[float], second: Sequence[float]) -> Markup | None:
    """Say how kind or harsh the words are, and if that changed beyond chance; None of none."""
    if not row.comments:
        return None
    sentence = say(
        "On a scale from −1 (harsh) to +1 (kind) the {n} comments scored average {mean}:"
        " {negative} negative, {neutral} neutral, {positive} positive.",
        **{name: fact(TONE, row, name) for name in ("mean", "negative", "neutral", "positive")},
        n=fact(TONE, row, "comments"),
    )
    if row.comments == 1:
        sentence = say("On a scale from −1 (harsh) to +1 (kind) the one comment scored has {mean}.",
                       mean=fact(TONE, row, "mean"))  # fmt: skip
    if min(len(first), len(second)) < FEWEST:
        return sentence + say(" That is too few to say whether the tone changed on the way.")
    if halves_differ(first, second):
        words = "fell" if (row.second_mean or 0) < (row.first_mean or 0) else "rose"
        words = f"it {words} by more than chance alone would give"
    else:
        words = "no more of a change than chance alone would give"
    return sentence + say(
        " The first half averages {first}, the second {second}: {words}.",
        first=fact(TONE, row, "first_mean"),
        second=fact(TONE, row, "second_mean"),
        words=words,
    )


def _halves(material: Material, cut: int) -> tuple[list[float], list[float]]:
    """Give the scores of both halves as the query cuts them, the first ``cut`` long."""
    scored = [
        (
            (moment(row.posted_at) if material.by_time else None) or datetime.min,
            row.position,
            row.compound,
        )
        for row in material.comments
        if row.state == "present" and row.compound is not None
    ]
    scores = [compound for *_, compound in sorted(scored)]
    return scores[:cut], scores[cut:]
