from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rejoinder import __version__
from rejoinder.cli import SECTIONS, main
from rejoinder.lazy import LazyGroup
from threads.errors import RejoinderError

COMMANDS = [name for names in SECTIONS.values() for name in names]


def group_with(action: object) -> LazyGroup:
    """Make a group whose only command raises or runs ``action``."""

    class Group(LazyGroup):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            return click.Command("act", callback=self.act) if cmd_name == "act" else None

        @staticmethod
        def act() -> None:
            if isinstance(action, BaseException):
                raise action
            for _ in range(1000):
                click.echo(action)

    return Group(name="group", sections={"Commands": ("act",)})


def test_alone_it_says_what_to_do_next() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 0
    assert "Start here:\n    rejoinder demo" in result.stdout


def test_help_lists_every_command_with_a_line_on_it() -> None:
    lines = CliRunner().invoke(main, ["--help"]).stdout.splitlines()
    for name in COMMANDS:
        told = [line.split(maxsplit=1) for line in lines if line.startswith(f"  {name} ")]
        assert told and len(told[0]) == 2, name
    assert all(len(line) <= 80 for line in lines)
    assert not [line for line in lines[1:] if line.endswith("...")]  # none is cut short


def test_every_module_among_the_commands_is_offered() -> None:
    folder = Path(__file__).resolve().parents[2] / "rejoinder" / "commands"
    assert sorted(COMMANDS) == sorted(p.stem for p in folder.glob("[!_]*.py"))


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"rejoinder {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("chian", "chains"), ("analyse", "analyze"), ("demmo", "demo"), ("sohw", "show")],
)
def test_a_mistyped_command_is_answered_with_the_nearest(typed: str, meant: str) -> None:
    result = CliRunner().invoke(main, [typed])
    assert result.exit_code == 2
    assert f"Did you mean '{meant}'?" in result.stderr


def test_a_word_like_no_command_is_answered_without_a_guess() -> None:
    result = CliRunner().invoke(main, ["xyzzy"])
    assert (result.exit_code, "Did you mean" in result.stderr) == (2, False)


def test_an_expected_failure_is_one_line_and_exit_1() -> None:
    error = RejoinderError("no such thing", where="page\x1b[2J.html", remedy="look again")
    result = CliRunner().invoke(group_with(error), ["act"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "rejoinder: page␛[2J.html: no such thing (look again)\n"


def test_ctrl_c_is_one_line_and_exit_130() -> None:
    result = CliRunner().invoke(group_with(KeyboardInterrupt()), ["act"])
    assert result.exit_code == 130
    assert result.stderr.strip() == "rejoinder: interrupted"


@pytest.mark.parametrize("bug", [ZeroDivisionError("oops"), sqlite3.OperationalError("syntax")])
def test_a_bug_keeps_its_traceback(bug: Exception) -> None:
    result = CliRunner().invoke(group_with(bug), ["act"])
    assert result.exception is bug


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_closed_pipe_is_quiet() -> None:
    program = "from tests.rejoinder.test_lazy import group_with\ngroup_with('x' * 10_000)(['act'])"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(30) == 128 + signal.SIGPIPE
    assert said == b""
