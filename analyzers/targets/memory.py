"""The targets that a database remembers, so that each later analysis keeps scoring them."""

from __future__ import annotations

from collections.abc import Iterable

from analyzers.targets.target import Target, checked, from_rows
from threads.store import Store

TABLE = "targets"


def remembered(store: Store) -> tuple[Target, ...]:
    """Give the targets that the database remembers, in the order they were named."""
    return from_rows(store.settings(TABLE))


def remember(store: Store, targets: Iterable[Target]) -> None:
    """Put targets in place of those remembered; raises ``RejoinderError`` for what can't be one."""
    store.write_settings(TABLE, [target.row() for target in checked(targets)])


def joined(targets: Iterable[Target], names: Iterable[str]) -> tuple[Target, ...]:
    """Add targets by bare names to others; a name that is there, in any case, adds nothing."""
    found = {target.name.casefold(): target for target in targets}
    for name in names:
        found.setdefault(" ".join(name.split()).casefold(), Target(name=name))
    return tuple(found.values())
