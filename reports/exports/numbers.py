"""Every number of an article's report as JSON: the rows of every query, by the page's own names.

A page marks each number ``data-from="QUERY/KEY/COLUMN"``; here it is
``["queries"][QUERY]["rows"][KEY][COLUMN]``, where KEY is "" for a query of a single row and may
hold slashes. What begins with ``figure/`` stands in ``["figures"]``, and what begins with
``comparison/`` in the ``["comparison"]`` of the page on several articles. Numbers are written so
that reading them gives the same floating-point value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from reports.comparison import facts_of
from reports.facts import Number
from reports.index import Side
from reports.material import Material
from reports.plain import source_name
from reports.queries import OVERVIEW, QUERIES
from reports.queries.article import SnapshotRow
from reports.queries.compared import COMPARED
from reports.query import Query
from reports.rows import Row
from reports.several import Several
from reports.story import Story

FORMAT = 1
"""Goes up when something here moves or goes away; what is added leaves it as it is."""
_LEVELS = 4  # down to the rows, each of which is a line
_ENCODE = json.JSONEncoder(allow_nan=False).encode


def numbers(
    material: Material, story: Story, *, versions: Mapping[str, str], redacted: bool = False
) -> dict[str, Any]:
    """Gather the numbers of one article's page."""
    article = material.article
    return {
        "format": FORMAT,
        "versions": dict(versions),
        "article": article.id,
        "data_sha256": article.content_hash,
        "redacted": redacted,
        "queries": {query.name: _asked(query, material) for query in QUERIES},
        "figures": _counted(story),
    }


def numbers_of_several(
    several: Several,
    compared: Sequence[Side],
    *,
    versions: Mapping[str, str],
    redacted: bool = False,
) -> dict[str, Any]:
    """Gather the numbers of the page that compares articles: a row for each, then differences."""
    return {
        "format": FORMAT,
        "versions": dict(versions),
        "articles": [article.id for article in several.articles],
        "redacted": redacted,
        "queries": {
            query.name: {
                "says": query.says,
                "sql": query.sql,
                "rows": {row.key: _columns(row) for row in found},
            }
            for query, found in ((OVERVIEW, several.overview), (COMPARED, several.compared))
        },
        "comparison": {
            one.origin.removeprefix("comparison/"): one.value
            for side in compared
            for one in facts_of(side.comparison)
        },
    }


def parameters(query: Query[Any], material: Material) -> dict[str, Any]:
    """Give a query's parameters beside the article, as the page has them."""
    chosen = {"by_time": int(material.by_time)}
    return {name: chosen.get(name, value) for name, value in query.defaults.items()}


def rows(query: Query[Any], material: Material) -> list[Row]:
    """Run a query as the page does."""
    return query.rows(material.db, material.article.id, **parameters(query, material))


def to_text(found: Mapping[str, Any]) -> str:
    """Write JSON in ASCII, the same at each call, with a line for each row of a query."""
    return _lines(found, _LEVELS, "\n") + "\n"


def _lines(value: Any, levels: int, end: str) -> str:
    # What json indents it writes in Python, which takes five times as long.
    if not (levels and value and isinstance(value, dict)):
        return _ENCODE(value)
    within = f"{end} "
    if any(isinstance(each, dict) for each in value.values()):
        each = (f"{_ENCODE(key)}: {_lines(of, levels - 1, within)}" for key, of in value.items())
        inner = f",{within}".join(each)
    else:
        flat = json.dumps(value, allow_nan=False, separators=(f",{within}", ": "))
        inner = flat[1:-1]
    return f"{{{within}{inner}{end}}}"


def words_of(found: Mapping[str, Any]) -> Iterator[str]:
    """Give every text in the rows."""
    for query in found["queries"].values():
        for row in query["rows"].values():
            yield from (value for value in row.values() if isinstance(value, str))


def look_up(found: Mapping[str, Any], origin: str) -> Any:
    """Give the value that a page's ``data-from`` names; raises ``KeyError``."""
    query, _, rest = origin.partition("/")
    key, _, column = rest.rpartition("/")
    if query == "figure":
        return found["figures"][key][column]
    if query == "comparison":
        return found["comparison"][rest]
    return found["queries"][query]["rows"][key][column]


def _asked(query: Query[Any], material: Material) -> dict[str, Any]:
    return {
        "says": query.says,
        "sql": query.sql,
        "parameters": {"article": material.article.id, **parameters(query, material)},
        "rows": {row.key: _columns(row) for row in rows(query, material)},
    }


def _columns(row: Row) -> dict[str, Any]:
    """Give a row by column; of a file that was read its name alone, as on the page."""
    told = {column.name: getattr(row, column.name) for column in fields(row)}  # type: ignore[arg-type]
    return {**told, "source": source_name(row.source)} if isinstance(row, SnapshotRow) else told


def _counted(story: Story) -> dict[str, dict[str, Number]]:
    """Give what no query knows: how much a picture leaves out, how often an engine errs."""
    return {
        of: dict(numbers) for section in story.sections for of, numbers in section.counted.items()
    }
