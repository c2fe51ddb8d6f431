"""Every command that has to do with a database, and what runs them all where something is wrong.

    python -m tests.rejoinder.faulty FREE [COMMAND...]

In the current folder, with the databases and pages that ``prepare`` has put there; ``FREE`` bytes
are left of its disk, all of it where that is negative. Prints what came of each command as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from rejoinder.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LOOKING = {
    "articles": ("articles", "o.db"),
    "show": ("show", "o.db", "doorbell", "--evidence"),
    "chains": ("chains", "o.db"),
    "compare": ("compare", "o.db"),
    "targets": ("targets", "o.db"),
    "diff": ("diff", "o.db", "doorbell"),
    "audit score": ("audit", "score", "o.db", "labels.csv"),
}
MAKING = {
    "report": ("report", "o.db", "doorbell", "-o", "report.html"),
    "reports": ("report", "o.db", "-o", "reports"),
    "export csv": ("export", "o.db", "--to", "csv", "-o", "tables"),
    "export flat": ("export", "o.db", "--to", "flat", "-o", "flat.csv"),
    "export gexf": ("export", "o.db", "--to", "gexf", "-o", "net.gexf"),
    "export convokit": ("export", "o.db", "--to", "convokit", "-o", "corpus"),
    "pseudonymise": ("pseudonymise", "o.db", "-o", "shared.db", "--key", "secret.key"),
    "audit sample": ("audit", "sample", "o.db", "-n", "60", "-o", "new.csv"),
}
WRITING = {
    "read": ("read", "o.db", "later"),
    "analyze": ("analyze", "o.db", "--engine", "fast", "--target", "Dinglet"),
    "run": ("run", "later", "-o", "run", "--db", "o.db", "--engine", "fast"),
    "watch": ("watch", "o.db", "later", "--once"),
    "audit keep": ("audit", "score", "o.db", "labels.csv", "--keep"),
}
ALL = {**LOOKING, **MAKING, **WRITING}
_LABELS = ("support", "neutral", "oppose")


def prepare(folder: Path, analyzed: Path) -> Path:
    """Put what the commands need into a folder."""
    shutil.copy(analyzed, folder / "o.db")
    (folder / "later").mkdir()
    for page in EXAMPLES.glob("*.html"):
        text = page.read_text("utf-8")
        (folder / "later" / page.name).write_text(
            text.replace("the", "this, and more of it than before,"), "utf-8"
        )
    sheet = str(folder / "labels.csv")
    run(("audit", "sample", str(folder / "o.db"), "doorbell", "-n", "20", "-o", sheet))
    lines = Path(sheet).read_text("utf-8-sig")
    for label in _LABELS * 7:
        lines = lines.replace(",,,support", f",{label},,support", 1)
    Path(sheet).write_text(lines, "utf-8-sig")
    return folder


def run(words: tuple[str, ...]) -> tuple[int, str, str]:
    """Run a command line; gives its exit code, its last line and the failure it didn't expect."""
    result = CliRunner().invoke(main, words)
    said = result.stderr.strip().splitlines()
    bug = result.exception if not isinstance(result.exception, SystemExit) else None
    return result.exit_code, said[-1] if said else "", repr(bug) if bug else ""


def _fill(free: int) -> None:
    with Path("ballast").open("wb") as file:
        status = os.statvfs(".")
        file.write(bytes(max(0, status.f_bavail * status.f_frsize - free)))


def _main(free: int, names: list[str]) -> None:
    tempfile.tempdir = str(Path.cwd())
    if free >= 0:
        _fill(free)
    there = {path.name for path in Path().iterdir()}
    found = {}
    for name in names:
        words = ALL[name]
        code, said, bug = run(words)
        new = {path.name for path in Path().iterdir()} - there
        found[name] = {"code": code, "said": said, "bug": bug, "new": sorted(new)}
        there |= new
    print(json.dumps(found))


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2:] or list(ALL))
