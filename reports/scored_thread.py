"""A thread as one object: every utterance where it stands, with what was told of it.

What a page says stays what ``threads.model`` has (``Article``, ``Comment``, ``Reply``, ``Quote``);
what analyzers told of it stands beside it, None where none did. The objects are read once and know
nothing of the database any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from threads.model import Article, Comment, Quote, Reply

if TYPE_CHECKING:
    from reports.rows import CampsRow, ChainRow
    from reports.split import AuditRow, SplitRow
    from threads.rows import Row
    from threads.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """How positive or negative an utterance's own words are: ``compound`` from -1 to 1."""

    compound: float
    label: str
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Where an utterance stands to what it answers, and to the article.

    ``to_parent`` is agree, neutral or disagree, ``to_article`` support, neutral or oppose; the
    probabilities of each three sum to 1. At top level the parent is the article. ``engine`` told
    it, by the words in ``evidence`` (JSON).
    """

    to_parent: str
    parent_agree: float
    parent_neutral: float
    parent_disagree: float
    to_article: str
    article_support: float
    article_neutral: float
    article_oppose: float
    asks: bool
    engine: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Utterance:
    """One comment in its place in the thread.

    ``parent`` is None where it answers the article; ``depth`` is 1 there. ``children`` are the
    direct answers in the page's order. ``camp`` is A (the article's) or B, None where none is told.
    ``language`` is ISO 639-1. Two utterances are equal only if they are the same object.
    """

    comment: Comment
    reply: Reply
    sentiment: Sentiment | None
    stance: Stance | None
    language: str | None
    camp: str | None
    links: Links = field(repr=False)

    def __repr__(self) -> str:
        return f"<Utterance #{self.position} by {self.author or '(no name)'}>"

    @property
    def id(self) -> str:
        """The comment's id."""
        return self.comment.id

    @property
    def position(self) -> int:
        """The comment's place on the page, 1 = first."""
        return self.comment.position

    @property
    def author(self) -> str | None:
        """The name as printed; it may be one that many share, see ``comment.author_id``."""
        return self.comment.author

    @property
    def text(self) -> str:
        """All of the comment's text."""
        return self.comment.text

    @property
    def depth(self) -> int:
        """The level in the tree; 1 = answers the article."""
        return self.reply.depth

    @property
    def parent(self) -> Utterance | None:
        """What it answers; None = the article."""
        return self.links.by_id.get(self.reply.parent_id or "")

    @property
    def children(self) -> Sequence[Utterance]:
        """Its direct answers, in the page's order."""
        return self.links.children.get(self.comment.id, ())

    @property
    def above(self) -> Sequence[Utterance]:
        """The utterances from the top level down to what it answers."""
        path, parent = [], self.parent
        while parent is not None:
            path.append(parent)
            parent = parent.parent
        return tuple(reversed(path))

    @property
    def chain(self) -> Chain:
        """The chain that it belongs to."""
        return self.links.chain_of[self.id]

    def walk(self) -> Iterator[Utterance]:
        """Yield it and everything under it in reading order: a parent before its answers."""
        waiting = [self]
        while waiting:
            yield (here := waiting.pop())
            if answers := here.children:
                waiting.extend(reversed(answers))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chain:
    """A top-level utterance with everything under it, in reading order.

    ``scores`` has what is measured of it (``heat``, ``split``, ``agree``, ``flip_position``, ...),
    None before the article is analyzed.
    """

    root: Utterance
    utterances: Sequence[Utterance]
    scores: ChainRow | None

    def __repr__(self) -> str:
        return f"<Chain of {len(self)} from #{self.root.position}>"

    def __iter__(self) -> Iterator[Utterance]:
        return iter(self.utterances)

    def __len__(self) -> int:
        return len(self.utterances)


@dataclass(eq=False)
class Links:
    """The tree by id, filled once while a thread is put together."""

    by_id: dict[str, Utterance] = field(default_factory=dict)
    children: dict[str, list[Utterance]] = field(default_factory=dict)
    chains: tuple[Chain, ...] = ()

    @cached_property
    def chain_of(self) -> dict[str, Chain]:
        """The chain of each utterance."""
        return {one.id: chain for chain in self.chains for one in chain}


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoredThread:
    """An article with its utterances in the page's order, and what was told of them.

    ``split`` are the shares for and against the article as the program's known errors correct
    them, ``audit`` as labels by hand do, ``camps`` what is told of two camps; each None where it
    wasn't worked out.
    """

    article: Article
    utterances: Sequence[Utterance]
    chains: Sequence[Chain]
    quotes: Sequence[Quote]
    split: SplitRow | None
    audit: AuditRow | None
    camps: CampsRow | None

    def __repr__(self) -> str:
        return f"<ScoredThread of {len(self)}: {self.article.title!r}>"

    def __iter__(self) -> Iterator[Utterance]:
        return iter(self.utterances)

    def __len__(self) -> int:
        return len(self.utterances)

    def __getitem__(self, position: int) -> Utterance:
        """Give #position, as ``rejoinder show`` numbers them; raises ``KeyError``."""
        return self._by_position[position]

    @cached_property
    def _by_position(self) -> Mapping[int, Utterance]:
        return {one.position: one for one in self.utterances}

    def walk(self) -> Iterator[Utterance]:
        """Yield every utterance in reading order: a parent before its answers."""
        return (one for chain in self.chains for one in chain)

    def paths(self) -> Iterator[tuple[Utterance, ...]]:
        """Yield each way down, from top level to an utterance that nobody answered."""
        for chain in self.chains:
            down: list[Utterance] = []
            for one in chain.utterances:
                del down[one.reply.depth - 1 :]
                down.append(one)
                if not one.children:
                    yield tuple(down)


def scored_thread(store: Store, article_id: str) -> ScoredThread:
    """Read an article's thread with all that is told of it; raises ``ArticleNotFound``."""
    from reports.camp_queries import CAMPS
    from reports.queries.chains import CHAINS
    from reports.split import AUDIT, SPLIT

    thread, db = store.load_thread(article_id), store.db.conn
    links, told = Links(), _Told(store, article_id)
    replies = {reply.comment_id: reply for reply in thread.replies}
    utterances = [told.utterance(each, replies[each.id], links) for each in thread.comments]
    scores = {row.position: row for row in CHAINS.read(db, article_id)}
    return ScoredThread(
        article=thread.article,
        utterances=tuple(utterances),
        chains=chained(utterances, links, scores),
        quotes=thread.quotes,
        split=_only(SPLIT.read(db, article_id)),
        audit=_only(AUDIT.read(db, article_id)),
        camps=_only(CAMPS.read(db, article_id)),
    )


def chained(
    utterances: Iterable[Utterance], links: Links, scores: Mapping[int, ChainRow]
) -> tuple[Chain, ...]:
    """Tie utterances to each other, and give their chains; ``scores`` are by position."""
    children = links.children
    for one in utterances:
        links.by_id[one.comment.id] = one
        children.setdefault(one.reply.parent_id or "", []).append(one)
    links.chains = tuple([
        Chain(root=top, utterances=tuple(top.walk()), scores=scores.get(top.comment.position))
        for top in children.get("", ())
    ])  # fmt: skip
    return links.chains


def _only(rows: Sequence[T]) -> T | None:
    return rows[0] if rows else None


class _Told:
    """What analyzers told of an article's comments, by comment."""

    def __init__(self, store: Store, article_id: str) -> None:
        self.article_id = article_id
        self.by_table = {
            table: {row["comment_id"]: row for row in store.rows(table, article_id)}
            for table in ("sentiment", "stance", "language")
        }
        self.camps = {row["id"]: row["camp"] for row in store.rows("camps", article_id)}

    def utterance(self, comment: Comment, reply: Reply, links: Links) -> Utterance:
        """Put one utterance together."""
        sentiment, stance, language = (rows.get(comment.id) for rows in self.by_table.values())
        who = f"{self.article_id}/{comment.author_id or comment.id}"
        return Utterance(
            comment=comment,
            reply=reply,
            sentiment=Sentiment(**_less_id(sentiment)) if sentiment else None,
            stance=Stance(**_less_id(stance) | {"asks": bool(stance["asks"])}) if stance else None,
            language=language["language"] if language else None,
            camp=self.camps.get(who),
            links=links,
        )


def _less_id(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "comment_id"}
