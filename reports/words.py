"""Words that tell the two sides of a thread apart, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from analyzers.contrast import Contrast, Side, Spoken, contrast
from reports.judgement import LEVEL
from reports.query import Computed, Query
from reports.rows import Row, written

SHOWN = 10
"""Words shown of each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWordsRow(Row):
    """What somebody says, without quotes; ``side`` is None where they stand on neither.

    ``by_camp`` is 1 where the sides are the camps, 0 where they are the stances of the comments.
    """

    position: int
    person: str
    side: Side | None
    by_camp: int
    words: str

    keyed_by = ("position",)


OWN_WORDS = Query(
    "own_words",
    "What each comment says in its own words, and on which side",
    OwnWordsRow,
    """
    SELECT c.position, IFNULL(c.author_id, c.id) AS person,
           CASE WHEN IFNULL(d.camps, 0) = 2
                THEN CASE k.camp WHEN 'A' THEN 'support' WHEN 'B' THEN 'oppose' END
                ELSE NULLIF(s.to_article, 'neutral') END AS side,
           IFNULL(d.camps, 0) = 2 AS by_camp, c.own_text AS words
      FROM comments c JOIN stance s ON s.comment_id = c.id
      LEFT JOIN article_camps d ON d.article_id = c.article_id
      LEFT JOIN camps k ON k.id = c.article_id || '/' || IFNULL(c.author_id, c.id)
     WHERE c.article_id = :article AND c.state = 'present' ORDER BY c.position
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow(Row):
    """Whether the sides' words differ: of ``compared`` ones ``beyond`` stand out.

    ``by_lot`` do where sides are dealt to people by lot, ``chance`` is how often as many do.
    """

    compared: int
    beyond: int
    by_lot: int
    chance: float
    by_camp: int

    kinds = written(part=("chance",))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow(Row):
    """A word that one side says more: in how many comments of each, by how many of its people.

    ``log_odds`` and ``z`` are above 0 for support.
    """

    word: str
    side: Side
    support: int
    oppose: int
    people: int
    log_odds: float
    z: float

    keyed_by = ("word",)
    kinds = written(score=("log_odds", "z"))


def compared(rows: Sequence[OwnWordsRow]) -> list[ComparisonRow]:
    """Say how far the sides differ in words; no row where either says too little."""
    found = _contrast(rows)
    if found is None:
        return []
    return [
        ComparisonRow(compared=found.compared, beyond=found.beyond, by_lot=found.by_lot,
                      chance=found.chance, by_camp=rows[0].by_camp)
    ]  # fmt: skip


def telling(rows: Sequence[OwnWordsRow]) -> list[WordRow]:
    """Give the surest words of each side; none where as many would stand out by lot."""
    found = _contrast(rows)
    if found is None or found.chance >= LEVEL:
        return []
    chosen = [
        *[one for one in found.words if one.z > 0][:SHOWN],
        *[one for one in reversed(found.words) if one.z < 0][:SHOWN],
    ]
    return [WordRow(side="support" if one.z > 0 else "oppose", **asdict(one)) for one in chosen]


@lru_cache(maxsize=1)
def _found(said: tuple[Spoken, ...]) -> Contrast | None:
    return contrast(said)


def _contrast(rows: Sequence[OwnWordsRow]) -> Contrast | None:
    """Compare the words; a report asks twice for the same ones."""
    return _found(tuple(Spoken(row.person, row.side, row.words) for row in rows))


COMPARISON = Computed(
    "word_comparison",
    "Whether the sides differ in words, worked out of these rows by analyzers.contrast",
    ComparisonRow,
    OWN_WORDS.text,
    of=OWN_WORDS,
    work=compared,
)
WORDS = Computed(
    "words",
    "Words that one side says more, worked out of these rows by analyzers.contrast",
    WordRow,
    OWN_WORDS.text,
    of=OWN_WORDS,
    work=telling,
)
