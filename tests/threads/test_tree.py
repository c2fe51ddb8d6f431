from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads.model import Article, Comment, Placement, Thread
from threads.tree import rebuild

CASES = Path(__file__).parent / "cases" / "tree"


def thread_of(case: dict[str, Any]) -> Thread:
    comments = tuple(comment_of(at, row) for at, row in enumerate(case["comments"], 1))
    return Thread(article=Article(id="art", body=case["article"]), comments=comments)


def comment_of(position: int, row: dict[str, Any]) -> Comment:
    under = row.get("under")
    return Comment(
        id=f"c{position}",
        position=position,
        author=row["author"],
        posted_at=f"2019-04-02T09:{row.get('minute', position):02d}",
        subject=row["subject"],
        subject_lost=row.get("subject_lost", False),
        text=row["text"],
        placement=Placement(
            kind=row.get("placement", "listed"), under=None if under is None else f"c{under}"
        ),
    )


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    found = {
        reply.comment_id: (reply.parent_id, reply.method)
        for reply in rebuild(thread_of(case)).replies
    }
    wanted = {
        f"c{at}": (None if row["parent"] is None else f"c{row['parent']}", row["method"])
        for at, row in enumerate(case["comments"], 1)
    }
    assert found == wanted, case["about"]


def case(name: str) -> Thread:
    return thread_of(json.loads((CASES / f"{name}.json").read_text(encoding="utf-8")))


class TestEvidence:
    def test_a_quote_can_be_followed(self) -> None:
        found = rebuild(case("lost_re_and_quote"))
        evidence = found.replies[3].evidence
        assert evidence["quote"] == "films my kitchen window"
        assert evidence["subject"] == "Re: (lost)"
        assert evidence["fitting"] == 3
        assert [(q.source_id, q.text) for q in found.quotes] == [("c1", "films my kitchen window")]
        assert found.comments[3].own_text == "Tape over its eye. Problem solved."

    def test_words_are_shown_as_they_were_written(self) -> None:
        evidence = rebuild(case("nested_by_the_page")).replies[1].evidence
        assert evidence == {"layout": "laid inside #1", "words": ["first"]}

    def test_what_weighed_most_is_named_beside_the_next_likeliest(self) -> None:
        evidence = rebuild(case("name_addressed")).replies[3].evidence
        assert evidence["runner_up"] in {"c2", "c3"}
        assert evidence["name"] == "Tamsin Vole"
        assert "named" in evidence["weights"]  # type: ignore[operator]

    def test_confidence_falls_where_nothing_tells(self) -> None:
        found = case("name_addressed")
        mute = replace(found.comments[3], text="Not mine.")
        told, untold = rebuild(found), rebuild(replace(found, comments=(*found.comments[:3], mute)))
        assert untold.replies[3].confidence < told.replies[3].confidence


PEOPLE = ("Ann", "Ben", "Anonymous Coward", None)
SUBJECTS = ("", "Re:", "Re: Re:", "Re: Bells", "Bells", "Re:2 Bells", None)
SAYINGS = ("the bell rang twice last night", "nobody asked me", "why?", "", "Ben, no", "yes it did")
KINDS = ("listed", "nested", "floor", "threaded")


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """Draw pages that contradict themselves: any placement, under anybody, at any time."""
    total = draw(st.integers(0, 9))
    ids = [f"c{number}" for number in range(total)]
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2))
    minutes = st.none() | st.integers(0, 59).map(lambda m: f"2019-04-02T09:{m:02d}")
    comments = tuple(
        Comment(
            id=name,
            position=at,
            author=draw(st.sampled_from(PEOPLE)),
            posted_at=draw(minutes),
            subject=draw(st.sampled_from(SUBJECTS)),
            subject_lost=draw(st.booleans()),
            text="\n\n".join(draw(st.lists(st.sampled_from(SAYINGS), max_size=3))),
            placement=Placement(
                kind=draw(st.sampled_from(kinds)),
                under=draw(st.sampled_from([None, "nowhere", *ids])),
            ),
        )
        for at, name in enumerate(ids, 1)
    )
    return Thread(
        article=Article(id="art", body="the bell rang twice last night"), comments=comments
    )


@settings(deadline=None, max_examples=300)
@given(threads())
def test_whatever_the_page_says_the_result_is_a_tree(thread: Thread) -> None:
    found = rebuild(thread)
    parents = {reply.comment_id: reply.parent_id for reply in found.replies}
    assert [reply.comment_id for reply in found.replies] == [c.id for c in thread.comments]
    assert [c.text for c in found.comments] == [c.text for c in thread.comments]
    for reply in found.replies:
        assert 0 <= reply.confidence <= 1
        above = 0
        at: str | None = reply.comment_id
        while at is not None:
            at, above = parents[at], above + 1
            assert above <= len(parents)
        assert reply.depth == above


@settings(deadline=None, max_examples=100)
@given(threads())
def test_a_listed_parent_comes_earlier(thread: Thread) -> None:
    listed = tuple(
        replace(c, placement=Placement(), posted_at=f"2019-04-02T09:{c.position:02d}")
        for c in thread.comments
    )
    for reply in rebuild(replace(thread, comments=listed)).replies:
        assert reply.parent_id is None or reply.parent_id < reply.comment_id


@settings(deadline=None, max_examples=50)
@given(threads())
def test_rebuilding_again_changes_nothing(thread: Thread) -> None:
    once = rebuild(thread)
    assert rebuild(once) == once


def test_ten_thousand_levels() -> None:
    comments = tuple(
        Comment(
            id=f"c{at}",
            position=at,
            author="Ann",
            text=f"level {at}",
            placement=Placement(kind="nested", under=None if at == 1 else f"c{at - 1}"),
        )
        for at in range(1, 10_001)
    )
    found = rebuild(Thread(article=Article(id="art"), comments=comments))
    assert found.replies[-1].depth == 10_000


def test_time_grows_with_the_thread_and_not_with_its_square() -> None:
    def seconds(total: int) -> float:
        comments = tuple(
            Comment(
                id=f"c{at}",
                position=at,
                author=f"P{at % 50}",
                posted_at=f"2019-04-{1 + at // 1440:02d}T{at // 60 % 24:02d}:{at % 60:02d}",
                subject="Re:" if at % 3 else "",
                text=f"word{at % 97} and word{at % 89} but not word{at % 83}",
            )
            for at in range(1, total + 1)
        )
        thread = Thread(article=Article(id="art", body="words"), comments=comments)
        start = time.process_time()
        rebuild(thread)
        return time.process_time() - start

    seconds(100)
    assert seconds(2_000) < 9 * max(seconds(500), 0.05)
