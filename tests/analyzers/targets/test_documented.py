"""The examples and figures of ``docs/targets.md`` are the program's own."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from analyzers.targets.cues import WEIGHTS
from analyzers.targets.file import read_targets
from analyzers.targets.scoring import THRESHOLD
from analyzers.targets.target import LISTS, Target
from tests.analyzers.targets.reading import labelled, scored

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "targets.md").read_text("utf-8")
COUNCIL = Target(name="council", aliases=("town hall",))
CAMERAS = Target(
    name="speed cameras",
    aliases=("speed camera",),
    against=("cash cow",),
    opponents=("drivers' league",),
)


def table(heading: str) -> list[list[str]]:
    """Give the cells of the table under a line of headings."""
    rows = PAGE[PAGE.index(heading) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize(
    ("text", "cells"), [(row[0], row[1:]) for row in table("| comment | council | speed cameras |")]
)
def test_the_examples(text: str, cells: list[str]) -> None:
    labels, scores = labelled(text, COUNCIL, CAMERAS), scored(text, COUNCIL, CAMERAS)
    for name, cell in zip(("council", "speed cameras"), cells, strict=True):
        said = re.match(r"(\w+) (-?[\d.]+)", cell)
        if said is None:
            assert cell == "no row"
            assert name not in labels
        else:
            assert labels[name] == said[1]
            assert scores[name] == pytest.approx(float(said[2]), abs=0.0051)


def test_the_weights() -> None:
    shown = {
        cue: float(weight)
        for names, weights, _ in table("| cue | weight |")
        for cue, weight in zip(names.split(", "), weights.split(", "), strict=True)
    }
    assert shown == WEIGHTS
    assert f"from ±{THRESHOLD} on it is a side" in PAGE


def test_the_file_is_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "t.toml").write_text(shown, "utf-8")
    assert len(read_targets(tmp_path / "t.toml")) == 1
    assert set(tomllib.loads(shown)["target"][0]) == {"name", *LISTS}
