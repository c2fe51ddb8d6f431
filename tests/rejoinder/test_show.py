"""``rejoinder show``: a thread narrowed, marked, folded and paged."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.rejoinder.conftest import Cli

ROOT = Path(__file__).resolve().parents[2]
HEAD = re.compile(r"^[│├└ ]*#(\d+) .*, \d\d:\d\d", re.MULTILINE)


def shown(cli: Cli, *words: object) -> list[int]:
    return [int(number) for number in HEAD.findall(cli("show", *words).stdout)]


def rows(cli: Cli, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(cli("show", *words, "--json").stdout)
    return found


@pytest.mark.parametrize(
    "wish",
    [
        ("--chain", 3),
        ("--chain", "#13", "--depth", 3),
        ("--depth", 2),
        ("--by", "tollbooth"),
        ("--by", "marge", "--grep", "button"),
        ("--grep", "sheriff", "--chain", 3),
        ("--unclear",),
        ("--unclear", "--by", "anonymous coward", "--depth", 2),
    ],
)
def test_json_and_the_tree_have_the_same_comments(
    cli: Cli, analyzed: Path, wish: tuple[object, ...]
) -> None:
    told = [row["position"] for row in rows(cli, analyzed, "doorbell", *wish)]
    assert told == sorted(shown(cli, analyzed, "doorbell", *wish))
    assert 0 < len(told) < 53
    assert len(set(told)) == len(told)


def test_a_chain_is_shown_without_what_is_said_of_the_thread(cli: Cli, analyzed: Path) -> None:
    said = cli("show", analyzed, "doorbell", "--chain", "#13").stdout
    assert "the chain of #3, in which #13 stands: 22 of 53 comments\n" in said
    assert "camps:" not in said and "corrected" not in said
    why = cli("show", analyzed, "doorbell", "--chain", 13, "--evidence").stdout
    assert len(re.findall(r"↳ answers ", why)) == 22


def test_folded_replies_are_counted_below_what_they_answer(cli: Cli, analyzed: Path) -> None:
    said = cli("show", analyzed, "doorbell", "--depth", 1).stdout
    folded = [int(count) for count in re.findall(r"^└ … (\d+) more repl", said, re.MULTILINE)]
    assert sum(folded) + len(HEAD.findall(said)) == 53
    assert "… 1 more reply\n" in said


def test_comments_of_an_author_come_with_what_they_answer(cli: Cli, analyzed: Path) -> None:
    said = cli("show", analyzed, "doorbell", "--by", "TOLLB").stdout
    assert "6 of 53 comments: by Tollbooth\n" in said
    by = {row["position"]: row for row in rows(cli, analyzed, "doorbell", "--by", "Tollbooth")}
    assert {row["author"] for row in by.values()} == {"Tollbooth"}
    for row in by.values():
        parent = row["parent_position"]
        above = f"answers #{parent} {row['parent_author']}" if parent else "answers the article"
        head = said[said.index(f"#{row['position']} Tollbooth") :]
        assert above in head.split("\n\n")[0]


def test_a_shared_name_is_said_to_be_one(cli: Cli, analyzed: Path) -> None:
    said = cli("show", analyzed, "doorbell", "--by", "anonymous coward").stdout
    assert "a name that many share: these comments need not be one person's\n" in said


def test_found_words_are_marked_in_text_and_subject(cli: Cli, analyzed: Path) -> None:
    found = rows(cli, analyzed, "doorbell", "--grep", "THE  door")
    words = [f"{row['subject']} {row['text']}".lower().count("the door") for row in found]
    said = cli("show", analyzed, "doorbell", "--grep", "THE  door", "--full").stdout
    marked = re.findall(r"»(the\s+door)«", said)
    assert len(marked) == sum(words) >= 3
    assert "»" not in cli("show", analyzed, "doorbell").stdout


def test_what_is_unclear_says_why(cli: Cli, analyzed: Path) -> None:
    said = " ".join(cli("show", analyzed, "doorbell", "--unclear").stdout.split())
    found = rows(cli, analyzed, "doorbell", "--unclear")
    for row in found:
        for one in row["unclear"]:
            if one["about"] == "place":
                assert one["p"] == row["confidence"] < 0.5
                assert f"({row['method']}, {row['confidence']:.0%} sure)" in said
            else:
                assert 0 <= one["p"] - one["rival_p"] <= 0.05
    assert said.count(" ? its ") == sum(len(row["unclear"]) for row in found)
    assert "#19 Petra V." in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--by", "tolboth"), 1, "did you mean Tollbooth?"),
        (("--chain", "99"), 1, "no comment of the thread is #99 (there are #1 to #53)"),
        (("--chain", "three"), 2, "'three' is no comment's number, such as 12 or #12"),
        (("--depth", "0"), 2, "--depth"),
        (("--grep", " "), 1, "there are no words to look for"),
        (("--grep", "xyzzy"), 0, "0 of 53 comments: with “xyzzy”"),
        (("--grep", "\x1b[2Jx"), 0, "with “␛[2Jx”"),
    ],
)
def test_what_is_not_there(
    cli: Cli, analyzed: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    result = cli("show", analyzed, "doorbell", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


@pytest.fixture
def hostile(cli: Cli, doorbells: Path) -> Path:
    """The example with a name and words that would take over a terminal."""
    evil = "\x1b[2J\x1b]0;owned\x07\u202egnp" + "e" + "\u0301\u0489" * 30
    page = doorbells.read_text("utf-8").replace("Tollbooth", f"Toll{evil[:4]}{evil[-62:]}booth")
    page = page.replace("Good for Brackenford", f"Good {evil} for Brackenford" + " line" * 400)
    title = evil.replace("\x1b", "&#27;").replace("\x07", "")  # raw, the page would pass for binary
    Path("evil.html").write_text(page.replace("City Decides", f"City {title}"), "utf-8")
    assert cli("read", "o.db", "evil.html").exit_code == 0
    cli("analyze", "o.db", "--engine", "fast")
    return Path("o.db")


@pytest.mark.parametrize(
    "wish",
    [
        (),
        ("--by", "booth"),
        ("--grep", "brackenford"),
        ("--grep", "owned"),
        ("--unclear", "--evidence"),
        ("--chain", 1, "--depth", 1, "--full"),
        ("--by", "thebooth"),
    ],
)
def test_hostile_words_are_neutralised_in_every_view(
    cli: Cli, hostile: Path, wish: tuple[object, ...]
) -> None:
    result = cli("show", hostile, *wish)
    printed = result.stdout + result.stderr
    assert "booth" in printed or wish == ("--by", "thebooth")
    assert not set(printed) & {"\x1b", "\x07", "\u202e", "\u0489"}


def test_hostile_names_and_titles_are_neutralised_in_the_tables(cli: Cli, hostile: Path) -> None:
    printed = cli("chains", hostile, "--sort", "recency").stdout + cli("articles", hostile).stdout
    assert "Toll␛[2J" in printed and "City ␛[2J" in printed
    assert not set(printed) & {"\x1b", "\x07", "\u202e", "\u0489"}


def test_long_comments_are_folded_unless_all_is_wanted(cli: Cli, hostile: Path) -> None:
    short = cli("show", hostile, "--chain", 1).stdout
    (left,) = re.findall(r"… (\d+) more lines, --full shows them\n", short)
    full = cli("show", hostile, "--chain", 1, "--full").stdout
    assert len(full.splitlines()) == len(short.splitlines()) - 1 + int(left)
    assert "--full shows" not in full


def on_terminal(words: list[str], **env: str) -> tuple[int, str]:
    """Run a command with a terminal of 80 columns for all its streams; gives code and output."""
    here, there = pty.openpty()
    told = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80", **env}
    process = subprocess.Popen(
        [sys.executable, "-m", "rejoinder", *words],
        stdin=there, stdout=there, stderr=there, env=told, close_fds=True,
    )  # fmt: skip
    os.close(there)
    said, end = b"", time.monotonic() + 60
    while time.monotonic() < end and select.select([here], [], [], 60)[0]:
        try:
            said += os.read(here, 65536)
        except OSError:  # nobody writes to it any more
            break
    os.close(here)
    return process.wait(30), said.decode().replace("\r\n", "\n")


def test_a_pager_is_used_on_a_terminal(analyzed: Path) -> None:
    words = ["show", str(analyzed), "doorbell"]
    code, said = on_terminal(words, PAGER="sed s/^/paged:/")
    assert code == 0
    assert said.splitlines()[0].startswith("paged:City Decides")
    assert "\x1b" not in said  # this pager may not know colours
    for plain in ([*words, "--no-pager"], words):
        env = {} if "--no-pager" in plain else {"PAGER": ""}
        code, said = on_terminal(plain, **({"PAGER": "sed s/^/paged:/"} | env))
        assert code == 0
        assert "paged:" not in said and "\x1b[36m" in said
        assert "\x1b" not in on_terminal(plain, NO_COLOR="1", **({"PAGER": "x"} | env))[1]


def test_leaving_the_pager_early_is_quiet(analyzed: Path) -> None:
    code, said = on_terminal(["show", str(analyzed), "doorbell", "--evidence"], PAGER="head -n 2")
    assert code == 0
    assert len(said.splitlines()) == 2
    assert "Traceback" not in said and "rejoinder:" not in said
