"""ConvoKit's corpus: what is written is read back to the same tree, and ConvoKit loads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reports.exports.convokit import write_corpus
from tests.threads.builders import comment, nested, page, thread
from threads.errors import RejoinderError
from threads.ingest import read_pages
from threads.model import Thread
from threads.sources import open_pages
from threads.store import Store

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# Where ConvoKit is installed; it brings gigabytes with it, so mostly in an environment of its own.
PYTHON = os.environ.get("CONVOKIT_PYTHON", sys.executable)
LOAD = """
import json, sys
from convokit import Corpus
corpus = Corpus(filename=sys.argv[1])
print(json.dumps({
    conversation.id: {
        "sound": conversation.check_integrity(verbose=False),
        "walked": [u.id for u in conversation.traverse("preorder")],
        "parents": {u.id: u.reply_to for u in conversation.iter_utterances()},
        "speakers": sorted({u.speaker.id for u in conversation.iter_utterances()}),
    }
    for conversation in corpus.iter_conversations()
}))
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "threads.db") as opened:
        read_pages(
            opened, open_pages([str(EXAMPLES / n) for n in ("doorbells.html", "ebooks.html")])
        )
        opened.add(odd_thread(), page("odd"))
        yield opened


def odd_thread() -> Thread:
    """Make a thread of what is rare: no times, no names, numbers twice, lost subjects."""
    parent = "c1"
    return thread(
        comment(1, author=None, posted_at=None, subject=None, external_id="7", registered=True),
        comment(2, posted_at=None, subject="", external_id="7", placement=nested(parent)),
        comment(3, posted_at="2003-02-25T04:27:00-07:00", subject="A  b", placement=nested("c2")),
        comment(4, posted_at="2015-09-18", subject="", subject_lost=True, flagged=True),
        comment(5, "", state="removed", author="Anonymous Coward", placement=nested(parent)),
        comment(6, "> so\n\nno \u2028 end", quoted=("so",), votes_funny=3, votes_insightful=0),
        url=None,
        published_at=None,
        author="Ann",
        dept="odd-ends",
        tags=("a", "b"),
        claimed_comments=9,
    )


def ids(store: Store) -> list[str]:
    return [article.id for article in store.articles()]


def tree(read: Thread) -> dict[str, Any]:
    """Give what must come back: the article, the comments, and who answers whom."""
    sure = {
        c.id: replace(
            c, placement=nested(), subject=" ".join(c.subject.split()) if c.subject else c.subject
        )
        for c in read.comments
    }
    return {
        "article": replace(read.article, format="", external_id=None),
        "comments": list(sure.values()),
        "parents": {reply.comment_id: (reply.parent_id, reply.depth) for reply in read.replies},
    }


@pytest.mark.parametrize("name", ["corpus", "all.jsonl"])
def test_what_is_written_is_read_back_the_same(store: Store, tmp_path: Path, name: str) -> None:
    out = write_corpus(store, ids(store), tmp_path / "out" / name)
    with Store(tmp_path / "again.db") as again:
        summary = read_pages(again, open_pages([str(out)]))
        assert not summary.failures
        assert set(ids(again)) == set(ids(store))
        for article_id in ids(store):
            assert tree(again.load_thread(article_id)) == tree(store.load_thread(article_id))


def test_reading_it_into_the_same_database_doubles_nothing(store: Store, tmp_path: Path) -> None:
    before = {name: tree(store.load_thread(name)) for name in ids(store)}
    write_corpus(store, ids(store), tmp_path / "corpus")
    summary = read_pages(store, open_pages([str(tmp_path / "corpus")]))
    assert (summary.articles_new, summary.comments_new) == (0, 0)
    assert {name: tree(store.load_thread(name)) for name in ids(store)} == before


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_ids_are_the_sites_own_where_they_are_unique(store: Store, tmp_path: Path) -> None:
    (odd,) = (name for name in ids(store) if store.load_thread(name).article.dept == "odd-ends")
    found = lines(write_corpus(store, [odd], tmp_path / "odd.jsonl"))
    assert len({row["id"] for row in found}) == 7
    assert [row["meta"].get("external_id", "own") for row in found[1:3]] == ["7", "7"]
    both = lines(write_corpus(store, ids(store), tmp_path / "all.jsonl"))
    assert len({row["id"] for row in both}) == len(both) == 53 + 48 + 6 + 3


def test_every_utterance_has_a_time_as_convokit_sorts_by_it(store: Store, tmp_path: Path) -> None:
    (odd,) = (name for name in ids(store) if store.load_thread(name).article.dept == "odd-ends")
    found = lines(write_corpus(store, [odd], tmp_path / "odd.jsonl"))
    day, zoned = 1442534400, 1046172420
    assert [row["timestamp"] for row in found[:6]] == [
        zoned,
        zoned,
        zoned,
        zoned,
        day,
        day + 60 * 965,
    ]
    assert [row["meta"]["posted_at"] for row in found[:3]] == [None, None, None]


def test_an_index_tells_the_types_of_all_meta(store: Store, tmp_path: Path) -> None:
    write_corpus(store, ids(store), tmp_path / "corpus")
    read = {p.name: json.loads(p.read_text("ascii")) for p in (tmp_path / "corpus").glob("*.json")}
    assert sorted(read) == ["conversations.json", "corpus.json", "index.json", "speakers.json"]
    found = lines(tmp_path / "corpus" / "utterances.jsonl")
    told = {key for row in found for key, value in row["meta"].items() if value is not None}
    assert set(read["index.json"]["utterances-index"]) == told
    assert read["index.json"]["utterances-index"]["position"] == ["<class 'int'>"]
    assert set(read["speakers.json"]) == {row["speaker"] for row in found}
    assert read["speakers.json"]["Anonymous Coward"]["meta"] == {"shared": True}
    assert set(read["conversations.json"]) == {row["conversation_id"] for row in found}


@pytest.mark.parametrize("name", ["file/corpus", "file", "folder/odd.jsonl"])
def test_a_place_that_can_not_be_written_to(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / "odd.jsonl").mkdir(parents=True)
    with pytest.raises(RejoinderError, match="cannot be written"):
        write_corpus(store, ids(store), tmp_path / name)
    assert not list(tmp_path.rglob("*.part"))


def test_convokit_loads_it(store: Store, tmp_path: Path) -> None:
    settings = {**os.environ, "HOME": str(tmp_path)}  # it writes settings of its own there
    probe = [PYTHON, "-c", "import convokit"]
    if subprocess.run(probe, env=settings, capture_output=True, check=False).returncode:
        pytest.skip(
            "convokit is not installed; CONVOKIT_PYTHON may name an interpreter that has it"
        )
    corpus = write_corpus(store, ids(store), tmp_path / "corpus")
    done = subprocess.run(
        [PYTHON, "-c", LOAD, str(corpus)], env=settings, capture_output=True, check=True, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    written = lines(corpus / "utterances.jsonl")
    assert len(found) == 3
    for name, conversation in found.items():
        mine = {row["id"]: row["reply-to"] for row in written if row["conversation_id"] == name}
        assert conversation["sound"]
        assert conversation["parents"] == mine
        assert sorted(conversation["walked"]) == sorted(mine)
