"""How a thread's opinion moves: when the split opened, drift, who was first, who takes part.

One row for each article. Each measure is defined, with a worked example, in ``docs/measures.md``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple, TypedDict

from analyzers.article_stance import ToArticle
from analyzers.contract import Analyzer, Given, Row, by_comment
from analyzers.lineage import Lineage, depths_of, trace
from analyzers.measures import STAYS, UNDECIDED, Person, Sides, controversy, in_time, person
from analyzers.participation import gini, reciprocity
from analyzers.stance import article_author
from threads.model import Comment, Thread

_TAIL = 10  # the last tenth alone doesn't show that it stays so
OPEN = 0.5  # running split from which on opinion is said to be split
FEWEST_ANSWERS = 3  # to one root, by different people: a first, and two to compare
LEAST_GROUP = 2  # comments on each side of a difference of means
_NOISE = 1e-9


class DynamicsRow(TypedDict):
    """A row of the table ``article_dynamics``; None is what too few comments say nothing of."""

    article_id: str
    controversy: int
    opened_comment_id: str | None
    drift_time: float | None
    drift_depth: float | None
    first_mover: float | None
    first_mover_z: float | None
    first_mover_chains: int
    gini: float | None
    reciprocity: float | None


class FirstMover(NamedTuple):
    """What the first answers did: ``effect`` (-2..2), its ``z``, and of how many chains."""

    effect: float | None
    z: float | None
    chains: int


def analyze(thread: Thread, given: Given) -> list[DynamicsRow]:
    """Measure one article's thread; no row where nobody's words are left."""
    present = in_time(c for c in thread.comments if c.state == "present")
    if not present:
        return []
    lineage, stances = trace(thread), by_comment(given["stance"])
    depths = depths_of(lineage)
    told = [comment for comment in present if comment.id in stances]
    leans = [_lean(stances[comment.id]) for comment in told]
    host = article_author(thread)
    guests = [c for c in told if c.author_id is None or c.author_id != host]
    opened = split_opens([(person(c), _to_article(stances[c.id])) for c in guests])
    first = first_mover(_answers(told, lineage, stances, thread).values())
    return [
        {
            "article_id": thread.article.id,
            "controversy": controversy(depths[comment.id] for comment in present),
            "opened_comment_id": None if opened is None else guests[opened].id,
            "drift_time": difference(leans[: len(leans) // 2], leans[len(leans) // 2 :]),
            "drift_depth": _drift_depth(told, leans, depths),
            "first_mover": first.effect,
            "first_mover_z": first.z,
            "first_mover_chains": first.chains,
            "gini": gini(Counter(person(comment) for comment in present).values()),
            "reciprocity": reciprocity(_ties(present, lineage)),
        }
    ]


def split_opens(speakers: Sequence[tuple[Person, ToArticle]]) -> int | None:
    """Find the comment from which on opinion stays split; None where it ends of one mind.

    ``speakers`` are who speaks and where they stand, in order of time. The running split is that
    of a chain (``analyzers.measures.split``) over all comments so far; the split opens where it
    reaches 0.5 and doesn't fall below any more, if two comments and a tenth of all show it.
    """
    sides, opened = Sides(), None
    for index, (speaker, stance) in enumerate(speakers):
        sides.add(speaker, stance)
        if sides.split < OPEN - _NOISE:
            opened = None
        elif opened is None:
            opened = index
    shown = max(STAYS, len(speakers) // _TAIL)
    return opened if opened is not None and len(speakers) - opened >= shown else None


def first_mover(chains: Iterable[Sequence[float]]) -> FirstMover:
    """Tell whether later answers follow the first more than they follow each other.

    ``chains`` has for each root the leans (-1..1, agree less disagree) of its direct answers in
    order of time, one from each person. Alike is the product of two leans. Of each root with three
    answers or more: the mean over the later answers of how alike they are to the first, less the
    mean over the pairs of later ones. ``effect`` is the mean over the roots; ``z`` compares their
    sum with what it would be if any of the answers had been first, whose mean is exactly 0.
    """
    found, spread, count = 0.0, 0.0, 0
    for leans in chains:
        if len(leans) >= FEWEST_ANSWERS:
            effects = _as_first(leans)
            found += effects[0]
            spread += sum(effect**2 for effect in effects) / len(effects)
            count += 1
    if not count:
        return FirstMover(None, None, 0)
    z = round(found / sqrt(spread), 2) if spread > _NOISE else None
    return FirstMover(round(found / count, 4), z, count)


def _as_first(leans: Sequence[float]) -> list[float]:
    """Give the effect that each answer would have had as the first, in linear time."""
    later = len(leans) - 1
    whole, squares = sum(leans), sum(lean**2 for lean in leans)
    effects = []
    for lean in leans:
        rest = whole - lean
        pairs = (rest**2 - (squares - lean**2)) / (later * (later - 1))
        effects.append(lean * rest / later - pairs)
    return effects


def difference(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Give the mean of the second group less that of the first; None if either has under two."""
    if min(len(before), len(after)) < LEAST_GROUP:
        return None
    return round(sum(after) / len(after) - sum(before) / len(before), 4)


def _drift_depth(
    told: Sequence[Comment], leans: Sequence[float], depths: Mapping[str, int]
) -> float | None:
    groups: tuple[list[float], list[float]] = ([], [])
    for comment, lean in zip(told, leans, strict=True):
        groups[depths[comment.id] > 1].append(lean)
    return difference(*groups)


def _answers(
    told: Sequence[Comment], lineage: Lineage, stances: Mapping[str, Row], thread: Thread
) -> dict[str, list[float]]:
    """Give each root's direct answers' leans towards it: the first of each other person."""
    known = {comment.id: comment for comment in thread.comments}
    answered: defaultdict[str, list[float]] = defaultdict(list)
    heard: set[tuple[str, Person]] = set()
    for comment in told:
        root = lineage.parents[comment.id]
        if root is None or lineage.parents[root] is not None:
            continue
        speaker = person(comment)
        if speaker != person(known[root]) and (root, speaker) not in heard:
            heard.add((root, speaker))
            row = stances[comment.id]
            answered[root].append(row["parent_agree"] - row["parent_disagree"])
    return dict(answered)


def _ties(present: Sequence[Comment], lineage: Lineage) -> list[tuple[Person, Person]]:
    people = {comment.id: person(comment) for comment in present}
    found = []
    for comment_id, speaker in people.items():
        answered = people.get(lineage.parents[comment_id] or "")
        if answered:
            found.append((speaker, answered))
    return found


def _lean(row: Row) -> float:
    return float(row["article_support"] - row["article_oppose"])


def _to_article(row: Row) -> ToArticle:
    return ToArticle(row["article_support"], row["article_neutral"], row["article_oppose"])


ANALYZER = Analyzer(
    name="dynamics",
    version="2",
    requires=("stance",),
    gives="article_dynamics",
    analyze=analyze,
    parameters={
        "open": OPEN,
        "stays": STAYS,
        "undecided": UNDECIDED,
        "fewest_answers": FEWEST_ANSWERS,
    },
)
