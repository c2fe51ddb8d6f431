"""A thread as one object: every utterance where it stands, with what was told of it.

What a page says stays what ``threads.model`` has (``Article``, ``Comment``, ``Reply``, ``Quote``);
what analyzers told of it stands beside it, None where none did. The objects are read once and know
nothing of the database any more. They come from a database (``scored_thread``) or straight from a
file (``stated_thread``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from threads.model import Article, Comment, Quote, Reply, maker

if TYPE_CHECKING:
    from reports.rows import CampsRow, ChainRow
    from reports.split import AuditRow, SplitRow

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


@dataclass(frozen=True, slots=True)
class Told:
    """What analyzers told of one comment; None where none did."""

    sentiment: Sentiment | None = None
    stance: Stance | None = None
    language: str | None = None
    camp: str | None = None


_UNTOLD = Told()


class Tree:
    """A thread's comments with their places in it, by their index in the page's order.

    It holds no utterance and no chain, which are views of it: so a thread holds itself in no
    circle and is freed at once, which is a fifth of the time where threads come by the thousand.
    """

    def __init__(
        self,
        comments: Sequence[Comment],
        replies: Sequence[Reply],
        told: Mapping[str, Told] | None = None,
        scores: Mapping[int, ChainRow] | None = None,
    ) -> None:
        """Tie comments together by the replies beside them; ``told`` is by id, ``scores`` by #."""
        self.comments = comments
        self.replies = replies
        self.told = told or {}
        self.scores = scores or {}
        self.answers: dict[str, list[int]] = {}
        for at, reply in enumerate(replies):
            self.answers.setdefault(reply.parent_id or "", []).append(at)
        self.chains = [tuple(self.under(top)) for top in self.answers.get("", ())]

    @cached_property
    def by_id(self) -> dict[str, int]:
        """Where each id stands."""
        return {comment.id: at for at, comment in enumerate(self.comments)}

    @cached_property
    def by_position(self) -> dict[int, int]:
        """Where each # stands."""
        return {comment.position: at for at, comment in enumerate(self.comments)}

    @cached_property
    def chain_of(self) -> dict[int, int]:
        """The number of the chain that each comment is in."""
        return {at: number for number, chain in enumerate(self.chains) for at in chain}

    def under(self, at: int) -> Iterator[int]:
        """Yield a comment and everything under it in reading order: a parent before its answers."""
        waiting, comments, answers = [at], self.comments, self.answers
        while waiting:
            yield (here := waiting.pop())
            if found := answers.get(comments[here].id):
                waiting.extend(reversed(found))


@dataclass(frozen=True, slots=True, repr=False)
class Utterance:
    """One comment in its place in the thread.

    ``parent`` is None where it answers the article; ``depth`` is 1 there. ``children`` are the
    direct answers in the page's order. ``camp`` is A (the article's) or B, None where none is told.
    ``language`` is ISO 639-1. It is a view: two are equal if they are the same comment of the same
    thread, read at once.
    """

    tree: Tree
    at: int

    def __repr__(self) -> str:
        return f"<Utterance #{self.position} by {self.author or '(no name)'}>"

    @property
    def comment(self) -> Comment:
        """What the page says of it."""
        return self.tree.comments[self.at]

    @property
    def reply(self) -> Reply:
        """What it answers, with the evidence and the confidence."""
        return self.tree.replies[self.at]

    @property
    def _told(self) -> Told:
        return self.tree.told.get(self.comment.id, _UNTOLD)

    @property
    def sentiment(self) -> Sentiment | None:
        """How positive or negative its own words are."""
        return self._told.sentiment

    @property
    def stance(self) -> Stance | None:
        """Where it stands to what it answers, and to the article."""
        return self._told.stance

    @property
    def language(self) -> str | None:
        """The language it is written in."""
        return self._told.language

    @property
    def camp(self) -> str | None:
        """The camp of its author."""
        return self._told.camp

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
        return self.tree.comments[self.at].text

    @property
    def depth(self) -> int:
        """The level in the tree; 1 = answers the article."""
        return self.reply.depth

    @property
    def parent(self) -> Utterance | None:
        """What it answers; None = the article."""
        at = self.tree.by_id.get(self.reply.parent_id or "")
        return None if at is None else _utterance(self.tree, at)

    @property
    def children(self) -> Sequence[Utterance]:
        """Its direct answers, in the page's order."""
        return _utterances(self.tree, self.tree.answers.get(self.id, ()))

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
        return Chain(self.tree, self.tree.chain_of[self.at])

    def walk(self) -> Iterator[Utterance]:
        """Yield it and everything under it in reading order: a parent before its answers."""
        return (_utterance(self.tree, at) for at in self.tree.under(self.at))


_utterance = maker(Utterance)


def _utterances(tree: Tree, places: Iterable[int]) -> tuple[Utterance, ...]:
    return tuple([_utterance(tree, at) for at in places])


@dataclass(frozen=True, slots=True, repr=False)
class Chain:
    """A top-level utterance with everything under it, in reading order.

    ``scores`` has what is measured of it (``heat``, ``split``, ``agree``, ``flip_position``, ...),
    None before the article is analyzed.
    """

    tree: Tree
    number: int

    def __repr__(self) -> str:
        return f"<Chain of {len(self)} from #{self.root.position}>"

    def __iter__(self) -> Iterator[Utterance]:
        return (_utterance(self.tree, at) for at in self.tree.chains[self.number])

    def __len__(self) -> int:
        return len(self.tree.chains[self.number])

    @property
    def root(self) -> Utterance:
        """The utterance at top level."""
        return _utterance(self.tree, self.tree.chains[self.number][0])

    @property
    def utterances(self) -> Sequence[Utterance]:
        """All of it, in reading order."""
        return tuple(self)

    @property
    def scores(self) -> ChainRow | None:
        """What is measured of it."""
        return self.tree.scores.get(self.root.position)


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoredThread:
    """An article with its utterances in the page's order, and what was told of them.

    ``split`` are the shares for and against the article as the program's known errors correct
    them, ``audit`` as labels by hand do, ``camps`` what is told of two camps; each None where it
    wasn't worked out.
    """

    article: Article
    tree: Tree
    quotes: Sequence[Quote]
    split: SplitRow | None = None
    audit: AuditRow | None = None
    camps: CampsRow | None = None

    def __repr__(self) -> str:
        return f"<ScoredThread of {len(self)}: {self.article.title!r}>"

    def __iter__(self) -> Iterator[Utterance]:
        return (_utterance(self.tree, at) for at in range(len(self)))

    def __len__(self) -> int:
        return len(self.tree.comments)

    def __getitem__(self, position: int) -> Utterance:
        """Give #position, as ``rejoinder show`` numbers them; raises ``KeyError``."""
        return _utterance(self.tree, self.tree.by_position[position])

    @property
    def utterances(self) -> Sequence[Utterance]:
        """All utterances, in the page's order."""
        return tuple(self)

    @property
    def chains(self) -> Sequence[Chain]:
        """The chains, in the order of the utterances they begin with."""
        return tuple([Chain(self.tree, number) for number in range(len(self.tree.chains))])

    def walk(self) -> Iterator[Utterance]:
        """Yield every utterance in reading order: a parent before its answers."""
        return (_utterance(self.tree, at) for chain in self.tree.chains for at in chain)

    def paths(self) -> Iterator[tuple[Utterance, ...]]:
        """Yield each way down, from top level to an utterance that nobody answered."""
        tree = self.tree
        for chain in tree.chains:
            down: list[Utterance] = []
            for at in chain:
                del down[tree.replies[at].depth - 1 :]
                down.append(_utterance(tree, at))
                if tree.comments[at].id not in tree.answers:
                    yield tuple(down)
