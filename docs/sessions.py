"""Run what the pages show: the commands of their console blocks, as a reader of the page would.

A page's blocks are one session, in a folder of its own that holds the example pages. What a
reader does between two commands, and what happens on the web, stands in the page unseen::

    <!-- meanwhile: python -m docs.meanwhile label labels.csv -->
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from docs.web import served

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 80
_STEP = re.compile(
    r"^```console\n(?P<block>.*?)^```$|^<!-- meanwhile: (?P<meanwhile>.*?) -->$",
    re.MULTILINE | re.DOTALL,
)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)([ T])\d\d:\d\d(:\d\d)?(\.\d+)?")
# What stands in pages for the time at which they were made, so that they don't change with it.
_THEN = "2019-03-13", "08:00", ":00"


def with_outputs(page: str) -> str:
    """Run each ``$ command`` of the page's console blocks, one after another, in one new folder.

    What a command prints replaces what stood under it.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {}
        if "<!-- meanwhile: " in page:
            web = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            settings = {"WEB": str(web), "http_proxy": stack.enter_context(served(web))}
        for example in (ROOT / "examples").glob("*.html"):
            shutil.copy(example, folder)
        return _STEP.sub(lambda step: _run_step(step, folder, settings), page)


def _run_step(step: re.Match[str], folder: Path, settings: dict[str, str]) -> str:
    if step["meanwhile"]:
        run_command(step["meanwhile"], folder, settings)
        return step[0]
    commands = [line[2:] for line in step["block"].splitlines() if line.startswith("$ ")]
    said = (f"$ {line}\n{run_command(line, folder, settings)}" for line in commands)
    return "```console\n" + "\n".join(said) + "```"


def run_command(command: str, folder: Path, settings: dict[str, str] | None = None) -> str:
    """Run one shell command as a reader of the page would; gives stdout and stderr as one.

    ``rejoinder`` is this checkout's, installed or not. Raises ``SystemExit`` where it fails;
    a page shows a failure as ``COMMAND || echo "exit code $?"``.
    """
    ours = f'rejoinder() {{ "{sys.executable}" -m rejoinder "$@"; }}'
    python = f'python() {{ "{sys.executable}" "$@"; }}'
    here = {"PYTHONPATH": str(ROOT), "COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        f"{ours}\n{python}\n{command}",
        shell=True,
        cwd=folder,
        env={**os.environ, **here, **(settings or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"docs: `{command}` exited with {done.returncode}:\n{done.stdout}")
    return _MOMENT.sub(_then, done.stdout)


def _then(moment: re.Match[str]) -> str:
    """Put another time in the place of now; any other is the page's own."""
    today = datetime.now(UTC).date()
    if moment[1] not in {str(today), str(today - timedelta(days=1))}:
        return moment[0]
    day, minute, seconds = _THEN
    return f"{day}{moment[2]}{minute}{seconds if moment[3] else ''}"
