"""Comments as the reading list shows them: whose words are whose, and why each stands where.

Nothing here is markup; the templates escape every string.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzers.recognition import names
from reports.facts import Fact, fact
from reports.locale import number, percentage
from reports.outline import Branch, Outline
from reports.palette import Side, side
from reports.plain import one_line, visible
from reports.queries.tree import COMMENTS
from reports.rows import CommentRow, QuoteRow
from reports.times import when
from reports.wording import method_words

INDENT = 12
"""Deepest level that is still indented; below, only the words "answers #n" tell."""
LONG = 900
"""Characters from which a comment is shown in part until the reader asks for all of it."""
EXPLAINED = 1000
"""Up to so many comments each shows what its place and stance rest on: half of a page's weight."""
_EVIDENCE = 12  # entries shown of an edge's evidence
_VERBS: dict[str, tuple[str, str]] = {
    "support": ("supports", "agrees with"),
    "oppose": ("opposes", "disagrees with"),
    "neutral": ("neutral on", "neutral on"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind; ``whose`` they are where they are quoted, with that comment's position."""

    text: str
    quoted: bool = False
    whose: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: own words with quotes among them, or (``quote``) one that is all quote."""

    runs: tuple[Run, ...]
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One stance in words, with the side that colours it."""

    side: Side
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment of the list.

    ``sure`` is how sure its place is, ``method`` the words for how that was told ("" for none).
    """

    row: CommentRow
    level: int
    indent: int
    author: str
    time: str
    subject: str
    blocks: tuple[Block, ...]
    chips: tuple[Chip, ...]
    answers: str
    sure: Fact
    tone: Fact
    method: str
    evidence: tuple[tuple[str, str], ...]
    stance: str
    long: bool


def entries(tree: Outline, quotes: Sequence[QuoteRow]) -> Iterator[Entry]:
    """Give the comments in reading order; of more than ``EXPLAINED``, without evidence."""
    explained = len(tree.branches) <= EXPLAINED
    by_comment: dict[str, list[QuoteRow]] = {}
    for quote in quotes:
        by_comment.setdefault(quote.comment_id, []).append(quote)
    places = {name: branch.row.position for name, branch in tree.branches.items()}
    for name, branch in tree.branches.items():
        entry = _entry(branch, by_comment.get(name, []))
        if explained:
            row = branch.row
            entry = replace(
                entry,
                evidence=evidence(row.evidence, places),
                stance=stance_evidence(row.stance_evidence, places),
            )
        yield entry


def _entry(branch: Branch, quotes: Sequence[QuoteRow]) -> Entry:
    row = branch.row
    return Entry(
        row=row,
        level=branch.level,
        indent=min(branch.level, INDENT) - 1,
        author=name_of(row.author),
        time=when(row.posted_at),
        subject=visible(row.subject or ""),
        blocks=blocks(row.text, quotes) if row.state == "present" else (),
        chips=chips(row),
        answers=_answers(row),
        sure=fact(COMMENTS, row, "confidence"),
        tone=fact(COMMENTS, row, "compound"),
        method=method_words(row.method) if row.method is not None else "",
        evidence=(),
        stance="",
        long=len(row.text) > LONG,
    )


def name_of(author: str | None) -> str:
    """Give an author's name on one line, or words for none."""
    return one_line(author or "", 120) or "no name"


def begun_by(author: str | None) -> str:
    """Name in a sentence who began a chain."""
    return name_of(author) if author else "someone without a name"


def opening(row_subject: str | None, text: str, length: int = 70) -> str:
    """Give a comment's subject, or else how it begins."""
    return one_line(row_subject or "", length) or one_line(text, length) or "(no words)"


def excerpt(text: str, length: int) -> str:
    """Give how a text begins, whole words as far as they are of usual length."""
    line = one_line(text, length)
    whole, _, cut = line.rpartition(" ")
    return f"{whole}…" if line.endswith("…") and whole and len(cut) < 30 else line or "(no words)"


def language_name(code: str | None) -> str:
    """Name a language by its code (ISO 639-1): in English, else the code; words for none."""
    return names().get(code, one_line(code, 12)) if code else "a language that can't be told"


def chips(row: CommentRow) -> tuple[Chip, ...]:
    """Say the stances of a comment, or for which language it was not scored."""
    given = []
    if row.scored == 0:
        given.append(Chip("unscored", f"in {language_name(row.language)}, not scored"))
    if row.to_article is not None:
        given.append(_chip(side(row.to_article), 0, "the article"))
    if row.to_parent is not None and row.parent_position is not None:
        given.append(_chip(side(row.to_parent), 1, f"#{row.parent_position}"))
    return tuple(given)


def _chip(which: Side, verb: int, about: str) -> Chip:
    words = f"{_VERBS[which][verb]} {about}" if which in _VERBS else "not scored"
    return Chip(which, words)


def _answers(row: CommentRow) -> str:
    if row.parent_position is None:
        return "the article"
    return f"#{row.parent_position} {name_of(row.parent_author)}"


def evidence(stored: str | None, places: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """Turn an edge's evidence (JSON) to lines of name and words; what is no JSON is shown raw.

    ``places`` leads from comment ids to positions, by which people know comments.
    """
    told = _loaded(stored)
    chance = told.pop("runner_up_p", None)
    if "runner_up" in told:
        second = _place(told.pop("runner_up"), places)
        told["next likeliest"] = second if chance is None else f"{second}, {_spelled(chance)}"
    named = [(str(name).replace("_", " "), _spelled(value)) for name, value in told.items()]
    return tuple((one_line(name, 40), words) for name, words in named[:_EVIDENCE] if words)


def stance_evidence(stored: str | None, places: Mapping[str, int], *, without: str = "") -> str:
    """Say in one line what a stance rests on: features with the words that show them.

    ``without`` stands in their place where there are none.
    """
    told = _loaded(stored)
    parts = [_reason(reason) for reason in _mappings(told.get("because"))]
    parts = parts or list(filter(None, [without]))
    if ways := list(_ways(told, places)):
        parts.append(f"towards the article by way of {', '.join(ways)}")
    asked = told.get("asks")
    if isinstance(asked, Mapping) and asked.get("question"):
        parts.append(f"asks “{_spelled(asked['question'])}”")
    return one_line("; ".join(parts), 400)


def _reason(reason: Mapping[str, object]) -> str:
    words, name = _spelled(reason.get("words")), _spelled(reason.get("feature"))
    return f"{name} (“{words}”)" if words else name


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


_SIDES = {"support": "for it", "oppose": "against it"}
_SOURCES = {"replies": "its replies", "author": "its author's other comments"}


def _ways(told: Mapping[str, object], places: Mapping[str, int]) -> Iterator[str]:
    """Give what a stance towards the article was reached by, but for the comment's own words."""
    through = told.get("through")
    for way in _mappings(told.get("article")):
        source = str(way.get("from"))
        if source == "words":
            yield _reason(way)
        elif source != "parent":
            yield _SOURCES.get(source, _spelled(source))
        elif through:
            sure = way.get("p")
            side = _spelled(way.get("stance"))
            stance = [_SIDES.get(side, side), percentage(sure) if isinstance(sure, float) else ""]
            known = ", ".join(filter(None, stance)) or "not scored"
            yield f"{_place(through, places)} ({known})"


def _loaded(stored: str | None) -> dict[str, object]:
    try:
        found = json.loads(stored or "{}")
    except json.JSONDecodeError:
        found = stored
    if isinstance(found, Mapping):
        return dict(found)
    return {"evidence": found} if found else {}


def _place(comment: object, places: Mapping[str, int]) -> str:
    return f"#{places[str(comment)]}" if str(comment) in places else str(comment)


def _spelled(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number(value, 2)
    if isinstance(value, Mapping):
        parts = [f"{name} {_spelled(part)}".replace("_", " ") for name, part in value.items()]
        return one_line(", ".join(parts), 200)
    if isinstance(value, list):
        return one_line(", ".join(map(str, value)), 200)
    return one_line(str(value), 200)


def blocks(text: str, quotes: Sequence[QuoteRow]) -> tuple[Block, ...]:
    """Cut a comment's text to paragraphs and quotes; quotes stand in it letter for letter.

    A quote that has its lines to itself becomes a block, one amid a sentence a run of it.
    """
    made: list[Block] = []
    waiting: list[Run] = []
    start = 0
    for quote in quotes:
        found = text.find(quote.text, start) if quote.text.strip() else -1
        if found < 0:
            continue
        end = found + len(quote.text)
        _add_own(text[start:found], waiting, made)
        run = _quoted(quote)
        if _alone(text, found, end):
            _flush(waiting, made)
            made += [Block((replace(run, text=part),), quote=True) for part in _parts(run.text)]
        else:
            waiting.append(run)
        start = end
    _add_own(text[start:], waiting, made)
    _flush(waiting, made)
    return tuple(made)


def _quoted(quote: QuoteRow) -> Run:
    whose = "the article" if quote.source == "article" else name_of(quote.source_author)
    return Run(visible(quote.text), True, whose, quote.source_position)


def _alone(text: str, start: int, end: int) -> bool:
    """Tell whether nothing else stands on the lines of a passage."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    return not (text[line_start:start] + text[end : None if line_end < 0 else line_end]).strip()


def _add_own(text: str, waiting: list[Run], made: list[Block]) -> None:
    for place, part in enumerate(visible(text).split("\n\n")):
        if place:
            _flush(waiting, made)
        if part.strip():
            waiting.append(Run(part))


def _flush(waiting: list[Run], made: list[Block]) -> None:
    if waiting:
        made.append(Block(tuple(waiting)))
        waiting.clear()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
