"""Logits to probabilities that say how often they are right."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

Matrix = np.ndarray[Any, np.dtype[Any]]


def tempered(logits: Matrix, truth: Matrix, parts: Matrix) -> Matrix:
    """Give shares (row, label), each part of the rows tempered by what suits the others.

    A part alone is tempered in halves, each by the other.
    """
    if len(np.unique(parts)) == 1:
        parts = np.arange(len(truth)) % 2
    found = np.zeros_like(logits)
    for part in np.unique(parts):
        mine = parts == part
        found[mine] = softmax(logits[mine] / temperature(logits[~mine], truth[~mine]))
    return found


def temperature(logits: Matrix, truth: Matrix) -> float:
    """Find the temperature that makes the labels likeliest (Guo et al. 2017)."""

    def loss(t: float) -> float:
        return -float(np.log(softmax(logits / t)[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 4.0), method="bounded").x)


def softmax(logits: Matrix) -> Matrix:
    """Turn logits to shares that sum to 1, row by row."""
    parts = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Matrix = parts / parts.sum(axis=1, keepdims=True)
    return shares
