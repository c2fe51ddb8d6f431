"""The sound pages that hostile ones are made of: our own cases, and what stands beside us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from threads.charsets import decode

ROOT = Path(__file__).resolve().parents[2]
_OURS = (
    *("tests/threads/cases/html", "tests/threads/cases/text", "tests/threads/cases/data"),
    "examples",
)
_BESIDE_US = ("shared/pages", "shared/seeds")
_KINDS = {".html": "markup", ".xml": "markup", ".txt": "text", ".json": "json", ".jsonl": "json"}
# What cases expect, and what a page was read to by hand.
_NO_PAGES = (".expected.json", ".gold.txt")


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound page: its name, its text, and how it is cut into pieces (markup, text, json)."""

    name: str
    text: str
    kind: str


def seeds(*, only_ours: bool = False) -> tuple[Seed, ...]:
    """Give all sound pages in one order; ``only_ours`` leaves out those beside the checkout."""
    folders = [ROOT / name for name in _OURS]
    if not only_ours:
        folders += [ROOT.parent / name for name in _BESIDE_US]
    return tuple(seed for folder in folders for seed in _in(folder))


def _in(folder: Path) -> Iterator[Seed]:
    for path in sorted(folder.glob("*")):
        kind = _KINDS.get(path.suffix)
        is_answer = path.suffix == ".json" and folder.name in ("html", "text")
        if kind and path.is_file() and not path.name.endswith(_NO_PAGES) and not is_answer:
            yield Seed(path.name, decode(path.read_bytes()), kind)
