"""Targets for tests, and what is found of them in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analyzers.targets.judging import Judged, judge
from analyzers.targets.mentions import Finder
from analyzers.targets.scoring import label_of, score_of
from analyzers.targets.target import Target

LIBRARY = Target(name="library", aliases=("reading room",))
COUNCIL = Target(name="council", aliases=("town hall", "the mayor"))
FEES = Target(
    name="late fees",
    favor=("pay your way",),
    against=("free the books", "feeless"),
    allies=("the treasurer",),
    opponents=("readers' union",),
)


def judged(text: str, *targets: Target) -> dict[str, Judged]:
    """Judge a text; gives by target's name what was found."""
    chosen = targets or (LIBRARY, COUNCIL, FEES)
    return {chosen[n].name: found for n, found in judge(text, Finder(chosen)).items()}


def scored(text: str, *targets: Target) -> dict[str, float]:
    return {name: score_of(found) for name, found in judged(text, *targets).items()}


def labelled(text: str, *targets: Target) -> dict[str, str]:
    return {name: label_of(score) for name, score in scored(text, *targets).items()}


def named(text: str, targets: Sequence[Target]) -> list[tuple[str, str]]:
    """Give each target mentioned, in order, with the words that do."""
    from analyzers.targets.tokens import tokens_of

    tokens = tokens_of(text)
    return [
        (targets[meaning.target].name, text[tokens[m.start].start : tokens[m.end - 1].end])
        for m in Finder(targets).find(text, tokens)
        for meaning in m.meanings
    ]


def row(target: Target) -> dict[str, Any]:
    """Give the row of the table ``targets``, as the run loop hands it on."""
    return target.row()
