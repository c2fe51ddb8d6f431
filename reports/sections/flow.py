"""Flow: which stances follow which, from a comment to the replies that it draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.facts import fact, plural, say
from reports.figures.flow import LESS, MORE, flow, more
from reports.judgement import FEWEST, holm, together
from reports.material import Material
from reports.queries.flow import FLOW, FLOW_OF_SIDES, FlowRow
from reports.section import Section, said
from reports.wording import listed

_DO = {"disagree": "disagree with them", "agree": "agree with them", "neutral": "do neither"}
_WHO = {
    "oppose": "comments that oppose the article",
    "support": "comments that support the article",
    "neutral": "comments that take no side on the article",
}
_NAMED = 2  # findings in the sentence; the others are framed in the picture


@dataclass(frozen=True)
class Shown:
    """The cells of both pictures by query, and the signs that point at what is unusual."""

    tables: Mapping[str, Sequence[FlowRow]]
    unusual: bool
    few: bool
    more: str = MORE
    less: str = LESS


def stance_flow(material: Material) -> Section | None:
    """Make the section; None where no reply has a stance to follow one."""
    rows = FLOW.rows(material.db, material.article.id)
    if not rows[0].total:
        return None
    sides = FLOW_OF_SIDES.rows(material.db, material.article.id)
    found = unusual(rows)
    drawn = rows[0].total >= FEWEST
    figures = {
        "flow": flow(rows, "reply, to the comment answered", [row.key for row in found]),
        "flow-sides": flow(sides, "reply, to the article"),
    }
    return Section(
        "flow",
        "What follows what",
        shown=Shown({"flow": rows, "flow_of_sides": sides}, bool(found), not drawn),
        said=said(flow=follows(rows, found)),
        figures=figures if drawn else {},
    )


def unusual(rows: Sequence[FlowRow]) -> list[FlowRow]:
    """Give the cells that chance would not, the least likely first.

    Fisher's exact test of each cell against the rest, held together by Holm's method.
    """
    chances = [together(row.replies, row.given, row.such, row.total) for row in rows]
    held = zip(chances, rows, holm(chances), strict=True)
    return [row for _, row in sorted(((p, r) for p, r, holds in held if holds), key=_first)]


def _first(pair: tuple[float, FlowRow]) -> float:
    return pair[0]


def follows(rows: Sequence[FlowRow], found: Sequence[FlowRow]) -> Markup:
    """Say what follows what more or less often than chance would give."""
    total = fact(FLOW, rows[0], "total")
    noun = plural(total, "reply", "replies")
    if rows[0].total < FEWEST:
        return say(
            "Only {n} {noun} can be set beside the stance of the comment answered: too few to say"
            " what follows what.",
            n=total,
            noun=noun,
        )
    if not found:
        return say(
            "In {n} {noun} nothing shows that comments for and against the article are answered"
            " differently: chance alone would make the rows differ as much.",
            n=total,
            noun=noun,
        )
    leading = [row for row in found if more(row)] or found
    parts = listed([_told(row) for row in leading[:_NAMED]])
    return say("By more than chance would give, {parts}.", parts=parts)


def _told(row: FlowRow) -> Markup:
    share, usual = fact(FLOW, row, "share"), fact(FLOW, row, "usual")
    few = row.given < FEWEST
    return say(
        "replies to {who} {do} {often} ({replies} of {given}{share}, of all replies {usual})",
        who=_WHO[row.parent],
        do=_DO[row.reply],
        often="more often than others" if more(row) else "less often than others",
        replies=fact(FLOW, row, "replies"),
        given=fact(FLOW, row, "given"),
        share="" if few else say(", {share}", share=share),
        usual=usual,
    )
