"""Threads straight from a file of utterances: the same tree as by way of a database."""

from __future__ import annotations

import pickle
import random
import tracemalloc
from itertools import chain
from pathlib import Path

import pytest

import rejoinder
from benchmarks.made_archive import stories, utterances
from tests.threads.test_convokit_jsonl import TREE, utterance
from threads import conversations as cutting
from threads import sources
from threads.errors import PageError, SourceNotFound, SourceUnreadable
from threads.formats.json_values import clean, moment


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def made(comments: int = 60, per_article: int = 20) -> list[str]:
    import json

    return [json.dumps(each) for each in utterances(stories(comments, per_article))]


def told(thread: rejoinder.ScoredThread) -> list[tuple[object, ...]]:
    """Give of each utterance who said what when, and which it answers."""
    return [
        (
            each.comment.external_id, each.author, each.comment.posted_at, each.text, each.depth,
            each.parent and each.parent.comment.external_id, each.comment.subject,
        )
        for each in thread
    ]  # fmt: skip


@pytest.mark.parametrize("scattered", [False, True])
def test_the_tree_is_the_one_that_reading_gives(tmp_path: Path, scattered: bool) -> None:
    lines = made()
    if scattered:
        random.Random(1).shuffle(lines)
    path = written(tmp_path / "u.jsonl", lines)
    found = {each.article.external_id: told(each) for each in rejoinder.conversations(path)}
    with rejoinder.open(tmp_path / "o.db") as store:
        assert rejoinder.read(store, [str(path)]).comments_new == 60
        threads = [rejoinder.thread(store, each.id) for each in rejoinder.articles(store)]
        assert {each.article.external_id: told(each) for each in threads} == found


def test_ways_down_and_chains(tmp_path: Path) -> None:
    (thread,) = rejoinder.conversations(written(tmp_path / "u.jsonl", list(TREE)))
    assert [[one.id for one in path] for path in thread.paths()] == [
        ["a", "b", "c"],
        ["a", "d"],
        ["e"],
    ]
    assert thread[2].chain.root.id == "a"
    assert [len(each) for each in thread.chains] == [4, 1]


def test_what_the_file_leaves_open_is_rebuilt(tmp_path: Path) -> None:
    quoting = "> The heron left before anybody thought of counting the eggs.\n\nDid it?"
    lines = [*TREE, utterance("f", timestamp=60, text=quoting), utterance("g", reply_to="lost")]
    (thread,) = rejoinder.conversations(written(tmp_path / "u.jsonl", lines))
    by_id = {each.comment.external_id: each for each in thread}
    assert by_id["f"].parent == by_id["c"]
    assert by_id["g"].parent == by_id["lost"]
    assert by_id["lost"].comment.state == "missing"


@pytest.mark.parametrize(
    "lines",
    [
        [utterance("r", reply_to=None), *(utterance("a", reply_to=up) for up in ("r", "r"))],
        [utterance("r"), utterance("a", reply_to="b"), utterance("b", reply_to="a")],
        [utterance("a", reply_to="a")],
    ],
    ids=["one id twice", "a circle", "itself"],
)
def test_what_contradicts_itself_is_mended(tmp_path: Path, lines: list[str]) -> None:
    (thread,) = rejoinder.conversations(written(tmp_path / "u.jsonl", lines))
    assert all(each.depth >= 1 for each in thread)
    assert len(list(thread.walk())) == len(thread)


def test_answers_may_stand_before_what_they_answer(tmp_path: Path) -> None:
    lines = [utterance(name, reply_to=up) for name, up in (("c", "b"), ("b", "a"), ("a", "r"))]
    (thread,) = rejoinder.conversations(written(tmp_path / "u.jsonl", lines))
    assert [(each.id, each.depth) for each in thread.walk()] == [("a", 1), ("b", 2), ("c", 3)]


@pytest.mark.parametrize(
    "line",
    [
        '{"meta": {"conversation_id": "x"}, "id": "a", "conversation_id": "r", "reply-to": "r"}',
        '{"id": "a", "conversation_id": "\\u0072", "reply-to": "r"}',
        ' {"id": "a", "conversation_id" :\t"r", "reply-to": "r"} ',
        '{"id": "a", "text": "\\"conversation_id\\": \\"x\\"", "conversation_id": "r"}',
    ],
    ids=["in its meta", "escaped", "blanks", "in its text"],
)
def test_the_conversation_is_told_from_the_right_key(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "u.jsonl", ["\ufeff" + TREE[0], "", line, " "])
    (thread,) = rejoinder.conversations(path)
    assert [each.id for each in thread] == ["a"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "u.jsonl", [TREE[0], '{"id": "a"}'])
    with pytest.raises(PageError, match="line 2: no “conversation_id”"):
        list(rejoinder.conversations(path))


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match="no such file"):
        list(rejoinder.conversations(tmp_path / "missing.jsonl"))
    with pytest.raises(SourceUnreadable, match="is a directory"):
        list(rejoinder.conversations(tmp_path))


def test_an_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "LARGEST", 300_000)
    with pytest.raises(SourceUnreadable, match="a line is larger"):
        list(rejoinder.conversations(written(tmp_path / "a.jsonl", ["x" * 400_000])))
    long = utterance("b", reply_to="r", text="word " * 40_000)
    with pytest.raises(SourceUnreadable, match="a conversation is larger"):
        list(rejoinder.conversations(written(tmp_path / "b.jsonl", [TREE[0], long, long])))


def test_one_conversation_is_held_at_a_time(tmp_path: Path) -> None:
    path = written(tmp_path / "u.jsonl", made(2_000, 20))
    list(rejoinder.conversations(written(tmp_path / "first.jsonl", list(TREE))))
    tracemalloc.start()
    letters = sum(len(each.text) for thread in rejoinder.conversations(path) for each in thread)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert letters > 500_000
    assert peak < 2_500_000 < path.stat().st_size * 2


def test_texts_are_cleaned_of_the_same_characters_as_before() -> None:
    every = "".join(map(chr, chain(range(0x250), range(0xD7F0, 0xE010))))
    dropped = {*map(chr, range(32)), "\x7f"} - {"\t", "\n", "\r"}
    for character in every:
        expected = "" if character in dropped else "\n" if character == "\r" else character
        expected = "\ufffd" if 0xD800 <= ord(character) < 0xE000 else expected
        assert clean(f"a{character}b") == f"a{expected}b"


def test_moments() -> None:
    assert moment(0) == "1970-01-01T00:00:00"
    assert moment(1_600_000_000.5) == "2020-09-13T12:26:40.500000"
    assert moment("-1") == "1969-12-31T23:59:59"
    assert [moment(each) for each in (True, 2**60, 1e300, None, "x")] == [None] * 5


@pytest.mark.parametrize("scattered", [False, True])
def test_a_long_file_comes_to_the_same_rows_as_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scattered: bool
) -> None:
    lines = [*made(30, 10), "", *TREE, " "]
    if scattered:
        random.Random(2).shuffle(lines)
    path, stores = written(tmp_path / "u.jsonl", ["\ufeff" + lines[0], *lines[1:]]), []
    for name, long in (("short", 2**30), ("long", 0)):
        monkeypatch.setattr(sources, "_LONG", long)
        with rejoinder.open(tmp_path / f"{name}.db") as store:
            rejoinder.read(store, [str(path)])
            again = rejoinder.read(store, [str(path)])
            assert (again.pages, again.unchanged, again.failures) == (4, 4, [])
            stores.append([
                store.query(f"SELECT {columns} FROM {table} ORDER BY rowid")
                for table, columns in (
                    ("comments", "*"), ("replies", "*"), ("quotes", "*"),
                    ("snapshots", "article_id, source, sha256, comments"),
                )
            ])  # fmt: skip
    assert stores[0] == stores[1]
    assert len(stores[0][0]) == 35


@pytest.mark.parametrize(
    "last",
    [
        b'{"id": "a"}\n',
        b'{"id": "z", "conversation_id": "z", "text": "caf\xe9"}\n',
        TREE[0].encode(),
    ],
    ids=["broken", "in another encoding", "one conversation"],
)
def test_a_long_file_is_refused_and_decoded_as_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: bytes
) -> None:
    path = tmp_path / "u.jsonl"
    path.write_bytes("\n".join(TREE).encode() + b"\n" + last)
    came = []
    for name, long in (("short", 2**30), ("long", 0)):
        monkeypatch.setattr(sources, "_LONG", long)
        with rejoinder.open(tmp_path / f"{name}.db") as store:
            summary = rejoinder.read(store, [str(path)])
            texts = store.query("SELECT text FROM comments UNION ALL SELECT body FROM articles")
        came.append((summary.pages, [(e.what, e.where, e.remedy) for e in summary.failures], texts))
    assert came[0] == came[1]


def test_a_thread_can_be_sent_to_another_process(tmp_path: Path) -> None:
    (thread,) = rejoinder.conversations(written(tmp_path / "u.jsonl", TREE))
    again = pickle.loads(pickle.dumps(thread))
    assert [one.text for one in again.walk()] == [one.text for one in thread.walk()]
    assert again[2].parent == again[1] and again[2].parent != thread[1]
