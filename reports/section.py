"""What one section of a report is: the sentences, figures and rows that its template puts down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup

from reports.facts import Number

_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Section:
    """One section of the page, in the order of ``reports.sections.SECTIONS``.

    ``name`` is its anchor and that of its template, ``short`` its name in the list of sections.
    ``said`` holds sentences by name; one for which there is nothing to say is not there.
    ``figures`` are named as wide as the page is: a name stands for one picture. ``shown`` is a
    dataclass of the rows that the template prints. ``counted`` are numbers that no query gives, by
    what they are of and by name: what a picture leaves out, how often an engine errs. ``wide``: it
    takes the page's whole width; ``titled``: its heading is seen, and not only heard.
    """

    name: str
    title: str
    shown: Any = None
    said: Mapping[str, Markup] = field(default_factory=lambda: _NONE)
    figures: Mapping[str, go.Figure] = field(default_factory=lambda: _NONE)
    counted: Mapping[str, Mapping[str, Number]] = field(default_factory=lambda: _NONE)
    short: str = ""
    wide: bool = False
    titled: bool = True

    @property
    def template(self) -> str:
        """The template that puts it down."""
        return f"sections/{self.name}.html.j2"

    @property
    def in_list(self) -> str:
        """What it is called in the list of sections."""
        return self.short or self.title


def said(**sentences: Markup | None) -> Mapping[str, Markup]:
    """Gather the sentences for which there is something to say."""
    return {name: sentence for name, sentence in sentences.items() if sentence is not None}
