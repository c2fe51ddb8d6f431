"""Pages put down as HTML: the templates, what they may call, and the versions they name."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from typing import Any

import plotly
from jinja2 import Environment, PackageLoader, StrictUndefined

from reports import palette, queries
from reports.facts import fact
from reports.index import MOST_SAID, figure_of
from reports.judgement import FEWEST
from reports.packing import packed
from reports.plain import source_name
from reports.scripts import Scripts, source
from reports.times import day, when
from reports.wording import method_words

ARTICLE_COLUMNS = (
    ("article", ""),
    ("date", ""),
    ("comments", "number"),
    ("claimed", "number"),
    ("people", "number"),
    ("oppose", "number"),
    ("support", "number"),
    ("neutral", "number"),
    ("tone", "number"),
    ("chains", "number"),
)


def render(template: str, scripts: Scripts, **context: Any) -> str:
    """Put a page down; ``context`` is what its template asks for, all of it or it raises."""
    return (
        _environment()
        .get_template(template)
        .render(
            scripts=scripts,
            css=palette.css() + source("report.css"),
            versions=versions(),
            queries=queries.QUERIES,
            **context,
        )
    )


def fact_of(query: str, row: Any, column: str) -> object:
    """Give a number for a template: query by name, row, column."""
    return fact(queries.BY_NAME[query], row, column)


def versions() -> dict[str, str]:
    """Name the programs that decide what a report shows."""
    try:
        ours = metadata.version("rejoinder")
    except metadata.PackageNotFoundError:  # run from a checkout that was never installed
        ours = ""
    return {"Rejoinder": ours, "plotly": plotly.__version__}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        n=fact_of,
        day=day,
        when=when,
        source_name=source_name,
        method_words=method_words,
        packed=packed,
        marks=palette.MARK,
        columns=ARTICLE_COLUMNS,
        fewest=FEWEST,
        figure_of=figure_of,
        most_said=MOST_SAID,
    )
    return environment
