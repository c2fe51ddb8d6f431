"""How often each engine errs, as measured: the file of ``benchmarks/measure_confusion.py``.

By engine and version, then by what was judged (``to_parent``, ``to_article``): counts of true
class × bin, which rows they are from, and what else ``quantification.Errors`` holds. A bin is a
label with how sure it was; ``cuts`` are where one bin of a label ends and the next begins.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from threads.errors import RejoinderError

if TYPE_CHECKING:
    from analyzers.quantification import Errors, Matrix

LABELS = ("support", "neutral", "oppose")
"""The classes towards an article, in the file's order (towards a parent: agree first)."""
FILE = files("analyzers") / "data" / "stance_confusion.json"


@dataclass(frozen=True)
class Measured:
    """Errors of an engine, with where one bin ends (class × cut) and whose errors they are.

    ``engine`` is the engine that they were measured of: another than asked for, where nothing was
    measured of that one.
    """

    engine: str
    cuts: Matrix
    errors: Errors

    def bins(self, probabilities: Matrix) -> Matrix:
        """Give the bin of each row of probabilities; a label as ``ToArticle.label`` gives it."""
        return bins(probabilities, self.cuts)


def bins(probabilities: Matrix, cuts: Matrix) -> Matrix:
    """Give each row the number of its label and of how sure it is; the second class of equals."""
    import numpy as np

    likeliest = probabilities.max(axis=1)
    several = (probabilities == likeliest[:, None]).sum(axis=1) > 1
    labels = np.where(several, 1, probabilities.argmax(axis=1))
    sure = probabilities[np.arange(len(labels)), labels]
    levels = (sure[:, None] >= cuts[labels]).sum(axis=1)
    found: Matrix = labels * (cuts.shape[1] + 1) + levels
    return found


def measured(engine: str, what: str) -> Measured:
    """Give the errors of an engine (``"fast 2"``); of another version or engine for want of them.

    Nearest is another version of the same engine, then the first of the file. Raises
    ``RejoinderError`` where the file has nothing on ``what``.
    """
    known = {name: parts[what] for name, parts in _file()["engines"].items() if what in parts}
    if not known:
        raise RejoinderError(
            f"no errors of {what} are known",
            where=FILE.name,
            remedy="run python -m benchmarks.measure_confusion --write",
        )
    same = [name for name in known if name.split()[0] == engine.split(maxsplit=1)[0]]
    name = engine if engine in known else (same or list(known))[0]
    return Measured(name, *_read(known[name]))


def engine_errors(engine: str, what: str) -> tuple[list[list[float]], int]:
    """Give which share of each true class is told to be which, and from how many labelled rows.

    Both in the order of ``LABELS``. Raises ``RejoinderError`` where nothing is known on ``what``.
    """
    counts = measured(engine, what).errors.counts
    by_label = counts.reshape(len(LABELS), len(LABELS), -1).sum(axis=2)
    shares = by_label / by_label.sum(axis=1, keepdims=True)
    return shares.tolist(), int(counts.sum())


def _read(part: Mapping[str, Any]) -> tuple[Matrix, Errors]:
    import numpy as np

    from analyzers.quantification import Errors

    return np.array(part["cuts"]), Errors(
        counts=np.array(part["counts"], float),
        worth=np.array(part["worth"], float),
        concentration=part["concentration"],
        prior=np.array(part["prior"], float),
    )


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found
