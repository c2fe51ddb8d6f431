"""Train the neural stance engine, step by step.

    python -m benchmarks.neural warm            teach the encoder sides, rumours, targets
    python -m benchmarks.neural fold 0          fine-tune on all but one fold (0, 1, 2), and test on it
    python -m benchmarks.neural topics Brexit   fine-tune without a community, and test on it
    python -m benchmarks.neural measure         print what the folds and topics reach
    python -m benchmarks.neural write           average the folds' weights, and write the engine's files

Each step leaves its result in ``build/neural`` and may run beside others (one thread each). Needs
``pip install '.[train]'``. Deterministic on one kind of machine. Averaging the weights of several
fine-tunings of one start follows Wortsman et al. 2022, "Model soups": every row is learned from,
and nothing is added to the time a comment takes.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.model_selection import GroupKFold

from benchmarks.gold_pairs import load as gold_pairs
from benchmarks.neural import tasks
from benchmarks.neural.encoder import SEED, Encoder, Plan, code, predict, train
from benchmarks.neural.export import write
from benchmarks.neural.measure import measure

BUILD = Path(__file__).resolve().parents[2] / "build" / "neural"
FOLDS = 3
WARM = Plan(epochs=1, rate=5e-5, frozen=2, weights=(("side", 0.5), ("target", 0.7)))
FINE = Plan(epochs=3, rate=4e-5, frozen=3, weights=(("root", 0.5),))
SIDES, ROOTS = 2000, 1000  # rows of these sets that are taken, for the sake of time


def main() -> None:
    options = _options()
    torch.set_num_threads(1)
    BUILD.mkdir(parents=True, exist_ok=True)
    if options.step == "warm":
        warm()
    elif options.step == "fold":
        fold(int(options.which[0]))
    elif options.step == "topics":
        topics(options.which)
    elif options.step == "measure":
        measure(BUILD)
    else:
        write(BUILD, FOLDS)


def warm() -> None:
    """Teach the encoder what taking a side looks like."""
    weak = list(tasks.sides())
    random.Random(1).shuffle(weak)
    others = [*tasks.rumours("train"), *tasks.targets(), *tasks.forum_replies()]
    torch.manual_seed(SEED)
    model = train(Encoder(), code([*weak[:SIDES], *others]), WARM)
    torch.save(model.state_dict(), BUILD / "warm.pt")


def fold(which: int) -> None:
    """Fine-tune on all folds but one, whole discussions apart."""
    rows = list(tasks.debagreement())
    split = GroupKFold(FOLDS).split(rows, groups=[row.group for row in rows])
    kept, tested = list(split)[which]
    _fine_tune(f"fold-{which}", rows, set(kept), list(tested))


def topics(left_out: list[str]) -> None:
    """Fine-tune without some communities."""
    rows = list(tasks.debagreement())
    tested = [at for at, row in enumerate(rows) if row.topic in left_out]
    _fine_tune("topic-" + "-".join(left_out), rows, set(range(len(rows))) - set(tested), tested)


def _fine_tune(
    name: str, rows: list[tasks.Example], kept: set[int], tested: list[int]
) -> None:
    roots = list(tasks.rumours("train"))
    random.Random(2).shuffle(roots)
    examples = [rows[at] for at in sorted(kept)]
    examples += [*tasks.forum_replies(), *own_pairs(), *roots[:ROOTS]]
    model = Encoder()
    model.load_state_dict(torch.load(BUILD / "warm.pt"))
    model = train(model, code(examples), FINE)
    torch.save(model.state_dict(), BUILD / f"{name}.pt")
    found: dict[str, Any] = {
        "rows": [int(at) for at in tested],
        "logits": predict(model, code([rows[at] for at in tested]), "parent").tolist(),
        "root": predict(model, code(list(tasks.rumours("dev"))), "root").tolist(),
    }
    (BUILD / f"{name}.json").write_text(json.dumps(found), "utf-8")
    right = np.argmax(found["logits"], 1) == [rows[at].label for at in tested]
    print(f"{name}: {len(tested)} rows, accuracy {right.mean():.3f}", flush=True)


def own_pairs() -> list[tasks.Example]:
    """Give the half of the gold set that is for training."""
    return [
        tasks.Example(
            "parent",
            tasks.first_segment(pair.quoted, pair.parent),
            pair.reply,
            tasks.belief_in("parent", pair.label, 0.95),
            f"gold {pair.id}",
            "gold",
        )
        for pair in gold_pairs("train")
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("step", choices=["warm", "fold", "topics", "measure", "write"])
    parser.add_argument("which", nargs="*")
    return parser.parse_args()


if __name__ == "__main__":
    main()
