"""What holds of whatever is read, however broken the page: each raises ``AssertionError``."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime

from threads.markup import Element
from threads.model import Thread

_LARGEST_IN_SQLITE = 2**63 - 1
_STATES = {"present", "removed", "missing"}


def check_thread(thread: Thread) -> None:
    """Hold a rebuilt thread to what database, analyzers and reports take for granted."""
    ids = [comment.id for comment in thread.comments]
    assert len(set(ids)) == len(ids), "two comments have one id"
    positions = [comment.position for comment in thread.comments]
    assert positions == sorted(set(positions)), "positions don't go up"
    for comment in thread.comments:
        assert comment.state in _STATES, f"a state that is none: {comment.state}"
        assert all(passage in comment.text for passage in comment.quoted), "a quotation of nothing"
        _check_time(comment.posted_at)
    _check_time(thread.article.published_at)
    _check_values(thread)
    check_tree(thread)


def check_tree(thread: Thread) -> None:
    """Hold the tree to being one: every comment once, under one that is there, no circles."""
    place = {comment.id: comment.position for comment in thread.comments}
    assert [reply.comment_id for reply in thread.replies] == list(place), "not one edge a comment"
    times = {comment.id: _moment(comment.posted_at) for comment in thread.comments}
    depth = {reply.comment_id: reply.depth for reply in thread.replies}
    for reply in thread.replies:
        parent = reply.parent_id
        assert parent is None or parent in place, "a parent that isn't there"
        # With every depth one more than the parent's, there can be no circle.
        assert reply.depth == 1 + (depth[parent] if parent else 0), "a depth that isn't right"
        assert 0 <= reply.confidence <= 1, "sure beyond reason"
        if parent and place[parent] > place[reply.comment_id] and reply.method != "nesting":
            first, second = times[parent], times[reply.comment_id]
            assert first and second and first <= second, "guessed: it answers what came later"
    texts = {comment.id: comment.text for comment in thread.comments}
    for quote in thread.quotes:
        assert quote.text in texts[quote.comment_id], "a quotation that isn't in the text"
        assert quote.source == "article" or quote.source_id in texts, "quoted from nowhere"
        assert 0 <= quote.similarity <= 1, "more alike than alike"


def _moment(time: str | None) -> str:
    """Give a time as the tree compares it: its zone ignored."""
    return (time or "")[:19]


def _check_time(time: str | None) -> None:
    if time is not None:
        datetime.fromisoformat(time)


def _check_values(value: object) -> None:
    """Hold every text and number to what SQLite takes; never recursing deeper than a thread is."""
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, int):
        assert abs(value) <= _LARGEST_IN_SQLITE, "a number that SQLite can't hold"
    elif isinstance(value, dict):
        for each in value.values():
            _check_values(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _check_values(each)
    elif is_dataclass(value):
        for one in fields(value):
            _check_values(getattr(value, one.name))


def told(root: Element) -> list[tuple[object, ...]]:
    """Tell all that there is to a tree: names, attributes and places, texts and their kinds."""
    found: list[tuple[object, ...]] = [(root.name, root.at, root.end)]
    for node in root.nodes:
        if isinstance(node, Element):
            attrs = {name: " ".join(value.split()) for name, value in node.attrs.items()}
            parent = node.parent.at if node.parent else None
            found.append((node.name, attrs, node.at, node.end, parent))
        else:
            found.append((type(node), node))
    return found
