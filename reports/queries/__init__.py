"""Every SQL that a number or figure of a report rests on, by name.

A query takes ``:article`` (an id) and the parameters it names, and gives rows of one dataclass of
``reports.rows``. Anyone can run the same text in ``sqlite3`` and get the report's numbers again;
the report prints it. Wherever comments are counted, those whose text is there are meant
(``state = 'present'``) unless a column says otherwise.
"""

from __future__ import annotations

from typing import Any

from reports.camp_queries import CAMP_QUOTES, CAMPS, COMMON_GROUND, PEOPLE, SHARED_NAMES, TIES
from reports.dynamics import ACQUAINTANCE, DYNAMICS, PATHS
from reports.queries.article import (
    ANALYZED,
    ARTICLE,
    COVERAGE,
    LANGUAGES,
    MENDED,
    OVERVIEW,
    RECOVERY,
    REPAIRS,
    RUNS,
    SNAPSHOTS,
)
from reports.queries.chains import CHAIN_STANCES, CHAIN_TOTALS, CHAINS
from reports.queries.compared import COMPARED
from reports.queries.flow import FLOW, FLOW_OF_SIDES
from reports.queries.stances import STANCE_TO_ARTICLE, STANCE_TO_PARENT
from reports.queries.tone import TIMELINE, TONE
from reports.queries.tree import CERTAINTY, COMMENTS, EDGES, QUOTES, UNCLEAR, UNCLEAR_TOTAL
from reports.query import Query
from reports.split import AUDIT, SPLIT
from reports.targets import NAMINGS, TARGETS
from reports.words import COMPARISON, WORDS

__all__ = [
    "ANALYZED",
    "ARTICLE",
    "BY_NAME",
    "CERTAINTY",
    "CHAINS",
    "CHAIN_STANCES",
    "CHAIN_TOTALS",
    "COMMENTS",
    "COMPARED",
    "COVERAGE",
    "EDGES",
    "FLOW",
    "FLOW_OF_SIDES",
    "LANGUAGES",
    "MENDED",
    "OVERVIEW",
    "QUERIES",
    "QUOTES",
    "RECOVERY",
    "REPAIRS",
    "RUNS",
    "SNAPSHOTS",
    "STANCE_TO_ARTICLE",
    "STANCE_TO_PARENT",
    "TIMELINE",
    "TONE",
    "UNCLEAR",
    "UNCLEAR_TOTAL",
]

QUERIES: tuple[Query[Any], ...] = (
    ARTICLE,
    RECOVERY,
    MENDED,
    REPAIRS,
    ANALYZED,
    COVERAGE,
    SPLIT,
    AUDIT,
    CAMPS,
    PEOPLE,
    TIES,
    CAMP_QUOTES,
    COMMON_GROUND,
    TARGETS,
    NAMINGS,
    SHARED_NAMES,
    COMPARISON,
    WORDS,
    LANGUAGES,
    STANCE_TO_ARTICLE,
    STANCE_TO_PARENT,
    EDGES,
    CERTAINTY,
    UNCLEAR,
    UNCLEAR_TOTAL,
    COMMENTS,
    QUOTES,
    TIMELINE,
    TONE,
    PATHS,
    DYNAMICS,
    ACQUAINTANCE,
    CHAINS,
    CHAIN_TOTALS,
    CHAIN_STANCES,
    FLOW,
    FLOW_OF_SIDES,
    RUNS,
    SNAPSHOTS,
    OVERVIEW,
    COMPARED,
)

BY_NAME: dict[str, Query[Any]] = {query.name: query for query in QUERIES}
