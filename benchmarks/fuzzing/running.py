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
_HANGS = 240.0
_MINIMISING = 30.0
# A page of nothing but the heads of comments takes longer than another of its size: at most as many
# times, and it counts as such if its time grows as its length does.
_DENSE, _LINEAR = 3.0, 2.8
# What takes longer, in seconds, is measured once.
_TRIED_AGAIN = 6.0
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
    dense: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)


def feed(case: Input, tally: Tally | None = None) -> Failure | None:
    """Feed an input to its target, and see to the time it takes."""
    tally = tally or Tally()
    tally.inputs[case.name] += 1
    try:
        found, taken = _fed(case, case.data)
        tally.read[case.name] += bool(found)
        promised = case.seconds(found) if case.timed else _HANGS
        # What is too slow is tried again: a machine has other work.
        if promised < taken < _TRIED_AGAIN:
            taken = min(taken, *(_fed(case, case.data)[1] for _ in range(2)))
        if taken > promised and not _is_dense(case, taken, promised):
            told = f"{taken:.2f} s for {len(case.data):,} bytes, and {promised:.2f} s are promised"
            return Failure(f"{case.name}: too slow for {case.source}", told)
    except RejoinderError:
        tally.refused[case.name] += 1
        return None
    except Exception as error:
        return Failure(_mark(case, error), "".join(traceback.format_exception(error)))
    tally.dense[case.name] += taken > promised
    slowest = tally.slowest.get(case.name, (0.0, 0))
    tally.slowest[case.name] = max(slowest, (taken / promised, case.number))
    return None


def _fed(case: Input, data: bytes) -> tuple[int, float]:
    """Give what a target finds, and the seconds of the processor that it takes."""
    start = time.process_time()
    with _at_most(_HANGS):
        found = case.target(data)
    return found, time.process_time() - start


def _is_dense(case: Input, taken: float, promised: float) -> bool:
    """Tell whether what is too slow is only full, and takes time in proportion to its length."""
    size = len(case.data)
    quarter, eighth = (
        min(_fed(case, case.data[: size // part])[1] for _ in range(2)) for part in (4, 8)
    )
    even = quarter < _LINEAR * eighth and taken < 2 * _LINEAR * quarter
    return even and taken < _DENSE * promised


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
    return f"{case.name}: {type(error).__name__} in {where}: {str(error)[:24]!a}"


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
