"""What is measured of a chain. Each is defined, with a worked example, in ``docs/measures.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate

from analyzers.article_stance import ToArticle
from threads.model import Comment

MARGIN = 0.05  # least lean that counts as taking a side; below it the side is right by chance
UNDECIDED = 1  # persons added to everybody's, so that a faint lean on each side is no split
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


class Sides:
    """Who stands where so far, one voice a person, whatever the number of their comments.

    A person leans by the mean of support less oppose over their comments, so that doubt between
    the two, however great, puts nobody on either side.
    """

    def __init__(self) -> None:
        self._sums: dict[Person, tuple[float, int]] = {}
        self._total = {True: 0.0, False: 0.0}  # of the leans above 0, and of those below

    def add(self, speaker: Person, stance: ToArticle) -> None:
        """Enter a comment's stance."""
        total, count = self._sums.get(speaker, (0.0, 0))
        if count:
            self._total[total > 0] -= abs(total / count)
        total, count = total + stance.support - stance.oppose, count + 1
        self._total[total > 0] += abs(total / count)
        self._sums[speaker] = total, count

    @property
    def split(self) -> float:
        """Measure how evenly those who take a side are split, 0 (of one mind) to below 1."""
        smaller, larger = sorted(self._total.values())
        return 2 * max(0.0, smaller) / (smaller + larger + UNDECIDED)


def split(speakers: Iterable[tuple[Person, ToArticle]]) -> float:
    """Measure how evenly those who speak are split over the article, 0 (of one mind) to below 1.

    Twice what leans to the smaller side, over what leans to both and one person more. So it takes
    people who surely stand on two sides; one person is split with nobody.
    """
    sides = Sides()
    for speaker, stance in speakers:
        sides.add(speaker, stance)
    return round(sides.split, 4)


def flip(leans: Sequence[float]) -> int | None:
    """Find where a chain turns against its first comment and stays turned; None if it doesn't.

    ``leans`` is support less oppose (-1..1) by comment in order of time. Comments that lean less
    than 0.05 take no side and are passed over. Gives the index of the first comment of the last
    run that stands against the first one, if two comments or more are in that run, and half of all
    from there on.
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
    if not turned or len(turned) < max(STAYS, (len(leans) - turned[-1]) / 2):
        return None
    return turned[-1]


def balance_flip(leans: Sequence[float]) -> int | None:
    """Find where the balance of a chain's sides changes for good; None if it doesn't.

    The balance is the sum of all leans so far, taken from the first comment that takes a side and
    without those that take none; where it turns and stays turned is told as by ``flip``. Half of
    the comments from there on must take a side.
    """
    taken = [lean if abs(lean) >= MARGIN else 0.0 for lean in leans]
    start = next((i for i, lean in enumerate(taken) if lean), len(taken))
    found = flip(list(accumulate(taken[start:])))
    if found is None:
        return None
    after = taken[start + found :]
    return start + found if 2 * sum(lean != 0 for lean in after) >= len(after) else None


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


@lru_cache(maxsize=65_536)  # every analyzer asks for it, of every comment
def moment(posted_at: str | None) -> datetime | None:
    """Read a stored time, with a zone turned to UTC; None for one that can't be read.

    A thread's times either all have a zone or none has; mixed ones compare as if in UTC.
    """
    if posted_at is None:
        return None
    try:
        found = datetime.fromisoformat(posted_at)
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError):  # the latter of what in UTC is before the year 1
        return None


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
