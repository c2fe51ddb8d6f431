"""The split: both stances as bars, with their intervals where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.facts import fact, plural, say
from reports.figures.split import Estimates, bars
from reports.judgement import FEWEST, FEWEST_DRAWN
from reports.material import Material
from reports.queries import STANCE_TO_PARENT
from reports.rows import StanceRow
from reports.section import Section, said
from reports.split import AUDIT, SPLIT, AuditRow, SplitRow
from reports.wording import Verbs, shares

_TO_PARENT = {
    "disagree": Verbs("disagrees with {it}", "disagree with {it}"),
    "agree": Verbs("agrees with {it}", "agree with {it}"),
    "neutral": Verbs("does neither", "do neither"),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """The rows behind the bars."""

    to_article: Sequence[StanceRow]
    to_parent: Sequence[StanceRow]
    estimates: Sequence[Estimates]


def split(material: Material) -> Section | None:
    """Make the section; None where no stance towards the article was scored."""
    if not material.sided:
        return None
    db, article = material.db, material.article.id
    to_parent = STANCE_TO_PARENT.rows(db, article)
    estimates = [
        Estimates(query.name, words, row)
        for query, words in ((AUDIT, "corrected by hand"), (SPLIT, "corrected"))
        for row in query.rows(db, article)
    ]
    figures = {}
    if material.to_article[0].total >= FEWEST_DRAWN:
        parents = to_parent if to_parent[0].total >= FEWEST_DRAWN else []
        figures["split"] = bars(estimates[:1], material.to_article, parents)
    return Section(
        "split",
        "The split",
        shown=Shown(material.to_article, to_parent, estimates),
        said=said(
            parent=parent_split(to_parent),
            intervals=intervals(estimates[0]) if estimates and figures else None,
        ),
        figures=figures,
    )


def intervals(estimates: Estimates) -> Markup | None:
    """Say what the corrected shares leave to be said; None where they reach too far for that."""
    row = estimates.row
    if isinstance(row, SplitRow) and row.too_wide:
        return None
    query = AUDIT if isinstance(row, AuditRow) else SPLIT
    apart = row.oppose_low > row.support_high or row.support_low > row.oppose_high
    told = (
        "the two intervals lie apart"
        if apart
        else "the two intervals overlap, so the bars’ lengths alone do not say which side is larger"
    )
    return say(
        "Of the persons {oppose} oppose the article ({oppose_low} to {oppose_high}) and {support}"
        " support it ({support_low} to {support_high}): {told}.",
        **{
            f"{side}{end}": fact(query, row, f"{side}{end}")
            for side in ("oppose", "support")
            for end in ("", "_low", "_high")
        },
        told=told,
    )


def parent_split(rows: Sequence[StanceRow]) -> Markup:
    """Say how replies stand to the comments they answer."""
    total = fact(STANCE_TO_PARENT, rows[0], "total")
    if not total.value:
        return say("No reply to a comment was scored for agreeing or disagreeing with it.")
    sides = shares(STANCE_TO_PARENT, rows, _TO_PARENT, "what they answer")
    noun = plural(total, "reply to another comment", "replies to other comments")
    few = say(" Too few to speak of shares.") if rows[0].total < FEWEST else Markup("")
    return say("Of {n} {noun}, {shares}.{few}", n=total, noun=noun, shares=sides, few=few)
