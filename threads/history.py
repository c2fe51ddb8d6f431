"""What changed of a thread from one reading to the next, and when each comment was seen.

A comment is *gone* when a later snapshot of the same source and format leaves it out, unless that
snapshot lacks more of the comments it claims than the one before: then it shows another part of
the thread. Another view, another comment page and standard input say nothing of what they lack.
Whatever is gone stays in the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlite_utils import Database

from threads import tables
from threads.rows import Row

_SAID = ("author", "subject", "text", "state", "flagged")
_UNNAMED = "-"  # standard input: two pages read from it need not be one page twice
_SIGHTINGS = """
SELECT sightings.* FROM sightings JOIN comments ON comments.id = comment_id
WHERE article_id = ?
"""
_VERSIONS = """
SELECT versions.* FROM versions JOIN comments ON comments.id = comment_id
WHERE article_id = ? AND snapshot_id > ? ORDER BY snapshot_id DESC
"""
Kind = Literal["new", "edited", "removed", "flagged", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One comment that is other than before; ``before`` is None where it is new."""

    comment_id: str
    position: int
    kinds: tuple[Kind, ...]
    before: Mapping[str, object] | None = field(default=None)
    after: Mapping[str, object] = field(default_factory=dict)


def record(db: Database, snapshot_id: int, shown: Iterable[str], old: Sequence[Row]) -> None:
    """Note what a snapshot shows and what it made of the ``old`` rows of the article's comments.

    To be called when the comments are written.
    """
    (snapshot,) = tables.query(db, "SELECT * FROM snapshots WHERE id = ?", [snapshot_id])
    _keep_versions(db, snapshot, old)
    alike = [] if snapshot["source"] == _UNNAMED else _same_scope(db, snapshot)
    scope = alike[0]["id"] if alike else snapshot_id
    seen = {row["comment_id"]: row for row in _seen(db, snapshot["article_id"], scope)}
    here = set(shown)
    rows = [_sighting(seen.get(name), name, scope, snapshot_id) for name in sorted(here)]
    if alike and _lacks(snapshot) <= _lacks(alike[-1]):
        rows += [
            {**row, "gone_in": snapshot_id}
            for name, row in seen.items()
            if name not in here and row["gone_in"] is None
        ]
    tables.upsert(db, "sightings", rows)


def differences(db: Database, article_id: str, since: int, until: int) -> list[Difference]:
    """List the comments that differ between two snapshots (by id), in the comments' order."""
    sightings: dict[str, list[Row]] = {}
    for row in tables.query(db, _SIGHTINGS, [article_id]):
        sightings.setdefault(row["comment_id"], []).append(row)
    comments = tables.rows_of(db, "comments", article_id)
    earlier, later = (_said(db, article_id, comments, at) for at in (since, until))
    found = []
    for comment in comments:
        name, seen = comment["id"], sightings.get(comment["id"], [])
        was, now = _known(seen, since), _known(seen, until)
        kinds = _kinds(seen, earlier[name] if was else None, later[name], (since, until))
        if now and kinds:
            before = earlier[name] if was else None
            difference = Difference(
                comment_id=name,
                position=comment["position"],
                kinds=kinds,
                before=before,
                after=later[name],
            )
            found.append(difference)
    return found


def _kinds(
    seen: Sequence[Row], before: Row | None, after: Row, span: tuple[int, int]
) -> tuple[Kind, ...]:
    if before is None:
        return ("new",)
    kinds: list[Kind] = []
    if (before["text"], before["subject"]) != (after["text"], after["subject"]):
        kinds.append("edited")
    if before["state"] != after["state"] == "removed":
        kinds.append("removed")
    if after["flagged"] and not before["flagged"]:
        kinds.append("flagged")
    if _shown(seen, span[0]) and not _shown(seen, span[1]):
        kinds.append("gone")
    return tuple(kinds)


def _known(seen: Iterable[Row], at: int) -> bool:
    return any(row["first_snapshot"] <= at for row in seen)


def _shown(seen: Iterable[Row], at: int) -> bool:
    return any(
        row["first_snapshot"] <= at and (row["gone_in"] is None or row["gone_in"] > at)
        for row in seen
    )


def _said(db: Database, article_id: str, comments: Iterable[Row], at: int) -> dict[str, Row]:
    """Give what each comment said once a snapshot was read."""
    said = {row["id"]: {name: row[name] for name in _SAID} for row in comments}
    for row in tables.query(db, _VERSIONS, [article_id, at]):
        said[row["comment_id"]] = {name: row[name] for name in _SAID}
    return said


def _keep_versions(db: Database, snapshot: Row, old: Iterable[Row]) -> None:
    new = {row["id"]: row for row in tables.rows_of(db, "comments", snapshot["article_id"])}
    tables.upsert(
        db,
        "versions",
        [
            {
                "comment_id": row["id"],
                "snapshot_id": snapshot["id"],
                **{name: row[name] for name in _SAID},
            }
            for row in old
            if row["id"] in new and any(row[name] != new[row["id"]][name] for name in _SAID)
        ],
    )


def _same_scope(db: Database, snapshot: Row) -> list[Row]:
    sql = (
        "SELECT * FROM snapshots WHERE article_id = :article_id AND source = :source"
        " AND format = :format AND id < :id ORDER BY id"
    )
    return tables.query(db, sql, snapshot)


def _seen(db: Database, article_id: str, scope: int) -> list[Row]:
    return tables.query(db, f"{_SIGHTINGS} AND scope = ?", [article_id, scope])


def _sighting(known: Row | None, comment_id: str, scope: int, snapshot_id: int) -> Row:
    return {
        "comment_id": comment_id,
        "scope": scope,
        "first_snapshot": known["first_snapshot"] if known else snapshot_id,
        "last_snapshot": snapshot_id,
        "gone_in": None,
    }


def _lacks(snapshot: Row) -> int:
    """Count the comments that a snapshot claims and doesn't show; 0 where it claims none."""
    claimed: int | None = snapshot["claimed"]
    return 0 if claimed is None else max(0, claimed - snapshot["comments"])
