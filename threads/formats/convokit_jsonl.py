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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Utterance:
    """One line, its ids and texts checked; ``tells_parent``: it has the key ``reply-to``."""

    line: str
    id: str
    conversation: str
    speaker: str | None
    text: str
    timestamp: object
    tells_parent: bool
    parent: str | None
    meta: dict[str, Any]

    @property
    def is_article(self) -> bool:
        return self.id == self.conversation

    @property
    def posted_at(self) -> str | None:
        """The time as ``meta`` writes it, null included, else what the timestamp comes to."""
        if "posted_at" in self.meta and self.meta["posted_at"] is None:
            return None
        return iso_date(self.meta.get("posted_at")) or moment(self.timestamp)

    @property
    def author(self) -> str | None:
        return text_of(self.speaker)

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


def _utterances(page: Page) -> Iterator[_Utterance]:
    # No splitlines(): JSON may hold the line ends that only Unicode knows.
    for number, line in enumerate(page.text.lstrip("\ufeff").split("\n"), 1):
        if line.strip():
            place = f"line {number}"
            found = parse_json(line, page.source, place)
            try:
                yield _utterance(found, line)
            except ValueError as error:
                remedy = "each line is an utterance: id, conversation_id, speaker, text, …"
                raise PageError(f"{place}: {error}", where=page.source, remedy=remedy) from error


def _utterance(found: Any, line: str) -> _Utterance:
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    meta = found.get("meta")
    speaker = found.get("speaker")
    text = found.get("text")
    if text is not None and not isinstance(text, str):
        raise ValueError("“text” is no text")
    return _Utterance(
        line=line,
        id=_id(found, "id"),
        conversation=_id(found, "conversation_id"),
        speaker=identifier(speaker.get("id") if isinstance(speaker, dict) else speaker),
        text=clean(text or ""),
        timestamp=found.get("timestamp"),
        tells_parent="reply-to" in found,
        parent=_id(found, "reply-to") if found.get("reply-to") is not None else None,
        meta=meta if isinstance(meta, dict) else {},
    )


def _id(found: dict[str, Any], key: str) -> str:
    name = identifier(found.get(key))
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


def _comments(answers: Iterable[tuple[int, _Utterance]]) -> Iterator[Comment]:
    numbered = list(answers)
    # A format that has subjects somewhere has a place for them everywhere.
    bare = "" if any(isinstance(u.meta.get("subject"), str) for _, u in numbered) else None
    for position, utterance in numbered:
        meta = utterance.meta
        subject = meta.get("subject", bare)
        quoted = meta.get("quoted")
        state = meta.get("state")
        yield Comment(
            id=utterance.id,
            position=position,
            author=utterance.author,
            external_id=utterance.external_id,
            registered=flag(meta.get("registered")),
            posted_at=utterance.posted_at,
            subject=(text_of(subject) or "") if isinstance(subject, str) else None,
            subject_lost=bool(flag(meta.get("subject_lost"))),
            text=utterance.text,
            quoted=_quoted(quoted, utterance.text) if isinstance(quoted, list) else (),
            votes_insightful=count_of(meta.get("votes_insightful")),
            votes_funny=count_of(meta.get("votes_funny")),
            flagged=flag(meta.get("flagged")),
            state=next((s for s in _STATES if s == state), "present"),
            placement=_placement(utterance),
        )


def _quoted(passages: list[object], text: str) -> tuple[str, ...]:
    known = (clean(passage) for passage in passages if isinstance(passage, str))
    return tuple(passage for passage in known if passage and passage in text)


def _placement(utterance: _Utterance) -> Placement:
    """Lay a comment inside its parent; one that this page lacks is known by its id."""
    if not utterance.tells_parent:
        return Placement()
    parent = utterance.parent
    if parent in (None, utterance.conversation):
        return Placement(kind="nested")
    return Placement(kind="nested", under=parent)
