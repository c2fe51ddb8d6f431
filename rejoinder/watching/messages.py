"""An event as people and programs are told it."""

from __future__ import annotations

import json
from typing import TypedDict

from rejoinder.counting import counted
from rejoinder.terminal import cells, fold, one_line
from threads.events import Event, Waiting
from threads.store import Store

_TITLE = 60  # characters of an article's title in a line
_WORDS = 280  # characters of the comment's words in a message
_ANCHORS = {"techdirt-legacy-html": "#c", "techdirt-legacy-text": "#c"}
_WORDPRESS = ("techdirt-wordpress-html", "wordpress-list", "wordpress-rest", "comment-feed")
_SQL = """
SELECT title, url, format, position, comments.external_id, comments.author, comments.text
FROM articles LEFT JOIN comments ON comments.id = :comment AND article_id = articles.id
WHERE articles.id = :article
"""


class Message(TypedDict):
    """What is told of an event; ``again``: it may have been told before, when a watch was killed.

    ``comment`` is the comment's number in the thread, ``link`` leads to it where the site's way of
    linking is known, else to the article. ``says`` is the figure and the threshold in words.
    """

    id: str
    kind: str
    article_id: str
    title: str
    url: str | None
    comment_id: str
    comment: int | None
    author: str | None
    text: str
    figure: float
    threshold: float
    detail: dict[str, float | int | str | None]
    says: str
    link: str | None
    found_at: str
    again: bool


def message_of(store: Store, waiting: Waiting) -> Message:
    """Look up whom and what an event is about."""
    event = waiting.event
    values = {"article": event.article_id, "comment": event.comment_id}
    (row,) = store.query(_SQL, values)
    return {
        "id": event.id,
        "kind": event.kind,
        "article_id": event.article_id,
        "title": row["title"],
        "url": row["url"],
        "comment_id": event.comment_id,
        "comment": row["position"],
        "author": row["author"],
        "text": (row["text"] or "")[:_WORDS],
        "figure": event.figure,
        "threshold": event.threshold,
        "detail": dict(event.detail),
        "says": says(event),
        "link": _link(row["url"], row["format"], row["external_id"]),
        "found_at": waiting.found_at,
        "again": waiting.begun,
    }


def _link(url: str | None, form: str, number: str | None) -> str | None:
    anchor = _ANCHORS.get(form) or ("#comment-" if form in _WORDPRESS else None)
    if not url or not anchor or not (number or "").isdigit():
        return url
    return f"{url.partition('#')[0]}{anchor}{number}"


def says(event: Event) -> str:
    """Put an event's figure and threshold into words."""
    told, figure, threshold = event.detail, event.figure, event.threshold
    if event.kind == "heat":
        comments = counted(_number(told["comments"]), "comment")
        chain = f"a chain of {comments} by {_people(told['people'])}"
        return f"heat {figure:.2f} in {chain} (threshold {threshold:.2f})"
    if event.kind == "pile-on":
        many = f"{_people(told['against'])} against one"
        return f"{many}: pile-on {figure:.2f} (threshold {threshold:.2f})"
    if event.kind == "burst":
        minutes = _number(told["minutes"])
        time = f"{minutes:g} minutes" if minutes % 1 else counted(minutes, "minute")
        expected = f"{_number(told['expected']):,.1f} at the thread's own rate"
        comments = counted(figure, "comment")
        return f"{comments} in {time}, {expected} (threshold {threshold:,.0f})"
    who = "a newcomer's first comments" if told["earlier_articles"] else "first comments here"
    disagree = "disagrees" if figure == 1 else "disagree"
    return f"{_people(figure)} {disagree} with {who} (threshold {threshold:,.0f})"


def _people(number: float | int | str | None) -> str:
    return counted(_number(number), "person", "people")


def _number(detail: float | int | str | None) -> float:
    return float(detail or 0)


def line_of(message: Message) -> str:
    """Give the plain line: when, what, which comment by whom, where, the figure, the link."""
    return "  ".join(part for part in (_head(message), _title(message), _tail(message)) if part)


def lines_of(message: Message, width: int) -> str:
    """Lay the line out for a terminal; the link stands alone, whole, so that it can be opened."""
    first, *rest = fold(_head(message), width - 2)
    below = [*rest, *fold(_title(message), width - 2), _tail(message)]
    return "\n".join((first, *(f"  {row}" for row in below if row)))


def _head(message: Message) -> str:
    at = message["found_at"][:16].replace("T", " ")
    number = f"#{message['comment']} " if message["comment"] else ""
    by = one_line(message["author"] or "(no name)")
    again = " (perhaps told before)" if message["again"] else ""
    return f"{at} UTC  {message['kind']}  {number}by {by}: {message['says']}{again}"


def _title(message: Message) -> str:
    title = one_line(message["title"]) or message["article_id"]
    return title if cells(title) <= _TITLE else f"{fold(title, _TITLE - 1)[0]}…"


def _tail(message: Message) -> str:
    return one_line(message["link"] or "")


def json_of(message: Message) -> str:
    """Give one line of JSON in ASCII: no terminal, log or encoding trips over a comment."""
    return json.dumps(message)


def environment_of(message: Message) -> dict[str, str]:
    """Give the message as ``REJOINDER_…`` variables, each one harmless line of text."""
    plain = {name: value for name, value in message.items() if name != "detail"}
    return {f"REJOINDER_{name.upper()}": _variable(value) for name, value in plain.items()}


def _variable(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else one_line(str(value))[:2000]
