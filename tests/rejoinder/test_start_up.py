"""Starting is cheap: help and imports load nothing heavy."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "bs4",
    "lxml",
    "sqlite_utils",
    "sqlite3",
    "vaderSentiment",
    "py3langid",
    "plotly",
    "jinja2",
    "rich",
    "rapidfuzz",
    "numpy",
    "importlib.metadata",
}
# The promise is 150 ms on an idle machine (benchmarks/start_up_speed.py prints it). A busy one
# takes longer for everything, so here the processor time is held against click's own.
MOST_TIMES_CLICK = 2.2


def loaded_by(program: str) -> set[str]:
    listing = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{listing}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "program",
    [
        "import rejoinder; rejoinder.__version__",
        "from rejoinder.cli import main; main(['--help'], standalone_mode=False)",
        "from rejoinder.cli import main; main(['read', '--help'], standalone_mode=False)",
        "from rejoinder.cli import main; main(['show', '--help'], standalone_mode=False)",
    ],
)
def test_nothing_heavy_is_loaded(program: str) -> None:
    assert not loaded_by(program) & HEAVY


def test_reading_loads_nothing_that_only_analysis_and_reports_need(tmp_path: Path) -> None:
    words = ["read", str(tmp_path / "o.db"), str(ROOT / "examples" / "doorbells.html")]
    program = f"from rejoinder.cli import main; main({words!r}, standalone_mode=False)"
    assert not loaded_by(program) & {"plotly", "jinja2", "vaderSentiment", "rich"}


def processor_time(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_takes_little_more_than_click_itself() -> None:
    bare = "import click; click.command()(lambda: None)(['--help'])"
    runs = [
        (processor_time("-c", bare), processor_time("-m", "rejoinder", "--help")) for _ in range(7)
    ]
    click_alone, ours = (statistics.median(times) for times in zip(*runs, strict=True))
    assert ours < MOST_TIMES_CLICK * click_alone


@pytest.mark.parametrize("given", [None, "4"])
def test_programs_that_are_started_get_the_environment_as_it_was(given: str | None) -> None:
    name = "OPENBLAS_NUM_THREADS"
    before = {each: value for each, value in os.environ.items() if each != name}
    program = f"""
import os
from rejoinder.start import environment, stay_forkable

stay_forkable()
print(os.environ["{name}"], environment().get("{name}"))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=before | ({name: given} if given else {}),
    )
    assert done.stdout.split() == ([given, given] if given else ["1", "None"])
