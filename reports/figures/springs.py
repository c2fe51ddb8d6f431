"""Where the people of a network stand: two camps apart, and near to each other who talk.

Springs and repulsion (Fruchterman & Reingold, *Graph Drawing by Force-directed Placement*, 1991)
from a fixed start, so that the same thread always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_STEPS = 120
_TURN = 2.399963  # the golden angle: a start in which no two stand in one place or line
_APART = 0.12  # of the half width, kept free on either side of the line between the camps
_PULL = 0.9  # towards the middle of one's own half
_SQUARE = 1e-4  # added to squared distances, so that none is 0

Places = list[tuple[float, float]]
Floats = NDArray[np.float64]


def places(halves: Sequence[int], ties: Sequence[tuple[int, int, float]]) -> Places:
    """Give each person's place, both coordinates -1 to 1 with two decimals.

    ``halves`` says on which side of the line a person belongs: -1 left, 1 right, 0 on either.
    ``ties`` are pairs of places in ``halves`` with the strength, 0 to 1, that pulls them together.
    """
    if not halves:
        return []
    half = np.array(halves, dtype=np.float64)
    at = _start(half)
    ends = np.array([(one, other) for one, other, _ in ties], dtype=np.int64).reshape(-1, 2)
    strength = np.array([pull for *_, pull in ties], dtype=np.float64)
    reach = 1.6 / np.sqrt(len(half))  # how far apart people would stand if they filled the picture
    for step in range(_STEPS):
        force = _forces(at, half, ends, strength, reach)
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        heat = 0.12 * (1 - step / _STEPS)
        at += force / length * np.minimum(length, heat)
        _keep_apart(at, half)
    return _fitted(at, half)


def _start(half: Floats) -> Floats:
    """Put people on a spiral around the middle of their half, in their order."""
    order = np.arange(len(half), dtype=np.float64)
    radius = 0.5 * np.sqrt((order + 0.5) / len(half))
    turn = order * _TURN
    return np.column_stack((0.5 * half + radius * np.cos(turn), radius * np.sin(turn)))


def _forces(
    at: Floats, half: Floats, ends: NDArray[np.int64], strength: Floats, reach: float
) -> Floats:
    apart = at[:, None, :] - at[None, :, :]
    squared = (apart**2).sum(axis=2) + _SQUARE
    force: Floats = (apart / squared[:, :, None]).sum(axis=1) * reach**2
    along = at[ends[:, 0]] - at[ends[:, 1]]
    distance = np.sqrt((along**2).sum(axis=1, keepdims=True))
    pull = along * distance * (strength[:, None] / reach)
    np.add.at(force, ends[:, 0], -pull)
    np.add.at(force, ends[:, 1], pull)
    force -= _PULL * (at - np.column_stack((0.5 * half, np.zeros(len(half)))))
    return force


def _keep_apart(at: Floats, half: Floats) -> None:
    across = at[:, 0]
    across[half < 0] = np.minimum(across[half < 0], -_APART)
    across[half > 0] = np.maximum(across[half > 0], _APART)


def _fitted(at: Floats, half: Floats) -> Places:
    """Fill the frame: half by where the springs left people, half by their order along each side.

    Springs alone leave a knot in the middle with a few far off; the order alone would be a grid.
    """
    across, up = np.clip(at[:, 0], -1.0, 1.0), _spread(at[:, 1], -1.0)
    for side in (-1.0, 1.0):
        those = half == side
        across[those] = side * _spread(side * across[those], _APART)
    if not half.any():
        across = _spread(across, -1.0)
    return [
        (round(float(x), 2) + 0.0, round(float(y), 2) + 0.0)
        for x, y in zip(across, up, strict=True)
    ]


def _spread(along: Floats, lowest: float) -> Floats:
    """Move coordinates to between ``lowest`` and 1."""
    if len(along) < 2:
        return np.full(len(along), (lowest + 1) / 2)
    rank = np.empty(len(along))
    rank[np.argsort(along, kind="stable")] = np.linspace(0, 1, len(along))
    extent = max(float(np.ptp(along)), 1e-9)
    mixed: Floats = 0.5 * rank + 0.5 * (along - along.min()) / extent
    return lowest + (1 - lowest) * mixed
