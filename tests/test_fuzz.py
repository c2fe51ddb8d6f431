"""The fuzzer itself, and the first of its inputs; ``make fuzz`` feeds them by the hour."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.fuzzing import making, targets
from benchmarks.fuzzing.making import Input, Maker
from benchmarks.fuzzing.material import seeds
from benchmarks.fuzzing.oracles import check_tree
from benchmarks.fuzzing.running import Tally, feed, keep, minimised
from benchmarks.fuzzing.whole import whole
from threads.errors import PageError
from threads.formats import read_page
from threads.identity import identify
from threads.model import Thread
from threads.page import Page
from threads.tree import rebuild

SEED, INPUTS = 7, 60
PAGES = seeds(only_ours=True)
ATTACK = (
    "=cmd|' /C calc'!A0 <script>zqx()</script><img src=x onerror=zqx()>"
    " \x1b]0;owned&#7; \x9b31m \u202eevil javascript:zqx() '; DROP TABLE comments; --"
)


@pytest.mark.filterwarnings("ignore::UserWarning")  # of BeautifulSoup's, on feeds
def test_hostile_input_is_read_or_refused() -> None:
    maker, tally = Maker(SEED, PAGES), Tally()
    cases = (case for number in range(INPUTS) if (case := maker.make(number)).name != "grown")
    # What is slow on a machine with other work is no failure here.
    failures = [failure.told for case in cases if (failure := feed(_untimed(case), tally))]
    assert not failures, failures[0]
    assert tally.inputs.keys() >= {"read", "markup", "counted", "addresses", "stored", "archive"}
    assert tally.read.total() > INPUTS / 2, "hardly anything comes past the door"


def _untimed(case: Input) -> Input:
    return replace(case, timed=False)


def test_the_same_number_is_the_same_input() -> None:
    one, other = Maker(SEED, PAGES), Maker(SEED, PAGES)
    names: Counter[str] = Counter()
    for number in range(60):
        made = one.make(number)
        assert (made.name, made.data) == (other.make(number).name, other.make(number).data)
        names[made.name] += 1
    assert len(names) > 4
    assert one.make(1).data != Maker(SEED + 1, PAGES).make(1).data


def test_nothing_that_strangers_write_acts_anywhere() -> None:
    page = next(page for page in PAGES if page.name == "wordpress.html")
    before = read_page(Page("page.html", page.text))
    text = page.text
    for comment in before.comments[:6]:
        line = comment.text[:20].partition("\n")[0]
        text = text.replace(line, f"{ATTACK.replace('<', '&lt;')} {line}", 1)
    text = text.replace("</title>", f" {ATTACK.replace('<', '&lt;')}</title>")
    assert "&lt;script>zqx()" in text
    assert whole(text.encode()) == 1


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        (lambda data: 1 // (b"\0" not in data), "ZeroDivisionError"),
        (targets.counted(Thread(article=read_page(Page("x", PAGES[0].text)).article)), "lost"),
    ],
)
def test_a_broken_promise_is_told(target: Callable[[bytes], int], mark: str) -> None:
    data = next(page for page in PAGES if page.name == "wordpress.html").text.encode() + b"\0"
    failure = feed(Input("broken", 1, "x", data, target))
    assert failure
    assert mark in failure.mark


def test_a_refusal_is_none() -> None:
    def refuse(data: bytes) -> int:
        raise PageError("no page")

    tally = Tally()
    assert feed(Input("refused", 1, "x", b"", refuse), tally) is None
    assert tally.refused == {"refused": 1}


def test_too_slow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_LEAST_SECONDS", 0.01)

    def slow(data: bytes) -> int:
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass
        return 1

    failure = feed(Input("slow", 1, "x", b"x" * 8, slow))
    assert failure
    assert "too slow" in failure.mark


def test_a_failing_input_is_made_small_and_kept(tmp_path: Path) -> None:
    data = b"a lot of text, and \0 in it" * 9
    case = Input("read", 3, "x", data, lambda data: 1 // (b"\0" not in data))
    failure = feed(case)
    assert failure
    assert minimised(case, failure.mark) == b"\0"
    place = keep(tmp_path, SEED, case, failure)
    assert (place / "small").read_bytes() == b"\0"
    assert (place / "input").read_bytes() == case.data
    assert f"SEED={SEED} AT=3" in (place / "told.txt").read_text()


def test_a_tree_that_is_none_is_told() -> None:
    page = next(page for page in PAGES if page.name == "wordpress.html")
    thread = rebuild(identify(read_page(Page("x", page.text))))
    check_tree(thread)
    first, second = thread.replies[:2]
    for wrong in (
        (second, first),
        (replace(first, parent_id=second.comment_id), second),
        (replace(first, parent_id="nobody"), second),
        (replace(first, depth=2), second),
    ):
        with pytest.raises(AssertionError):
            check_tree(replace(thread, replies=(*wrong, *thread.replies[2:])))
