"""What one article's page tells, section by section, before a word of HTML is written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup

from reports import sentences
from reports.figures.split import split
from reports.figures.strip import Strip, strip, strips
from reports.figures.timeline import timeline
from reports.figures.tree import folded, icicle
from reports.material import Material
from reports.plain import one_line
from reports.reading import EXPLAINED, Entry, entries, name_of, opening
from reports.rows import ArticleRow, ChainRow, ChainStancesRow
from reports.times import when

CHAINS_SHOWN = 500
"""Lines of the table; sorting more is slow, and they are ever smaller."""

FEWEST_DRAWN = 5
"""Of fewer comments a bar or a trend shows what isn't there; the sentence stands alone."""


@dataclass(frozen=True)
class Head:
    """The article as the page introduces it; ``url`` only where a browser may follow it."""

    title: str
    source: str
    date: str
    url: str | None


@dataclass(frozen=True)
class ChainLine:
    """One line of the table of chains."""

    row: ChainRow
    author: str
    opening: str
    started: str
    strip: Strip
    stances: ChainStancesRow | None


@dataclass(frozen=True)
class Story:
    """One article's page: its rows, and what was made of them.

    ``said`` holds sentences by name, ``figures`` plotly's data by name; one that has too little
    data to show is not there.
    """

    head: Head
    rows: Material
    said: Mapping[str, Markup]
    figures: Mapping[str, dict[str, Any]]
    comments: Sequence[Entry]
    chains: Sequence[ChainLine]
    parameters: Mapping[str, str]

    @property
    def explained(self) -> bool:
        """Whether each comment shows what its place and stance rest on."""
        return len(self.comments) <= EXPLAINED


def tell(material: Material) -> Story:
    """Make one article's story of its rows."""
    return Story(
        head=head(material.article),
        rows=material,
        said=_said(material),
        figures={name: drawn.to_plotly_json() for name, drawn in _figures(material).items()},
        comments=list(entries(material.tree, material.quotes)),
        chains=_chain_lines(material),
        parameters={run.analyzer: _parameters(run.parameters) for run in material.runs},
    )


def head(row: ArticleRow) -> Head:
    """Introduce an article; an address that is not http(s) is left out."""
    source = filter(None, (row.outlet, f"by {row.author}" if row.author else None))
    url = row.url if row.url and row.url.lower().startswith(("http://", "https://")) else None
    return Head(
        title=one_line(row.title, 400) or "Untitled article",
        source=" · ".join(one_line(part, 160) for part in source),
        date=one_line(when(row.published_at), 60),
        url=url,
    )


def _figures(material: Material) -> dict[str, go.Figure]:
    drawn = {}
    if material.to_article[0].total >= FEWEST_DRAWN:
        parents = material.to_parent if material.to_parent[0].total >= FEWEST_DRAWN else []
        drawn["split"] = split(material.to_article, parents)
    if material.comments:
        drawn["tree"] = icicle(material.tree, folded(material.tree))
    if material.tone.comments >= FEWEST_DRAWN:
        drawn["time"] = timeline(material.moments, by_time=material.by_time)
    return drawn


def _said(material: Material) -> dict[str, Markup]:
    m = material
    if not m.recovery.comments:
        return {"recovered": sentences.recovered(m.recovery, m.mended)}
    said = {
        "finding": sentences.finding(m.recovery, m.to_article),
        "larger": sentences.larger_side(m.to_article),
        "told_by": sentences.told_by(m.coverage),
        "recovered": sentences.recovered(m.recovery, m.mended),
        "languages": sentences.other_languages(m.languages),
        "tree": sentences.tree_certainty(m.certainty, m.edges),
        "parent": sentences.parent_split(m.to_parent),
        "where": sentences.where_it_splits(m.chains, m.chain_totals, m.recovery),
        "folded": sentences.folded_away(m.tree, folded(m.tree)),
        "tone": sentences.tone(m.tone, *_halves(m)),
        "chains": sentences.chains_told(m.chains, m.chain_stances),
    }
    return {name: sentence for name, sentence in said.items() if sentence is not None}


def _halves(material: Material) -> tuple[list[float], list[float]]:
    """Give the scores of both halves as the query cuts them: the first is the larger if odd."""
    scored = [
        (row.posted_at or "" if material.by_time else "", row.position, row.compound)
        for row in material.comments
        if row.state == "present" and row.compound is not None
    ]
    scores = [compound for *_, compound in sorted(scored)]
    cut = material.tone.first_half
    return scores[:cut], scores[cut:]


def _chain_lines(material: Material) -> list[ChainLine]:
    drawn = strips(material.tree)
    stances = {row.position: row for row in material.chain_stances}
    return [
        ChainLine(
            row=row,
            author=name_of(row.author),
            opening=opening(row.subject, row.text),
            started=when(row.started_at),
            strip=drawn.get(str(row.position)) or strip([]),
            stances=stances.get(row.position),
        )
        for row in material.chains[:CHAINS_SHOWN]
    ]


def _parameters(stored: str | None) -> str:
    """Write an analyzer's parameters on one line: ``window 5, labels at ±0.05``."""
    try:
        found = json.loads(stored or "{}")
    except json.JSONDecodeError:
        found = stored
    if not isinstance(found, Mapping):
        return one_line(str(found), 300)
    parts = (f"{name} {json.dumps(value, ensure_ascii=False)}" for name, value in found.items())
    return one_line(", ".join(parts).replace('"', ""), 300)
