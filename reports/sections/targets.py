"""Targets: what commenters say for and against what they were asked about, beside the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.facts import fact, plural, say
from reports.figures.targets import Label, bars, mean_of
from reports.judgement import coin, holm
from reports.material import Material
from reports.plain import one_line
from reports.section import Section, said
from reports.targets import NAMINGS, TARGETS, NamingRow, TargetRow, Telling, telling_words
from reports.wording import listed

DRAWN = 15
"""Targets drawn and listed; they are sorted by how many comments name them."""
_WORDS = 2  # passages for each side of a target
_NAMED = 3  # targets named in the sentence
_FRAMES = {
    "favor": "the article speaks for it",
    "against": "the article speaks against it",
    "none": "the article takes no side on it",
    None: "the article doesn’t name it",
}


@dataclass(frozen=True)
class Line:
    """One target with the words that speak most for and against it."""

    row: TargetRow
    name: str
    mean: float | None
    words: Sequence[tuple[str, Telling]]


@dataclass(frozen=True)
class Shown:
    """The targets drawn, the first of them naming how many there are in all."""

    lines: Sequence[Line]
    titles: Mapping[str, str]


def targets(material: Material) -> Section | None:
    """Make the section; None where no target was asked for, or none is named."""
    rows = TARGETS.rows(material.db, material.article.id)[:DRAWN]
    if not rows:
        return None
    namings: dict[str, list[NamingRow]] = {row.target: [] for row in rows}
    for naming in NAMINGS.rows(material.db, material.article.id):
        if naming.target in namings:
            namings[naming.target].append(naming)
    lines = [_line(row, namings[row.target]) for row in rows]
    drawn = any(row.comments for row in rows)
    return Section(
        "targets",
        "Targets",
        shown=Shown(lines, {"favor": "for", "against": "against", "none": "no side"}),
        said=said(targets=sided(rows)),
        figures={"targets": bars(rows, _leads(namings))} if drawn else {},
    )


def _line(row: TargetRow, namings: Sequence[NamingRow]) -> Line:
    words = [
        (mark, Telling(one_line(told.words, 80), told.position))
        for mark, side in (("+", "favor"), ("−", "against"))
        for told in telling_words(namings, side, _WORDS)
    ]
    return Line(row, one_line(row.target, 60), mean_of(row), words)


def _leads(namings: Mapping[str, Sequence[NamingRow]]) -> dict[tuple[str, Label], int]:
    """Give for each side of each target the comment with the plainest score."""
    leads: dict[tuple[str, Label], int] = {}
    sides: tuple[tuple[Label, int], ...] = (("favor", 1), ("against", -1))
    for target, rows in namings.items():
        for label, sign in sides:
            ours = [(sign * row.score, -row.position) for row in rows if row.label == label]
            if ours:
                leads[target, label] = -max(ours)[1]
    return leads


def sided(rows: Sequence[TargetRow]) -> Markup:
    """Say of which targets more comments speak on one side than chance would give.

    The sign test of each target's two counts, held together by Holm's method.
    """
    held = holm([coin(row.favor, row.against) for row in rows])
    found = [row for row, holds in zip(rows, held, strict=True) if holds]
    if not found:
        number = fact(TARGETS, rows[0], "targets")
        return say(
            "Of {n} {targets} named there is none on which more comments speak for one side than"
            " chance would give.",
            n=number,
            targets=plural(number, "target", "targets"),
        )
    parts = listed([_told(row) for row in found[:_NAMED]])
    return say("By more than chance would give, {parts}.", parts=parts)


def _told(row: TargetRow) -> Markup:
    more, less = ("favor", "against") if row.favor > row.against else ("against", "favor")
    return say(
        "{more} comments speak {way} {target} and {less} {other}, while {frame}",
        more=fact(TARGETS, row, more),
        less=fact(TARGETS, row, less),
        way="for" if more == "favor" else "against",
        other="against it" if more == "favor" else "for it",
        target=one_line(row.target, 60),
        frame=_FRAMES[row.article_label],
    )
