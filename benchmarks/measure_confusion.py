"""Measure how often each engine's stances are wrong, for ``analyzers/quantification.py``.

    python -m benchmarks.measure_confusion            prints, writes nothing
    python -m benchmarks.measure_confusion --write    and writes data/stance_confusion.json
    python -m benchmarks.measure_confusion --by-kind  how they hold in labelled threads, by kind

Every row is judged by a model that did not learn from its thread:

- ``to_parent``: DEBAGREEMENT, cross-validated by thread (``benchmarks.gate_stance``); the neural
  engine's where its record is there. Groups are communities.
- ``to_article``: threads whose comments are labelled by hand, by couplings counted in the others
  (``benchmarks.gate_article``). How alike they err is told by trying (``benchmarks.alike``).
- ``to_root``, told from words alone: RumourEval 2019 A, its train split cross-validated.

``--engines`` says which engines judge the labelled threads; the neural one takes a minute or two.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analyzers.engines import engine_named, signature
from analyzers.known_errors import FILE
from analyzers.root_words import ROOT_WORDS_FILE, root_model
from benchmarks import gate_stance
from benchmarks.alike import BY_LABEL, held_concentration
from benchmarks.confusion import LEVELS, Matrix, Rows, cuts_of, errors_of
from benchmarks.gate_article import heard
from benchmarks.gate_split import Tried
from benchmarks.measured import Measured
from benchmarks.opinions import by_kind, everywhere
from benchmarks.stance_rows import LABELS

SIDES = ("support", "neutral", "oppose")
RELATIONS = ("agree", "neutral", "disagree")
WORDS = "words"  # stands for an engine where stances are told from words alone


class Part(NamedTuple):
    """What one engine's rows of one kind are; ``tried``: whether how alike is told by trying."""

    engine: str
    what: str
    source: str
    rows: Rows
    tried: bool = False


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write the data file")
    parser.add_argument("--by-kind", action="store_true", help="labelled threads alone, by kind")
    parser.add_argument("--engines", nargs="+", default=["fast"], help="who judges threads")
    options = parser.parse_args()
    if options.by_kind:
        for name in options.engines:
            print(*held_by_kind(name, comments(name)), sep="\n", flush=True)
        return
    stored: dict[str, Any] = {}
    for part in parts(options.engines):
        found = stored.setdefault(part.engine, {})[part.what] = measured(part)
        print(part.engine, part.what, json.dumps(found), flush=True)
    if options.write:
        note = "How often stances are wrong; made by benchmarks/measure_confusion.py."
        Path(str(FILE)).write_text(as_json({"note": note, "engines": stored}), "utf-8")
        print(f"written: {FILE.name}")


def as_json(stored: dict[str, Any]) -> str:
    """Write a key a line, a list of numbers on its key's line."""
    lines = ["{", f' "note": {json.dumps(stored["note"])},', ' "engines": {']
    engines = list(stored["engines"].items())
    for name, kinds in engines:
        lines.append(f"  {json.dumps(name)}: {{")
        for what, found in kinds.items():
            body = ",\n    ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in found.items())
            end = "" if what == list(kinds)[-1] else ","
            lines.append(f"   {json.dumps(what)}: {{\n    {body}\n   }}{end}")
        lines.append("  }" + ("" if name == engines[-1][0] else ","))
    return "\n".join([*lines, " }", "}"]) + "\n"


def parts(engines: Sequence[str]) -> Iterator[Part]:
    """Judge all rows."""
    for name, rows in replies():
        source = "DEBAGREEMENT dev, held out by thread, grouped by community"
        yield Part(name, "to_parent", source, rows)
    for name in engines:
        source = "threads labelled by hand, each held out"
        yield Part(signature(engine_named(name)), "to_article", source, comments(name), tried=True)
    source = "RumourEval 2019 A, held out by thread"
    yield Part(WORDS, "to_root", source, rumours())


def measured(part: Part) -> dict[str, Any]:
    """Give what the file has of a part."""
    cuts, concentration = cuts_of(part.rows, BY_LABEL if part.tried else LEVELS), None
    if part.tried:
        concentration, found = held_concentration(part.rows)
        means = np.array(found).mean(axis=0).round(3)
        print(part.engine, "left out", dict(zip(Tried._fields, means.tolist(), strict=True)))
    errors = errors_of(part.rows, cuts, concentration=concentration)
    return {
        "source": part.source,
        "rows": len(part.rows.truth),
        "groups": len(np.unique(part.rows.groups)),
        "cuts": cuts.tolist(),
        "counts": errors.counts.astype(int).tolist(),
        "worth": errors.worth.tolist(),
        "concentration": errors.concentration,
        "prior": errors.prior.tolist(),
    }


def held_by_kind(engine: str, rows: Rows) -> Iterator[Measured | str]:
    """Say how intervals hold in labelled threads, each corrected by the others, by kind."""
    concentration, found = held_concentration(rows)
    yield f"labelled threads, {engine}, concentration {concentration:.0f}: 90% intervals that hold"
    yield Measured("all", float(np.mean([one.held for one in found])))
    for name, those in by_kind(zip(np.unique(rows.groups).tolist(), found, strict=True)).items():
        yield Measured(f"{name}, {len(those)} threads", float(np.mean([t.held for t in those])))


def replies() -> Iterator[tuple[str, Rows]]:
    """Give the replies of DEBAGREEMENT by engine, in groups of a community."""
    from benchmarks.neural.held_out import FILE as RECORD
    from benchmarks.neural.held_out import FOLDS

    fast = gate_stance.known().by_discussion
    yield signature(engine_named("fast")), of_said(fast)
    if RECORD.is_file():
        said = gate_stance.neural(FOLDS, fast.logits)
        yield signature(engine_named("neural")), of_said(said)


def of_said(said: gate_stance.Said) -> Rows:
    """Turn what an engine said of DEBAGREEMENT's rows to tempered probabilities."""
    from benchmarks.neural.tempering import tempered

    rows = [gate_stance.known().rows[at] for at in said.rows.tolist()]
    truth = np.array([LABELS.index(row.label) for row in rows])
    order = [LABELS.index(relation) for relation in RELATIONS]
    probabilities = tempered(np.asarray(said.logits), truth, said.parts)[:, order]
    ours = np.array([RELATIONS.index(row.label) for row in rows])
    return Rows(probabilities, ours, np.array([row.topic for row in rows]))


def comments(engine: str) -> Rows:
    """Judge the comments of the labelled threads."""
    found, truth, groups = [], [], []
    for one in heard(everywhere(), engine):
        stances = one.over_the_tree()
        for comment_id, (_, label) in one.thread.labels.items():
            found.append(tuple(stances[comment_id]))
            truth.append(SIDES.index(label))
            groups.append(one.thread.name)
    return Rows(np.array(found), np.array(truth), np.array(groups))


def rumours() -> Rows:
    """Judge the posts of RumourEval: train by models that know not their thread, dev as it is."""
    from benchmarks.train_root_words import cross_validated, described

    setting = json.loads(ROOT_WORDS_FILE.read_text("utf-8"))["setting"]
    train, dev = described("train"), described("dev")
    logs = np.log(cross_validated(train, setting["strength"]))
    shares = np.exp(logs + np.array([setting["support"], 0.0, setting["oppose"]]))
    model = root_model()
    told = [model.judge(dict(zip(dev.names, row, strict=True))) for row in dev.values]
    return Rows(
        np.concatenate([shares / shares.sum(axis=1, keepdims=True), _matrix(told)]),
        np.concatenate([train.labels, dev.labels]),
        np.array([*train.threads, *dev.threads]),
    )


def _matrix(told: Sequence[Sequence[float]]) -> Matrix:
    return np.array([tuple(one) for one in told])


if __name__ == "__main__":
    main()
