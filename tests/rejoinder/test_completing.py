"""The Tab key, asked as each shell asks, and pressed in the shells that are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from rejoinder.cli import main
from rejoinder.completing import by_title
from tests.rejoinder.conftest import Cli
from tests.rejoinder.test_start_up import HEAVY, ROOT, loaded_by

BRIDGE, FERRY = ("aa1", "A “bridge”, too many"), ("bb2", "The ferry's new rules for dogs")
FERRIES = ("bb3", "The ferry: new rules, and for cats!")
ALL = [BRIDGE, FERRY, FERRIES]


def offered(
    *words: str, cls: type[ShellComplete] = BashComplete, incomplete: str = ""
) -> list[str]:
    completer = cls(main, {}, "rejoinder", "_REJOINDER_COMPLETE")
    return [
        completer.format_completion(item)
        for item in completer.get_completions(list(words), incomplete)
    ]


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("", ["a-bridge-too", "the-ferry-s", "the-ferry-new"]),
        ("brid", ["bridge-too-many"]),
        ("too", ["too-many"]),
        ("Bridge, t", ["bridge-too-many"]),
        ("many", ["many"]),
        ("ferry", ["ferry-s-new", "ferry-new-rules"]),
        ("rules-for", ["rules-for-dogs"]),
        ("ule", []),
        ("zebra", []),
    ],
)
def test_titles_are_offered_by_words_that_find_them(typed: str, offers: list[str]) -> None:
    assert [offer for offer, _ in by_title(ALL, typed)] == offers


def test_titles_that_nothing_tells_apart_are_offered_whole() -> None:
    twins = [("1", "Open thread"), ("2", "Open thread"), ("3", "“!”"), ("4", "")]
    assert by_title(twins, "open") == [("open-thread", "Open thread")]


def test_what_is_offered_finds_the_article(cli: Cli, analyzed: Path) -> None:
    for typed in ("", "door", "acc", "the-b", "Forty"):
        for offer in offered("show", str(analyzed), incomplete=typed):
            name = offer.removeprefix("plain,")
            assert cli("show", analyzed, name).exit_code == 0, name


@pytest.mark.parametrize(
    ("words", "incomplete", "offers"),
    [
        ([], "an", ["plain,analyze"]),
        ([], "comple", ["plain,completion"]),
        (["audit"], "", ["plain,sample", "plain,score"]),
        (["export", "opinions.db", "--to"], "g", ["plain,gexf", "plain,graphml"]),
        (["show", "opinions.db"], "door", ["plain,doorbell-works-for"]),
        (["show", "opinions.db"], "0", ["plain,063f4c0922fc"]),
        (["report", "opinions.db", "doorbell"], "eb", []),
        (
            ["report", "opinions.db", "doorbell"],
            "for",
            ["plain,forty-one-libraries", "plain,for-you-not"],
        ),
        (["audit", "sample", "opinions.db"], "the-b", ["plain,the-books-they"]),
        (["show", "opinions.db", "doorbell", "--by"], "toll", ["plain,Tollbooth"]),
        (["show", "o"], "", []),
        (["show", "none.db"], "", []),
        (["show", "~nobody-at-all/none.db"], "", []),
        (["show"], "opi", ["file,opi"]),
        (["read", "opinions.db"], "d", ["file,d"]),
        (["report", "opinions.db", "-o"], "r", ["file,r"]),
    ],
)
def test_what_tab_offers(
    analyzed: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    incomplete: str,
    offers: list[str],
) -> None:
    monkeypatch.chdir(analyzed.parent)
    before = sorted(analyzed.parent.iterdir())
    found = offered(*words, incomplete=incomplete)
    assert found[: len(offers)] == offers if offers else found == []
    assert sorted(analyzed.parent.iterdir()) == before


def test_no_offer_is_more_than_a_word_to_a_shell(
    analyzed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    hostile = "$(touch owned) `x`; rm -rf ~ | * 'q' \"\n\x1b[2J"
    with sqlite3.connect(analyzed) as connection:
        connection.execute("UPDATE articles SET title = title || ?", (f" owned {hostile}",))
        connection.execute("UPDATE comments SET author = ? WHERE position = 1", (hostile,))
        connection.execute("UPDATE comments SET author = '-rf' WHERE position = 2")
    connection.close()
    monkeypatch.chdir(tmp_path)
    for cls in (BashComplete, ZshComplete, FishComplete):
        for words in (["show", str(analyzed)], ["show", str(analyzed), "x", "--by"]):
            completer = cls(main, {}, "rejoinder", "_REJOINDER_COMPLETE")
            items = completer.get_completions(words, "")
            assert items
            for item in items:
                assert item.value.replace("-", "").replace(".", "").replace("_", "").isalnum()
                assert item.value[0] != "-"
                assert "\x1b" not in completer.format_completion(item)


def test_completing_loads_nothing_heavy(analyzed: Path) -> None:
    program = (
        "from click.shell_completion import BashComplete; from rejoinder.cli import main\n"
        "made = BashComplete(main, {}, 'rejoinder', '_REJOINDER_COMPLETE')\n"
        f"assert made.get_completions(['show', {str(analyzed)!r}], 'door')"
    )
    assert loaded_by(program) & HEAVY == {"sqlite3"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_that_of_the_shell(cli: Cli, shell: str) -> None:
    result = cli("completion", shell)
    assert result.exit_code == 0
    assert f"_REJOINDER_COMPLETE={shell}_complete" in result.stdout


@pytest.fixture
def place(analyzed: Path) -> Path:
    """Hold a database and the command, as where it is installed."""
    command = analyzed.parent / "bin" / "rejoinder"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m rejoinder "$@"\n'
    )
    command.chmod(0o755)
    return analyzed.parent


def said_by(shell: str, program: str, place: Path) -> str:
    """Run a program in a shell that is new to the person; gives what it prints."""
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is not installed")
    settings = {"PATH": f"{place / 'bin'}:{os.environ['PATH']}", "HOME": str(place)}
    options = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}
    done = subprocess.run(
        [found, *options[shell], program],
        cwd=place, env={**os.environ, **settings}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        ("rejoinder anal", "analyze\n"),
        ("rejoinder show opinions.db door", "doorbell-works-for\n"),
        ("rejoinder export opinions.db --to g", "gexf\ngraphml\n"),
    ],
)
def test_tab_in_bash(place: Path, words: str, offers: str) -> None:
    program = f"""
        eval "$(rejoinder completion bash)"
        COMP_WORDS=({words})
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _rejoinder_completion rejoinder
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert said_by("bash", program, place) == offers


def test_zsh_takes_the_script(place: Path) -> None:
    program = """
        autoload -Uz compinit && compinit -u
        eval "$(rejoinder completion zsh)"
        print ${_comps[rejoinder]}
    """
    assert said_by("zsh", program, place) == "_rejoinder_completion\n"


@pytest.mark.skipif(
    tuple(map(int, version("click").split("."))) < (8, 4, 2),
    reason="click before 8.4.2, where completion in fish was broken",
)
def test_tab_in_fish(place: Path) -> None:
    program = "rejoinder completion fish | source; complete -C 'rejoinder show opinions.db door'"
    offered_word, title = said_by("fish", program, place).strip().split("\t")
    assert offered_word == "doorbell-works-for"
    # also what follows its comma
    assert title == "City Decides Your Doorbell Works For You, Not For The Sheriff"
