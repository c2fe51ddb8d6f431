"""What is measured of a chain. Each is defined, with a worked example, in ``docs/measures.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate

from analyzers.article_stance import ToArticle
from threads.model import Comment

MARGIN = 0.05  # least lean that counts as taking a side; VADER's width of "neutral"
STAYS = 2  # comments that must have turned, the flip itself among them
_DATE = len("2015-09-18")

Person = tuple[str | None, str | None]  # author_id, or the comment's id under a shared name


def person(comment: Comment) -> Person:
    """Say who wrote a comment; each one under a name that many share is a person of its own."""
    return (None, comment.id) if comment.author_id is None else (comment.author_id, None)


def people(comments: Iterable[Comment]) -> int:
    """Count who takes part; each comment under a name that many share counts as one person."""
    return len({person(comment) for comment in comments})


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


def balance_flip(leans: Sequence[float]) -> int | None:
    """Find where the balance of a chain's sides changes for good; None if it doesn't.

    The balance is the sum of all leans so far, taken from the first comment that takes a side;
    where it turns and stays turned is told as by ``flip``.
    """
    start = next((i for i, lean in enumerate(leans) if abs(lean) >= MARGIN), len(leans))
    found = flip(list(accumulate(leans[start:])))
    return None if found is None else start + found


def controversy(levels: Iterable[int]) -> int:
    """Give the deepest level *h* that has at least *h* comments; 0 without any.

    ``levels`` has one entry for each comment: 1 for a direct answer, 2 for an answer to that …
    The h-index that Gómez, Kaltenbrunner & López (WWW 2008) order discussions by.
    """
    widths = Counter(levels)
    return max((level for level, width in widths.items() if width >= level), default=0)


def in_time(comments: Iterable[Comment]) -> list[Comment]:
    """Order comments by time where each has one, else as the page prints them."""
    printed = sorted(comments, key=lambda comment: (comment.position, comment.id))
    moments = [moment(comment.posted_at) for comment in printed]
    if any(found is None for found in moments):
        return printed
    known = dict(zip((comment.id for comment in printed), moments, strict=True))
    return sorted(printed, key=lambda comment: known[comment.id] or datetime.min)


def first_and_last(comments: Iterable[Comment]) -> tuple[str | None, str | None]:
    """Give the earliest and the latest of the times that comments have, as the page prints them."""
    times = [c.posted_at for c in comments if c.posted_at and moment(c.posted_at)]
    if not times:
        return None, None
    ordered = sorted(times, key=lambda time: (str(moment(time)), time))
    return ordered[0], ordered[-1]


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


def minutes_between(before: str | None, after: str | None) -> float | None:
    """Give the minutes from one stored time to another.

    None where one is lacking, has a date alone, or where the later comes first.
    """
    if not (before and after) or len(before) <= _DATE or len(after) <= _DATE:
        return None
    start, end = moment(before), moment(after)
    if start is None or end is None or end < start:
        return None
    return (end - start).total_seconds() / 60
