"""How sure: who answers whom and by what it was told, and how often the program errs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.facts import fact, plural, say
from reports.material import Material
from reports.queries import CERTAINTY, EDGES
from reports.rows import CertaintyRow, EdgesRow
from reports.section import Section, said
from reports.wording import listed, method_words

_METHODS = 3  # named in the sentence


@dataclass(frozen=True)
class Shown:
    """The edges by the method that told them."""

    edges: Sequence[EdgesRow]


def sure(material: Material) -> Section | None:
    """Make the section; None where there is no comment."""
    edges = EDGES.rows(material.db, material.article.id)
    if not edges:
        return None
    certainty = CERTAINTY.rows(material.db, material.article.id)[0]
    return Section(
        "sure",
        "How sure",
        shown=Shown(edges),
        said=said(tree=tree_certainty(certainty, edges)),
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
