"""Each command's help ends with examples, and each line of them does what it says: it is run."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import click
import pytest

from docs.sessions import ROOT, run_command
from tests.every_command import commands

# Run until they are stopped: started for real, on a port that is free, and stopped.
SERVING = {"browse"}
# Need a library that is not installed with the others; the test of those that are is worth having.
NEEDED = {"--cluster": "distributed", "--out": "pyarrow"}
# For the shell that they name, where it is installed, and not for the one that tests run in.
IN_A_SHELL = re.compile(r"rejoinder completion (bash|zsh|fish)")


def examples(name: str, command: click.Command) -> list[str]:
    """Give the command lines under "Example:", which ends a command's help."""
    shown = command.get_help(click.Context(command, info_name=f"rejoinder {name}"))
    lines = shown.splitlines()
    assert "  Example:" in lines, f"rejoinder {name} --help has no example"
    return [line.strip() for line in lines[lines.index("  Example:") + 1 :]]


@pytest.fixture(scope="module")
def analyzed_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("help")
    run_command(f'rejoinder read o.db "{ROOT / "examples"}"', place)
    run_command("rejoinder analyze o.db", place)
    return place / "o.db"


@pytest.fixture
def folder(tmp_path: Path, analyzed_examples: Path) -> Path:
    """Hold what the examples in the help name."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for page in (ROOT / "examples").glob("*.html"):
        shutil.copy(page, tmp_path)
        shutil.copy(page, pages)
    shutil.copy(analyzed_examples, tmp_path / "opinions.db")
    return tmp_path


ALL = [*commands()]


@pytest.mark.parametrize(("name", "command"), ALL, ids=[name for name, _ in ALL])
def test_help_ends_with_examples_that_run(name: str, command: click.Command, folder: Path) -> None:
    lines = examples(name, command)
    assert lines
    if name == "audit score":  # begins with a sheet that was drawn and filled in
        run_command("rejoinder audit sample opinions.db doorbell -o labels.csv", folder)
        label_by_hand(folder)
    for line in lines:
        assert "rejoinder " in line
        if any(option in line and not find_spec(needed) for option, needed in NEEDED.items()):
            continue
        if name in SERVING:
            serve_for_a_moment(line, folder)
        elif shell := IN_A_SHELL.search(line):
            run_in_shell(shell[1], line, folder)
        else:
            run_command(line, folder)
        label_by_hand(folder)


def test_each_command_is_shown_by_an_example_of_its_own() -> None:
    shown = {name: " ".join(examples(name, command)) for name, command in ALL}
    assert [name for name, lines in shown.items() if f"rejoinder {name}" not in lines] == []


def label_by_hand(folder: Path) -> None:
    """Fill in what a person would between two commands, and a second one apart from the first."""
    for sheet in folder.glob("labels.csv"):
        words = sheet.read_text("utf-8-sig")
        sheet.write_text(words.replace(",,,support / ", ",neutral,,support / "), "utf-8-sig")
        shutil.copy(sheet, folder / "labels-of-another.csv")


def serve_for_a_moment(line: str, folder: Path) -> None:
    pytest.importorskip("datasette", reason="Datasette is not installed")
    words = [*line.split()[1:], "--port", "0"]
    settings = {"PYTHONPATH": str(ROOT), "BROWSER": "true", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "rejoinder", *words],
        cwd=folder,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
    ) as served:
        try:
            assert served.stdout
            address = served.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            with urlopen(address, timeout=60) as answer:  # it listens before it can answer
                assert answer.status == 200
            served.send_signal(signal.SIGINT)
            assert served.wait(30) == 0
        finally:
            served.kill()


def run_in_shell(shell: str, line: str, folder: Path) -> None:
    """Run a line in the shell that it is for, as a new person who has nothing set up."""
    found = shutil.which(shell)
    if not found:
        return
    (folder / ".config" / "fish" / "completions").mkdir(parents=True, exist_ok=True)
    command = folder / "rejoinder"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m rejoinder "$@"\n'
    )
    command.chmod(0o755)
    settings = {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)}
    ready = "autoload -Uz compinit && compinit -u; " if shell == "zsh" else ""
    done = subprocess.run(
        [found, "-c", ready + line],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
