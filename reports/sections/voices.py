"""Voices and words: who speaks most, who answers back, and which words tell the sides apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analyzers.contrast import FEWEST_COMMENTS, FEWEST_WORDS
from reports.camp_queries import PEOPLE, SHARED_NAMES, PersonRow, SharedNameRow
from reports.dynamics import ACQUAINTANCE, DYNAMICS, AcquaintanceRow, DynamicsRow
from reports.facts import counted, fact, plural, say
from reports.figures.voices import voices
from reports.figures.words import words
from reports.judgement import FEWEST_DRAWN, LEVEL
from reports.material import Material
from reports.reading import name_of
from reports.section import Section, said
from reports.words import COMPARISON, WORDS, ComparisonRow, WordRow

DRAWN = 12
"""People drawn and listed."""


@dataclass(frozen=True)
class Voice:
    """A line of the table: a person, or a name that many share."""

    query: str
    row: PersonRow | SharedNameRow
    name: str
    position: int | None


@dataclass(frozen=True)
class Shown:
    """The most active people and the names that many share, then the words."""

    voices: Sequence[Voice]
    words: Sequence[WordRow]
    by_camp: bool


def voices_and_words(material: Material) -> Section | None:
    """Make the section; None where nobody's words are there."""
    db, article = material.db, material.article.id
    every = PEOPLE.rows(db, article)
    if not every:
        return None
    people = [row for row in every if not row.shared]
    shared = SHARED_NAMES.rows(db, article)
    comparison = COMPARISON.one(db, article)
    told = WORDS.rows(db, article) if comparison and comparison.chance < LEVEL else []
    half = half_of(people)
    drawn = len(people) >= FEWEST_DRAWN
    figures = {"voices": voices(people[:DRAWN], shared)} if drawn else {}
    if told:
        figures["words"] = words(told)
    return Section(
        "voices",
        "Voices and words",
        shown=Shown(_voices(people, shared), told, bool(comparison and comparison.by_camp)),
        said=said(
            voices=heard(ACQUAINTANCE.rows(db, article)[0], half),
            taking_part=taking_part(DYNAMICS.one(db, article)) if drawn else None,
            acquaintance=known_before(ACQUAINTANCE.rows(db, article)[0]),
            words=telling_words(comparison) if material.sided else None,
        ),
        figures=figures,
        counted={"voices": {"half": half}} if half else {},
    )


def _voices(people: Sequence[PersonRow], shared: Sequence[SharedNameRow]) -> list[Voice]:
    return [
        *(Voice("people", row, name_of(row.author), row.position) for row in people[:DRAWN]),
        *(Voice("shared_names", row, name_of(row.name), None) for row in shared),
    ]


def half_of(people: Sequence[PersonRow]) -> int | None:
    """Count the most active people who wrote half of what stands under names of people's own.

    None where they are too few for that to say anything, or more than are listed.
    """
    if len(people) < FEWEST_DRAWN:
        return None
    return next(
        (place for place, row in enumerate(people, 1) if row.so_far and row.so_far >= 0.5), None
    )


def heard(row: AcquaintanceRow, half: int | None) -> Markup:
    """Say how many people speak, and how few of them write half of it."""
    people, shared = fact(ACQUAINTANCE, row, "people"), fact(ACQUAINTANCE, row, "shared")
    sentence = say(
        "{n} {people} under a name of their own",
        n=people,
        people=plural(people, "person comments", "people comment"),
    )
    if half is not None:
        few = counted("voices", "half", half)
        sentence += say("; {half} of them, the most active, wrote half or more of their comments",
                        half=few)  # fmt: skip
    if row.shared:
        sentence += say(
            ". {n} {comments} under names that many share: by how many people cannot be told",
            n=shared,
            comments=plural(shared, "comment stands", "comments stand"),
        )
    return sentence + say(".")


def taking_part(row: DynamicsRow | None) -> Markup | None:
    """Say how evenly comments are shared out, and who answers back; None where neither is known."""
    if row is None or row.gini is None:
        return None
    sentence = say(
        "Gini’s coefficient of comments by person is {gini}: zero would be all writing the same,"
        " one a single person writing everything.",
        gini=fact(DYNAMICS, row, "gini"),
    )
    if row.reciprocity is None:
        return sentence
    return sentence + say(
        " Of the ties from one person to another whom they answer, {share} go both ways.",
        share=fact(DYNAMICS, row, "reciprocity"),
    )


def known_before(row: AcquaintanceRow) -> Markup | None:
    """Say who has commented under earlier articles; None where none of these was read."""
    if not row.earlier or not row.people:
        return None
    earlier = fact(ACQUAINTANCE, row, "earlier")
    if row.people == 1:
        known = "had commented under one" if not row.regulars else "had commented under two or more"
        return say(
            "Beside {earlier} earlier {articles} in the database, this person {is_new}.",
            earlier=earlier,
            articles=plural(earlier, "article", "articles"),
            is_new="is new" if row.newcomers else known,
        )
    return say(
        "Beside {earlier} earlier {articles} in the database, {new} of these people {are} new and"
        " {regular} had commented under two or more.",
        earlier=earlier,
        articles=plural(earlier, "article", "articles"),
        new=fact(ACQUAINTANCE, row, "newcomers"),
        are=plural(row.newcomers, "is", "are"),
        regular=fact(ACQUAINTANCE, row, "regulars"),
    )


def telling_words(row: ComparisonRow | None) -> Markup:
    """Say whether the sides differ in words, or what it takes to compare them."""
    if row is None:
        return say(
            "Too little is said to compare the words of the two sides: it takes {comments} comments"
            " of each, and {words} words in them that aren’t as common as “the”.",
            comments=FEWEST_COMMENTS,
            words=FEWEST_WORDS,
        )
    numbers = {name: fact(COMPARISON, row, name) for name in ("compared", "beyond", "by_lot")}
    if row.chance >= LEVEL:
        return say(
            "The sides cannot be told apart by their words: of {compared} compared, {beyond} stand"
            " out, and were people dealt to sides by lot, {by_lot} would.",
            **numbers,
        )
    return say(
        "Of {compared} words compared, {beyond} stand out; were people dealt to sides by lot, it"
        " would be {by_lot}.",
        **numbers,
    )
