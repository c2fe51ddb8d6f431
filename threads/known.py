"""Which snapshot a page is, if it was read before and its source has shown nothing else since.

Content alone doesn't tell: a page may return to what it showed once, and that is its newest state.

- The same file or address counts as known while its last snapshot has that content.
- A page of a web archive, while its address had that content when it was captured: an archive read
  again is known capture by capture, and one read for the first time may tell of a return.
- A name that was not read before is another name for the same page, unless it stands beside the
  file that had that content: a page saved day by day, of which each day counts.
- Standard input has no name, and is what had that content while nothing else was read.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from sqlite_utils import Database

from threads import tables
from threads.page import Page
from threads.rows import Row

UNNAMED = "-"
"""Standard input: two pages read from it need not be one page twice."""

_FOUND = """
SELECT *, EXISTS (
    SELECT 1 FROM snapshots AS other
    WHERE other.article_id = known.article_id AND other.id > known.id
  ) AS followed
FROM snapshots AS known
WHERE sha256 = :digest AND NOT EXISTS (
    SELECT 1 FROM snapshots AS other
    WHERE other.article_id = known.article_id AND other.source = :source AND {since}
  )
ORDER BY {first}, id DESC LIMIT 1
"""
# A capture is as old as the archive says, whenever that is read.
_AT = "coalesce({0}.captured_at, {0}.read_at)"
_LIVE = _FOUND.format(
    since=f"other.id > known.id AND :source != '{UNNAMED}'", first="source = :source DESC"
)
_CAPTURED = _FOUND.format(
    since=f"{_AT.format('other')} > {_AT.format('known')} AND {_AT.format('other')} <= :captured",
    first=f"{_AT.format('known')} <= :captured DESC",
)


def known_as(db: Database, page: Page, unwritten: Collection[str] = ()) -> Row | None:
    """Find the snapshot that a page is, None where it shows what is to be read.

    ``unwritten`` are the sources of pages that were read before this one and are yet to be written:
    None also where one of them may come between, or be that page.
    """
    if page.source in unwritten:
        return None
    values = {"digest": page.digest, "source": page.source, "captured": page.captured}
    sql = _LIVE if page.captured is None else _CAPTURED
    found = next(iter(tables.query(db, sql, values)), None)
    if found and page.captured is None:
        if page.source == UNNAMED:
            return None if found["followed"] or unwritten else found
        return None if _is_beside(page, found) else found
    return found


def _is_beside(page: Page, known: Row) -> bool:
    """Tell whether a page stands under another name in the folder of one with its content."""
    places = PurePath(page.source), PurePath(known["source"])
    return places[0].parent == places[1].parent and places[0] != places[1]
