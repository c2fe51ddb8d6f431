"""What the measurements of speed rest on: made-up archives, the naive script, the runner's page."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rejoinder
from benchmarks import measuring, naive, performance
from benchmarks.made_archive import SHARED_NAME, main, stories, story, write_pages
from benchmarks.made_pages import SHAPES
from benchmarks.performance import Run, page
from threads.formats import read_page
from threads.model import Thread
from threads.page import Page

COMMENTS, PER_ARTICLE = 50, 25


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder, stories(COMMENTS, PER_ARTICLE))
    return folder


@pytest.fixture(scope="module")
def read(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("ours") / "ours.db"
    with rejoinder.open(database) as store:
        rejoinder.read(store, [str(pages)])
        rejoinder.analyze(store, ["sentiment"])
    return database


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(database)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_an_article_is_the_same_whichever_are_made_beside_it() -> None:
    assert [len(one.comments) for one in stories(120, 50)] == [50, 50, 20]
    assert next(iter(stories(120, 50))) == story(1, 50)
    assert story(1, 50).comments[:20] == story(1, 20).comments
    assert story(1, 50) != story(2, 50) != story(1, 50, seed=8)


def test_comments_are_as_unlike_as_real_ones() -> None:
    said = story(3, 400).comments
    lengths = sorted(len(one.text.split()) for one in said)
    assert 40 < lengths[200] < 75 < sum(lengths) / 400 < 100 < lengths[-1]
    assert 0.2 < sum(not one.parent for one in said) / 400 < 0.4
    assert all(one.parent < one.number for one in said)
    assert 0.1 < sum(one.author == SHARED_NAME for one in said) / 400 < 0.2
    quoting = [one for one in said if one.quote]
    assert 20 < len(quoting) < 100
    assert all(one.quote in " ".join(said[one.parent - 1].paragraphs) for one in quoting)


@pytest.mark.parametrize("shape", SHAPES)
def test_pages_say_what_was_made(shape: str) -> None:
    made = story(1, 40)
    thread = read_page(Page("story.html", SHAPES[shape](made)))
    assert thread.article.title == made.title
    by_number = {_number(each.external_id, shape): each for each in thread.comments}
    assert sorted(by_number) == [said.number for said in made.comments]
    for said in made.comments:
        comment = by_number[said.number]
        assert (comment.author, comment.registered) == (said.author, said.registered)
        assert (comment.posted_at or "")[:16] == f"{said.when:%Y-%m-%dT%H:%M}"
        quote = [said.quote] if said.quote else []
        assert comment.text.split() == " ".join([*quote, *said.paragraphs]).split()
    if shape == "wordpress":
        assert _parents(thread) == {said.number: said.parent for said in made.comments}


def _number(external_id: str | None, shape: str) -> int:
    number = int((external_id or "").lstrip("c"))
    return number % 100_000 if shape == "wordpress" else number


def _parents(thread: Thread) -> dict[int, int]:
    numbers = {each.id: _number(each.external_id, "wordpress") for each in thread.comments}
    return {
        numbers[each.id]: numbers.get(each.placement.under or "", 0) for each in thread.comments
    }


@pytest.mark.parametrize(("shape", "files"), [("mixed", 2), ("techdirt", 2), ("jsonl", 1)])
def test_an_archive_from_the_command_line(tmp_path: Path, shape: str, files: int) -> None:
    asked = ["--comments", "30", "--per-article", "20", "--shape", shape]
    assert main([str(tmp_path), *asked]) == 0
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == files
    with rejoinder.open(tmp_path / "o.db") as store:
        summary = rejoinder.read(store, [str(tmp_path)])
        assert (len(summary.articles), summary.comments_new) == (2, 30)


def test_the_naive_script_finds_what_ours_finds(pages: Path, read: Path, tmp_path: Path) -> None:
    database = tmp_path / "naive.db"
    assert naive.main(str(pages), str(database)) == COMMENTS
    assert naive.main(str(pages), str(database)) == COMMENTS
    sql = "SELECT substr(id, 9), author, substr(time, 1, 16), text, substr(parent, 9) FROM comments"
    theirs = {row[0]: row[1:] for row in rows(database, sql)}
    ours = rows(
        read,
        "SELECT c.external_id, c.author, substr(c.posted_at, 1, 16), c.text, p.external_id"
        " FROM comments c JOIN replies r ON r.comment_id = c.id"
        " LEFT JOIN comments p ON p.id = r.parent_id",
    )
    assert len(ours) == len(theirs) == COMMENTS
    for number, *told, text, parent in ours:
        assert (*told, parent) == (*theirs[number][:2], theirs[number][3])
        assert text.split() == theirs[number][2].split()


def test_the_naive_script_scores_a_sentence_as_ours_does(pages: Path, read: Path) -> None:
    """Of several sentences ours takes the mean, and of quotes none."""
    sql = (
        "SELECT c.external_id, s.compound FROM sentiment s JOIN comments c ON c.id = s.comment_id"
        " WHERE s.sentences = 1 AND c.own_text = c.text"
    )
    naive.main(str(pages), str(read.with_name("naive.db")))
    found = rows(read.with_name("naive.db"), "SELECT substr(id, 9), compound FROM comments")
    ours = dict(rows(read, sql))
    assert len(ours) >= 3
    assert {number: dict(found)[number] for number in ours} == ours


def test_everything_is_measured(pages: Path, read: Path, tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    for name in ("pages", "selectolax"):
        assert measuring.TASKS[name](str(pages))["seconds"] > 0
    for name in ("vader", "executemany"):
        assert measuring.TASKS[name](str(read))["seconds"] > 0
    copied = f"{read}.bare"
    assert rows(Path(copied), "SELECT COUNT(*) FROM comments") == [(COMMENTS,)]
    corpus = tmp_path / "utterances.jsonl"
    main([str(tmp_path), "--comments", "30", "--per-article", "15", "--shape", "jsonl"])
    found = measuring.conversations(str(corpus))
    said = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]
    assert found["letters"] == sum(len(one["text"]) for one in said if one["reply-to"])
    assert found["paths"] == len(said) - len({one["reply-to"] for one in said} - {None})


def test_a_task_runs_in_a_process_of_its_own(pages: Path) -> None:
    found = measuring.measure("pages", str(pages))
    assert found["seconds"] > 0
    assert 10 < found["peak"] < 500
    with pytest.raises(subprocess.CalledProcessError):
        measuring.measure("pages", python=sys.executable)


def test_the_page_has_what_was_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(tmp_path, [100, 1_000], rounds=3)
    taken = iter([{"seconds": 3.0}, {"read": 1.0}, {"seconds": 2.0}, {"read": 1.5}] * 2)
    best = run.best(lambda: next(taken), lambda: next(taken), rounds=2)
    assert best == [{"seconds": 2.0}, {"read": 1.0}]
    run.say("Growth", [*performance._grown([(10_000, 20.0, 100.0), (100_000, 220.0, 120.0)])])
    text = page(run)
    assert "## Growth\n\nFrom 10,000 to 100,000 comments time (with chains) grows 1.10" in text
    assert "## Growth" in capsys.readouterr().out
    assert 'SIZES="100 1000"' in text
