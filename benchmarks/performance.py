"""Measure how fast the program is beside others, in one run, and write docs/performance.md.

    python -m benchmarks.performance [--sizes "100 1000 10000"] [--rounds N] [--no-parts] [-o FILE]

All times are processor time, each of a process of its own, the best of rounds taken in turns; what
holds from one machine to the next is the ratios. CONVOKIT_PYTHON and TRAFILATURA_PYTHON name the
interpreters of environments that have these packages; what is missing is left out, and said.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from benchmarks.made_archive import stories, write_jsonl, write_pages
from benchmarks.measuring import ROOT, Found, measure

PAGE = ROOT / "docs" / "performance.md"
SIZES = (100, 1_000, 10_000)
PER_ARTICLE, BESIDE = 250, 10_000  # what other programs are held against; more takes them hours
WHOLE = 100_000  # up to which all is analyzed; of more what the naive script does, and chains
UTTERANCES = 100_000
ARCHIVES = ((10_000, 40), (100_000, 400), (100_000, 2_000))  # comments, articles
ROUNDS = 3
# Each prints its own ratios, and has its own page of reasons at its head.
PARTS = (
    "sentiment_speed", "language_speed", "stance_speed", "pseudonymise_speed", "start_up_speed",
    "browse_speed", "report_speed",
)  # fmt: skip


@dataclass
class Run:
    """What is asked for, and what came of it: the page's sections by heading."""

    folder: Path
    sizes: Sequence[int]
    rounds: int
    utterances: int = UTTERANCES
    archives: Sequence[tuple[int, int]] = ARCHIVES
    parts: Sequence[str] = PARTS
    sections: dict[str, list[str]] = field(default_factory=dict)

    def say(self, heading: str, lines: Sequence[str]) -> None:
        """Keep a section of the page, and print it."""
        self.sections[heading] = list(lines)
        print(f"\n## {heading}\n\n" + "\n".join(lines), flush=True)

    def best(self, *works: Callable[[], Found], rounds: int | None = None) -> list[Found]:
        """Take works in turns, and give of each the round that took least."""
        found = [[work() for work in works] for _ in range(rounds or self.rounds)]
        return [min(each, key=_whole) for each in zip(*found, strict=True)]

    def place(self, name: str) -> str:
        """Name a file that isn't there yet."""
        path = self.folder / name
        for beside in ("", "-wal", "-shm", ".bare", ".bare-wal", ".bare-shm", ".declared"):
            Path(f"{path}{beside}").unlink(missing_ok=True)
        return str(path)


def _whole(found: Found) -> float:
    keys = ("seconds", "read", "sentiment", "chains", "rest", "build", "walk")
    return sum(float(found.get(key, 0.0)) for key in keys)


def pipeline(run: Run) -> None:
    """Read and analyze archives of each size, the naive script beside it up to a size."""
    table = [
        [
            "comments",
            "pages",
            "naive",
            "ours, the same",
            "times",
            "with chains",
            "times",
            "all",
            "times",
            "peak, MB",
        ]
    ]
    growth: list[tuple[int, float, float]] = []
    for size in run.sizes:
        pages = str(run.folder / f"pages-{size}")
        count = len(write_pages(Path(pages), stories(size, PER_ARTICLE)))
        rest = "rest" if size <= WHOLE else ""
        works = [lambda: measure("ours", pages, run.place(f"ours-{size}.db"), "1", rest)]  # noqa: B023
        if size <= BESIDE:
            works.append(lambda: measure("naive", pages, run.place("naive.db")))  # noqa: B023
        found, *others = run.best(*works, rounds=run.rounds if size <= BESIDE else 1)
        same = found["read"] + found["sentiment"]
        chains = same + found["chains"]
        whole = chains + found["rest"] if rest else 0.0
        naive = others[0]["seconds"] if others else 0.0
        growth.append((size, chains, found["peak"]))
        table.append([
            f"{size:,}", f"{count:,}", _s(naive), _s(same), _x(naive, same),
            _s(chains), _x(naive, chains), _s(whole), _x(naive, whole), f"{found['peak']:.0f}",
        ])  # fmt: skip
        if size == max((s for s in run.sizes if s <= BESIDE), default=run.sizes[0]):
            again, first = found["again"], whole
            beside = pages, f"ours-{size}.db", found, naive
            cores = both_cores(run, pages, others)
    run.say(
        "End to end",
        [
            "Saved pages of 250 comments into a database, on one core. “The same” is what the",
            "naive script does: comments, their tree and sentiment. “With chains” adds these and",
            "the `fast` engine's stances, “all” also camps, splits, dynamics. Seconds of processor",
            "time.",
            "",
            *_table(table),
            "",
            *cores,
            *_grown(growth),
            f"Reading and analyzing again what hasn't changed takes {again / first:.1%} of the",
            "first time.",
        ],
    )
    limits(run, *beside)


def both_cores(run: Run, pages: str, naive: Sequence[Found]) -> list[str]:
    """Tell what processes that share the work bring, by the clock on the wall."""
    jobs = os.cpu_count() or 1
    if not naive or jobs < 2:
        return []
    ours = measure("ours", pages, run.place("shared.db"), str(jobs))
    same = ours["read wall"] + ours["sentiment wall"]
    chains = same + ours["chains wall"]
    whole, theirs = chains + ours["rest wall"], naive[0]["wall"]
    return [
        f"By the clock, with {jobs} processes: the same in {same:.1f} s for the naive script's"
        f" {theirs:.1f} s ({_x(theirs, same)}), with chains in {chains:.1f} s"
        f" ({_x(theirs, chains)}), all in {whole:.1f} s ({_x(theirs, whole)}).",
    ]


def _grown(growth: Sequence[tuple[int, float, float]]) -> Iterator[str]:
    base = next((one for one in growth if one[0] >= BESIDE), growth[-1])
    for size, whole, peak in growth:
        if size > base[0]:
            ratio = whole / size / (base[1] / base[0])
            yield (
                f"From {base[0]:,} to {size:,} comments time (with chains) grows {ratio:.2f} times "
                f"linear, and the peak of memory from {base[2]:.0f} to {peak:.0f} MB."
            )


def limits(run: Run, pages: str, database: str, found: Found, naive: float) -> None:
    """Hold the stages against the least that their parts can take.

    ``naive`` is how long the naive script took for the same pages, 0 where it wasn't run.
    """
    parsed = measure("pages", pages)
    rows = [["part", "alone, s", "the stage it is in, s", "share"]]
    alone: dict[str, float] = {}
    for task, (part, stage) in _PARTS.items():
        if task == "selectolax" and find_spec("selectolax") is None:
            continue
        taken = measure(task, pages if task == "selectolax" else str(run.folder / database))
        alone[task] = taken["seconds"]
        share = f"{alone[task] / found[stage]:.0%}"
        rows.append([part, _s(alone[task]), f"{stage}: {_s(found[stage])}", share])
    lines = [
        "What the parts take by themselves for the same pages, beside the whole stage: all that",
        "is above them is ours to answer for.",
        "",
        *_table(rows),
    ]
    if naive and "selectolax" in alone:
        least = alone["vader"] + alone["declared"] + alone["selectolax"]
        lines += [
            "",
            "VADER, SQLite with full text and selectolax together, with nothing between them, are",
            f"{_x(naive, least)} as fast as the naive script: no names, dates or tree, no quotes,",
            "no language. No program that does this work with these parts can be faster.",
        ]
    run.say("Beside the parts' own limits", lines)
    beside_trafilatura(run, pages, parsed)


_PARTS = {
    "vader": ("VADER (ours, of the same scores)", "sentiment"),
    "executemany": ("SQLite's executemany of the same rows, no index", "read"),
    "declared": ("SQLite, the same rows with keys, indexes and full text", "read"),
    "selectolax": ("selectolax parsing the pages (not a dependency)", "read"),
}


def beside_trafilatura(run: Run, pages: str, parsed: Found) -> None:
    python = os.environ.get("TRAFILATURA_PYTHON")
    if python is None and find_spec("trafilatura") is None:
        run.say("Beside trafilatura", ["Left out: trafilatura isn't there."])
        return
    try:
        theirs = measure("trafilatura", pages, python=python or sys.executable)
    except subprocess.CalledProcessError as error:
        why = (error.stderr.strip().splitlines() or ["?"])[-1]
        run.say("Beside trafilatura", [f"Left out: {why}"])
        return
    count = sum(1 for _ in Path(pages).rglob("*.html"))
    lines = [
        f"{count:,} pages of 250 comments, from text to what is on them: ours reads",
        f"{count / parsed['seconds']:.1f} pages a second, each comment with author, time, text,",
        f"quotes and place; trafilatura {count / theirs['seconds']:.1f}, all comments as one text:",
        f"{_x(theirs['seconds'], parsed['seconds'])} as fast.",
    ]
    run.say("Beside trafilatura", lines)


def corpus(run: Run) -> None:
    """Build and walk a corpus of JSON Lines, ConvoKit beside it."""
    file = run.folder / "utterances.jsonl"
    per_article = PER_ARTICLE - 1  # with the article itself so many utterances
    comments = run.utterances * per_article // PER_ARTICLE
    count = write_jsonl(file, stories(comments, per_article))
    works = [lambda: measure("conversations", str(file))]
    python = os.environ.get("CONVOKIT_PYTHON")
    if python:
        works.append(lambda: _convokit(python, file))
    mine, *others = run.best(*works)
    rows = [["", "seconds", "peak, MB"]]
    rows.append(["`rejoinder.conversations`", _s(mine["seconds"]), f"{mine['peak']:.0f}"])
    if others:
        theirs = others[0]
        told = ("letters", "paths", "steps")
        assert [mine[key] for key in told] == [theirs[key] for key in told], "not the same trees"
        taken = theirs["build"] + theirs["walk"]
        rows.append(["ConvoKit", _s(taken), f"{theirs['peak']:.0f}"])
        rows.append([
            "ConvoKit's to ours", _x(taken, mine["seconds"]), _x(theirs["peak"], mine["peak"])
        ])  # fmt: skip
    lines = [
        f"{count:,} utterances of JSON Lines in conversations of 250: built, walked in reading",
        "order and along every way from the root to a leaf, with the same counts in the end.",
        "Without what imports take. ConvoKit holds the corpus in memory; ours holds a",
        "conversation at a time, and neither writes anything.",
        *([] if others else ["ConvoKit is left out: CONVOKIT_PYTHON names no interpreter."]),
        "",
        *_table(rows),
    ]
    run.say("Beside ConvoKit", lines)


def _convokit(python: str, file: Path) -> Found:
    import json

    script = str(ROOT / "benchmarks" / "side_convokit.py")
    done = subprocess.run([python, script, str(file)], check=True, capture_output=True, text=True)
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def archive_index(run: Run) -> None:
    """Make the page that compares the articles of an archive."""
    from benchmarks.browse_speed import build

    rows = [["comments", "articles", "seconds", "peak, MB"]]
    for comments, articles in run.archives:
        database = run.folder / f"index-{articles}.db"
        build(database, comments, articles)
        (found,) = run.best(lambda: measure("index", str(database)), rounds=1)  # noqa: B023
        rows.append([
            f"{comments:,}", f"{articles:,}", _s(found["seconds"]), f"{found['peak']:.0f}"
        ])  # fmt: skip
    lines = [
        "The page that `rejoinder report DB -o DIR` writes above those of single articles, with",
        "its figures and its numbers as JSON.",
        "",
        *_table(rows),
    ]
    run.say("The index of an archive", lines)


def parts(run: Run) -> None:
    """Run the scripts that measure one part each."""
    lines = []
    for name in run.parts:
        command = [sys.executable, f"benchmarks/{name}.py"]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=ROOT, env=env
        )
        said = done.stdout.rstrip() or "left out: " + (done.stderr.splitlines() or ["?"])[-1]
        lines += [f"`python benchmarks/{name}.py`", "", "```text", said, "```", ""]
    if lines:
        run.say("Part by part", lines[:-1])


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *rest = rows
    yield f"| {' | '.join(head)} |"
    yield f"| --- {'| ---: ' * (len(head) - 1)}|"
    for row in rest:
        yield f"| {' | '.join(row)} |"


def _s(seconds: float) -> str:
    return f"{seconds:,.2f}" if seconds else "–"


def _x(theirs: float, mine: float) -> str:
    return f"{theirs / mine:.1f} times" if theirs else "–"


def machine() -> str:
    """Tell the kind of machine, and nothing by which it could be known."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"a machine of {os.cpu_count()} cores and {memory:.0f} GB, {platform.system()},"
        f" Python {platform.python_version()}, SQLite {_sqlite()}"
    )


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def page(run: Run) -> str:
    """Put the sections on one page."""
    sizes = " ".join(map(str, run.sizes))
    head = [
        "<!-- Written by `make bench`; change benchmarks/performance.py instead. -->",
        "# How fast it is",
        "",
        f"Measured on {machine()},",
        f'by `make bench SIZES="{sizes}"`, the best of {run.rounds} rounds (of one beyond 10,000',
        "comments). All times are processor time, without what imports and models take to load,",
        "each measured in a process of its own, those to be compared in turns",
        "in the same run. Seconds vary from machine to machine, and with what else it does; ratios",
        "hold. The archives are made up",
        "([benchmarks/made_archive.py](../benchmarks/made_archive.py)), and the naive script is",
        "what a competent user writes in an afternoon",
        "([benchmarks/naive.py](../benchmarks/naive.py)).",
    ]
    body = [line for name, lines in run.sections.items() for line in ("", f"## {name}", "", *lines)]
    return "\n".join([*head, *body]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure speed, as ratios.")
    parser.add_argument("--sizes", default=" ".join(map(str, SIZES)), help="comments")
    parser.add_argument("--utterances", type=int, default=UTTERANCES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--no-parts", action="store_true")
    parser.add_argument("-o", "--output", type=Path, default=PAGE)
    asked = parser.parse_args(arguments)
    sizes = [int(size) for size in asked.sizes.replace(",", " ").split()]
    with tempfile.TemporaryDirectory() as folder:
        parts_asked = () if asked.no_parts else PARTS
        run = Run(Path(folder), sizes, asked.rounds, asked.utterances, parts=parts_asked)
        for section in (pipeline, corpus, archive_index, parts):
            section(run)
            asked.output.write_text(page(run), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
