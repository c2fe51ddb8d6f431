"""What changed of a thread between two readings, for people and as data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, get_args

from reports.queries import ARTICLE, COMMENTS
from reports.rows import ArticleRow, CommentRow, QuoteRow
from reports.threads_shown import quotes_by_comment
from threads.errors import StoreError
from threads.history import Difference, Kind
from threads.rows import Row
from threads.store import Store

WORDS: Final[Mapping[Kind, str]] = {
    "new": "new",
    "edited": "edited",
    "renamed": "under another name",
    "removed": "removed by the site",
    "restored": "restored by the site",
    "flagged": "newly hidden",
    "unflagged": "no longer hidden",
    "gone": "gone from the page",
}
"""Each kind of change as it is told, in the order of telling."""
_SPAN = re.compile(r"(\d{1,5})(m|h|d|w)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SHOWN = 8  # snapshots named where none is meant


@dataclass(frozen=True, slots=True)
class Changes:
    """The comments of an article that differ between two of its snapshots, in the page's order.

    ``since`` and ``until`` are rows of ``snapshots``, the same one where there is nothing to
    compare; ``readings`` counts all there are. ``comments`` are the article's as they are now, by
    id, and so are ``quotes``.
    """

    article: ArticleRow
    since: Row
    until: Row
    readings: int
    found: Sequence[Difference] = ()
    comments: Mapping[str, CommentRow] = field(default_factory=dict)
    quotes: Mapping[str, Sequence[QuoteRow]] = field(default_factory=dict)

    @property
    def comparable(self) -> bool:
        """Whether there are two snapshots to compare."""
        return bool(self.since["id"] != self.until["id"])

    @property
    def counts(self) -> dict[str, int]:
        """Number of comments by kind of change; an edited one that is hidden, too, counts twice."""
        known = Counter(kind for one in self.found for kind in one.kinds)
        return {kind: known[kind] for kind in get_args(Kind)}

    @property
    def summary(self) -> str:
        """Say in one line what changed."""
        counted = [f"{self.counts[kind]:,} {told}" for kind, told in WORDS.items()]
        return ", ".join(one for one in counted if not one.startswith("0 ")) or "nothing changed"


def changes(store: Store, article_id: str, since: str | None, now: datetime) -> Changes:
    """Compare the last reading with what was there before it, or before ``since``.

    ``since`` is the number of a snapshot, ``first``, a time (UTC where it has no zone), or how long
    before ``now``: ``90m``, ``12h``, ``3d``, ``2w``. Raises ``StoreError`` where there is no such
    snapshot, or none at all.
    """
    (article,) = ARTICLE.rows(store.db.conn, article_id)
    snapshots = {row["id"]: row for row in store.snapshots(article_id)}
    before, after = _span(store, article_id, since, now)
    found = store.differences(article_id, before, after) if before < after else []
    comments = COMMENTS.rows(store.db.conn, article_id) if found else []
    return Changes(
        article,
        snapshots[before],
        snapshots[after],
        len(snapshots),
        found,
        {row.id: row for row in comments},
        quotes_by_comment(store.db.conn, article_id) if found else {},
    )


def _span(store: Store, article_id: str, since: str | None, now: datetime) -> tuple[int, int]:
    """Give the ids of the two snapshots to compare; the same twice where there is but one."""
    snapshots = store.snapshots(article_id)
    if since is None or not snapshots:
        return store.last_reading(article_id)
    ids: list[int] = [row["id"] for row in snapshots]
    if since == "first":
        return ids[0], ids[-1]
    if since.isascii() and since.isdigit():
        # Compared as text: Python makes no number of thousands of digits.
        if since in map(str, ids):
            return int(since), ids[-1]
        raise _none(store, f"no snapshot of the article is number {since}", snapshots)
    moment = _moment(since, now)
    if moment is None:
        raise _none(store, f"“{since}” is no snapshot, time or span such as 12h or 3d", snapshots)
    earlier = [row["id"] for row in snapshots if _read(row) < moment]
    if not earlier:
        raise _none(store, f"no snapshot of the article is from before {since}", snapshots)
    # In order of reading, not of the clock: where that was put back, rather too much is told.
    later = [row["id"] for row in snapshots if _read(row) >= moment]
    before = [number for number in earlier if not later or number < later[0]]
    return before[-1] if before else earlier[0], ids[-1]


def _moment(since: str, now: datetime) -> datetime | None:
    try:
        if span := _SPAN.fullmatch(since):
            return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
        moment = datetime.fromisoformat(since)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read(snapshot: Row) -> datetime:
    return datetime.fromisoformat(snapshot["read_at"])


def _none(store: Store, what: str, snapshots: Sequence[Row]) -> StoreError:
    last = snapshots[-_SHOWN:]
    named = ", ".join(f"{row['id']} ({row['read_at']})" for row in last)
    more = "" if len(last) == len(snapshots) else "…, "
    return StoreError(what, where=str(store.path), remedy=f"there are: {more}{named}")


def as_data(found: Changes) -> dict[str, Any]:
    """Give all of it for a program."""
    names = ("id", "read_at", "source", "comments")
    return {
        "article_id": found.article.id,
        "title": found.article.title,
        "url": found.article.url,
        "since": {name: found.since[name] for name in names} if found.comparable else None,
        "until": {name: found.until[name] for name in names},
        "counts": found.counts,
        "differences": [
            {**asdict(one), **_about(found.comments[one.comment_id])} for one in found.found
        ],
    }


def _about(row: CommentRow) -> dict[str, Any]:
    names = ("posted_at", "parent_id", "parent_position", "depth")
    return {name: getattr(row, name) for name in names}
