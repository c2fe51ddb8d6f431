"""Feeding inputs to their targets: each within its time, each failure kept and made small."""

from __future__ import annotations

import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzzing.making import Input
from threads.errors import RejoinderError

# Seconds of the processor after which even what promises no time is a hang.
_HANGS = 60.0
_MINIMISING = 30.0
_OURS = ("threads/", "analyzers/", "reports/", "rejoinder/", "benchmarks/fuzzing/")


class Hang(Exception):
    """An input took too long."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What an input did: ``mark`` is the same for the same defect, ``told`` its traceback."""

    mark: str
    told: str


@dataclass
class Tally:
    """What a run came to: inputs, how many came past the door, the slowest, and failures."""

    inputs: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)


def feed(case: Input, tally: Tally | None = None) -> Failure | None:
    """Feed an input to its target; what is too slow is tried again, as a machine has other work."""
    tally = tally or Tally()
    tally.inputs[case.name] += 1
    for attempt in (1, 2, 3):
        start = time.process_time()
        try:
            with _at_most((case.seconds or _HANGS) * 5 + 5):
                tally.read[case.name] += bool(case.target(case.data))
        except RejoinderError:
            tally.refused[case.name] += attempt == 1
        except Exception as error:
            return Failure(_mark(case, error), "".join(traceback.format_exception(error)))
        taken = time.process_time() - start
        if case.seconds is None or taken <= case.seconds:
            break
    else:
        told = f"{taken:.2f} s for {len(case.data):,} bytes, and {case.seconds:.2f} s are promised"
        return Failure(f"{case.name}: too slow for {case.source}", told)
    share = taken / (case.seconds or _HANGS)
    tally.slowest[case.name] = max(tally.slowest.get(case.name, (0.0, 0)), (share, case.number))
    return None


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def hangs(*_: object) -> None:
        raise Hang(f"not done after {seconds:.0f} s of the processor")

    before = signal.signal(signal.SIGPROF, hangs)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _mark(case: Input, error: Exception) -> str:
    """Name a defect by its kind and the last line of ours that it passed."""
    frames = [
        f"{frame.filename}:{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if any(room in frame.filename for room in _OURS)
    ]
    where = "/".join(frames[-1].split("/")[-2:]) if frames else ""
    return f"{case.name}: {type(error).__name__} in {where}: {str(error)[:60]!a}"


def keep(folder: Path, seed: int, case: Input, failure: Failure) -> Path:
    """Write a failing input, as it was and made small, and how it is got again."""
    place = folder / f"{case.name}-{seed}-{case.number}"
    place.mkdir(parents=True, exist_ok=True)
    (place / "input").write_bytes(case.data)
    again = f"get it again: make fuzz SEED={seed} AT={case.number}\nmade of {case.source}\n"
    (place / "told.txt").write_text(
        f"{failure.mark}\n{again}\n{failure.told}", encoding="utf-8", errors="backslashreplace"
    )
    if case.name not in ("counted", "grown"):
        (place / "small").write_bytes(minimised(case, failure.mark))
    return place


def minimised(case: Input, mark: str, seconds: float = _MINIMISING) -> bytes:
    """Take out of an input what its failure doesn't need, ever smaller pieces, for a while."""
    data, size = case.data, max(len(case.data) // 2, 1)
    until = time.monotonic() + seconds
    while size and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            less = data[:at] + data[at + size :]
            smaller = Input(case.name, case.number, case.source, less, case.target, case.timed)
            found = feed(smaller)
            if found and found.mark == mark:
                data = less
            else:
                at += size
        size //= 2
    return data
