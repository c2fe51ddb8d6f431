"""Analyze an archive by a cluster of two workers beside one process: the same rows, at what cost.

    python benchmarks/cluster_speed.py [COMMENTS] [--per-article N] [--folder FOLDER]

A made-up archive (``benchmarks/made_archive.py``) is read, and its copies are analyzed by one
process, by a cluster of two workers, and by that cluster into a data set; each in a process of its
own, with the scheduler and its workers in another. Rows are compared, and seconds of processor
told: of the writer, who reads threads, sends them, and keeps what comes back, and of the cluster.
What the writer takes for a comment says how many workers it can keep busy.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from analyzers import registry  # noqa: E402
from analyzers.freshness import configured, stale_work  # noqa: E402
from analyzers.jobs import job_for, made  # noqa: E402
from analyzers.keeping import InDatabase, Plans  # noqa: E402
from analyzers.parts import InParts  # noqa: E402
from benchmarks.made_archive import PER_ARTICLE, stories, write_jsonl  # noqa: E402
from benchmarks.measuring import peak  # noqa: E402
from rejoinder import api  # noqa: E402
from threads.clock import now  # noqa: E402
from threads.data_set.loading import opened  # noqa: E402
from threads.schema import TABLES  # noqa: E402

COMMENTS = 50_000
SHARES = 20  # articles by which the writer's steps are told apart
WHEN = {"started", "finished", "id"}  # of runs


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("comments", type=int, nargs="?", default=COMMENTS)
    parser.add_argument("--per-article", type=int, default=PER_ARTICLE)
    parser.add_argument("--folder", type=Path, help="Where files go, and stay.")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        return step(*asked.step)
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        write_jsonl(folder / "utterances.jsonl", stories(asked.comments, asked.per_article))
        return compare(folder, asked.comments)


def compare(folder: Path, comments: int) -> int:
    """Analyze in turns, and print what it took; gives 1 where rows differ."""
    read = measured("read", folder / "read.db")
    print(f"{comments:,} comments, {size(folder / 'read.db')}")
    print(f"read:       {per_comment(read, comments)}, peak {read['peak']:.0f} MB", flush=True)
    for name in ("alone", "cluster", "parts"):
        shutil.copy(folder / "read.db", folder / f"{name}.db")
    alone = measured("alone", folder / "alone.db")
    print(f"alone:      {per_comment(alone, comments)}, peak {alone['peak']:.0f} MB", flush=True)
    for name in ("cluster", "parts"):
        with a_cluster() as found:
            writer = measured(f"{name} {found['address']}", folder / f"{name}.db")
        tell(name, writer, found["seconds"] - writer["seconds"], alone, comments)
    shutil.copy(folder / "read.db", folder / "shares.db")
    subprocess.run(step_of("shares", folder / "shares.db"), check=True)
    print(f"database {size(folder / 'alone.db')}, data set {size(folder / 'parts.set')}")
    again = measured("again", folder / "parts.db")
    print(f"nothing to do: {per_comment(again, comments)} (of the data set)")
    return same_rows(folder)


def tell(name: str, writer: Any, others: float, alone: Any, comments: int) -> None:
    of_all, of_one = writer["seconds"] + others, alone["seconds"]
    busy = others / (writer["seconds"] - writer["start"])
    print(
        f"{name + ':':<11} {per_comment(writer, comments)} of the writer, peak"
        f" {writer['peak']:.0f} MB; {others:.1f} s of scheduler and workers; in all"
        f" {of_all / of_one:.2f} times alone; a writer keeps {busy:.0f} workers busy",
        flush=True,
    )


def per_comment(took: Any, comments: int) -> str:
    once = (took["seconds"] - took["start"]) / comments * 1e6
    return f"{took['seconds']:.1f} s, {took['start']:.1f} s of it to start, {once:.0f} µs a comment"


def measured(what: str, database: Path) -> Any:
    """Do one step in a process of its own; gives seconds of processor and the peak in MB."""
    done = subprocess.run(step_of(what, database), stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def step_of(what: str, database: Path) -> list[str]:
    return [sys.executable, __file__, "--step", what, str(database)]


def step(what: str, database: str) -> int:
    """Do one step, and print what it took of this process alone."""
    path, (name, *address) = Path(database), what.split()
    if name == "serve":
        return serve()
    how = {
        "alone": {},
        "cluster": {"cluster": "".join(address)},
        "parts": {"cluster": "".join(address), "out": path.with_suffix(".set")},
        "again": {"out": path.with_suffix(".set")},
    }
    start = warmed()
    if name == "shares":
        return shares(path)
    with api.open(path) as store:
        if name == "read":
            api.read(store, [str(path.with_name("utterances.jsonl"))])
        else:
            api.analyze(store, engine="fast", **how[name])  # type: ignore[arg-type]
    print(json.dumps({"seconds": time.process_time(), "peak": peak(), "start": start}))
    return 0


def shares(path: Path) -> int:
    """Print what each of the writer's steps takes, and how much is sent, for a comment."""
    took: dict[str, float] = {}
    sent: dict[str, int] = {}
    plan = registry.with_engine("fast", registry.choose((), registry.ANALYZERS))
    with api.open(path) as store, tempfile.TemporaryDirectory() as folder:
        plan = configured(plan, store.settings)
        articles = store.articles()[:SHARES]
        comments = sum(one.comments for one in articles)
        works = timed(
            took, "find what is stale", stale_work, [(store, a.id, [plan]) for a in articles]
        )
        jobs = timed(took, "read threads", job_for, [(store, work, plan, "fast") for work in works])
        packed = timed(took, "pack", pickle.dumps, [(job, 5) for job in jobs])
        made_of = timed(took, "(analyze)", made, [(job,) for job in jobs])
        back = [pickle.dumps(values, 5) for values in made_of]
        values = timed(took, "unpack", pickle.loads, [(one,) for one in back])
        sent = {"there": sum(map(len, packed)), "back": sum(map(len, back))}
        for name, keeper in (
            ("keep in a data set", InParts(store, Path(folder, "set"))),
            ("keep in the database", InDatabase(store)),
        ):
            with keeper.working():
                keeper.begin(Plans([plan], ["fast"]), articles)
                kept = [(w, v, now()) for w, v in zip(works, values, strict=True)]
                timed(took, name, keeper.keep, kept)
    told = [f"{name} {seconds / comments * 1e6:.0f}" for name, seconds in took.items()]
    print(f"µs a comment: {', '.join(told)}")
    print(f"bytes a comment: {', '.join(f'{n} {size / comments:.0f}' for n, size in sent.items())}")
    return 0


def timed(
    took: dict[str, float], name: str, do: Any, calls: Sequence[tuple[Any, ...]]
) -> list[Any]:
    before = time.process_time()
    found = [do(*words) for words in calls]
    took[name] = time.process_time() - before
    return found


def warmed() -> float:
    """Import and load what an analysis takes, whatever its size; gives the seconds so far."""
    import distributed  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        write_jsonl(Path(folder, "one.jsonl"), stories(20, 20))
        with api.open(Path(folder, "one.db")) as store:
            api.read(store, [str(Path(folder, "one.jsonl"))])
            api.analyze(store, engine="fast")
    return time.process_time()


@contextmanager
def a_cluster() -> Iterator[dict[str, Any]]:
    """Start a cluster in a process of its own; ``seconds`` is what it and the writer took."""
    before = seconds_of_children()
    words, pipe = step_of("serve", Path()), subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        found: dict[str, Any] = {"address": process.stdout.readline().strip()}
        idle = float(process.stdout.readline())
        yield found
        process.communicate("end\n")
    # What it took to start, which is the same however much there is to do, is left out.
    found["seconds"] = seconds_of_children() - before - idle


def serve() -> int:
    """Be a cluster of two workers until something is said."""
    import dask
    from distributed import LocalCluster

    dask.config.set({"distributed.worker.profile.enabled": False})
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=60
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        print(time.process_time(), flush=True)
        sys.stdin.readline()
    return 0


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def same_rows(folder: Path) -> int:
    """Compare all rows; gives 1 where they differ."""
    expected = digests(folder / "alone.db")
    with opened(folder / "parts.set") as store:
        store.db.execute("VACUUM INTO ?", [str(folder / "loaded.db")])
    found = {"cluster": folder / "cluster.db", "data set": folder / "loaded.db"}
    differing = [
        f"{name}: {table}"
        for name, path in found.items()
        for table, digest in digests(path).items()
        if digest != expected[table] and not (table == "runs" and name == "data set")
    ]
    rows = sum(count for count, _ in expected.values())
    print(f"{rows:,} rows of {len(expected)} tables: {', '.join(differing) or 'the same'}")
    return int(bool(differing))


def digests(path: Path) -> dict[str, tuple[int, str]]:
    """Give the number of a table's rows, and their digest, whatever order they are in."""
    found = {}
    with sqlite3.connect(path) as db:
        for name, table in TABLES.items():
            columns = [c for c in table.names if name != "runs" or c not in WHEN]
            rows = db.execute(
                f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(columns)}"
            )
            digest, count = hashlib.sha256(), 0
            for count, row in enumerate(rows, 1):  # noqa: B007
                digest.update(repr(row).encode())
            found[name] = count, digest.hexdigest()
    return found


def size(path: Path) -> str:
    files = path.rglob("*") if path.is_dir() else [path]
    return f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
