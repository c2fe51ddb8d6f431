"""Telling people and programs, with comments that are up to no good."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from rejoinder.watching.channels import Command, NotTold, Printed, Webhook
from rejoinder.watching.messages import Message, line_of, lines_of, says
from rejoinder.watching.start import receiver
from tests.threads.server import Site, page, redirect, status
from threads.errors import RejoinderError, SourceError
from threads.events import Event

HOSTILE = "\x1b]0;owned\x07 $(touch owned) `touch owned` ; touch owned \u202e\nnew\0line"


def message(**other: Any) -> Message:
    known: dict[str, Any] = {
        "id": "a-1/heat",
        "kind": "heat",
        "article_id": "a",
        "title": "A story",
        "url": "https://a.example/story/",
        "comment_id": "a-1",
        "comment": 7,
        "author": "Ann",
        "text": "Words.",
        "figure": 0.41,
        "threshold": 0.3,
        "detail": {"comments": 12, "people": 5},
        "says": "heat 0.41 in a chain of 12 comments by 5 people (threshold 0.30)",
        "link": "https://a.example/story/#comment-7",
        "found_at": "2024-03-05T09:00:00Z",
        "again": False,
    }
    return {**known, **other}  # type: ignore[typeddict-item]


def script(path: Path, code: str) -> str:
    """Write a program in Python; gives the command line that runs it."""
    path.write_text(code)
    return f"'{sys.executable}' '{path}'"


def test_the_plain_line() -> None:
    assert line_of(message()) == (
        "2024-03-05 09:00 UTC  heat  #7 by Ann: heat 0.41 in a chain of 12 comments by 5 people"
        " (threshold 0.30)  A story  https://a.example/story/#comment-7"
    )
    assert "(perhaps told before)" in line_of(message(again=True))


def test_the_lines_of_a_terminal_fit_and_leave_the_link_whole() -> None:
    link = "https://a.example/" + "long-" * 30
    lines = lines_of(message(link=link, title="A story " * 12), 80).split("\n")
    assert lines[-1] == f"  {link}"
    assert all(len(line) <= 80 for line in lines[:-1])
    assert len(lines) == 4


def test_what_is_unknown_is_left_out() -> None:
    said = line_of(message(author=None, link=None, title="", comment=None))
    assert said.endswith("by (no name): " + message()["says"] + "  a")


@pytest.mark.parametrize("as_json", [True, False])
def test_nothing_hostile_reaches_stdout(as_json: bool) -> None:
    written: list[str] = []
    hostile = message(author=HOSTILE, title=HOSTILE, text=HOSTILE, link=HOSTILE)
    Printed(written.append, as_json=as_json).tell(hostile)
    (line,) = written
    assert line.isprintable()
    if as_json:
        assert line.isascii()
        assert json.loads(line)["author"] == HOSTILE


def test_a_command_gets_the_event_and_no_shell_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = (
        "import json, os, sys\n"
        "told = {k: v for k, v in os.environ.items() if k.startswith('REJOINDER_')}\n"
        "json.dump([json.load(sys.stdin), told, sys.argv[1:]], open('got.json', 'w'))\n"
    )
    command = script(tmp_path / "program.py", code) + " '{text}' '$(touch owned)' '*'"
    hostile = message(author=HOSTILE, text=HOSTILE)
    Command(command).tell(hostile)
    event, told, words = json.loads((tmp_path / "got.json").read_text())
    assert event == hostile
    assert words == ["{text}", "$(touch owned)", "*"]
    assert (told["REJOINDER_KIND"], told["REJOINDER_FIGURE"]) == ("heat", "0.41")
    assert (told["REJOINDER_COMMENT"], told["REJOINDER_AGAIN"]) == ("7", "0")
    assert told["REJOINDER_AUTHOR"].isprintable()
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        ("import os; os.kill(os.getpid(), 9)", "ended by signal 9"),
        ("import time; time.sleep(60)", "ended after 0.5 seconds"),
    ],
)
def test_a_command_that_fails_is_told_of_in_a_line(tmp_path: Path, code: str, what: str) -> None:
    command = Command(script(tmp_path / "program.py", code), seconds=0.5 if "time" in code else 30)
    with pytest.raises(NotTold, match=what) as caught:
        command.tell(message())
    assert caught.value.lasting


def test_what_a_command_started_ends_with_it(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time\n"
        "again = \"import time; time.sleep(2); open('late', 'w')\"\n"
        "subprocess.Popen([sys.executable, '-c', again])\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(NotTold):
        Command(script(tmp_path / "program.py", code), seconds=1).tell(message())
    time.sleep(2.5)
    assert not Path("late").exists()


def test_a_command_that_is_gone_when_it_is_needed(tmp_path: Path) -> None:
    program = tmp_path / "tell"
    program.write_text("#!/bin/sh\n")
    program.chmod(stat.S_IRWXU)
    command = Command(str(program))
    program.unlink()
    with pytest.raises(NotTold, match="No such file"):
        command.tell(message())


@pytest.mark.parametrize("command", ["", "  ", "echo 'open", "no-such-program-here", "/"])
def test_a_command_that_is_none(command: str) -> None:
    with pytest.raises(RejoinderError, match="--exec"):
        Command(command)


@pytest.mark.skipif(os.name != "posix", reason="by the executable bit")
def test_what_a_command_prints_stays_out_of_stdout(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "loud"
    path.write_text("#!/bin/sh\necho loud\n")
    path.chmod(stat.S_IRWXU)
    Command(str(path)).tell(message())
    assert capfd.readouterr() == ("", "loud\n")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://chat.example/", "--webhook: is ftp:, and only http and https are asked"),
        ("chat.example/hook", "--webhook: no web address: chat.example/hook"),
    ],
)
def test_an_address_that_is_not_asked_names_its_option(url: str, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        receiver(url)
    assert str(raised.value).startswith(said)


def event(kind: str, figure: float, **detail: float) -> Event:
    return Event(
        kind=kind,  # type: ignore[arg-type]
        article_id="a",
        comment_id="a-1",
        figure=figure,
        threshold=1.0,
        detail=detail,
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (event("heat", 0.5, comments=2, people=1), "a chain of 2 comments by 1 person"),
        (event("heat", 0.5, comments=1234, people=1001), "1,234 comments by 1,001 people"),
        (event("pile-on", 0.5, against=1), "1 person against one: "),
        (event("burst", 1500, minutes=1, expected=1200.25), "1,500 comments in 1 minute, 1,200.2"),
        (event("burst", 20, minutes=30.0, expected=1.0), "20 comments in 30 minutes, 1.0 "),
        (event("newcomer", 1, earlier_articles=0), "1 person disagrees with first comments"),
        (event("newcomer", 3, earlier_articles=2), "3 people disagree with a newcomer's first"),
    ],
)
def test_an_event_counts_in_words_that_fit(told: Event, said: str) -> None:
    assert said in says(told)


def test_a_webhook_gets_json_and_an_id_to_know_it_by(site: Site) -> None:
    site.answers["/hook?key=secret"] = page("thanks")
    Webhook(receiver(site.url("/hook?key=secret"))).tell(message(author=HOSTILE))
    ((path, headers, body),) = site.posted
    assert path == "/hook?key=secret"
    assert json.loads(body)["author"] == HOSTILE
    assert headers["content-type"] == "application/json"
    assert headers["idempotency-key"] == "a-1/heat"
    assert headers["user-agent"].startswith("Rejoinder/")


@pytest.mark.parametrize(
    ("answer", "what", "whole", "wait"),
    [
        (status(500), "didn't take it", True, None),
        (status(429, Retry_After="90"), "didn't take it", True, 90.0),
        (status(400), "refused it", False, None),
        (redirect("/elsewhere"), "redirect", False, None),
        (lambda asked: setattr(asked, "close_connection", True), "broke off", True, None),
    ],
)
def test_a_webhook_that_fails(
    site: Site, answer: Any, what: str, whole: bool, wait: float | None
) -> None:
    site.answers["/hook?key=secret"] = answer
    with pytest.raises(NotTold, match=what) as caught:
        Webhook(receiver(site.url("/hook?key=secret"))).tell(message())
    assert (caught.value.whole, caught.value.wait) == (whole, wait)
    assert not caught.value.lasting
    assert "secret" not in str(caught.value)
    assert [path for path, *_ in site.posted] == ["/hook?key=secret"]


def test_a_webhook_nobody_listens_at() -> None:
    with pytest.raises(NotTold, match="no connection"):
        Webhook(receiver("http://127.0.0.1:9/hook")).tell(message())


@pytest.mark.parametrize("url", ["ftp://a.example/", "nonsense", "https://me:secret@a.example/"])
def test_an_address_that_is_no_webhook(url: str) -> None:
    with pytest.raises(RejoinderError):
        receiver(url)
