"""What is measured of a chain. Each is defined, with a worked example, in ``docs/measures.md``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from analyzers.article_stance import ToArticle
from threads.model import Comment

CALM_REPLIES = 2  # added to every chain's heat, so that one angry answer is no quarrel
MARGIN = 0.05  # least lean that counts as taking a side; VADER's width of "neutral"
STAYS = 2  # comments that must have turned, the flip itself among them


def people(comments: Iterable[Comment]) -> int:
    """Count who takes part; each comment under a name that many share counts as one person."""
    named = set()
    nameless = 0
    for comment in comments:
        if comment.author_id is None:
            nameless += 1
        else:
            named.add(comment.author_id)
    return len(named) + nameless


def mean(values: Sequence[float]) -> float | None:
    """Give the mean to four decimals, None of nothing."""
    return round(sum(values) / len(values), 4) if values else None


def split(stances: Sequence[ToArticle], persons: int) -> float:
    """Measure how evenly a chain is split over the article, 0 (of one mind) to 1 (in halves).

    Twice the smaller of the mean probabilities of support and of oppose; 0 where fewer than two
    persons spoke, as nobody is split with nobody.
    """
    if persons < 2 or not stances:
        return 0.0
    support = sum(stance.support for stance in stances) / len(stances)
    oppose = sum(stance.oppose for stance in stances) / len(stances)
    return round(min(1.0, 2 * min(support, oppose)), 4)


def heat(replies: Sequence[tuple[float, float]]) -> float:
    """Measure how heated the answers are, 0 (calm) to 1, from each one's (disagree, compound).

    A reply's heat is the mean of its probability of disagreeing (0..1) and of how negative it
    sounds (0..1); the chain's is their sum over the number of replies and two calm ones more.
    """
    heats = [(disagree + max(0.0, -compound)) / 2 for disagree, compound in replies]
    return round(sum(heats) / (len(heats) + CALM_REPLIES), 4)


def flip(leans: Sequence[float]) -> int | None:
    """Find where a chain turns against its first comment and stays turned; None if it doesn't.

    ``leans`` is support less oppose (-1..1) by comment in order of time. Comments that lean less
    than 0.05 take no side and are passed over. Gives the index of the first comment of the last
    run that stands against the first one, if two comments or more are in that run.
    """
    if not leans or abs(leans[0]) < MARGIN:
        return None
    turned: list[int] = []
    for index in reversed(range(1, len(leans))):
        if abs(leans[index]) < MARGIN:
            continue
        if (leans[index] > 0) == (leans[0] > 0):
            break
        turned.append(index)
    return turned[-1] if len(turned) >= STAYS else None


def in_time(comments: Iterable[Comment]) -> list[Comment]:
    """Order comments by time where each has one, else as the page prints them."""
    printed = sorted(comments, key=lambda comment: (comment.position, comment.id))
    moments = [moment(comment.posted_at) for comment in printed]
    if any(found is None for found in moments):
        return printed
    known = dict(zip((comment.id for comment in printed), moments, strict=True))
    return sorted(printed, key=lambda comment: known[comment.id] or datetime.min)


def moment(posted_at: str | None) -> datetime | None:
    """Read a stored time, with a zone turned to UTC; None for one that can't be read.

    A thread's times either all have a zone or none has; mixed ones compare as if in UTC.
    """
    if posted_at is None:
        return None
    try:
        found = datetime.fromisoformat(posted_at)
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
