"""Camps: whether the people fall into two sides, who stands where, and what both agree with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup

from analyzers.camps import FEWEST_REPLIES, LEAST_Z
from reports.camp_queries import (
    CAMP_QUOTES,
    CAMPS,
    COMMON_GROUND,
    PEOPLE,
    TIES,
    CampQuoteRow,
    GroundRow,
    PersonRow,
    TieRow,
)
from reports.facts import counted, fact, plural, say, tell
from reports.figures.network import kind_of, network
from reports.figures.springs import places
from reports.material import Material
from reports.queries import RECOVERY
from reports.reading import excerpt, name_of
from reports.rows import CampsRow, RecoveryRow
from reports.section import Section, said

_HALVES: Mapping[str | None, int] = {"A": -1, "B": 1, None: 0}
_PULLS = {"agree": 1.0, "neither": 0.4, "disagree": 0.12}
_STRONG = 4  # replies from which on two people pull each other with full strength
_GROUND = 5  # comments shown that both camps agree with
EXCERPT = 220


@dataclass(frozen=True)
class Quote:
    """A camp's words, cut short."""

    row: CampQuoteRow
    author: str
    words: str


@dataclass(frozen=True)
class Ground:
    """A comment that both camps agree with, cut short."""

    row: GroundRow
    author: str
    words: str


@dataclass(frozen=True)
class Shown:
    """Who stands where, who answers whom, and what is quoted; all empty without camps."""

    people: Sequence[PersonRow]
    names: Mapping[int, str]
    ties: Sequence[TieRow]
    quotes: Mapping[str, Sequence[Quote]]
    ground: Sequence[Ground]


def camps(material: Material) -> Section | None:
    """Make the section; None where no stance is known or nobody answers anybody."""
    row = CAMPS.one(material.db, material.article.id)
    if row is None or not material.sided or not row.replies:
        return None
    if not row.camps:
        enough = row.replies >= FEWEST_REPLIES  # then it is said among how many people
        persons = nobody_twice(material.recovery) if enough else Markup("")
        return Section("camps", "Camps", said=said(camps=no_split(row) + persons))
    people = PEOPLE.rows(material.db, material.article.id)
    ties = TIES.rows(material.db, material.article.id)
    ground = COMMON_GROUND.rows(material.db, material.article.id)
    return Section(
        "camps",
        "Camps",
        shown=Shown(
            people=people,
            names={one.position: name_of(one.author) for one in people},
            ties=ties,
            quotes=_quotes(CAMP_QUOTES.rows(material.db, material.article.id)),
            ground=_shared(material, ground),
        ),
        said=said(
            camps=two_camps(row) + nobody_twice(material.recovery),
            drawn=left_out(people, ties),
            ground=shared_told(row),
        ),
        figures={"camps": draw(people, ties)},
        counted={"camps": {"people": len(people), "lines": len(ties)}},
    )


def draw(people: Sequence[PersonRow], ties: Sequence[TieRow]) -> go.Figure:
    """Place the people and draw them."""
    order = {one.position: place for place, one in enumerate(people)}
    springs = [
        (order[tie.one], order[tie.other],
         _PULLS[kind_of(tie)] * min(1.0, tie.replies / _STRONG))
        for tie in ties
    ]  # fmt: skip
    return network(people, ties, places([_HALVES[one.camp] for one in people], springs))


def _quotes(rows: Sequence[CampQuoteRow]) -> dict[str, list[Quote]]:
    quotes: dict[str, list[Quote]] = {"A": [], "B": []}
    for row in rows:
        words = excerpt(row.words, EXCERPT)
        quotes[row.camp].append(Quote(row, name_of(row.author), words))
    return quotes


def _shared(material: Material, rows: Sequence[GroundRow]) -> list[Ground]:
    branches = material.tree.branches
    return [
        Ground(row, name_of(row.author), excerpt(branches[row.comment_id].row.text, EXCERPT))
        for row in rows
        if row.shared
    ][:_GROUND]


def no_split(row: CampsRow) -> Markup:
    """Say that no two camps are found, and why."""
    replies = fact(CAMPS, row, "replies")
    if row.people < 2:
        return say("Too few people comment to fall into two camps.")
    if row.replies < FEWEST_REPLIES:
        return tell(
            "{n} {things} to other people or to the article {are} too few to tell whether people"
            " fall into two camps.",
            replies,
            "answer",
            "answers",
        )
    opening_words = say("No two camps are to be found among the {n} people who comment", n=fact(
        CAMPS, row, "people"))  # fmt: skip
    if row.z is None:
        return say("{opening}: their replies all say the same.", opening=opening_words)
    if row.z >= LEAST_Z:
        return say("{opening}: hardly anybody answers across.", opening=opening_words)
    return say(
        "{opening}. The two sides into which they fall best leave {frustration} of what their"
        " replies say unexplained; with the same stances dealt out to the replies by chance it is"
        " {random}. So nothing shows that the quarrels run along one line.",
        opening=opening_words,
        frustration=fact(CAMPS, row, "frustration"),
        random=fact(CAMPS, row, "frustration_random"),
    )


def two_camps(row: CampsRow) -> Markup:
    """Say how many stand in each camp, and how well the two explain who agrees with whom."""
    in_a, in_b = fact(CAMPS, row, "in_a"), fact(CAMPS, row, "in_b")
    return say(
        "There are two camps: {in_a} {people} on the article’s side, {in_b} on the other."
        " {cross} of the answers, those to the article among them, cross from one to the other."
        " {frustration} of what they say contradicts the two camps; were the same stances dealt out"
        " by chance, it would be {random}, and the camps would fit worse by {z} standard"
        " deviations.",
        in_a=in_a,
        people=plural(in_a, "person", "persons"),
        in_b=in_b,
        cross=fact(CAMPS, row, "cross_camp"),
        frustration=fact(CAMPS, row, "frustration"),
        random=fact(CAMPS, row, "frustration_random"),
        z=fact(CAMPS, row, "z"),
    )


def nobody_twice(recovery: RecoveryRow) -> Markup:
    """Say that each comment under a shared name is counted as a person; empty without any."""
    if not recovery.shared:
        return Markup("")
    shared = fact(RECOVERY, recovery, "shared")
    return say(
        " {n} {comments} under names that many share, each counted as a person.",
        n=shared,
        comments=plural(shared, "comment stands", "comments stand"),
    )


def left_out(people: Sequence[PersonRow], ties: Sequence[TieRow]) -> Markup | None:
    """Say how many people the picture leaves out; None where it shows all."""
    if not people or people[0].people == len(people):
        return None
    return say(
        "Of {all} people the picture shows the {drawn} who write most, and of their exchanges the"
        " {lines} longest.",
        all=fact(PEOPLE, people[0], "people"),
        drawn=counted("camps", "people", len(people)),
        lines=counted("camps", "lines", len(ties)),
    )


def shared_told(row: CampsRow) -> Markup:
    """Say how much common ground there is."""
    if not row.tellable:
        return say(
            "Too few people of both camps wrote or answered the same comment to tell what they"
            " agree on."
        )
    tellable = fact(CAMPS, row, "tellable")
    return say(
        "Of {n} {comments} that two or more people of each camp wrote or answered, {agreed} {is_}"
        " such that both are expected to agree.",
        n=tellable,
        comments=plural(tellable, "comment", "comments"),
        agreed=fact(CAMPS, row, "agreed") if row.agreed else "none",
        is_=plural(row.agreed, "is", "are") if row.agreed else "is",
    )
