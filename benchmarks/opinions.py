"""Threads whose comments' stances towards parent and article are labelled by hand.

The project's own two examples, and from beside the checkout nine real pages, eleven threads of
Reddit (MT-CSD, its test split) and 21 forum discussions (Internet Argument Corpus, dev), of which
``labels/page_comments.csv`` has positions and labels only: one reader's, by the rule in
docs/stance.md. A thread of Reddit or of the forum is named ``file#thread``, its title or opening
post stands for the article, and a position counts the posts after that one in the file's order.
765 comments in all, in 43 threads.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from analyzers.lineage import Lineage, trace
from benchmarks.iac import BENCH
from benchmarks.known_trees import Said, known_tree
from benchmarks.layouts import LAYOUTS, PAGES, shown
from benchmarks.layouts.written import read_written
from threads.formats import read_page
from threads.identity import identify
from threads.model import Article, Thread
from threads.page import Page
from threads.sources import open_page
from threads.tree import rebuild

LABELS = Path(__file__).parent / "labels" / "page_comments.csv"
KEPT = 40  # posts of a discussion: a later one tells little of those that are labelled
_LAYOUT = "legacy-inside-html"  # leaves no doubt about the tree

Known = TypeVar("Known")


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


def kind(name: str) -> str:
    """Say where the thread of this name is from."""
    return "forum" if name.isdigit() else "Reddit" if ":" in name else "page"


def by_kind(known: Iterable[tuple[str, Known]]) -> dict[str, list[Known]]:
    """Part what is known of threads, beside their names, by where they are from."""
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for name, one in known:
        found[kind(name)].append(one)
    return dict(sorted(found.items()))


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


def everywhere() -> list[Labelled]:
    """Read all labelled threads; the public benchmark must stand beside the checkout."""
    return [*examples(), *pages(), *discussions()]


def pages() -> Iterator[Labelled]:
    """Read the real pages."""
    for name, labels in _stored().items():
        if "#" in name:
            continue
        thread = _tree(open_page(str(BENCH.parent / name)))
        at = {comment.position: comment.id for comment in thread.comments}
        by_id = {at[position]: stances for position, stances in labels.items()}
        yield Labelled(Path(name).stem, thread, by_id)


def discussions() -> Iterator[Labelled]:
    """Read the threads of Reddit and of the forum, as far as they are needed."""
    for name, labels in _stored().items():
        file, _, number = name.partition("#")
        if not number:
            continue
        rows = _rows(file)[number]
        by_id = {rows[position]["id"]: stances for position, stances in labels.items()}
        kept = [row for i, row in enumerate(rows) if i < KEPT or row["id"] in by_id]
        yield Labelled(number, _discussion(kept), by_id)


def _stored() -> dict[str, dict[int, tuple[str, str]]]:
    found: defaultdict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["page"]][int(row["position"])] = (row["to_parent"], row["to_article"])
    return dict(found)


@cache
def _rows(file: str) -> dict[str, list[dict[str, Any]]]:
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with (BENCH.parent / file).open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["thread_id"]].append(row)
    return dict(found)


def _discussion(rows: Sequence[Mapping[str, Any]]) -> Thread:
    """Make a thread; posts whose parent was left out are left out, too."""
    root, *replies = rows
    said: dict[str, Said] = {}
    for row in replies:
        above = None if row["parent_id"] == root["id"] else row["parent_id"]
        if above is None or above in said:
            quotes = row.get("quotes", ())
            said[row["id"]] = Said(row["id"], above, row["author"], row["text"], quotes)
    topic = root.get("topic")
    title, body = (topic, root["text"]) if topic else (root["text"], "")
    article = Article(id=root["id"], title=title, body=body, author=root["author"])
    return known_tree(article, list(said.values()))


def _tree(page: Page) -> Thread:
    return rebuild(identify(read_page(page)))
