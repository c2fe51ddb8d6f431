"""What changed of a thread from one reading to the next, and when each comment was seen.

Snapshots follow each other in order of reading, whichever file they came from. A comment is *gone*
when a later snapshot of the same format leaves it out and shows the place in the thread where it
stood (``threads.gone``); it stays in the database. A comment without a sighting is from a database
of the first schema, which kept none, and counts as known all along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from sqlite_utils import Database

from threads import tables
from threads.errors import StoreError
from threads.gone import Shown, left_out
from threads.known import UNNAMED
from threads.rows import Row

_SAID = ("author", "subject", "text", "state", "flagged")
_SIGHTINGS = """
SELECT sightings.* FROM sightings JOIN comments ON comments.id = comment_id
WHERE article_id = ? ORDER BY position
"""
_SAME_FORMAT = """
SELECT * FROM snapshots
WHERE article_id = :article_id AND format = :format AND id < :id ORDER BY id
"""
_VERSIONS = """
SELECT versions.* FROM versions JOIN comments ON comments.id = comment_id
WHERE article_id = ? AND snapshot_id > ? ORDER BY snapshot_id DESC
"""
_COMMENTS = f"""
SELECT id, {", ".join(_SAID)} FROM comments WHERE article_id = ? ORDER BY position, rowid
"""
_IDS = "SELECT id FROM snapshots WHERE article_id = ? ORDER BY id"
_FIRST = "SELECT min(id) AS id FROM snapshots WHERE article_id = :article_id"
_SCOPE = f"""
SELECT min(id) FROM snapshots WHERE article_id = :article_id AND source = :source
AND format = :format AND (source != '{UNNAMED}' OR id = :id)
"""
_LAST_OF_SOURCE = """
SELECT * FROM snapshots WHERE article_id = :article_id AND source = :source AND format = :format
ORDER BY id DESC LIMIT 1
"""
_SHOWN_LAST = """
SELECT comment_id FROM sightings
WHERE comment_id IN (SELECT id FROM comments WHERE article_id = :article_id)
AND last_snapshot = :id AND gone_in IS NULL
"""
Kind = Literal["new", "edited", "renamed", "removed", "restored", "flagged", "unflagged", "gone"]
"""What happened to a comment; ``renamed`` is its author's name, ``flagged`` hidden by readers."""


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
    comments = tables.query(db, _COMMENTS, [snapshot["article_id"]])
    _keep_versions(db, snapshot_id, comments, old)
    sightings = tables.query(db, _SIGHTINGS, [snapshot["article_id"]])
    sources = _earlier(db, snapshot, sightings)
    own = next((source for source in sources if source.is_that_of(snapshot)), None)
    here = set(shown)
    since = _known_since(db, snapshot, old, sightings)
    rows = [_sighting(name, own, since.get(name, snapshot_id), snapshot_id) for name in here]
    now = _shown_by(snapshot, [row["id"] for row in comments if row["id"] in here])
    for source in sources:
        standing = {name: row for name, row in source.sightings.items() if row["gone_in"] is None}
        gone = left_out(
            _shown_by(source.snapshots[-1], list(standing)), now, same_source=source is own
        )
        rows += [{**standing[name], "gone_in": snapshot_id} for name in gone]
    tables.upsert(db, "sightings", sorted(rows, key=itemgetter("scope", "comment_id")))


def record_first(db: Database, snapshot_id: int, shown: Iterable[str]) -> None:
    """Note what an article's first snapshot shows: nothing is known of it from before."""
    rows = [_sighting(name, None, snapshot_id, snapshot_id) for name in sorted(shown)]
    tables.upsert(db, "sightings", rows)


def record_anew(db: Database, snapshot: Row, shown: set[str], old: Iterable[Row]) -> None:
    """Note what a snapshot shows now that a later version has read its page.

    A comment that no version found before counts as there since the source's first snapshot: the
    earlier ones were read no better. What the page doesn't show after all was never seen on it.
    """
    before = {row["id"] for row in old}
    ((scope,),) = db.conn.execute(_SCOPE, snapshot).fetchall()
    own: int = snapshot["id"]
    sightings = tables.query(db, _SIGHTINGS, [snapshot["article_id"]])
    known = {row["comment_id"]: row for row in sightings if row["scope"] == scope}
    since: dict[str, int] = dict.fromkeys(shown - before, scope)
    since |= _known_since(db, snapshot, old, sightings)
    rows = [_seen_also(known.get(name), name, scope, since.get(name, own), own) for name in shown]
    rows += [
        {**row, "gone_in": None}
        for row in sightings
        if row["gone_in"] == own and row["scope"] != scope and row["comment_id"] in shown
    ]
    tables.upsert(db, "sightings", sorted(rows, key=itemgetter("scope", "comment_id")))
    unseen = [row for row in known.values() if row["last_snapshot"] == own]
    db.conn.executemany(
        "DELETE FROM sightings WHERE comment_id = :comment_id AND scope = :scope",
        [row for row in unseen if row["comment_id"] not in shown],
    )


def renewed(db: Database, snapshot: Row, shown: set[str]) -> bool:
    """Let the last snapshot of the source stand for this page too, if it shows the same comments.

    Its digest becomes that of the page, so that the very same page is known at once next time.
    """
    last = next(iter(tables.query(db, _LAST_OF_SOURCE, snapshot)), None)
    told = ("comments", "claimed")
    if last is None or snapshot["source"] == UNNAMED or any(last[n] != snapshot[n] for n in told):
        return False
    if {row["comment_id"] for row in tables.query(db, _SHOWN_LAST, last)} != shown:
        return False
    tables.upsert(db, "snapshots", [{**snapshot, "id": last["id"], "read_at": last["read_at"]}])
    return True


@dataclass(frozen=True, slots=True)
class _Source:
    """A file or address in one format: its snapshots, its sightings by comment, in order."""

    snapshots: list[Row]
    sightings: dict[str, Row]

    @property
    def scope(self) -> int:
        first: int = self.snapshots[0]["id"]
        return first

    def is_that_of(self, snapshot: Row) -> bool:
        return bool(snapshot["source"] == self.snapshots[0]["source"] != UNNAMED)


def _earlier(db: Database, snapshot: Row, sightings: Iterable[Row]) -> list[_Source]:
    """List the sources that showed the article in the format of a snapshot before it was read."""
    found: dict[object, _Source] = {}
    for row in tables.query(db, _SAME_FORMAT, snapshot):
        name = row["id"] if row["source"] == UNNAMED else row["source"]
        found.setdefault(name, _Source([], {})).snapshots.append(row)
    by_scope = {source.scope: source for source in found.values()}
    for row in sightings:
        if row["scope"] in by_scope:
            by_scope[row["scope"]].sightings[row["comment_id"]] = row
    return list(found.values())


def _shown_by(snapshot: Row, comments: Sequence[str]) -> Shown:
    return Shown(comments, count=snapshot["comments"], claimed=snapshot["claimed"])


def _known_since(
    db: Database, snapshot: Row, old: Iterable[Row], sightings: Iterable[Row]
) -> dict[str, int]:
    """Give the snapshot from which those are known that were stored before sightings were kept."""
    seen = {row["comment_id"] for row in sightings}
    unseen = [row["id"] for row in old if row["id"] not in seen and row["state"] != "missing"]
    first: int = tables.query(db, _FIRST, snapshot)[0]["id"]
    return dict.fromkeys(unseen, first)


def differences(db: Database, article_id: str, since: int, until: int) -> list[Difference]:
    """List the comments that differ between two snapshots (by id), in the comments' order."""
    sightings: dict[str, list[Row]] = {}
    for row in tables.query(db, _SIGHTINGS, [article_id]):
        sightings.setdefault(row["comment_id"], []).append(row)
    comments = tables.rows_of(db, "comments", article_id)
    earlier, later = (_said(db, article_id, comments, at) for at in (since, until))
    found = []
    for comment in (row for row in comments if row["state"] != "missing"):
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


def last_reading(db: Database, article_id: str) -> tuple[int, int]:
    """Give the snapshots before and after the last reading; one snapshot twice if it is the only.

    Comment pages that were read again, one after another, are one reading: they share no comment.
    Raises ``StoreError`` for an article without snapshots: an earlier version could leave one.
    """
    ids = [row["id"] for row in tables.query(db, _IDS, [article_id])]
    if not ids:
        remedy = "read its page into a new database"
        raise StoreError("no reading of this article is kept", where=article_id, remedy=remedy)
    latest: dict[int, dict[str, int]] = {}
    for row in tables.query(db, _SIGHTINGS, [article_id]):
        latest.setdefault(row["scope"], {})[row["comment_id"]] = row["last_snapshot"]
    again: dict[int, set[str]] = {}
    for scope, shown in latest.items():
        last = max(shown.values())
        if last != scope:
            again[last] = {name for name, at in shown.items() if at == last}
    at, read = len(ids) - 1, set(again.get(ids[-1], ()))
    while at and read and ids[at - 1] in again and not read & again[ids[at - 1]]:
        at -= 1
        read |= again[ids[at]]
    return ids[max(at - 1, 0)], ids[-1]


def _kinds(
    seen: Sequence[Row], before: Row | None, after: Row, span: tuple[int, int]
) -> tuple[Kind, ...]:
    if before is None:
        return ("new",)
    kinds: list[Kind] = []
    removal = before["state"] != after["state"]  # what the site writes in its place is no edit
    if not removal and any(before[name] != after[name] for name in ("text", "subject")):
        kinds.append("edited")
    if before["author"] != after["author"]:
        kinds.append("renamed")
    if removal and after["state"] == "removed":
        kinds.append("removed")
    if removal and before["state"] == "removed":
        kinds.append("restored")
    if bool(before["flagged"]) != bool(after["flagged"]):
        kinds.append("flagged" if after["flagged"] else "unflagged")
    if _shown(seen, span[0]) and not _shown(seen, span[1]):
        kinds.append("gone")
    return tuple(kinds)


def _known(seen: Sequence[Row], at: int) -> bool:
    return not seen or any(row["first_snapshot"] <= at for row in seen)


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


def _keep_versions(
    db: Database, snapshot_id: int, comments: Iterable[Row], old: Iterable[Row]
) -> None:
    new = {row["id"]: row for row in comments}
    tables.upsert(
        db,
        "versions",
        [
            {
                "comment_id": row["id"],
                "snapshot_id": snapshot_id,
                **{name: row[name] for name in _SAID},
            }
            for row in old
            if row["id"] in new and any(row[name] != new[row["id"]][name] for name in _SAID)
        ],
    )


def _sighting(comment_id: str, source: _Source | None, first: int, snapshot_id: int) -> Row:
    """Make or renew the sighting of a comment in a source, None for one never read before."""
    known = source.sightings.get(comment_id) if source else None
    return {
        "comment_id": comment_id,
        "scope": source.scope if source else snapshot_id,
        "first_snapshot": known["first_snapshot"] if known else first,
        "last_snapshot": snapshot_id,
        "gone_in": None,
    }


def _seen_also(known: Row | None, comment_id: str, scope: int, first: int, own: int) -> Row:
    """Make the sighting of a comment that an earlier snapshot shows, or let it include that one."""
    if known is None:
        known = {"first_snapshot": first, "last_snapshot": own, "gone_in": None}
    gone = known["gone_in"]
    return {
        "comment_id": comment_id,
        "scope": scope,
        "first_snapshot": min(known["first_snapshot"], own),
        "last_snapshot": max(known["last_snapshot"], own),
        "gone_in": None if gone is None or gone <= own else gone,
    }
