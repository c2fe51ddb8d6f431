"""ConvoKit's JSON Lines: what is broken, what is hostile, and what comes of it in the store."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.threads.builders import few
from threads.errors import PageError
from threads.formats import pages_in, read_page
from threads.formats.convokit_jsonl import read
from threads.ingest import read_pages
from threads.model import Thread
from threads.page import Page
from threads.store import Store
from threads.tree import rebuild


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "threads.db") as opened:
        yield opened


def utterance(name: str, conversation: str = "r", **rest: Any) -> str:
    given = {"speaker": f"speaker of {name}", "text": f"What {name} has to say.", **rest}
    given = {key.replace("_", "-") if key == "reply_to" else key: v for key, v in given.items()}
    return json.dumps({"id": name, "conversation_id": conversation, **given})


def page(*lines: str, source: str = "talk.jsonl") -> Page:
    return Page(source, "\n".join(lines) + "\n")


def parents(store: Store) -> dict[str, str | None]:
    """Map each comment's own id to that of its parent."""
    rows = store.query(
        "SELECT c.external_id AS child, p.external_id AS parent FROM comments c"
        " JOIN replies r ON r.comment_id = c.id LEFT JOIN comments p ON p.id = r.parent_id"
        " WHERE c.state != 'missing'"
    )
    return {row["child"]: row["parent"] for row in rows}


TREE = (
    utterance("r", reply_to=None),
    utterance("a", reply_to="r", timestamp=10),
    utterance("b", reply_to="a", timestamp=20),
    utterance(
        "c",
        reply_to="b",
        timestamp=30,
        text="The heron left before anybody thought of counting the eggs.",
    ),
    utterance("d", reply_to="a", timestamp=40),
    utterance("e", reply_to=None, timestamp=50),
)
EDGES = {"a": None, "b": "a", "c": "b", "d": "a", "e": None}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_lines_does_not_matter(store: Store, seed: int) -> None:
    lines = list(TREE)
    random.Random(seed).shuffle(lines)
    read_pages(store, [page(*lines)])
    assert parents(store) == EDGES


def test_replies_that_the_file_states_are_certain_and_others_rebuilt(store: Store) -> None:
    quoting = utterance(
        "f",
        timestamp=60,
        text="> The heron left before anybody thought of counting the eggs.\n\nDid it?",
    )
    read_pages(store, [page(*TREE, quoting)])
    assert parents(store) == {**EDGES, "f": "c"}
    (article,) = store.articles()
    replies = store.load_thread(article.id).replies
    assert [reply.confidence for reply in replies[:-1]] == [1.0] * 5
    assert replies[-1].confidence < 1


def test_each_conversation_is_an_article_even_if_they_begin_alike(store: Store) -> None:
    lines = [utterance(f"{n}", f"{n}", text="So?", timestamp=7) for n in range(3)]
    lines += [utterance(f"{n}.1", f"{n}", reply_to=f"{n}") for n in range(3)]
    titled = [
        utterance(f"t{n}", f"t{n}", timestamp=9, text="", meta={"subject": "Mills"})
        for n in range(3)
    ]
    summary = read_pages(store, [page(*lines, *titled)])
    assert (summary.pages, summary.articles_new, summary.comments_new) == (6, 6, 3)
    assert summary.without_comments == [f"talk.jsonl#t{n}" for n in range(3)]
    assert sorted(a.external_id or "" for a in store.articles()) == [*"012", "t0", "t1", "t2"]
    assert store.resolve("t1") in {a.id for a in store.articles() if a.external_id == "t1"}
    again = read_pages(store, [page(*reversed([*lines, *titled]))])
    assert (again.articles_new, again.comments_new, len(store.articles())) == (0, 0, 6)


def test_a_conversation_that_did_not_grow_is_known(store: Store) -> None:
    other = [utterance("s", "s"), utterance("s1", "s", reply_to="s")]
    read_pages(store, [page(*TREE, *other)])
    grown = read_pages(store, [page(*TREE, *other, utterance("s2", "s", reply_to="s1"))])
    assert (grown.unchanged, grown.comments_new) == (1, 1)
    assert sorted(grown.articles.values()) == ["changed", "same"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_conversation_in_two_files_is_one_tree(store: Store, turned: bool) -> None:
    files = [page(*TREE[:3], source="1"), page(TREE[0], *TREE[3:], source="2")]
    for each in reversed(files) if turned else files:
        read_pages(store, [each])
    assert parents(store) == EDGES
    assert len(store.articles()) == 1


def test_times_are_seconds_since_1970_in_utc() -> None:
    times = [0, -1, 1442594000, "1442594000.25", None, True, "soon", 10**30, float("nan"), 1e300]
    lines = [utterance(f"{n}", timestamp=time) for n, time in enumerate(times)]
    assert [c.posted_at for c in read(page(*lines)).comments] == [
        *("1970-01-01T00:00:00", "1969-12-31T23:59:59", "2015-09-18T16:33:20"),
        *("2015-09-18T16:33:20.250000", *[None] * 6),
    ]


def test_a_conversation_without_its_first_utterance_has_an_empty_article() -> None:
    thread = read(page(*TREE[1:]))
    assert (thread.article.body, thread.article.external_id) == ("", "r")
    assert len(thread.comments) == 5


def test_ids_written_twice_lose_no_comment(store: Store) -> None:
    read_pages(store, [page(*TREE, utterance("a", reply_to="r", text="Another a."), TREE[0])])
    assert store.query("SELECT count(*) AS n FROM comments")[0]["n"] == 7


def test_circles_and_self_replies_are_mended() -> None:
    lines = (
        utterance("a", reply_to="b"),
        utterance("b", reply_to="a"),
        utterance("c", reply_to="c"),
    )
    (found,) = pages_in(page(TREE[0], *lines))
    assert len(rebuild(read_page(found)).replies) == 3


BROKEN = {
    "no JSON": '{"id": "x", "conversation_id": "r", ',
    "no JSON object": "[1, 2]",
    "no “id”": '{"conversation_id": "r"}',
    "“id” is no id": '{"id": {}, "conversation_id": "r"}',
    "no “conversation_id”": '{"id": "x"}',
    "“conversation_id” is no id": '{"id": "x", "conversation_id": null}',
    "“reply-to” is no id": '{"id": "x", "conversation_id": "r", "reply-to": ["a"]}',
    "“text” is no text": '{"id": "x", "conversation_id": "r", "text": 5}',
    "nested too deep": '{"id": "x", "conversation_id": "r", "meta": ' + "[" * 100_000,
    "no JSON: a number too long": '{"id": "x", "conversation_id": "r", "timestamp": '
    + "9" * 5_000
    + "}",
}


@pytest.mark.parametrize(("what", "line"), BROKEN.items(), ids=BROKEN)
def test_a_broken_line_is_named(store: Store, what: str, line: str) -> None:
    summary = read_pages(store, [page(TREE[0], "", TREE[1], line, source="bad.jsonl")])
    (error,) = summary.failures
    assert str(error).startswith(f"bad.jsonl: line 4: {what}")
    assert not store.articles()


def test_several_conversations_are_no_page() -> None:
    with pytest.raises(PageError, match="2 conversations"):
        read_page(page(TREE[0], utterance("x", "y")))


def test_a_line_of_a_million_characters(store: Store) -> None:
    text = "word " * 200_000
    assert not read_pages(store, [page(TREE[0], utterance("a", reply_to="r", text=text))]).failures
    assert store.query("SELECT length(text) AS n FROM comments") == [{"n": len(text)}]


def test_what_no_database_takes_is_replaced(store: Store) -> None:
    odd = "nul \0 half \ud800 bell \a line\u2028 end"
    line = utterance(
        odd, reply_to="r", text=odd, speaker=odd, meta={"subject": odd, "quoted": [odd]}
    )
    assert not read_pages(store, [page(TREE[0], line)]).failures
    (row,) = store.query("SELECT author, text, subject FROM comments")
    assert row["text"] == "nul  half \ufffd bell  line\u2028 end"
    assert row["author"] == row["subject"] == "nul half \ufffd bell line end"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("r"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
_META = (
    "subject",
    "registered",
    "position",
    "posted_at",
    "quoted",
    "state",
    "title",
    "url",
    "tags",
)


@few
@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from("rabc"), "conversation_id": st.just("r")},
            optional={
                **dict.fromkeys(("speaker", "text", "timestamp", "reply-to"), _json),
                "meta": st.dictionaries(st.sampled_from(_META), _json, max_size=4) | _json,
            },
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_values_give_a_thread_or_a_page_error(rows: list[dict[str, Any]]) -> None:
    try:
        thread: Thread = read(page(*map(json.dumps, rows)))
    except PageError as error:
        assert "line " in error.what
    else:
        assert len(thread.comments) in (len(rows), len(rows) - 1)
        assert len(rebuild(thread).replies) == len(thread.comments)
