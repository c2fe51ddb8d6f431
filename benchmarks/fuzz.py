"""Feed hostile input to every reader, and what is made of it to everything that prints or writes.

python -m benchmarks.fuzz [--minutes M | --inputs N] [--seed S] [--at NUMBER] [--ours]

Without minutes and inputs it goes on for one minute. Each input is decided by the seed and its
number. Failures are kept under ``build/fuzz`` and the exit code is 1 then; docs/hostile-input.md
says what is promised.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import time
import warnings
from itertools import count, takewhile
from pathlib import Path

from benchmarks.fuzzing.making import Maker
from benchmarks.fuzzing.material import ROOT, seeds
from benchmarks.fuzzing.running import Tally, feed, keep

KEPT = ROOT / "build" / "fuzz"
_TELLS_AFTER = 60.0  # seconds
# Of each defect, as many inputs are kept.
_KEPT_OF_EACH = 3
_DIES_AFTER = 3_600.0  # seconds within one input, also in C


def fuzz(maker: Maker, numbers: range | count[int], seconds: float, seed: int) -> Tally:
    """Feed inputs until one of the ends is reached; tells on stderr how it goes."""
    tally, start = Tally(), time.monotonic()
    told = start
    at = _Marker(KEPT / "at")
    for number in takewhile(lambda _: time.monotonic() - start < seconds, numbers):
        at.note(f"{seed}:{number}")
        case = maker.make(number)
        failure = feed(case, tally)
        if failure:
            tally.failures[failure.mark] += 1
            if tally.failures[failure.mark] <= _KEPT_OF_EACH:
                place = keep(KEPT, seed, case, failure)
                print(f"FAILED {failure.mark}\n       {place}", file=sys.stderr, flush=True)
        if time.monotonic() - told > _TELLS_AFTER:
            told = time.monotonic()
            line = f"{(told - start) / 60:5.1f} minutes, {tally.inputs.total():,} inputs"
            print(f"{line}, {tally.failures.total()} failed", file=sys.stderr, flush=True)
    at.note("")
    return tally


class _Marker:
    """A file with the number of the input that is being fed, for the case that all dies."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding="ascii")

    def note(self, what: str) -> None:
        self._file.seek(0)
        self._file.write(f"{what:<40}\n")
        self._file.flush()
        faulthandler.dump_traceback_later(_DIES_AFTER, exit=True)


def summary(tally: Tally, seconds: float) -> str:
    """Tell what a run came to, as a table."""
    own = f"{time.process_time() / 60:.1f} of the processor's"
    lines = [f"{tally.inputs.total():,} inputs in {seconds / 60:.1f} minutes, {own}"]
    for name, inputs in tally.inputs.most_common():
        share, number = tally.slowest.get(name, (0.0, 0))
        lines.append(
            f"{name:10} {inputs:9,}  read {tally.read[name]:9,}  refused {tally.refused[name]:7,}"
            f"  slowest {share:5.0%} of its time (#{number}), {tally.dense[name]} dense"
        )
    lines += [f"FAILED {times} times: {mark}" for mark, times in tally.failures.items()]
    return "\n".join(lines if tally.failures else [*lines, "no failure"])


def main() -> int:
    """Run as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--inputs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", type=int, help="only the input of this number")
    parser.add_argument("--ours", action="store_true", help="only pages of this repository")
    wanted = parser.parse_args()
    maker = Maker(wanted.seed, seeds(only_ours=wanted.ours))
    numbers = count() if wanted.inputs is None else range(wanted.inputs)
    if wanted.at is not None:
        numbers = range(wanted.at, wanted.at + 1)
    minutes = wanted.minutes or (1 if wanted.inputs is None else 10**6)
    start = time.monotonic()
    warnings.simplefilter("ignore")  # BeautifulSoup's, on feeds
    tally = fuzz(maker, numbers, minutes * 60, wanted.seed)
    print(summary(tally, time.monotonic() - start))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
