"""What a target is: a name, what else it is called, and what counts as speaking for or against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from threads.errors import RejoinderError

LONGEST_NAME = 100  # characters of a name or an alias: more is a sentence pasted by mistake
MOST_PHRASES = 2_000  # in all the lists of a target
MOST_TARGETS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that people take sides on.

    ``aliases`` are other words for it. ``favor`` and ``against`` are words that are said by one
    side ("pro-life" by opponents of abortion): using them counts. ``allies`` and ``opponents`` are
    things whose praise counts as praise of the target, or as the contrary.
    """

    name: str
    aliases: tuple[str, ...] = ()
    favor: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Give it as the table ``targets`` holds it, but for its ordinal."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LISTS = tuple(field.name for field in fields(Target) if field.name != "name")


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Target, ...]:
    """Make targets of rows whose lists are lists."""
    return tuple(
        Target(name=row["name"], **{name: tuple(row[name]) for name in LISTS}) for row in rows
    )


def checked(targets: Iterable[Target], where: str = "") -> tuple[Target, ...]:
    """Give the targets, tidied; raises ``RejoinderError`` for the first thing wrong with one.

    White space is folded, and a phrase that stands twice in a list is taken once.
    """
    tidied = tuple(_tidied(target, where) for target in targets)
    names: set[str] = set()
    for target in tidied:
        if target.name.casefold() in names:
            raise RejoinderError(
                f"two targets are called “{target.name}”", where=where, remedy="name each once"
            )
        names.add(target.name.casefold())
    if len(tidied) > MOST_TARGETS:
        what = f"{len(tidied)} targets, and {MOST_TARGETS} at most are scored"
        raise RejoinderError(what, where=where, remedy="leave some out")
    return tidied


def _tidied(target: Target, where: str) -> Target:
    name = " ".join(target.name.split())
    _check(name, "a target's name", where)
    lists = {kind: _folded(getattr(target, kind)) for kind in LISTS}
    for kind, phrases in lists.items():
        for phrase in phrases:
            _check(phrase, f"an entry in “{kind}” of “{name}”", where)
    if sum(map(len, lists.values())) > MOST_PHRASES:
        what = f"“{name}” has more than {MOST_PHRASES} phrases"
        raise RejoinderError(what, where=where, remedy="leave some out")
    return Target(name=name, **lists)


def _folded(phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases))


def _check(text: str, what: str, where: str) -> None:
    if not any(character.isalnum() for character in text):
        shown = f"is “{text}”" if text else "is empty"
        remedy = "give it a letter or a digit to be found by"
        raise RejoinderError(f"{what} {shown}", where=where, remedy=remedy)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise RejoinderError(f"{what} is no text: {text[:20]!a}", where=where)
    if len(text) > LONGEST_NAME:
        short = f"“{text[:20]}…”, {len(text):,} characters"
        raise RejoinderError(
            f"{what} is too long: {short}", where=where, remedy=f"at most {LONGEST_NAME}"
        )
