"""How far stated confidence is from how often it is right."""

from __future__ import annotations

from collections import defaultdict

BINS = 10


def expected_error(pairs: list[tuple[bool, float]]) -> float:
    """Give the expected calibration error, 0..1, over ten equal bins of confidence.

    Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3.
    """
    bins: defaultdict[int, list[tuple[bool, float]]] = defaultdict(list)
    for right, confidence in pairs:
        bins[min(BINS - 1, int(confidence * BINS))].append((right, confidence))
    gaps = (
        abs(sum(right for right, _ in kept) - sum(confidence for _, confidence in kept))
        for kept in bins.values()
    )
    return sum(gaps) / max(1, len(pairs))
