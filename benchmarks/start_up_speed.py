"""Time how long the command line takes to answer, beside click alone, in one run.

    python benchmarks/start_up_speed.py

Whole processes, wall clock, medians of runs taken in turns. The milliseconds vary by machine; the
ratio is what holds.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 15
PROGRAMS = {
    "python alone": ["-c", "pass"],
    "click alone": ["-c", "import click; click.command()(lambda: None)(['--help'])"],
    "rejoinder --help": ["-m", "rejoinder", "--help"],
    "rejoinder show --help": ["-m", "rejoinder", "show", "--help"],
    "import rejoinder": ["-c", "import rejoinder"],
}
TAB = """
import os
os.environ.update(
    COMP_WORDS="rejoinder show {db} door", COMP_CWORD="3", _REJOINDER_COMPLETE="bash_complete"
)
from rejoinder.cli import main
main(prog_name="rejoinder")
"""


def milliseconds(arguments: list[str]) -> float:
    """Run one process to its end; gives its wall-clock time."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Print the medians, and the ratio to click alone."""
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "opinions.db")
        milliseconds(["-m", "rejoinder", "read", db, "examples/doorbells.html"])
        programs = {**PROGRAMS, "Tab after an article": ["-c", TAB.format(db=db)]}
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(RUNS):
            for name, arguments in programs.items():
                times[name].append(milliseconds(arguments))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, median in medians.items():
        print(f"{name:24} {median:6.0f} ms {median / medians['click alone']:6.2f} x click alone")


if __name__ == "__main__":
    main()
