"""A megabyte of its worst for every regular expression: ``python -m benchmarks.fuzzing``."""

from __future__ import annotations

import sys

from benchmarks.fuzzing.patterns import TRUSTED, patterns
from benchmarks.fuzzing.worst_cases import MEGABYTE, megabyte, slowest

_SAMPLES = 6
_TOLD = 5


def main() -> int:
    """Print the slowest patterns; 1 where one isn't linear, or takes too long for a megabyte."""
    found = [each for each in patterns()[0] if each.file not in TRUSTED]
    timed, slow = [], []
    for each in found:
        taken, attack = megabyte(each.compiled, _SAMPLES, each.uses)
        timed.append((taken, f"{each.file}:{each.line} {attack}"))
        told = slowest(each.compiled, _SAMPLES, uses=each.uses)
        if told or taken > MEGABYTE:
            slow.append(f"FAILED {each.file}:{each.line} {told or timed[-1]}")
    print(f"{len(found)} patterns; the slowest on a megabyte of their worst, in seconds:")
    for taken, told in sorted(timed, reverse=True)[:_TOLD]:
        print(f"{taken:6.2f} {told}")
    print("\n".join(slow or ["all linear"]))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
