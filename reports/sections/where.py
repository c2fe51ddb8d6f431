"""Where it splits: the reply tree as a picture, and the comments themselves beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.facts import Fact, counted, fact, plural, say
from reports.figures.tree import folded, icicle
from reports.material import Material
from reports.outline import Folded, Outline
from reports.queries import CHAIN_TOTALS, CHAINS, RECOVERY
from reports.reading import EXPLAINED, Entry, begun_by, entries
from reports.rows import ChainRow, ChainTotalsRow, RecoveryRow
from reports.section import Section, said
from reports.wording import link

WHOLE = 1000
"""Up to so many comments all stand in the page as they are; of more, all but the first ``PART``
are packed, since a browser takes seconds over their elements."""
PART = 200
"""Comments that are unpacked at a time."""


@dataclass(frozen=True)
class Shown:
    """The comments in reading order: those at hand, and those that are packed, part by part."""

    first: Sequence[Entry]
    later: Sequence[Sequence[Entry]]
    explained: bool
    sided: bool


def where(material: Material) -> Section | None:
    """Make the section; None where there is no comment."""
    if not material.comments:
        return None
    fold = folded(material.tree)
    comments = list(entries(material.tree, material.quotes))
    at_hand = len(comments) if len(comments) <= WHOLE else PART
    title = "Where it splits" if material.sided else "Who answers whom"
    return Section(
        "where",
        title,
        shown=Shown(
            first=comments[:at_hand],
            later=[comments[start : start + PART] for start in range(at_hand, len(comments), PART)],
            explained=len(material.comments) <= EXPLAINED,
            sided=material.sided,
        ),
        said=said(
            where=where_it_splits(material.chains, material.chain_totals, material.recovery)
            if material.recovery.comments
            else None,
            folded=folded_away(material.tree, fold),
        ),
        figures={"tree": icicle(material.tree, fold)},
        counted={"tree": {"drawn": len(fold.kept), "hidden": fold.count(material.tree)}},
        wide=True,
    )


def where_it_splits(
    chains: Sequence[ChainRow], totals: ChainTotalsRow, recovery: RecoveryRow
) -> Markup:
    """Say where most of the talk is, and how much of it stands alone."""
    count = fact(CHAIN_TOTALS, totals, "chains")
    lone = fact(CHAIN_TOTALS, totals, "lone")
    sentence = say(
        "{n} {chains}{alone}.",
        n=count,
        chains=plural(count, "chain", "chains"),
        alone=_alone(count, lone),
    )
    if not chains or chains[0].comments == 1:
        return sentence
    top = chains[0]
    return sentence + say(
        " {it}, begun by {author} ({link}), holds {size} of the {all} comments in {depth} levels.",
        it=plural(count, "It", "The largest"),
        author=begun_by(top.author),
        link=link(top.position),
        size=fact(CHAINS, top, "comments"),
        all=fact(RECOVERY, recovery, "comments"),
        depth=fact(CHAINS, top, "depth"),
    )


def _alone(count: Fact, lone: Fact) -> Markup:
    """Say of how many chains that they are single comments, in the words that follow the number."""
    if count.value == 1:
        return Markup(": a single comment that nobody answered" if lone.value else "")
    if not lone.value:
        return Markup(", of which each drew an answer")
    return say(
        ", of which {lone} {are} a single comment that nobody answered",
        lone=lone,
        are=plural(lone, "is", "are"),
    )


def folded_away(tree: Outline, shown: Folded) -> Markup | None:
    """Say what the picture of the tree leaves out, None where it shows all."""
    hidden = shown.count(tree)
    if not hidden:
        return None
    sentence = say(
        "The picture draws the {drawn} comments of the largest branches and folds the other"
        " {hidden} into cells that say how many they hold; the list has all of them.",
        drawn=counted("tree", "drawn", len(shown.kept)),
        hidden=counted("tree", "hidden", hidden),
    )
    low = " The cell at the foot, of chains that are folded whole, is drawn lower than it is."
    return sentence + low if shown.hidden.get("") else sentence
