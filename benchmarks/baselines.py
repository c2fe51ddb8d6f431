"""Simple ways to guess a parent, to measure ours against."""

from __future__ import annotations

from collections.abc import Callable

from threads.subjects import parse_subject
from threads.turns import ARTICLE, Conversation

Guess = Callable[[Conversation, int], int]


def article(_talk: Conversation, _child: int) -> int:
    """Answer the article, always."""
    return ARTICLE


def previous(_talk: Conversation, child: int) -> int:
    """Answer the comment before."""
    return child - 1


def quoted_else_previous(talk: Conversation, child: int) -> int:
    """Answer whoever is quoted first, else the comment before."""
    return next(iter(talk.turns[child].quoted), child - 1)


def latest_fitting(talk: Conversation, child: int) -> int:
    """Answer the latest earlier comment whose subject fits; the article if none does."""
    comments = [turn.comment for turn in talk.turns]
    mine = parse_subject(comments[child].subject, lost=comments[child].subject_lost)
    for number in range(child - 1, -1, -1):
        other = comments[number]
        if mine.answers(parse_subject(other.subject, lost=other.subject_lost)):
            return number
    return ARTICLE


def fitting_and_quoted(talk: Conversation, child: int) -> int:
    """Answer the latest fitting comment that is quoted, else the latest fitting."""
    mine = talk.turns[child].subject
    for number in sorted(talk.turns[child].quoted, reverse=True):
        if number != ARTICLE and mine.answers(talk.turns[number].subject):
            return number
    return latest_fitting(talk, child)


BASELINES: dict[str, Guess] = {
    "article": article,
    "previous": previous,
    "quoted else previous": quoted_else_previous,
    "latest fitting subject": latest_fitting,
    "the same, quoted first": fitting_and_quoted,
}
