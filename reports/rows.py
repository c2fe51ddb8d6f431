"""What each query gives: one frozen dataclass per query, its fields the columns by name.

``key`` tells the rows of one query apart, so that a printed number can name where it comes from
(query, key, column). Shares are 0..1, scores -1..1, times text as stored; None is SQL's NULL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

Kind = Literal["count", "share", "score", "part"]
"""How a number is written: ``1,204``, ``41%``, ``−0.12``, ``0.73``."""


def written(
    *, share: Sequence[str] = (), score: Sequence[str] = (), part: Sequence[str] = ()
) -> Mapping[str, Kind]:
    """Say how the columns of a row are written that are no counts."""
    kinds: dict[str, Kind] = dict.fromkeys(share, "share")
    return MappingProxyType(kinds | dict.fromkeys(score, "score") | dict.fromkeys(part, "part"))


class Row:
    """Any row of a query; ``kinds`` says how its columns are written that are no counts."""

    __slots__ = ()
    keyed_by: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[Mapping[str, Kind]] = MappingProxyType({})

    @property
    def key(self) -> str:
        """Tell this row from its query's others; "" where there is only one."""
        return "/".join(str(getattr(self, name)) for name in self.keyed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow(Row):
    """The article as it is stored."""

    id: str
    url: str | None
    title: str
    author: str | None
    outlet: str | None
    dept: str | None
    published_at: str | None
    format: str
    content_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryRow(Row):
    """How much of the thread is there.

    ``claimed`` is what the page says it has. ``people`` counts distinct names that belong to one
    person; comments under shared names (``shared``) are counted as nobody further, so it is a
    lower bound.
    """

    claimed: int | None
    recovered: int
    comments: int
    removed: int
    missing: int
    people: int
    most: int
    shared: int
    timed: int
    first_at: str | None
    last_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedRow(Row):
    """How often one kind of thing was mended in the thread; ``threads.mending`` has the kinds."""

    kind: str
    repairs: int

    keyed_by = ("kind",)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRow(Row):
    """One thing that was mended, and the place of the comment that it is about."""

    ordinal: int
    kind: str
    position: int | None
    detail: str

    keyed_by = ("ordinal",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyzedRow(Row):
    """Which analyzers have been over the article."""

    analyzer: str

    keyed_by = ("analyzer",)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow(Row):
    """How many comments each analyzer gave a row to, and the engines that told stances.

    ``wordless`` ones have no words of their own, as where all is quoted: nothing gives them a row.
    """

    stance: int
    stance_engines: str | None
    sentiment: int
    wordless: int
    chains: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampsRow(Row):
    """How many stand in each camp, and how sure it is that there are two; z None: can't be told.

    ``replies`` go from one person to another, the article counting as one, ``cross_camp`` of them
    to the other camp. Of ``tellable`` comments it is known whether both camps agree with them, and
    with ``agreed`` they do.
    """

    camps: int
    replies: int
    z: float | None
    in_a: int
    in_b: int
    cross_camp: float | None
    people: int
    frustration: float | None
    frustration_random: float | None
    tellable: int
    agreed: int

    kinds = written(share=("cross_camp", "frustration", "frustration_random"), part=("z",))


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow(Row):
    """The comments left unscored that are in one language; None: in one that can't be told."""

    language: str | None
    comments: int

    keyed_by = ("language",)


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRow(Row):
    """One side: its comments, out of ``total`` scored ones."""

    label: str
    comments: int
    total: int
    share: float | None

    keyed_by = ("label",)
    kinds = written(share=("share",))


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgesRow(Row):
    """The edges that one method decided."""

    method: str
    edges: int
    share: float
    mean_confidence: float

    keyed_by = ("method",)
    kinds = written(share=("share", "mean_confidence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyRow(Row):
    """How sure the whole tree is; ``doubtful`` edges have a confidence below one half."""

    edges: int
    replies: int
    levels: int
    mean_confidence: float | None
    doubtful: int

    kinds = written(share=("mean_confidence",))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow(Row):
    """One comment with its edge, sentiment and stance; None where it was not scored."""

    id: str
    position: int
    author: str | None
    author_id: str | None
    registered: int | None
    posted_at: str | None
    subject: str | None
    text: str
    state: str
    flagged: int | None
    parent_id: str | None
    parent_position: int | None
    parent_author: str | None
    depth: int | None
    method: str | None
    confidence: float | None
    evidence: str | None
    language: str | None
    scored: int | None
    compound: float | None
    sentiment: str | None
    to_article: str | None
    to_parent: str | None
    asks: int | None
    stance_evidence: str | None

    keyed_by = ("position",)
    kinds = written(share=("confidence",), score=("compound",))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow(Row):
    """A passage of a comment that repeats the article or another comment."""

    comment_id: str
    ordinal: int
    source: str
    text: str
    similarity: float
    source_position: int | None
    source_author: str | None

    keyed_by: ClassVar[tuple[str, ...]] = (
        "comment_id",
        "ordinal",
    )
    kinds = written(part=("similarity",))


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRow(Row):
    """``comments`` successive comments as one dot of the timeline (mostly one).

    ``compound`` is their mean, ``running`` the mean of this and the dots before it, as many as
    the query's ``:window`` says. ``to_article`` and ``author`` are set for a dot of one
    comment only.
    """

    dot: int
    position: int
    last_position: int
    comments: int
    posted_at: str | None
    compound: float
    running: float
    to_article: str | None
    author: str | None

    keyed_by = ("dot",)
    kinds = written(score=("compound", "running"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneRow(Row):
    """Sentiment of the whole thread and of its two halves by position."""

    comments: int
    mean: float | None
    negative: int
    neutral: int
    positive: int
    first_half: int
    first_mean: float | None
    second_mean: float | None

    kinds = written(score=("mean", "first_mean", "second_mean"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow(Row):
    """A chain with the comment that begins it and the one where it flips."""

    id: str
    position: int
    author: str | None
    subject: str | None
    text: str
    comments: int
    depth: int
    authors: int
    started_at: str | None
    ended_at: str | None
    agree: int
    neutral: int
    disagree: int
    sentiment: float | None
    split: float | None
    heat: float | None
    flip_position: int | None
    flip_of: str | None = None
    controversy: int | None = None
    support: float | None = None
    oppose: float | None = None
    heat_disagree: float | None = None
    heat_negative: float | None = None
    heat_speed: float | None = None
    heat_pile_on: float | None = None

    keyed_by = ("position",)
    kinds = written(
        score=("sentiment",),
        part=(
            "split",
            "heat",
            "support",
            "oppose",
            "heat_disagree",
            "heat_negative",
            "heat_speed",
            "heat_pile_on",
        ),
    )

    @property
    def counted(self) -> bool:
        """Whether its replies can be counted: otherwise all is 0 for want of anything to count."""
        return self.split is not None and self.comments > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTotalsRow(Row):
    """The chains counted; ``lone`` ones are a single comment, ``flips`` have a flip."""

    chains: int
    lone: int
    largest: int
    deepest: int
    flips: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStancesRow(Row):
    """One chain's comments by stance towards the article; ``position`` is where it begins."""

    position: int
    support: int
    neutral: int
    oppose: int
    unscored: int

    keyed_by = ("position",)
