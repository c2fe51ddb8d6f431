"""Words that tell two groups of comments apart, and whether any do.

Log-odds with an informative Dirichlet prior: Monroe, Colaresi & Quinn, "Fightin' Words: Lexical
Feature Selection and Evaluation for Identifying the Content of Political Conflict", Political
Analysis 16, 2008. The prior is how often a word is said in the whole thread, so that what is rare
needs more to stand out, and what all say stands out by nothing.

Their z takes words for independent. In a thread a person has favourite words, and among hundreds
some always stand out; so the sides are also dealt out to the people by lot. A word has to stand out
further than it does in all but one of twenty deals, and more words have to than in nearly all of
them. ``docs/measures.md`` works an example.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from threads.words import COMMON, stem

PRIOR = 500.0  # words that the prior is worth
BEYOND = 1.96  # standard deviations
FEWEST_PEOPLE = 2  # of a side that say a word
FEWEST_COMMENTS = 10  # of each side, and
FEWEST_WORDS = 150  # counted in them
MOST = 2000  # words compared, the commonest
DEALS = 99
_LEVEL = 0.05  # of the deals a word may stand out in as far as it does, and no more
SEED = 1
_SHORTEST = 3  # letters
_READ = 6000  # characters of a comment that are read
# Letters and digits, apostrophes within.
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_LINKS = frozenset("http https www com org net html".split())

Side = Literal["support", "oppose"]
Floats = NDArray[np.float64]


class Spoken(NamedTuple):
    """A comment as it is compared: who speaks, on which side (None: neither), in what words."""

    person: str
    side: Side | None
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A word: in how many comments of each side, and by how many people of the side that has more.

    ``log_odds`` is the difference of its log-odds, above 0 for ``support``; ``z`` the same in
    standard deviations.
    """

    word: str
    support: int
    oppose: int
    people: int
    log_odds: float
    z: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """The words that stand out, the surest of support first and of opposition last.

    Of ``compared`` words ``beyond`` stand out; ``by_lot`` would in the middle one of the deals, and
    ``chance`` is the share of deals in which as many do.
    """

    words: Sequence[Telling]
    compared: int
    beyond: int
    by_lot: int
    chance: float


class _Table(NamedTuple):
    """Comments that have a word (row) by who speaks on which side (column)."""

    counts: Floats
    stems: Sequence[str]
    supports: Floats  # 1 for the columns on that side, else 0
    alpha: Floats  # the prior's words


def contrast(comments: Sequence[Spoken], *, prior: float = PRIOR) -> Contrast | None:
    """Compare the words of the two sides; None where either says too little.

    A word counts once a comment: who repeats it doesn't say it more widely. Words are compared
    without their endings and shown in their commonest form.
    """
    topics = _Topics()
    said = [stems(one.text, topics) for one in comments]
    if not _enough(comments, said):
        return None
    table = _table(comments, said, prior)
    supports = table.supports[:, None]
    odds, z, people = _compared(table, supports, prior)
    deals = np.random.default_rng(SEED).permuted(np.repeat(supports, DEALS, axis=1), axis=0)
    _, dealt, dealt_people = _compared(table, deals, prior)
    usual = np.quantile(np.abs(dealt), 1 - _LEVEL, axis=1, keepdims=True)
    least = np.maximum(BEYOND, usual)
    out = np.flatnonzero((np.abs(z) > least) & (people >= FEWEST_PEOPLE))
    by_lot = ((np.abs(dealt) > least) & (dealt_people >= FEWEST_PEOPLE)).sum(axis=0)
    names = [table.stems[int(row)] for row in out]
    forms = _forms(said, set(names))
    words = [
        Telling(
            word=forms[name],
            support=int(table.counts[row] @ table.supports),
            oppose=int(table.counts[row] @ (1 - table.supports)),
            people=int(people[row, 0]),
            log_odds=round(float(odds[row, 0]), 4),
            z=round(float(z[row, 0]), 4),
        )
        for row, name in zip(out, names, strict=True)
    ]
    return Contrast(
        words=sorted(words, key=lambda one: (-one.z, one.word)),
        compared=len(table.stems),
        beyond=len(words),
        by_lot=int(np.median(by_lot)),
        chance=round(float((1 + (by_lot >= len(words)).sum()) / (1 + DEALS)), 4),
    )


class _Topics(dict[str, tuple[str, str] | None]):
    """Words as they stand in a text: without their endings and as they are shown.

    None for one that carries no topic.
    """

    def __missing__(self, found: str) -> tuple[str, str] | None:
        word = found.translate(_APOSTROPHES)
        carries = len(word) >= _SHORTEST and word not in COMMON and word not in _LINKS
        self[found] = (stem(word), word) if carries and not _DIGIT.search(word) else None
        return self[found]


def stems(text: str, topics: _Topics | None = None) -> Mapping[str, str]:
    """Give the words of a text that carry a topic, by what they are without their endings.

    ``topics`` remembers what was made of each word, for the next text.
    """
    topics = _Topics() if topics is None else topics
    words = dict.fromkeys(_WORD.findall(text[:_READ].casefold()))
    return dict(filter(None, map(topics.__getitem__, words)))


def _enough(comments: Sequence[Spoken], said: Sequence[Mapping[str, str]]) -> bool:
    for side in ("support", "oppose"):
        ours = [len(words) for one, words in zip(comments, said, strict=True) if one.side == side]
        if len(ours) < FEWEST_COMMENTS or sum(ours) < FEWEST_WORDS:
            return False
    return True


def _table(comments: Sequence[Spoken], said: Sequence[Mapping[str, str]], prior: float) -> _Table:
    """Count the commonest words that two people or more of the sides say."""
    columns: dict[tuple[str, Side], int] = {}
    cells: defaultdict[str, Counter[int]] = defaultdict(Counter)
    whole = Counter[str]()
    for one, words in zip(comments, said, strict=True):
        whole.update(words.keys())
        if one.side is not None:
            column = columns.setdefault((one.person, one.side), len(columns))
            for word in words:
                cells[word][column] += 1
    common = [word for word, where in cells.items() if len(where) >= FEWEST_PEOPLE]
    chosen = sorted(sorted(common, key=lambda word: (-whole[word], word))[:MOST])
    counts = np.zeros((len(chosen), len(columns)))
    for row, word in enumerate(chosen):
        counts[row, list(cells[word])] = list(cells[word].values())
    supports = np.array([float(side == "support") for _, side in columns])
    alpha = prior * np.array([whole[word] for word in chosen]) / sum(whole.values())
    return _Table(counts, chosen, supports, alpha)


def log_odds(
    this: Floats, rest: Floats, other: Floats, other_rest: Floats
) -> tuple[Floats, Floats]:
    """Give how much more one side says a word than the other, and that in standard deviations.

    ``this`` and ``other`` are how often either side says it, ``rest`` and ``other_rest`` how often
    all else, each with the words that the prior adds.
    """
    odds = np.log(this / rest) - np.log(other / other_rest)
    z: Floats = odds / np.sqrt(1 / this + 1 / rest + 1 / other + 1 / other_rest)
    return odds, z


def _compared(table: _Table, supports: Floats, prior: float) -> tuple[Floats, Floats, Floats]:
    """Give log-odds, z and people by word, one column for each of ``supports``."""
    this, other = _shared_out(table.counts, supports)
    words = (this + table.alpha[:, None], other + table.alpha[:, None])
    rest = [
        side.sum(axis=0) + prior - said for side, said in zip((this, other), words, strict=True)
    ]
    odds, z = log_odds(words[0], rest[0], words[1], rest[1])
    these, others = _shared_out((table.counts > 0).astype(np.float64), supports)
    people: Floats = np.where(z > 0, these, others)
    return odds, z, people


def _shared_out(counts: Floats, supports: Floats) -> tuple[Floats, Floats]:
    """Give what either side has of each row; counts are whole, so a difference is exact."""
    this = counts @ supports
    return this, counts.sum(axis=1, keepdims=True) - this


def _forms(said: Sequence[Mapping[str, str]], wanted: set[str]) -> dict[str, str]:
    """Give the commonest form of each word."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in said:
        for word in wanted & words.keys():
            forms[word][words[word]] += 1
    return {
        word: min((-count, form) for form, count in counts.items())[1]
        for word, counts in forms.items()
    }
