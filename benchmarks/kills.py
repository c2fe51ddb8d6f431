"""Kill commands at random moments, and look whether anything was lost or half-written.

    python -m benchmarks.kills [KILLS]

As many kills (SIGKILL) of each command as asked for, 60 for none. A round begins with a fresh
database; the command is killed and started again until it comes to its end. After each kill the
database is looked at, and what stands in it compared with that of a run that nobody killed; at
the end of a round, row by row. The exit code is 1 where anything was found. Ctrl-C ends it and
tells what was found by then.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.kills_found import Found, found_in, rows_of, states_of
from threads.ingest import read_pages
from threads.sources import open_pages
from threads.store import Store

ROOT = Path(__file__).resolve().parents[1]
KILLS, PAGES = 60, 60
_SAMPLE = ROOT / "tests" / "threads" / "cases" / "text" / "legacy_flat.txt"
_TITLE = "City Council Wants Every Lamp Post To Count Pedestrians"
# What each command comes to when nobody kills it.
_WHOLE = {"read": "read.db", "analyze": "analyzed.db", "pseudonymise": "pseudonymised.db"}
_EARLY = 0.1  # of the kills strike before the command is at work
_PATIENCE = 60.0  # seconds for a command, and for the processes that it started, to end


@dataclass(frozen=True)
class Command:
    """What is killed: its words after ``rejoinder``, the file it writes, what that begins as.

    ``victim`` is whom a kill strikes: the command (``main``), one of the processes that it started
    (``worker``), all of them (``all``).
    """

    name: str
    words: tuple[str, ...]
    writes: str
    begins_with: str = ""
    victims: tuple[str, ...] = ("main",)


COMMANDS = (
    Command("read --jobs 1", ("read", "new.db", "{place}/pages", "--jobs", "1"), "new.db"),
    Command(
        "read --jobs 2",
        ("read", "new.db", "{place}/pages", "--jobs", "2"),
        "new.db",
        victims=("main", "worker", "all"),
    ),
    Command(
        "analyze --jobs 1",
        ("analyze", "work.db", "--engine", "fast", "--jobs", "1"),
        "work.db",
        "read",
    ),
    Command(
        "analyze --jobs 2",
        ("analyze", "work.db", "--engine", "fast", "--jobs", "2"),
        "work.db",
        "read",
        ("main", "worker", "all"),
    ),
    Command(
        "pseudonymise",
        ("pseudonymise", "analyzed.db", "-o", "out.db", "--key", "secret.key", "--replace"),
        "out.db",
    ),
)


@dataclass
class Outcome:
    """What the kills of one command came to."""

    kills: int = 0
    rounds: int = 0
    begun: int = 0  # kills that struck with a part of the work done
    shares: list[float] = field(default_factory=list)  # of articles done, at each kill
    found: Found = field(default_factory=Found)


def main(
    kills: int = KILLS,
    pages: int = PAGES,
    seed: int = 1,
    commands: Sequence[Command] = COMMANDS,
) -> int:
    """Print a line for each command; gives the exit code."""
    start, total, bad, stopped = time.monotonic(), 0, 0, False
    print(f"{'command':17} kills rounds begun  done at the kill  {Found.HEADING}")
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        place = Path(name)
        _prepare(place, pages, {command.name for command in commands})
        for command in commands:
            outcome = Outcome()
            chance = random.Random(f"{seed} {command.name}")
            try:
                _kill_often(command, place, kills, chance, outcome)
            except KeyboardInterrupt:  # what was found until then is told
                stopped = True
            total, bad = total + outcome.kills, bad + outcome.found.total
            print(_line(command.name, outcome), flush=True)
            for what in outcome.found.said:
                print(f"  {what}")
            if stopped:
                break
    minutes = (time.monotonic() - start) / 60
    print(f"{total} kills, {bad} findings, {minutes:.1f} minutes")
    return 1 if bad else 0


def _line(name: str, outcome: Outcome) -> str:
    shares = outcome.shares or [0.0]
    done = f"{min(shares):4.0%} to {max(shares):4.0%}"
    counts = f"{outcome.kills:5} {outcome.rounds:6} {outcome.begun:5}"
    return f"{name:17} {counts}  {done:>16}  {outcome.found.line()}"


def _prepare(place: Path, pages: int, names: Collection[str]) -> None:
    """Write pages, and databases of them: read, and analyzed too, by runs that nobody kills."""
    _write_pages(place / "pages", pages)
    for words in (
        ("read", "read.db", "{place}/pages"),
        ("read", "analyzed.db", "{place}/pages"),
        ("analyze", "analyzed.db", "--engine", "fast", "--jobs", "1"),
        ("pseudonymise", "analyzed.db", "-o", "pseudonymised.db", "--key", "secret.key"),
    ):
        if words[0] != "pseudonymise" or words[0] in names:
            _start(place, words).communicate(timeout=_PATIENCE * 10)


def _write_pages(folder: Path, number: int) -> None:
    """Write pages, every third of which is a later state of the one before."""
    folder.mkdir()
    sample = _SAMPLE.read_text("utf-8")
    for each in range(number):
        later = each % 3 == 2
        text = sample.replace(_TITLE, f"Lamp Post Number {each - later}")
        text = text.replace("sensors that count", f"sensor {(each - later) * 7919} that counts")
        text = text.replace("public hearing", "city's own hearing") if later else text
        (folder / f"{each:03d}.txt").write_text(text, encoding="utf-8")


def _start(place: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", "rejoinder", *(word.format(place=place) for word in words)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _kill_often(
    command: Command, place: Path, kills: int, chance: random.Random, outcome: Outcome
) -> None:
    whole = place / _WHOLE[command.words[0]]
    wanted, states = rows_of(whole), list(_states(command, place, whole))
    _fresh(command, place)
    usual = _span(command, place)
    while outcome.kills < kills:
        _fresh(command, place)
        outcome.rounds, span = outcome.rounds + 1, usual
        while _killed(command, place, chance, span):
            outcome.kills += 1
            share = found_in(place / command.writes, states, outcome.found)
            outcome.shares.append(share)
            outcome.begun += 0 < share < 1
            span *= 1.05  # so that a round ends, however slow the machine has become
        outcome.found.compare(rows_of(place / command.writes), wanted)
        outcome.found.left_behind(place, command.writes)


def _states(command: Command, place: Path, whole: Path) -> Iterator[dict[str, str]]:
    """Give what each article may be found as after a kill: digests by its id."""
    if command.words[0] != "read":
        begins = place / f"{command.begins_with}.db"
        yield states_of(begins) if command.begins_with else {}
        yield states_of(whole)
        return
    yield {}
    for file in place.glob("steps.db*"):  # of another command: all pages are known to it
        file.unlink()
    with Store(place / "steps.db") as store:
        for page in sorted((place / "pages").iterdir()):
            read_pages(store, open_pages([str(page)]))
            yield states_of(store.path)


def _span(command: Command, place: Path) -> float:
    """Give how many seconds the command is at work when nobody kills it."""
    process = _start(place, command.words)
    _wait(lambda: process.poll() is not None or _is_at_work(process, command, place))
    start = time.monotonic()
    process.communicate(timeout=_PATIENCE)
    return time.monotonic() - start


def _is_at_work(process: subprocess.Popen[bytes], command: Command, place: Path) -> bool:
    """Tell by its open files whether a command has begun to write."""
    writes = (str(place / command.writes), str(place / f".{command.writes}."))
    for number in Path(f"/proc/{process.pid}/fd").glob("*"):
        with suppress(OSError):
            if str(number.readlink()).startswith(writes):
                return True
    return False


def _fresh(command: Command, place: Path) -> None:
    """Put the file that the command writes as it is before it."""
    for file in place.glob(f"{command.writes}*"):
        file.unlink()
    if command.begins_with:
        shutil.copy(place / f"{command.begins_with}.db", place / command.writes)


def _killed(command: Command, place: Path, chance: random.Random, span: float) -> bool:
    """Start the command and kill it at a random moment; False where it was done before.

    Most moments are in the ``span`` of seconds in which it is at work, one in ten before that.
    """
    process = _start(place, command.words)
    if chance.random() < _EARLY:
        time.sleep(chance.uniform(0, 0.5))
    else:
        _wait(lambda: process.poll() is not None or _is_at_work(process, command, place))
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, span))
    if process.poll() is None:
        _strike(process, chance.choice(command.victims), chance)
    process.communicate(timeout=_PATIENCE)
    _wait(lambda: not _members(process.pid))
    return process.returncode != 0


def _strike(process: subprocess.Popen[bytes], victim: str, chance: random.Random) -> None:
    """Kill the command, all of its processes, or one that it has started."""
    workers = [one for one in _members(process.pid) if one != process.pid]
    if victim == "worker" and workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
    elif victim == "all":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _members(group: int) -> list[int]:
    """List the processes of a group that are alive."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, belongs = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if belongs == str(group) and state != "Z":
            found.append(int(entry.name))
    return found


def _wait(is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_done():
        if time.monotonic() > deadline:
            raise TimeoutError("a process went on after its command was killed")
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
