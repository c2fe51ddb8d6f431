"""Fit what engines get wrong of comments that answer the article; prints what it brings.

    python -m benchmarks.train_at_top            prints, writes nothing
    python -m benchmarks.train_at_top --write    and writes data/stance_at_top.json

Two numbers an engine, what is added to the log-odds of agree and of disagree over neutral, are
fitted to the labels of top-level comments in the threads of ``benchmarks/opinions.py``, drawn
towards 0. What they bring is measured on each thread by numbers fitted on the others, and on each
kind of thread (pages, Reddit, forum) by those of the other kinds. Takes some two minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from analyzers.article_stance import ToParent
from analyzers.engines import NAMES, engine_named
from analyzers.engines.at_top import FILE, shipped
from analyzers.pairs import pairs_of
from benchmarks.measured import Measured
from benchmarks.opinions import Labelled, everywhere, kind

Matrix = np.ndarray[Any, np.dtype[Any]]
RELATIONS = ("agree", "neutral", "disagree")
HELD = 2.0  # penalty on the squares of what is added
_LEAST = 1e-4  # a chance, as probabilities are rounded

Judgements = Mapping[str, ToParent]


class TopLevel(NamedTuple):
    """Labelled top-level comments: log-probabilities as an engine gives them, and the labels."""

    logs: Matrix
    truth: Matrix


def main() -> None:
    """Fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the data file")
    options = parser.parse_args()
    threads = everywhere()
    stored = {}
    for engine in NAMES:
        told = {one.name: undone(one, judged(one, engine), engine) for one in threads}
        for line in brought(threads, told, engine):
            print(line, flush=True)
        agree, disagree = fitted(top_level(threads, told))
        stored[engine] = {"agree": round(agree, 3), "disagree": round(disagree, 3)}
        print(json.dumps(stored[engine]), flush=True)
    if options.write:
        note = "Added to log-odds of top-level comments; made by benchmarks/train_at_top.py."
        text = json.dumps({"note": note, "engines": stored}, indent=1) + "\n"
        FILE.write_text(text, "utf-8")  # type: ignore[attr-defined]
        print(f"written: {FILE.name}")


def judged(thread: Labelled, engine: str) -> dict[str, ToParent]:
    """Let an engine judge a thread, as the program does."""
    pairs = dict(pairs_of(thread.thread))
    found = engine_named(engine).judge(list(pairs.values()))
    return {comment_id: one.stance for comment_id, one in zip(pairs, found, strict=True)}


def undone(thread: Labelled, told: Judgements, engine: str) -> dict[str, ToParent]:
    """Take away what the shipped engine adds."""
    ours = shipped().get(engine, {})
    return raised(thread, told, (-ours.get("agree", 0.0), -ours.get("disagree", 0.0)))


def raised(thread: Labelled, told: Judgements, by: Sequence[float]) -> dict[str, ToParent]:
    """Add to the log-odds of agree and disagree of comments at top level."""
    factors = np.exp([by[0], 0.0, by[1]])
    parents, found = thread.lineage.parents, dict(told)
    for comment_id, stance in told.items():
        if parents[comment_id] is None:
            parts = np.maximum(stance, _LEAST) * factors
            found[comment_id] = ToParent(*(parts / parts.sum()).tolist())
    return found


def top_level(threads: Sequence[Labelled], told: Mapping[str, Judgements]) -> TopLevel:
    """Collect the labelled top-level comments of some threads."""
    rows = [
        (told[one.name][comment_id], RELATIONS.index(relation))
        for one in threads
        for comment_id, (relation, _) in one.labels.items()
        if one.lineage.parents[comment_id] is None
    ]
    chances = np.array([tuple(stance) for stance, _ in rows]).reshape(-1, 3)
    return TopLevel(np.log(np.maximum(chances, _LEAST)), np.array([k for _, k in rows], int))


def fitted(rows: TopLevel) -> tuple[float, float]:
    """Give what makes the labels likeliest, drawn towards 0."""

    def unlikely(by: Matrix) -> float:
        logits = rows.logs + np.array([by[0], 0.0, by[1]])
        known = logits[np.arange(len(rows.truth)), rows.truth]
        return float((np.logaddexp.reduce(logits, axis=1) - known).sum() + HELD * (by**2).sum())

    agree, disagree = minimize(unlikely, np.zeros(2)).x
    return float(agree), float(disagree)


def brought(
    threads: Sequence[Labelled], told: Mapping[str, Judgements], engine: str
) -> Iterator[Measured | str]:
    """Measure top-level labels before, and after by what other threads, and other kinds, say."""
    kept: dict[str, Callable[[Labelled, Labelled], bool]] = {
        "by the other threads": lambda one, other: one is not other,
        "by the other kinds": lambda one, other: kind(one.name) != kind(other.name),
    }
    yield f"towards the article at top level, {engine}"
    yield from _figures("as judged", [top_level([one], told) for one in threads])
    for name, known in kept.items():
        rows = []
        for one in threads:
            by = fitted(top_level([other for other in threads if known(one, other)], told))
            after = {one.name: raised(one, told[one.name], by)}
            rows.append(top_level([one], after))
        yield from _figures(name, rows)


def _figures(name: str, rows: Sequence[TopLevel]) -> Iterator[Measured]:
    logs, truth = np.concatenate([r.logs for r in rows]), np.concatenate([r.truth for r in rows])
    yield Measured(f"  {name}: right", float((logs.argmax(axis=1) == truth).mean()))
    yield Measured("    log loss", float(-logs[np.arange(len(truth)), truth].mean()))


if __name__ == "__main__":
    main()
