"""A thread's comments as they are asked for, and as data for other programs."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from reports import queries
from reports.doubts import doubts
from reports.outline import outline
from reports.rows import QuoteRow
from reports.selection import Selection, Wanted, select


def selected(db: sqlite3.Connection, article_id: str, wanted: Wanted) -> Selection:
    """Query an article's comments and choose those that are wanted; raises as ``select`` does."""
    tree = outline(queries.COMMENTS.rows(db, article_id))
    return select(tree, wanted, doubts(db, article_id) if wanted.unclear else None)


def quotes_by_comment(db: sqlite3.Connection, article_id: str) -> dict[str, list[QuoteRow]]:
    """Give what each comment quotes, by its id."""
    quotes: dict[str, list[QuoteRow]] = {}
    for quote in queries.QUOTES.rows(db, article_id):
        quotes.setdefault(quote.comment_id, []).append(quote)
    return quotes


def as_data(db: sqlite3.Connection, article_id: str, selection: Selection) -> list[dict[str, Any]]:
    """Give the comments selected by position, each with its evidence and what was mended about it.

    Where the unclear ones were asked for, ``unclear`` says what is.
    """
    mended: dict[int | None, list[dict[str, str]]] = {}
    for each in queries.REPAIRS.rows(db, article_id):
        about = {"kind": each.kind, "detail": each.detail}
        mended.setdefault(each.position, []).append(about)
    rows = sorted((branch.row for branch in selection.branches()), key=lambda row: row.position)
    return [
        asdict(row)
        | {
            "evidence": json.loads(row.evidence or "{}"),
            "stance_evidence": json.loads(row.stance_evidence or "{}"),
            "repairs": mended.get(row.position, []),
        }
        | ({"unclear": [asdict(one) for one in unsure]} if unsure else {})
        for row in rows
        for unsure in [selection.doubts.get(row.id)]
    ]
