"""JSON Lines of utterances in ConvoKit's own shape (https://convokit.cornell.edu), a file or many.

An utterance is a line: ``id``, ``conversation_id``, ``speaker``, ``text``, ``timestamp``,
``reply-to``, ``meta``. The one whose ``id`` is the ``conversation_id`` is the article, the others
are comments. ``reply-to`` that is null or names the article: top level. **Without** the key
``reply-to`` the parent is unknown, and rebuilt like that of any flat page. Of ``meta`` is read what
our own export writes; all else there is left alone.

A file of several conversations is cut into a page for each before it is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from threads.errors import PageError
from threads.formats.json_values import (
    clean,
    count_of,
    flag,
    identifier,
    iso_date,
    moment,
    parse_json,
    text_of,
)
from threads.model import Article, Comment, Placement, State, Thread
from threads.page import Page

NAME = "convokit-jsonl"

_STATES: tuple[State, ...] = ("present", "removed", "missing")
_LARGEST_POSITION = 10**9
_VALUES = {
    "registered": flag, "flagged": flag, "subject_lost": flag,
    "votes_insightful": count_of, "votes_funny": count_of,
}  # fmt: skip
_TOLD = frozenset(_VALUES) | {"state", "quoted"}
# Nearly all comments lie in one of these, or inside another.
_TOP_LEVEL, _UNKNOWN = Placement(kind="nested"), Placement()


@dataclass(slots=True)
class _Utterance:
    """One line, its ids and texts checked; ``tells_parent``: it has the key ``reply-to``.

    ``posted_at`` is the time as ``meta`` writes it, null included, else what the timestamp comes to.
    """

    line: str
    id: str
    conversation: str
    author: str | None
    text: str
    posted_at: str | None
    tells_parent: bool
    parent: str | None
    meta: dict[str, Any]

    @property
    def is_article(self) -> bool:
        return self.id == self.conversation

    @property
    def external_id(self) -> str | None:
        own = self.meta.get("external_id", self.id)
        return self.id if own is not None and not isinstance(own, str) else own


def recognise(page: Page) -> bool:
    """Tell by the first character and the word that only such a file has."""
    start = page.text.lstrip("\ufeff \t\n")
    return start.startswith("{") and '"conversation_id"' in start


def split(page: Page) -> Iterator[Page]:
    """Cut a file into a page for each conversation, in the order they begin.

    A page is its conversation's lines as they stand, so that what doesn't change is known again
    however the others grow. Raises ``PageError`` that names the first line that is no utterance.
    """
    conversations: defaultdict[str, list[str]] = defaultdict(list)
    for utterance in _utterances(page):
        conversations[utterance.conversation].append(utterance.line)
    if len(conversations) == 1:
        # Without the address it was found at, which is the file's and not the article's.
        yield Page(page.source, page.text)
        return
    for name, lines in conversations.items():
        yield Page(f"{page.source}#{name}", "\n".join(lines) + "\n")


def read(page: Page) -> Thread:
    """Read one conversation; raises ``PageError`` for a broken line, and for several at once."""
    utterances = list(_utterances(page))
    names = {utterance.conversation for utterance in utterances}
    if len(names) != 1:
        what = f"{len(names)} conversations in one page"
        raise PageError(what, where=page.source, remedy="cut it with formats.pages_in first")
    root = next((u for u in utterances if u.is_article), None)
    answers = [utterance for utterance in utterances if utterance is not root]
    article = _article(root) if root else Article(format=NAME)
    return Thread(
        article=replace(article, external_id=names.pop()),
        comments=tuple(_comments(_in_order(answers))),
    )


def conversation_of(line: str, where: str, number: int) -> str:
    """Tell the conversation of one line of a file; raises ``PageError`` naming the line."""
    return _checked(line, where, number).conversation


def _utterances(page: Page) -> Iterator[_Utterance]:
    # No splitlines(): JSON may hold the line ends that only Unicode knows.
    for number, line in enumerate(page.text.lstrip("\ufeff").split("\n"), 1):
        if line and not line.isspace():
            yield _checked(line, page.source, number)


def _checked(line: str, where: str, number: int) -> _Utterance:
    place = f"line {number}"
    found = parse_json(line, where, place)
    try:
        return _utterance(found, line)
    except ValueError as error:
        remedy = "each line is an utterance: id, conversation_id, speaker, text, …"
        raise PageError(f"{place}: {error}", where=where, remedy=remedy) from error


def _utterance(found: Any, line: str) -> _Utterance:
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    meta, speaker, text = found.get("meta"), found.get("speaker"), found.get("text")
    meta = meta if isinstance(meta, dict) else {}
    if text is not None and not isinstance(text, str):
        raise ValueError("“text” is no text")
    return _Utterance(
        line=line,
        id=_id(found, "id"),
        conversation=_id(found, "conversation_id"),
        author=_name(speaker) if isinstance(speaker, str) else _named(speaker),
        text=clean(text) if text else "",
        posted_at=_posted_at(found.get("timestamp"), meta),
        tells_parent="reply-to" in found,
        parent=_id(found, "reply-to") if found.get("reply-to") is not None else None,
        meta=meta,
    )


@lru_cache(maxsize=4096)
def _name(speaker: str) -> str | None:
    return text_of(identifier(speaker))


def _named(speaker: object) -> str | None:
    return text_of(identifier(speaker.get("id") if isinstance(speaker, dict) else speaker))


def _posted_at(timestamp: object, meta: dict[str, Any]) -> str | None:
    if "posted_at" not in meta:
        return moment(timestamp)
    if meta["posted_at"] is None:
        return None
    return iso_date(meta["posted_at"]) or moment(timestamp)


def _id(found: dict[str, Any], key: str) -> str:
    name = found.get(key)
    if not (isinstance(name, str) and name.isprintable()):
        name = identifier(name)
    if not name:
        raise ValueError(f"“{key}” is no id" if key in found else f"no “{key}”")
    return name


def _article(root: _Utterance) -> Article:
    meta = root.meta
    tags, url = meta.get("tags"), text_of(meta.get("url"))
    return Article(
        url=url if url and url.startswith(("http://", "https://")) else None,
        title=text_of(meta.get("title")) or text_of(meta.get("subject")) or "",
        author=root.author,
        outlet=text_of(meta.get("outlet")),
        dept=text_of(meta.get("dept")),
        published_at=root.posted_at,
        body=root.text,
        tags=tuple(filter(None, map(text_of, tags))) if isinstance(tags, list) else (),
        format=NAME,
        claimed_comments=count_of(meta.get("claimed_comments")),
    )


def _in_order(answers: Sequence[_Utterance]) -> list[tuple[int, _Utterance]]:
    """Give each comment its place: ``meta.position`` if all have one, else by time, or line."""
    places = [count_of(u.meta.get("position")) or 0 for u in answers]
    if all(0 < p <= _LARGEST_POSITION for p in places) and len(set(places)) == len(places):
        return sorted(zip(places, answers, strict=True), key=lambda pair: pair[0])
    times = [u.posted_at or "" for u in answers]
    if all("T" in time for time in times):
        paired = sorted(zip(times, answers, strict=True), key=lambda pair: pair[0])
        return list(enumerate((u for _, u in paired), 1))
    return list(enumerate(answers, 1))


def _comments(answers: Sequence[tuple[int, _Utterance]]) -> Iterator[Comment]:
    # A format that has subjects somewhere has a place for them everywhere.
    bare = "" if any(isinstance(u.meta.get("subject"), str) for _, u in answers) else None
    for position, utterance in answers:
        meta = utterance.meta
        subject = meta.get("subject", bare)
        yield Comment(
            id=utterance.id,
            position=position,
            author=utterance.author,
            external_id=utterance.external_id,
            posted_at=utterance.posted_at,
            subject=(text_of(subject) or "") if isinstance(subject, str) else None,
            text=utterance.text,
            placement=_placement(utterance),
            **(_told(meta, utterance.text) if _TOLD & meta.keys() else {}),
        )


def _told(meta: dict[str, Any], text: str) -> dict[str, Any]:
    """Give those fields of a comment that only our own export and few others write."""
    told: dict[str, Any] = {
        name: read(meta[name]) for name, read in _VALUES.items() if name in meta
    }
    told["subject_lost"] = bool(told.get("subject_lost"))
    told["state"] = next((s for s in _STATES if s == meta.get("state")), "present")
    if isinstance(quoted := meta.get("quoted"), list):
        told["quoted"] = _quoted(quoted, text)
    return told


def _quoted(passages: list[object], text: str) -> tuple[str, ...]:
    known = (clean(passage) for passage in passages if isinstance(passage, str))
    return tuple(passage for passage in known if passage and passage in text)


def _placement(utterance: _Utterance) -> Placement:
    """Lay a comment inside its parent; one that this page lacks is known by its id."""
    if not utterance.tells_parent:
        return _UNKNOWN
    parent = utterance.parent
    if parent in (None, utterance.conversation):
        return _TOP_LEVEL
    return Placement(kind="nested", under=parent)
