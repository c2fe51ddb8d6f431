"""What the database holds: every table and column, with a line on each.

``TABLES`` is the one place that says it. The migrations build from it, the store reads and writes
by it, and ``describe`` makes the schema page of the docs of it. A later column or table is
entered with ``since`` set to the number of the migration that adds it.
"""

from __future__ import annotations

from threads.declared import Column, Table
from threads.schema_opinion import OPINION
from threads.schema_read import READ
from threads.schema_scored import SCORED
from threads.schema_watch import WATCHING

_RUNS = Table(
    "runs",
    "One row for each time an analyzer ran.",
    (
        Column("id", "INTEGER!", "number in order of running"),
        Column("analyzer", "TEXT!", "its name"),
        Column("version", "TEXT!", "its version"),
        Column("parameters", "TEXT!", "JSON object: its parameters"),
        Column("model_hash", "TEXT", "SHA-256 of its model or lexicon, null where it has none"),
        Column("started", "TEXT!", "UTC time"),
        Column("finished", "TEXT", "UTC time"),
        Column("rows", "INTEGER!", "rows written"),
    ),
    pk=("id",),
)
_FRESHNESS = Table(
    "freshness",
    "Which version and parameters of an analyzer an article was last analyzed with.",
    (
        Column("article_id", "TEXT!", "the article", references="articles"),
        Column("analyzer", "TEXT!", "the analyzer's name"),
        Column("fingerprint", "TEXT!", "digest of its version, parameters and what it read"),
    ),
    pk=("article_id", "analyzer"),
    derived=True,
)
TABLES: dict[str, Table] = {
    table.name: table for table in (*READ, *SCORED, *OPINION, *WATCHING, _RUNS, _FRESHNESS)
}
SEARCHED = ("subject", "text", "author")
