"""What of a thread a moderator should hear of: heat, pile-ons, bursts, newcomers under fire.

A pure function of rows, like an analyzer, but that what counts is the user's to set and nothing
but events is given. Each kind is defined, with its sources, in ``docs/watching.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from analyzers.bursts import Pace, bursts
from analyzers.contract import Given, Row, by_comment
from analyzers.heat import Exchange, against
from analyzers.lineage import Lineage, trace
from analyzers.measures import Person, in_time, moment, person
from analyzers.stance import article_author
from threads.events import Event
from threads.model import Comment, Thread

NEEDS = ("sentiment", "stance", "chains")
_DATE = len("2015-09-18")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which figures on something is an event.

    ``heat`` and ``pile_on`` are those of a chain (0..1); ``people`` is how many must disagree with
    one of the ``first_comments`` of a newcomer.
    """

    heat: float = 0.3
    pile_on: float = 0.4
    burst: Pace = field(default_factory=Pace)
    people: int = 3
    first_comments: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulars:
    """Who commented under earlier articles (author ids), and how many of these are known."""

    authors: frozenset[str] = frozenset()
    articles: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    thread: Thread
    given: Given
    comments: Mapping[str, Comment] = field(init=False)
    lineage: Lineage = field(init=False)
    stances: Mapping[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        comments = {comment.id: comment for comment in self.thread.comments}
        object.__setattr__(self, "comments", comments)
        object.__setattr__(self, "lineage", trace(self.thread))
        object.__setattr__(self, "stances", by_comment(self.given["stance"]))


def find_events(
    thread: Thread, given: Given, regulars: Regulars, limits: Thresholds
) -> list[Event]:
    """Give all events of a thread as it stands, whether they were told or not.

    ``given`` has the rows of ``NEEDS``.
    """
    told = _Told(thread, given)
    return [
        *_of_chains(told, limits),
        *_bursts(thread, limits.burst),
        *_newcomers(told, regulars, limits),
    ]


def _of_chains(told: _Told, limits: Thresholds) -> Iterator[Event]:
    sentiments = by_comment(told.given["sentiment"])
    chains = told.lineage.chains
    for row in told.given["chains"]:
        members = chains.get(row["root_comment_id"], [])
        present = [i for i in members if told.comments[i].state == "present"]
        if not present or row["heat"] is None:
            continue
        detail = {"comments": row["comments"], "people": row["authors"]}
        event = _event_maker(told.thread, members)
        if row["heat"] >= limits.heat:
            first = min(present, key=lambda i: told.comments[i].position)
            yield event("heat", first, (row["heat"], limits.heat), detail)
        if 0 < row["heat_pile_on"] >= limits.pile_on:
            replies = [i for i in present if i != row["root_comment_id"] and i in sentiments]
            where, people = _under_pile(told, replies)
            figures = row["heat_pile_on"], limits.pile_on
            yield event("pile-on", where, figures, {**detail, "against": people})


def _event_maker(thread: Thread, members: Iterable[str]) -> Callable[..., Event]:
    about = frozenset(members)

    def event(kind: str, where: str, figures: tuple[float, float], detail: Row) -> Event:
        return Event(
            kind=kind,  # type: ignore[arg-type]
            article_id=thread.article.id,
            comment_id=where,
            figure=figures[0],
            threshold=figures[1],
            detail=detail,
            members=about,
        )

    return event


def _under_pile(told: _Told, replies: Sequence[str]) -> tuple[str, int]:
    """Find whom most stand against: their comment that drew most of it, and by how many people."""
    parents, stances = told.lineage.parents, told.stances
    exchanges: list[Exchange] = []
    drawn: defaultdict[tuple[Person, str], float] = defaultdict(float)
    for reply in replies:
        parent = parents[reply]
        if parent is None or reply not in stances:
            continue
        agree, disagree = (stances[reply][f"parent_{side}"] for side in ("agree", "disagree"))
        speaker, answered = person(told.comments[reply]), person(told.comments[parent])
        exchanges.append(Exchange(speaker, answered, agree, disagree, 0.0))
        drawn[answered, parent] += (disagree - agree) * (speaker != answered)
    leans = against(exchanges)
    target = max(leans, key=lambda one: sum(leans[one].values()))
    where = max((key for key in drawn if key[0] == target), key=lambda key: drawn[key])[1]
    return where, sum(lean > 0 for lean in leans[target].values())


def _bursts(thread: Thread, pace: Pace) -> Iterator[Event]:
    timed = sorted(
        (time, comment.position, comment.id)
        for comment in thread.comments
        if comment.state != "missing"
        and (comment.posted_at or "")[_DATE:]
        and (time := moment(comment.posted_at))
    )
    minutes = [(time - datetime.min).total_seconds() / 60 for time, *_ in timed]
    for burst in bursts(minutes, pace):
        members = [name for *_, name in timed[burst.first : burst.last + 1]]
        event = _event_maker(thread, members)
        detail = {"minutes": pace.minutes, "expected": round(burst.expected, 2)}
        figures = float(burst.number), round(burst.needed, 2)
        yield event("burst", members[0], figures, detail)


def _newcomers(told: _Told, regulars: Regulars, limits: Thresholds) -> Iterator[Event]:
    host = article_author(told.thread)
    written: defaultdict[str, list[str]] = defaultdict(list)
    for comment in in_time(c for c in told.thread.comments if c.state != "missing"):
        name = comment.author_id
        if name is not None and name != host and name not in regulars.authors:
            written[name].append(comment.id)
    answers: defaultdict[str, list[str]] = defaultdict(list)
    for reply, parent in told.lineage.parents.items():
        if parent is not None and reply in told.stances:
            answers[parent].append(reply)
    for own in written.values():
        first = own[: limits.first_comments]
        against, answering, where = _fire(told, first, answers)
        if where is not None and against >= limits.people and 2 * against >= answering:
            detail = {"answering": answering, "earlier_articles": regulars.articles}
            figures = float(against), float(limits.people)
            yield _event_maker(told.thread, own)("newcomer", where, figures, detail)


def _fire(
    told: _Told, first: Sequence[str], answers: Mapping[str, Sequence[str]]
) -> tuple[int, int, str | None]:
    """Count the people who disagree with comments of one person, and all who answer them.

    Someone who answers more than once disagrees if they do so more often than they agree. Gives
    also the comment that draws the first disagreement.
    """
    balance: defaultdict[Person, int] = defaultdict(int)
    where = None
    for comment_id in first:
        for reply in answers.get(comment_id, ()):
            speaker = person(told.comments[reply])
            if speaker != person(told.comments[comment_id]):
                label = told.stances[reply]["to_parent"]
                balance[speaker] += (label == "disagree") - (label == "agree")
                where = where or (comment_id if label == "disagree" else None)
    return sum(count > 0 for count in balance.values()), len(balance), where
