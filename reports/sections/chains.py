"""Chains: a table of them to sort, each with its stances as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.facts import fact, say
from reports.figures.strip import Strip, strip, strips
from reports.judgement import FEWEST
from reports.material import Material
from reports.queries import CHAIN_STANCES, CHAINS
from reports.reading import begun_by, name_of, opening
from reports.rows import ChainRow, ChainStancesRow, ChainTotalsRow
from reports.section import Section, said
from reports.times import when
from reports.wording import link

CHAINS_SHOWN = 100
"""Lines of the table; a browser takes its time over more, and they are ever smaller."""

_SPLIT, _HEATED = 0.2, 0.1  # of 1; below, the most split or heated chain is neither

COLUMNS = (
    ("begun by", ""),
    ("comments", "number"),
    ("depth", "number"),
    ("voices", "number"),
    ("agree", "number"),
    ("neutral", "number"),
    ("disagree", "number"),
    ("tone", "number"),
    ("split", "number"),
    ("heat", "number"),
    ("flip", "number"),
)


@dataclass(frozen=True)
class Line:
    """One line of the table of chains."""

    row: ChainRow
    author: str
    opening: str
    started: str
    strip: Strip
    stances: ChainStancesRow | None


@dataclass(frozen=True)
class Shown:
    """The lines of the table, and how many chains there are in all."""

    lines: Sequence[Line]
    totals: ChainTotalsRow
    sided: bool
    columns: Sequence[tuple[str, str]] = COLUMNS


def chains(material: Material) -> Section | None:
    """Make the section; None where no comment has its text."""
    if not material.recovery.comments:
        return None
    stances = CHAIN_STANCES.rows(material.db, material.article.id)
    return Section(
        "chains",
        "Chains",
        shown=Shown(_lines(material, stances), material.chain_totals, material.sided),
        said=said(chains=chains_told(material.chains, stances)),
        wide=True,
    )


def _lines(material: Material, stances: Sequence[ChainStancesRow]) -> list[Line]:
    largest = material.chains[:CHAINS_SHOWN]
    drawn = strips(material.tree, {row.position for row in largest})
    of = {row.position: row for row in stances}
    return [
        Line(
            row=row,
            author=name_of(row.author),
            opening=opening(row.subject, row.text),
            started=when(row.started_at),
            strip=drawn.get(row.position) or strip([]),
            stances=of.get(row.position),
        )
        for row in largest
    ]


def chains_told(chains: Sequence[ChainRow], stances: Sequence[ChainStancesRow]) -> Markup | None:
    """Name the chain that is most evenly split, if enough take a side, and the most heated one.

    None where no comment of any chain has a stance.
    """
    if all(row.split is None for row in chains):
        return None
    return Markup(" ").join(filter(None, (_split(chains, stances), _heated(chains))))


def _split(chains: Sequence[ChainRow], stances: Sequence[ChainStancesRow]) -> Markup:
    sides = {row.position: row for row in stances if row.support + row.oppose >= FEWEST}
    rated = [row for row in chains if row.split is not None and row.position in sides]
    if not rated:
        return say(
            "In no chain do as many as {few} comments take a side on the article, so none can be"
            " called split or of one mind; the table ranks them all the same.",
            few=FEWEST,
        )
    top = max(rated, key=lambda row: (row.split or 0, row.comments))
    if (top.split or 0) < _SPLIT:
        return say(
            "In no chain in which at least {few} comments take a side do the two sides come near"
            " to being even.",
            few=FEWEST,
        )
    side = sides[top.position]
    return say(
        "Of the chains in which at least {few} comments take a side, the most evenly split was"
        " begun by {author} ({link}): {support} support the article, {oppose} oppose it.",
        few=FEWEST,
        author=begun_by(top.author),
        link=link(top.position),
        support=fact(CHAIN_STANCES, side, "support"),
        oppose=fact(CHAIN_STANCES, side, "oppose"),
    )


def _heated(chains: Sequence[ChainRow]) -> Markup | None:
    top = max((row for row in chains if row.heat), key=lambda row: row.heat or 0, default=None)
    if top is None or (top.heat or 0) < _HEATED:
        return None
    return say(
        "The most heated one was begun by {author} ({link}), with a heat of {heat} where one is the"
        " most.",
        author=begun_by(top.author),
        link=link(top.position),
        heat=fact(CHAINS, top, "heat"),
    )
