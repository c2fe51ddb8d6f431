"""Threads whose comments' stances towards parent and article are labelled by hand.

The project's own two examples, and four real pages from beside the checkout, of which
``labels/page_comments.csv`` has positions and labels only: one reader's, by the rule in
docs/stance.md. 230 comments in all.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analyzers.lineage import Lineage, trace
from benchmarks.iac import BENCH
from benchmarks.layouts import LAYOUTS, PAGES, shown
from benchmarks.layouts.written import read_written
from threads.formats import read_page
from threads.identity import identify
from threads.model import Thread
from threads.page import Page
from threads.sources import open_page
from threads.tree import rebuild

LABELS = Path(__file__).parent / "labels" / "page_comments.csv"
_LAYOUT = "legacy-inside-html"  # leaves no doubt about the tree


@dataclass(frozen=True)
class Labelled:
    """A thread, and by comment id the stances that a reader hears: (to_parent, to_article)."""

    name: str
    thread: Thread
    labels: dict[str, tuple[str, str]]

    @property
    def lineage(self) -> Lineage:
        """The thread's tree."""
        return trace(self.thread)

    @property
    def authors(self) -> dict[str, str | None]:
        """Who wrote each comment."""
        return {comment.id: comment.author_id for comment in self.thread.comments}


def examples() -> Iterator[Labelled]:
    """Read the project's own threads."""
    for name in PAGES:
        written, layout = read_written(name), LAYOUTS[_LAYOUT]
        thread = _tree(Page(f"{name}.html", layout.lay_out(written)))
        rows = [row.written for row in shown(written, layout)]
        labels = {
            comment.id: (row.to_parent, row.to_article)
            for comment, row in zip(thread.comments, rows, strict=True)
        }
        yield Labelled(name, thread, labels)


def pages() -> Iterator[Labelled]:
    """Read the real pages."""
    found: defaultdict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["page"]][int(row["position"])] = (row["to_parent"], row["to_article"])
    for name, labels in found.items():
        thread = _tree(open_page(str(BENCH.parent / name)))
        at = {comment.position: comment.id for comment in thread.comments}
        by_id = {at[position]: stances for position, stances in labels.items()}
        yield Labelled(Path(name).stem, thread, by_id)


def _tree(page: Page) -> Thread:
    return rebuild(identify(read_page(page)))
