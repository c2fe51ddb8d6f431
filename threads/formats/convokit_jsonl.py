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
from operator import gt, itemgetter
from typing import Any

from threads.errors import PageError
from threads.formats.json_values import (
    clean,
    count_of,
    flag,
    identifier,
    iso_date,
    moment,
    parse_at,
    parse_json,
    text_of,
)
from threads.model import Article, Comment, Placement, State, Thread, maker
from threads.page import Page

NAME = "convokit-jsonl"

_STATES: tuple[State, ...] = ("present", "removed", "missing")
_LARGEST_POSITION = 10**9
# Nearly all comments lie in one of these, or inside another.
_comment, _placed = maker(Comment), maker(Placement)
_TOP_LEVEL, _UNKNOWN = Placement(kind="nested"), Placement()


@dataclass(slots=True)
class _Utterance:
    """One line, its ids and texts checked; ``tells_parent``: it has the key ``reply-to``.

    ``posted_at`` is the time that ``meta`` has, null included, else what the timestamp comes to.
    """

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
    text = _text(page)
    for start, end, utterance in _utterances(text, page.source):
        conversations[utterance.conversation].append(text[start:end])
    if len(conversations) == 1:
        # Without the address it was found at, which is the file's and not the article's.
        yield Page(page.source, page.text)
        return
    for name, lines in conversations.items():
        yield Page(f"{page.source}#{name}", "\n".join(lines) + "\n")


def read(page: Page) -> Thread:
    """Read one conversation; raises ``PageError`` for a broken line, and for several at once."""
    utterances = [said for _, _, said in _utterances(_text(page), page.source)]
    names = {said.conversation for said in utterances}
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
    return _checked(parse_json(line, where, number), where, number).conversation


def _text(page: Page) -> str:
    return page.text.lstrip("\ufeff")


def _utterances(text: str, where: str) -> Iterator[tuple[int, int, _Utterance]]:
    """Give each line that isn't blank as an utterance, and where it begins and ends."""
    # No splitlines(): JSON may hold the line ends that only Unicode knows.
    start = number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found, stop = parse_at(text, start)
        if stop == end:
            yield start, end, _checked(found, where, number)
        elif (line := text[start:end]) and not line.isspace():
            # With blanks around it, or broken: parsed alone, so that the reason is told.
            yield start, end, _checked(parse_json(line, where, number), where, number)
        start = end + 1


def _checked(found: Any, where: str, number: int) -> _Utterance:
    try:
        return _utterance(found)
    except ValueError as error:
        remedy = "each line is an utterance: id, conversation_id, speaker, text, …"
        raise PageError(f"line {number}: {error}", where=where, remedy=remedy) from error


def _utterance(found: Any) -> _Utterance:
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    get = found.get
    meta, speaker, text, parent = get("meta"), get("speaker"), get("text"), get("reply-to")
    if text is None:
        text = ""
    elif not isinstance(text, str):
        raise ValueError("“text” is no text")
    if not isinstance(meta, dict):
        meta = {}
    name, conversation = get("id"), get("conversation_id")
    if not (isinstance(name, str) and name and name.isprintable()):
        name = _id(found, "id")
    if not (isinstance(conversation, str) and conversation and conversation.isprintable()):
        conversation = _id(found, "conversation_id")
    return _Utterance(
        name,
        conversation,
        _name(speaker) if isinstance(speaker, str) else _named(speaker),
        clean(text),
        _posted_at(found, meta) if "posted_at" in meta else moment(get("timestamp")),
        parent is not None or "reply-to" in found,
        None if parent is None else _id(found, "reply-to"),
        meta,
    )


@lru_cache(maxsize=4096)
def _name(speaker: str) -> str | None:
    return text_of(speaker)


def _named(speaker: object) -> str | None:
    return text_of(identifier(speaker.get("id") if isinstance(speaker, dict) else speaker))


def _posted_at(found: dict[str, Any], meta: dict[str, Any]) -> str | None:
    if meta["posted_at"] is None:
        return None
    return iso_date(meta["posted_at"]) or moment(found.get("timestamp"))


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
    places = [count_of(u.meta.get("position")) or 0 for u in answers if "position" in u.meta]
    told = len(set(places)) == len(answers) == len(places)
    if told and all(0 < p <= _LARGEST_POSITION for p in places):
        return sorted(zip(places, answers, strict=True), key=itemgetter(0))
    times = [u.posted_at or "" for u in answers]
    if all("T" in time for time in times) and any(map(gt, times, times[1:])):
        paired = sorted(zip(times, answers, strict=True), key=itemgetter(0))
        return list(enumerate([u for _, u in paired], 1))
    return list(enumerate(answers, 1))


def _comments(answers: Sequence[tuple[int, _Utterance]]) -> Iterator[Comment]:
    # A format that has subjects somewhere has a place for them everywhere.
    bare = "" if any(isinstance(u.meta.get("subject"), str) for _, u in answers) else None
    for position, said in answers:
        meta, text = said.meta, said.text
        subject = meta.get("subject", bare)
        yield _comment(
            said.id,
            position,
            said.author,
            None,  # author_id, which identify gives
            said.external_id if "external_id" in meta else said.id,
            flag(meta["registered"]) if "registered" in meta else None,
            said.posted_at,
            (text_of(subject) or "") if isinstance(subject, str) else None,
            "subject_lost" in meta and bool(flag(meta["subject_lost"])),
            text,
            _quoted(meta["quoted"], text) if "quoted" in meta else (),
            "",  # own_text, which rebuild gives
            count_of(meta["votes_insightful"]) if "votes_insightful" in meta else None,
            count_of(meta["votes_funny"]) if "votes_funny" in meta else None,
            flag(meta["flagged"]) if "flagged" in meta else None,
            _state(meta["state"]) if "state" in meta else "present",
            _placement(said),
        )


def _state(value: object) -> State:
    return next((state for state in _STATES if state == value), "present")


def _quoted(passages: object, text: str) -> tuple[str, ...]:
    if not isinstance(passages, list):
        return ()
    known = (clean(passage) for passage in passages if isinstance(passage, str))
    return tuple(passage for passage in known if passage and passage in text)


def _placement(utterance: _Utterance) -> Placement:
    """Lay a comment inside its parent; one that this page lacks is known by its id."""
    if not utterance.tells_parent:
        return _UNKNOWN
    parent = utterance.parent
    if parent in (None, utterance.conversation):
        return _TOP_LEVEL
    return _placed("nested", parent)
