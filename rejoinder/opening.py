"""What stands in the place of DB, opened to be read: a database, or a data set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from threads.store import Store


@contextmanager
def opened(db: str, articles: Sequence[str]) -> Iterator[Store]:
    """Open a database, or the articles named of a data set, all for no name, as one."""
    if Path(db).is_dir():
        from threads.data_set.loading import opened as opened_data_set

        with opened_data_set(Path(db), articles) as store:
            yield store
    else:
        with Store(db, mode="look") as store:
            yield store
