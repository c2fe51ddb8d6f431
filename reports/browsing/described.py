"""What Datasette is told of a database: every table and column, facets, prepared queries.

The words are those of ``threads.schema`` and ``reports.queries.prepared``; nothing is said twice.
The shape is that of Datasette 0.65 (https://docs.datasette.io/en/0.65.1/metadata.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reports.queries.prepared import PREPARED
from threads.declared import Table
from threads.schema import TABLES
from threads.schema_page import SEARCH_ABOUT

# What a reader narrows rows by. Each is counted anew for every page, in a tenth of a second for
# 100,000 comments, so they are few.
FACETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles": ("outlet", "format"),
        "comments": ("article_id", "state"),
        "replies": ("method", "depth"),
        "sentiment": ("label",),
        "stance": ("to_article", "to_parent"),
        "language": ("language",),
        "chains": ("article_id", "flip_of"),
        "camps": ("article_id", "camp"),
        "target_stance": ("target", "label"),
        "snapshots": ("format",),
        "repairs": ("kind",),
        "quotes": ("source",),
        "runs": ("analyzer",),
    }
)
# What only the program itself looks at; shown on demand.
HIDDEN = frozenset({"article_keys", "freshness", "sightings", "_sqlite_migrations"})
# How a row of a table is called where another one leads to it.
_CALLED_BY: Mapping[str, str] = MappingProxyType({"articles": "title", "comments": "author"})
_SORTED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "articles": {"sort_desc": "published_at"},
        "chains": {"sort_desc": "heat"},
        "runs": {"sort_desc": "id"},
        "snapshots": {"sort_desc": "id"},
    }
)
_OTHERS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "comments_fts": {"description": SEARCH_ABOUT},
        "_sqlite_migrations": {
            "description": "Which steps brought the database to this version.",
            "columns": {
                "id": "number in order of applying",
                "migration_set": "whose steps they are",
                "name": "the step",
                "applied_at": "when it was applied",
            },
        },
    }
)


def described(database: str) -> dict[str, Any]:
    """Give Datasette's metadata for one of our databases, which it knows by this name."""
    tables = {table.name: _table(table) for table in TABLES.values()}
    others = {name: {**told, "hidden": True} for name, told in _OTHERS.items()}
    queries = {
        one.name: {
            "sql": one.sql,
            "title": one.title,
            "description": one.says,
            "params": list(one.parameters),
            "hide_sql": True,
        }
        for one in PREPARED
    }
    return {
        "title": f"{database}: reader comments",
        "databases": {database: {"tables": {**tables, **others}, "queries": queries}},
    }


def _table(table: Table) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": table.about,
        "columns": {column.name: column.about for column in table.columns},
        "facets": list(FACETS.get(table.name, ())),
        "hidden": table.name in HIDDEN,
        **_SORTED.get(table.name, {}),
    }
    if table.name in _CALLED_BY:
        told["label_column"] = _CALLED_BY[table.name]
    return told


def grouped() -> dict[str, list[dict[str, str]]]:
    """Give the prepared queries by what they are on, for the first page."""
    kinds: dict[str, list[dict[str, str]]] = {"All articles": [], "One article": []}
    for one in PREPARED:
        kind = "One article" if one.on_one_article else "All articles"
        kinds[kind].append({"name": one.name, "title": one.title, "says": one.says})
    return kinds
