"""How opinion moves: along time and depth, when it split, and whether the first reply tilts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup

from reports.dynamics import DYNAMICS, FEWEST, PATHS, STILL, SURE, DynamicsRow, PathRow
from reports.facts import fact, plural, say
from reports.figures.moves import moves
from reports.judgement import FEWEST_DRAWN
from reports.material import Material
from reports.section import Section, said
from reports.times import when
from reports.wording import link

LEVELS = 40
"""Steps drawn at most; deeper levels hold a few comments each."""


@dataclass(frozen=True)
class Shown:
    """The steps along time and depth; empty where too few comments have a stance."""

    steps: Sequence[PathRow]


def how_it_moves(material: Material) -> Section | None:
    """Make the section; None where no stance was scored."""
    row = DYNAMICS.one(material.db, material.article.id)
    if row is None or not row.scored:
        return None
    if row.scored < FEWEST:
        return Section("moves", "How opinion moves", said=said(moves=too_few(row)))
    steps = [step for step in PATHS.rows(material.db, material.article.id) if drawn(step)]
    figures = {f"moves-{along}": _figure(steps, along) for along in ("time", "depth")}
    return Section(
        "moves",
        "How opinion moves",
        shown=Shown(steps),
        said=said(moves=opened(row) + drifts(row), first=first_mover(row)),
        figures={name: figure for name, figure in figures.items() if figure is not None},
    )


def drawn(step: PathRow) -> bool:
    """Tell whether a step has enough comments that its mean says something."""
    enough = step.comments >= FEWEST_DRAWN and step.step <= LEVELS
    return enough and step.support is not None


def _figure(steps: Sequence[PathRow], along: str) -> go.Figure | None:
    path = [step for step in steps if step.along == along]
    return moves(path, "time" if along == "time" else "depth") if len(path) > 1 else None


def too_few(row: DynamicsRow) -> Markup:
    """Say that nothing can be said."""
    scored = fact(DYNAMICS, row, "scored")
    return say(
        "{n} {stances} too few to say how opinion moves.",
        n=scored,
        stances=plural(scored, "stance is", "stances are"),
    )


def opened(row: DynamicsRow) -> Markup:
    """Say from which comment on opinion stays split."""
    if row.opened_position is None or row.too_wide:
        return say("There is no comment from which on opinion can be told to stay split.")
    return say(
        "From {link}{at} on opinion stays split: neither side is nearly alone again.",
        link=link(row.opened_position),
        at=say(" ({when})", when=when(row.opened_at)) if row.opened_at else "",
    )


def drifts(row: DynamicsRow) -> Markup:
    """Say how the mean lean differs between early and late, and between levels."""
    sentence = Markup("")
    if row.drift_time is not None:
        sentence += say(
            " From the earlier half of the comments to the later the mean lean {moves} ({drift}).",
            moves=_moved(row.drift_time),
            drift=fact(DYNAMICS, row, "drift_time"),
        )
    if row.drift_depth is not None and row.lean_top is not None and row.lean_replies is not None:
        sentence += say(
            " Top-level comments lean by {top} on average, replies by {replies}; the deeper, the"
            " less is known of a side.",
            top=fact(DYNAMICS, row, "lean_top"),
            replies=fact(DYNAMICS, row, "lean_replies"),
        )
    return sentence


def _moved(drift: float) -> str:
    if abs(drift) < STILL:
        return "hardly moves"
    return "moves towards the article" if drift > 0 else "moves away from the article"


def first_mover(row: DynamicsRow) -> Markup | None:
    """Say whether later answers follow the first one; None where there is nothing to compare."""
    if not row.first_mover_chains:
        return None
    chains = fact(DYNAMICS, row, "first_mover_chains")
    among = say("{n} {chains}", n=chains, chains=plural(chains, "chain", "chains"))
    if row.first_mover_z is None or abs(row.first_mover_z) < SURE:
        return say(
            "In {chains} with three answers or more to the first comment, nothing shows that the"
            " first answer tilts those that come later.",
            chains=among,
        )
    return say(
        "In {chains} with three answers or more to the first comment, later answers {follow} the"
        " first one, by more than chance would give ({z} standard deviations).",
        chains=among,
        follow="follow" if row.first_mover_z > 0 else "go against",
        z=fact(DYNAMICS, row, "first_mover_z"),
    )
