"""Chains of one article or several, in an order of interest."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from reports.conditions import chains_where
from reports.rows import ChainRow
from threads.store import Store

Chain = tuple[str, ChainRow]
"""An article's id with one of its chains."""

_MEASURES: Final = {"size": "comments", "split": "split", "heat": "heat"}


def ranked(
    db: sqlite3.Connection, articles: Sequence[str], where: Iterable[str] = ()
) -> list[Chain]:
    """Query the chains of these articles that meet all conditions; raises as ``parse`` does."""
    query, values = chains_where(where)
    return [(name, row) for name in articles for row in query.rows(db, name, **values)]


def rank(chains: Iterable[Chain], by: str) -> list[Chain]:
    """Put the highest first, what has no value last; of equals the larger, then the earlier.

    ``by`` is ``size``, ``split``, ``heat`` or ``recency``; a time without a zone counts as UTC.
    """
    order = sorted(chains, key=lambda chain: (-chain[1].comments, chain[1].position))
    values = {chain[1].id: _value(chain[1], by) for chain in order}
    order.sort(key=lambda chain: values[chain[1].id], reverse=True)  # keeps equals in order
    return order


def _value(row: ChainRow, by: str) -> float:
    if by == "recency":
        return _moment(row.ended_at)
    value = getattr(row, _MEASURES[by])
    return -math.inf if value is None else float(value)


def _moment(iso: str | None) -> float:
    """Give a time as seconds, lower than any where it is none."""
    try:
        moment = datetime.fromisoformat(iso or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return -math.inf


def as_data(store: Store, chains: Iterable[Chain]) -> list[dict[str, Any]]:
    """Give every column of these chains, with the comment that begins each."""
    chosen = list(chains)
    table = {
        row["id"]: row
        for name in dict.fromkeys(name for name, _ in chosen)
        for row in store.rows("chains", name)
    }
    return [{**table[row.id], **asdict(row)} for _, row in chosen]
