"""Pieces of sentences that several sections use: lists, links, shares, plain names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from reports.facts import fact, plural, say
from reports.judgement import FEWEST
from reports.query import Query
from reports.rows import MendedRow, StanceRow

METHODS = {
    "nesting": "how the page nests comments",
    "subject": "the subject line",
    "quote": "a passage quoted",
    "name": "a name addressed",
    "turns": "who was talking with whom",
    "words": "rare words shared",
    "order": "order and time",
}


MENDINGS = {
    "missing_parent": (
        "comment that is answered but on no page read",
        "comments that are answered but on no page read",
    ),
    "duplicate_id": ("comment with another's number", "comments with another's number"),
    "cycle": (
        "reply to itself or to what answers it",
        "replies to themselves or what answers them",
    ),
    "parent_later": (
        "reply printed before what it answers",
        "replies printed before what they answer",
    ),
}


class Verbs(NamedTuple):
    """How one stance is said of one comment and of several."""

    one: str
    many: str


def method_words(method: str) -> str:
    """Say in plain words what an edge rests on (``subject+quote``: both)."""
    return " and ".join(METHODS.get(part, part.replace("_", " ")) for part in method.split("+"))


def listed(parts: Sequence[Markup]) -> Markup:
    """Join with commas and a last “and”; raises ``IndexError`` where there is nothing to join."""
    if len(parts) == 1:
        return parts[0]
    return Markup("{} and {}").format(Markup(", ").join(parts[:-1]), parts[-1])


def link(position: int) -> Markup:
    """Lead to a comment by its position."""
    return Markup('<a href="#c{0}">#{0}</a>').format(position)


def shares(
    query: Query[StanceRow], rows: Sequence[StanceRow], verbs: dict[str, Verbs], about: str
) -> Markup:
    """Say each side's share (or count, of few): the larger side first, the neutral last."""
    few = rows[0].total < FEWEST
    parts: list[Markup] = []
    spoken = [row for row in rows if row.comments]
    for row in sorted(spoken, key=lambda row: (row.label == "neutral", -row.comments)):
        number = fact(query, row, "comments" if few else "share")
        verb = verbs[row.label].one if few and row.comments == 1 else verbs[row.label].many
        words = verb.format(it="it" if parts else about)
        parts.append(say("{number} {words}", number=number, words=words))
    return listed(parts)


def mended_words(row: MendedRow) -> str:
    """Say in plain words what was mended, in the number that goes with the count."""
    kind = row.kind.replace("_", " ")
    return plural(row.repairs, *MENDINGS.get(row.kind, (kind, kind)))
