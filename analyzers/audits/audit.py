"""Draw a sheet from a database; turn filled-in sheets to figures.

    write_sheet(path, sample(store, None, Draw(number=60)))
    score(store, read_sheet(path))

Nothing is written to the database but by ``keep``. numpy is imported when it is needed.
"""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from analyzers.audits.agreement import Agreement, agreement
from analyzers.audits.sheet import ALL, CHOICES, Sheet, SheetRow, offered
from analyzers.freshness import JUDGING
from analyzers.keeping import AUDIT
from analyzers.lineage import speaks
from analyzers.pairs import lead
from threads.errors import RejoinderError
from threads.model import Comment, Reply, Thread
from threads.store import Store

FEWEST = 5  # labels, below which there is no spread to speak of
SEED = 20


@dataclass(frozen=True)
class Draw:
    """How comments are drawn: how many, by which lots, labels towards what."""

    number: int
    seed: int = SEED
    what: str = "article"


@dataclass(frozen=True)
class Share:
    """One side's share, 0 to 1: as the program counts it, and corrected with its 90% interval."""

    label: str
    counted: float
    corrected: float
    low: float
    high: float


@dataclass(frozen=True)
class Scored:
    """What labels say of the program and of the shares.

    ``program`` compares labels (first) with the program's (second), estimated for all ``comments``
    that were drawn from; ``coders`` one person's with another's, on what both labelled.
    ``unlabelled`` were drawn and left open.
    """

    what: str
    article_id: str | None
    comments: int
    unlabelled: int
    program: Agreement
    by_comment: list[Share]
    by_person: list[Share]
    coders: Agreement | None


def sample(store: Store, article: str | None, how: Draw) -> list[SheetRow]:
    """Draw comments of one article, or of all, as rows of a sheet in the threads' order.

    Raises ``ArticleNotFound``, and ``RejoinderError`` where no comment has a stance.
    """
    from analyzers.audits.drawing import draw

    drawn_from = ALL if article is None else store.resolve(article)
    stances = _stances(store, drawn_from)
    names = sorted(stances)
    places, chances = draw(_probabilities(stances, names, how.what), how.number, how.seed)
    drawn = {names[at]: float(p) for at, p in zip(places.tolist(), chances, strict=True)}
    found = []
    for article_id in _articles(store, drawn_from):
        thread = _Threaded(store.load_thread(article_id))
        for comment in thread.thread.comments:
            if comment.id in drawn:
                asked = _Asked(how.what, drawn_from, drawn[comment.id])
                found.append(_row(thread, comment, stances[comment.id], asked))
    return found


def score(store: Store, sheet: Sheet, second: Sheet | None = None) -> Scored:
    """Correct what the program says by the labels of a sheet; the second is another coder's.

    The first sheet's labels decide. Raises ``RejoinderError`` where labels are too few, or of
    comments that aren't there.
    """
    stances = _stances(store, sheet.drawn_from, sheet.path)
    names = sorted(stances)
    if strange := next((one for one in sheet.chances if one not in stances), None):
        raise RejoinderError(
            f"comment {strange} isn't in {store.path}, or has no stance there",
            where=sheet.path,
            remedy="score a sheet with the database that it was drawn from",
        )
    if len(sheet.labels) < min(FEWEST, len(sheet.chances)):
        labels = len(sheet.labels)
        what = f"{labels} label{' is' if labels == 1 else 's are'} too few"
        raise RejoinderError(what, where=sheet.path, remedy=f"fill in {FEWEST} or more")
    by_comment, by_person = _shares(store, sheet, stances, names)
    return Scored(
        what=sheet.what,
        article_id=None if sheet.drawn_from == ALL else sheet.drawn_from,
        comments=len(names),
        unlabelled=len(sheet.chances) - len(sheet.labels),
        program=_program(sheet, stances),
        by_comment=by_comment,
        by_person=by_person,
        coders=_coders(sheet, second) if second else None,
    )


def keep(store: Store, scored: Scored) -> None:
    """Write what an audit of one article gave to ``article_audit``, in place of an earlier one.

    Raises ``RejoinderError`` for an audit of several articles, or of stances to parents.
    """
    if scored.article_id is None or scored.what != "article":
        raise RejoinderError(
            "only an audit of one article's stances towards it can be kept",
            where=str(store.path),
            remedy="draw one: rejoinder audit sample DB ARTICLE -o labels.csv",
        )
    found = scored.program
    row: dict[str, object] = {
        "article_id": scored.article_id,
        "labelled": found.labelled,
        "comments": scored.comments,
        **{
            name: None if figure is None else round(figure, 4)
            for name, figure in vars(found).items()
            if name.startswith(("accuracy", "kappa"))
        },
    }
    for before, shares in (("", scored.by_person), ("comments_", scored.by_comment)):
        for share in shares:
            name = before + share.label
            row |= {name: share.corrected, f"{name}_low": share.low, f"{name}_high": share.high}
    store.write_rows(AUDIT, scored.article_id, [row])


def _articles(store: Store, drawn_from: str) -> list[str]:
    return [one.id for one in store.articles()] if drawn_from == ALL else [drawn_from]


def _stances(store: Store, drawn_from: str, where: str = "") -> dict[str, Mapping[str, Any]]:
    if drawn_from != ALL:
        drawn_from = store.resolve(drawn_from)
    articles = _articles(store, drawn_from)
    rows = chain.from_iterable(store.rows("stance", one) for one in articles)
    found: dict[str, Mapping[str, Any]] = {row["comment_id"]: row for row in rows}
    if not found:
        tried = articles and all(JUDGING in store.fingerprints(one) for one in articles)
        remedy = f"run first: rejoinder analyze {shlex.quote(str(store.path))}"
        raise RejoinderError(
            "no comment has a stance",
            where=where or str(store.path),
            remedy="there is none that could be scored" if tried else remedy,
        )
    return found


def _probabilities(
    stances: Mapping[str, Mapping[str, Any]], names: Sequence[str], what: str
) -> Any:
    import numpy as np

    columns = [f"{what}_{choice}" for choice in CHOICES[what]]
    return np.array([[stances[name][column] for column in columns] for name in names])


def _predicted(stance: Mapping[str, Any], what: str) -> int:
    return CHOICES[what].index(stance[f"to_{what}"])


@dataclass(frozen=True)
class _Asked:
    what: str
    drawn_from: str
    chance: float


class _Threaded:
    """A thread whose comments and edges are found by id."""

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        self.lead = lead(thread.article)
        self.edges = {reply.comment_id: reply for reply in thread.replies}
        self._comments = {comment.id: comment for comment in thread.comments}

    def answered(self, edge: Reply) -> str:
        """Give the words that a comment answers."""
        if edge.parent_id is None:
            return "(the article)"
        parent = self._comments[edge.parent_id]
        return _said(parent) if speaks(parent) else "(gone)"


def _row(thread: _Threaded, comment: Comment, stance: Mapping[str, Any], asked: _Asked) -> SheetRow:
    edge = thread.edges[comment.id]
    return SheetRow(
        comment_id=comment.id,
        article=thread.lead,
        answers=thread.answered(edge),
        comment=_said(comment),
        label="",
        note="",
        choices=offered(CHOICES[asked.what]),
        drawn_from=asked.drawn_from,
        chance=f"{asked.chance:.6g}",
        evidence=_evidence(stance, edge.method, edge.confidence),
    )


def _said(comment: Comment) -> str:
    subject = f"{comment.subject}\n" if comment.subject else ""
    return f"{comment.author or '(no name)'}: {subject}{comment.text}"


def _evidence(stance: Mapping[str, Any], method: str, confidence: float) -> str:
    noticed = [
        f"{one['feature']}: {', '.join(one.get('words') or ['–'])}"
        for one in json.loads(stance["evidence"]).get("because", ())
        if "feature" in one
    ]
    return "; ".join([*noticed, f"parent told by {method} ({confidence:.2f})"])


def _program(sheet: Sheet, stances: Mapping[str, Mapping[str, Any]]) -> Agreement:
    labelled = list(sheet.labels)
    return agreement(
        [sheet.labels[name] for name in labelled],
        [_predicted(stances[name], sheet.what) for name in labelled],
        len(CHOICES[sheet.what]),
        [1 / sheet.chances[name] for name in labelled],
    )


def _coders(first: Sheet, second: Sheet) -> Agreement:
    """Compare two coders on what both labelled; raises ``RejoinderError`` where that is nothing."""
    both = [name for name in first.labels if name in second.labels]
    if not both or first.what != second.what:
        raise RejoinderError(f"no comment that {first.path} labels, too", where=second.path)
    return agreement(
        [first.labels[name] for name in both],
        [second.labels[name] for name in both],
        len(CHOICES[first.what]),
    )


def _shares(
    store: Store, sheet: Sheet, stances: Mapping[str, Mapping[str, Any]], names: Sequence[str]
) -> tuple[list[Share], list[Share]]:
    """Correct shares of comments, and of persons."""
    import numpy as np

    from analyzers.audits.corrected import Audited, corrected

    place = {name: at for at, name in enumerate(names)}
    # Who left some open answers for those: each label's chance is that much smaller.
    answered = len(sheet.labels) / len(sheet.chances)
    found = []
    for voices in (np.ones(len(names)), np.array(_voices(store, sheet.drawn_from, names))):
        shares = corrected(
            Audited(
                probabilities=_probabilities(stances, names, sheet.what),
                predicted=np.array([_predicted(stances[name], sheet.what) for name in names]),
                voices=voices,
                places=np.array([place[name] for name in sheet.labels]),
                chances=np.array([sheet.chances[name] * answered for name in sheet.labels]),
                labels=np.array(list(sheet.labels.values())),
            )
        )
        figures = (shares.counted, shares.corrected, shares.low, shares.high)
        rows = zip(CHOICES[sheet.what], *(one.tolist() for one in figures), strict=True)
        found.append([Share(label, *(round(one, 4) for one in rest)) for label, *rest in rows])
    return found[0], found[1]


def _voices(store: Store, drawn_from: str, names: Sequence[str]) -> list[float]:
    """Give each person of an article one voice; under shared names a comment is a person's own."""
    wrote = {
        row["id"]: (article_id, row["author_id"] is None, row["author_id"] or row["id"])
        for article_id in _articles(store, drawn_from)
        for row in store.rows("comments", article_id)
    }
    often = Counter(wrote[name] for name in names)
    return [1 / often[wrote[name]] for name in names]
