"""Starting is cheap: help and imports load nothing heavy."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "bs4",
    "lxml",
    "sqlite_utils",
    "sqlite3",
    "vaderSentiment",
    "plotly",
    "jinja2",
    "rich",
    "rapidfuzz",
    "numpy",
    "importlib.metadata",
}
# 150 ms is the promise on an idle machine; a busy one may take longer, but never this long with
# nothing heavy loaded.
SLOWEST_SECONDS = 0.6


def loaded_by(program: str) -> set[str]:
    listing = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{listing}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(json.loads(done.stderr))


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


def test_help_answers_at_once() -> None:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "rejoinder", "--help"],
            check=True,
            capture_output=True,
            cwd=ROOT,
        )
        return time.perf_counter() - start

    assert statistics.median(once() for _ in range(5)) < SLOWEST_SECONDS
