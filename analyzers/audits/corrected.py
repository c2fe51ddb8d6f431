"""Shares of opinion from many predictions and a few labels.

Prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan & Zrnic, *Science* 382, 2023):
the mean of all predictions, plus the mean error of those that were labelled, each weighed by the
inverse of its chance. How much predictions count is tuned by how well they foretell labels
(Angelopoulos, Duchi & Zrnic, *PPI++*, 2023). That is right on average, and uncertain with few
labels; counting labels of the program is certain, and wrong by an unknown amount. The two are
joined by how far they differ in standard errors (Green & Strawderman, *JASA* 86, 1991).

numpy is needed to import this module: import it where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analyzers.audits.agreement import LEVEL, normal
from analyzers.quantification import Matrix

_SIDES = 2  # shares that are free, as the third is what they leave
_UNSEEN = 2  # labels added where none was seen (Agresti & Coull 1998)


@dataclass(frozen=True)
class Audited:
    """Predictions for all comments (N of them), labels for n.

    ``probabilities`` (N × class), ``predicted`` (N) the program's labels, ``voices`` (N) what each
    comment counts for; ``places`` (n) are the labelled comments, drawn with ``chances`` (n), and
    ``labels`` (n) what they were labelled.
    """

    probabilities: Matrix
    predicted: Matrix
    voices: Matrix
    places: Matrix
    chances: Matrix
    labels: Matrix


@dataclass(frozen=True)
class Shares:
    """Shares by class, 0 to 1, sum 1: counted from the program's labels, and corrected.

    ``low`` and ``high`` are the ends of 90% intervals.
    """

    counted: Matrix
    corrected: Matrix
    low: Matrix
    high: Matrix


def corrected(audited: Audited) -> Shares:
    """Correct the shares that the program's labels give."""
    classes = audited.probabilities.shape[1]
    voices = audited.voices / audited.voices.sum()
    counted = np.bincount(audited.predicted, weights=voices, minlength=classes)
    powered, variance = _powered(audited, voices)
    reach = _reach(audited, voices, variance, powered)
    low, high = np.clip(powered - reach, 0, 1), np.clip(powered + reach, 0, 1)
    joined = np.clip(_joined(counted, powered, variance), 0, 1)
    joined /= joined.sum()
    return Shares(counted, joined, np.minimum(low, joined), np.maximum(high, joined))


def _weights(audited: Audited, voices: Matrix) -> Matrix:
    """Give what each label counts for, sum 1 (Hájek)."""
    weights: Matrix = voices[audited.places] / audited.chances
    weights /= weights.sum()
    return weights


def _powered(audited: Audited, voices: Matrix) -> tuple[Matrix, Matrix]:
    """Give prediction-powered shares, and their covariances."""
    weights, size = _weights(audited, voices), len(audited.labels)
    told = audited.probabilities[audited.places]
    labels = np.eye(told.shape[1])[audited.labels]
    mean_told, mean_label = weights @ told, weights @ labels
    spread = (weights[:, None] * (told - mean_told) ** 2).sum()
    common = (weights[:, None] * (told - mean_told) * (labels - mean_label)).sum()
    power = float(np.clip(common / spread, 0, 1)) if spread > 0 else 0.0
    powered: Matrix = mean_label + power * (voices @ audited.probabilities - mean_told)
    left = labels - power * told
    left = (left - weights @ left) * weights[:, None]
    unlike = left * np.sqrt(np.clip(1 - audited.chances, 0, 1))[:, None]
    variance: Matrix = unlike.T @ unlike * (size / max(1, size - 1))
    return powered, variance


def _reach(audited: Audited, voices: Matrix, variance: Matrix, powered: Matrix) -> Matrix:
    """Give how far 90% intervals go to each side.

    Never less than a label that never came up in so many could still be worth; Student's t by its
    first term beyond the normal.
    """
    weights = _weights(audited, voices)
    size = 1 / (weights**2).sum()
    unseen = _UNSEEN / (size + 2 * _UNSEEN)
    open_part = float(np.clip(1 - weights @ audited.chances, 0, 1))
    least = unseen * (1 - unseen) / size * open_part
    z = normal(LEVEL)
    students = z + (z**3 + z) / (4 * max(1.0, size - 1))
    found: Matrix = students * np.sqrt(np.maximum(np.diag(variance), least))
    return found


def _joined(counted: Matrix, powered: Matrix, variance: Matrix) -> Matrix:
    """Move from what was counted towards what labels say, the further the surer they differ.

    With D the squared distance in standard errors, D / (D + 2) of the way: D is 2 on average where
    there is nothing to correct.
    """
    away = (powered - counted)[:_SIDES]
    if not away.any():
        return powered
    own = variance[:_SIDES, :_SIDES]
    if np.linalg.matrix_rank(own) < _SIDES:
        return powered
    distance = float(away @ np.linalg.solve(own, away))
    found: Matrix = counted + distance / (distance + _SIDES) * (powered - counted)
    return found
