"""What a database tells without being opened as one: at once, and without a trace.

For messages and for completion in the shell: nothing is imported that takes time, nothing is
written, no lock is waited for, and whatever fails gives nothing.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

# SQLite's field for the kind of file (https://www.sqlite.org/fileformat.html#application_id), read
# from the header, so that a database of somebody else's is told apart without opening it.
APPLICATION_ID = int.from_bytes(b"Rjnd", "big")
MAGIC = b"SQLite format 3\0"
APPLICATION_ID_AT = slice(68, 72)
HEADER = 100

_PATIENCE = 0.1  # seconds for another writer; who presses Tab waits no longer
_MOST = 2_000
_TITLES = "SELECT id, title FROM articles ORDER BY published_at DESC, id LIMIT ?"
_AUTHORS = (
    "SELECT author FROM comments WHERE author != '' GROUP BY author"
    " ORDER BY count(*) DESC, author LIMIT ?"
)


def is_database(path: Path) -> bool:
    """Tell by a file's first bytes whether it is a database of ours."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            header = file.read(HEADER)
    except (OSError, ValueError):
        return False
    ours = int.from_bytes(header[APPLICATION_ID_AT], "big") == APPLICATION_ID
    return header.startswith(MAGIC) and ours


def titles(path: Path) -> list[tuple[str, str]]:
    """Give the id and title of each article, the latest first."""
    return [(str(id), str(title or "")) for id, title in _rows(path, _TITLES)]


def authors(path: Path) -> list[str]:
    """Give the names that commenters go by, the most active first."""
    return [str(name) for (name,) in _rows(path, _AUTHORS)]


def _rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    if not is_database(path):
        return []
    import sqlite3

    # In WAL mode even reading makes files beside the database, unless it is immutable.
    mode = "mode=ro" if Path(f"{path}-wal").exists() else "immutable=1"
    try:
        address = f"{path.absolute().as_uri()}?{mode}"
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as connection:
            return connection.execute(sql, (_MOST,)).fetchall()
    except (sqlite3.Error, OSError, ValueError):
        return []
