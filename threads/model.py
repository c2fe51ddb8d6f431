"""What a page is parsed to: frozen, so that every stage can be run, tested and inspected alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, make_dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, cast

_T = TypeVar("_T")
State = Literal["present", "removed", "missing"]
PlacementKind = Literal["nested", "floor", "threaded", "listed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text under discussion.

    ``published_at`` is ISO 8601, as exact as the page is (``2015-09-18`` or
    ``2015-09-18T12:25``), without a zone unless the page gave one. ``body`` is plain text,
    paragraphs separated by an empty line, free of site furniture. ``claimed_comments`` is what
    the page says it has, less the pingbacks among them, None where it says nothing.
    ``external_id`` is the id that the source itself gives the thread, where it gives one.
    """

    id: str = ""
    external_id: str | None = None
    url: str | None = None
    title: str = ""
    author: str | None = None
    outlet: str | None = None
    dept: str | None = None
    published_at: str | None = None
    body: str = ""
    tags: tuple[str, ...] = ()
    format: str = ""
    claimed_comments: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What the page's layout says of a comment's parent.

    - ``nested``: laid inside its parent ``under`` (None: the article). Certain.
    - ``floor``: laid inside ``under``, at the deepest level that the site nests to; the parent is
      ``under`` or a comment printed after it at the same level.
    - ``threaded``: printed in thread order (a parent before its replies, a branch kept together)
      but without its level.
    - ``listed``: printed in order of time; the parent is any earlier comment, or the article.

    An ``under`` that no comment of the page has as its id is a number on the site (an
    ``external_id``); where no comment has that either, a tombstone stands for it.
    """

    kind: PlacementKind = "listed"
    under: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment as the page shows it.

    ``id`` is local to the page (the format's choice) until ``threads.identity.identify`` gives
    the lasting one. ``position`` counts from 1 in printed order. ``registered`` is None where the
    page doesn't tell. ``subject`` is "" where the page has a place for one and shows none, None
    where the format has none. ``subject_lost``: something shows that a bare ``Re:`` stood there
    and was dropped on the way. ``text`` is plain text, paragraphs separated by an empty line,
    lines by a newline; ``quoted`` are passages of ``text``, letter for letter, that the page
    itself marks as quotations. ``own_text`` is ``text`` less the quotes of others, filled in by
    ``threads.tree.rebuild``; "" until then.
    """

    id: str
    position: int
    author: str | None = None
    author_id: str | None = None
    external_id: str | None = None
    registered: bool | None = None
    posted_at: str | None = None
    subject: str | None = None
    subject_lost: bool = False
    text: str = ""
    quoted: tuple[str, ...] = ()
    own_text: str = ""
    votes_insightful: int | None = None
    votes_funny: int | None = None
    flagged: bool | None = None
    state: State = "present"
    placement: Placement = field(default_factory=Placement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The edge from a comment to what it answers.

    ``parent_id`` None: the article. ``depth`` is 1 at top level. ``method`` names the rule that
    decided, ``confidence`` (0..1) how often such an edge is right, ``evidence`` the words,
    subject or layout it rests on.
    """

    comment_id: str
    parent_id: str | None
    depth: int
    method: str
    confidence: float
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage of ``comment_id`` that repeats ``source_id`` (a comment, or the article).

    ``text`` stands letter for letter in the comment; ``similarity`` (0..1) says how closely the
    source has the same words, 1 for word for word.
    """

    comment_id: str
    source: Literal["article", "comment"]
    source_id: str
    text: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """An article with its comments (in order of ``position``) and, once rebuilt, its tree."""

    article: Article
    comments: tuple[Comment, ...] = ()
    replies: tuple[Reply, ...] = ()
    quotes: tuple[Quote, ...] = ()


def altered(item: _T, **changes: object) -> _T:
    """Do what ``dataclasses.replace`` does for one of the classes above, in a third of the time.

    Raises ``KeyError`` for a field that it doesn't have.
    """
    new = object.__new__(type(item))
    read, write = _slots(cast("Any", type(item)))
    for put, value in zip(write.values(), read(item), strict=True):
        put(new, value)
    for name, changed in changes.items():
        write[name](new, changed)
    return new


def maker(kind: type[_T]) -> Callable[..., _T]:
    """Give a function that makes objects of one of the classes above in a quarter of the time.

    It takes what the class takes, by name or in order; a default is the same object each time. A
    frozen class sets each field by a call; so a twin that isn't frozen is filled, and then told its
    class. The function is written out for the class, as ``dataclasses`` writes ``__init__``.
    """
    each = fields(cast("Any", kind))
    twin: Any = make_dataclass(kind.__name__, [one.name for one in each], slots=True, eq=False)
    known: dict[str, Any] = {"_new": object.__new__, "_twin": twin, "_kind": kind}
    known |= {f"_{one.name}_default": _default(one) for one in each if not _is_needed(one)}
    # What has a default may stand before what has none, in keyword-only classes: it is asked for.
    last = max((n for n, one in enumerate(each) if _is_needed(one)), default=-1)
    takes = [f"{o.name}=_{o.name}_default" if n > last else o.name for n, o in enumerate(each)]
    body = [
        "_made = _new(_twin)",
        *(f"_made.{one.name} = {one.name}" for one in each),
        "_made.__class__ = _kind",
        "return _made",
    ]
    exec(f"def make({', '.join(takes)}):\n " + "\n ".join(body), known)
    return cast("Callable[..., _T]", known["make"])


def _is_needed(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _default(each: Field[Any]) -> Any:
    return each.default if each.default_factory is MISSING else each.default_factory()


@lru_cache(maxsize=32)
def _slots(kind: Any) -> tuple[Callable[[Any], Any], dict[str, Callable[[Any, Any], None]]]:
    names = [each.name for each in fields(kind)]
    return attrgetter(*names), {name: kind.__dict__[name].__set__ for name in names}
