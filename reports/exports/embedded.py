"""One figure as a piece of HTML for somebody else's page."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import plotly.graph_objects as go
from markupsafe import Markup

from reports.figures.layout import CONFIG
from reports.figures.standing_alone import standing_alone
from threads.errors import RejoinderError

_FRAGMENT = Markup(
    '<figure class="rejoinder" role="img" aria-label="{words}">\n{plot}\n</figure>\n'
)


def embedded(
    figures: Mapping[str, go.Figure], name: str, *, words: str, library: bool = True
) -> str:
    """Give the figure ``name`` as a fragment; ``words`` are for who can't see it.

    ``library``: plotly.js comes along, so that it needs nothing else; a page that has it already
    (of a first fragment) does without. Raises ``RejoinderError`` for a name that no figure has.
    """
    if name not in figures:
        raise RejoinderError(f"no figure is named so: {name}", remedy=_instead(figures, name))
    plot = standing_alone(figures[name]).to_html(
        config=dict(CONFIG),  # plotly takes out of it what it understands
        include_plotlyjs=library,
        full_html=False,
        div_id=f"rejoinder-{name}",
    )
    # Markup for plotly's own escaping: it writes "<" and ">" of labels as \u003c and \u003e.
    return str(_FRAGMENT.format(words=words, plot=Markup(plot)))


def _instead(figures: Mapping[str, go.Figure], name: str) -> str:
    if not figures:
        return "this report has too little data for any"
    near = difflib.get_close_matches(name, figures, 1, 0.4)
    known = f"it has {', '.join(figures)}"
    return f"did you mean {near[0]}? {known}" if near else known
