"""How it was made: versions, parameters, data, definitions, and what not to conclude."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.material import Material
from reports.plain import one_line
from reports.queries import RUNS, SNAPSHOTS
from reports.queries.article import RunRow, SnapshotRow
from reports.rows import ArticleRow
from reports.section import Section


@dataclass(frozen=True)
class Shown:
    """The analyzers' runs with their parameters in words, and the pages read."""

    article: ArticleRow
    runs: Sequence[RunRow]
    parameters: Mapping[str, str]
    snapshots: Sequence[SnapshotRow]
    by_time: bool


def made(material: Material) -> Section:
    """Make the section, which every page has."""
    runs = RUNS.rows(material.db, material.article.id)
    return Section(
        "made",
        "How it was made",
        shown=Shown(
            article=material.article,
            runs=runs,
            parameters={run.analyzer: _parameters(run.parameters) for run in runs},
            snapshots=SNAPSHOTS.rows(material.db, material.article.id),
            by_time=material.by_time,
        ),
    )


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
