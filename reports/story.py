"""One article's page as its sections tell it, before a word of HTML is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from reports.material import Material
from reports.plain import one_line
from reports.rows import ArticleRow
from reports.section import Section
from reports.sections import SECTIONS
from reports.times import when


@dataclass(frozen=True)
class Head:
    """The article as the page introduces it; ``url`` only where a browser may follow it."""

    title: str
    source: str
    date: str
    url: str | None


@dataclass(frozen=True)
class Story:
    """One article's page: how it is introduced, and its sections in order."""

    head: Head
    sections: Sequence[Section]

    @property
    def figures(self) -> Mapping[str, go.Figure]:
        """Every figure of the page by name."""
        return {
            name: figure for section in self.sections for name, figure in section.figures.items()
        }


def tell(material: Material) -> Story:
    """Make one article's story of its rows; a section with nothing to tell is left out."""
    told = (section(material) for section in SECTIONS)
    return Story(head(material.article), [section for section in told if section is not None])


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
