"""How sure: who answers whom, how often the program errs, and which comments are unclear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analyzers.known_errors import LABELS, engine_errors
from reports.facts import Fact, counted, fact, plural, say
from reports.material import Material
from reports.plain import one_line
from reports.queries import CERTAINTY, EDGES, UNCLEAR, UNCLEAR_TOTAL
from reports.queries.tree import UnclearRow, UnclearTotalRow
from reports.reading import name_of
from reports.rows import CertaintyRow, EdgesRow
from reports.section import Section, said
from reports.split import AUDIT, SPLIT, AuditRow
from reports.wording import listed, method_words

_METHODS = 3  # named in the sentence
_OPENING = 70  # characters of an unclear comment


@dataclass(frozen=True)
class Confusion:
    """Of comments that truly stand somewhere (rows), which shares are told to stand where.

    ``rows`` lead from the true label to the share of each label told, in the order of ``labels``.
    ``comments``: labelled by hand, from which it is known.
    """

    engine: str
    labels: Sequence[str]
    rows: Mapping[str, Sequence[Fact]]
    comments: Fact


@dataclass(frozen=True)
class Unclear:
    """One comment that the program is least sure of, with its first words."""

    row: UnclearRow
    author: str
    opening: str


@dataclass(frozen=True)
class Shown:
    """The edges by the method that told them, the errors, the audit, the unclear comments."""

    edges: Sequence[EdgesRow]
    confusion: Confusion | None
    audit: AuditRow | None
    unclear: Sequence[Unclear]


def sure(material: Material) -> Section | None:
    """Make the section; None where there is no comment."""
    db, article = material.db, material.article.id
    edges = EDGES.rows(db, article)
    if not edges:
        return None
    known = confusion(material)
    total = UNCLEAR_TOTAL.rows(db, article)[0]
    return Section(
        "sure",
        "How sure",
        shown=Shown(edges, known, AUDIT.one(db, article), _unclear(material)),
        said=said(
            tree=tree_certainty(CERTAINTY.rows(db, article)[0], edges),
            errors=errors_told(known) if known else None,
            unclear=unclear_told(total) if material.recovery.comments else None,
        ),
        counted={"errors": _counted(known)} if known else {},
    )


def confusion(material: Material) -> Confusion | None:
    """Give how often the engine errs towards an article, None where it isn't known of which."""
    split = SPLIT.one(material.db, material.article.id)
    if split is None or split.errors_of is None:
        return None
    shares, comments = engine_errors(split.errors_of, "to_article")
    return Confusion(
        split.errors_of,
        LABELS,
        {
            true: [
                counted("errors", f"{true}_as_{told}", share, "share")
                for told, share in zip(LABELS, row, strict=True)
            ]
            for true, row in zip(LABELS, shares, strict=True)
        },
        counted("errors", "comments", comments),
    )


def _counted(known: Confusion) -> dict[str, float | int]:
    facts = [known.comments, *(one for row in known.rows.values() for one in row)]
    return {one.column: one.value for one in facts if one.value is not None}


def errors_told(known: Confusion) -> Markup:
    """Say how many of those on either side the program calls so, and how many the opposite."""
    parts = [
        say(
            "of comments that {side} an article it calls {right} so and {wrong} the opposite",
            side=side,
            right=known.rows[side][LABELS.index(side)],
            wrong=known.rows[side][LABELS.index(other)],
        )
        for side, other in (("oppose", "support"), ("support", "oppose"))
    ]
    return say(
        "How often the program errs towards an article is known from {n} comments of other"
        " threads, labelled by hand: {parts}.",
        n=known.comments,
        parts=listed(parts),
    )


def _unclear(material: Material) -> list[Unclear]:
    rows = UNCLEAR.rows(material.db, material.article.id)
    return [Unclear(row, name_of(row.author), one_line(row.text, _OPENING)) for row in rows]


def unclear_told(total: UnclearTotalRow) -> Markup:
    """Say of how many comments the stance or the place is more likely wrong than right."""
    if not total.unclear:
        return say("Of no comment does it hold its own reading for more likely wrong than right.")
    unclear = fact(UNCLEAR_TOTAL, total, "unclear")
    if total.comments == 1:
        return say("Of the one comment it holds the stance that it tells, or what it is said to"
                   " answer, for more likely wrong than right.")  # fmt: skip
    return say(
        "Of {n} of the {all} comments it holds the stance that it tells, or the comment that it is"
        " said to answer, for more likely wrong than right: read {them} before you rely on {them}.",
        n=unclear,
        all=fact(UNCLEAR_TOTAL, total, "comments"),
        them=plural(unclear, "it", "them"),
    )


def tree_certainty(certainty: CertaintyRow, edges: Sequence[EdgesRow]) -> Markup:
    """Say how sure it is who answers whom: shares of edges by method, with mean confidence."""
    parts = [
        say(
            "{share} rest on {method} (mean confidence {mean})",
            share=fact(EDGES, row, "share"),
            method=method_words(row.method),
            mean=fact(EDGES, row, "mean_confidence"),
        )
        for row in edges[:_METHODS]
    ]
    more = say("; the rest on further evidence, listed below") if len(edges) > _METHODS else ""
    doubtful = fact(CERTAINTY, certainty, "doubtful")
    doubt = (
        say(" {n} of {edges} {are} more likely wrong than right.",
            n=doubtful, edges=fact(CERTAINTY, certainty, "edges"),
            are=plural(doubtful, "is", "are"))
        if doubtful.value else say(" None is more likely wrong than right.")
    )  # fmt: skip
    return say(
        "Mean confidence in who answers whom is {mean}: {parts}{more}.{doubt}",
        mean=fact(CERTAINTY, certainty, "mean_confidence"),
        parts=listed(parts),
        more=more,
        doubt=doubt,
    )
