"""Real discussions laid out as Techdirt pages: what a reader gets of them, and the gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.iac import BENCH
from threads.formats import read_page
from threads.model import Comment, Thread
from threads.page import Page
from threads.tree import rebuild

SHAPED = BENCH / "techdirt_shaped"
LAYOUTS = ("full.txt", "bare.txt", "nosubj.txt", "flat.html", "nested.html", "wp.html")


@dataclass(frozen=True)
class Reading:
    """One page as read and rebuilt, beside its gold rows (in order of position)."""

    name: str
    layout: str
    thread: Thread
    gold: list[dict[str, Any]]

    @property
    def faults(self) -> list[str]:
        """List every comment whose author, mark, time or subject differs from the gold."""
        if len(self.thread.comments) != len(self.gold):
            return [f"{self.name}: {len(self.thread.comments)} of {len(self.gold)} comments"]
        pairs = zip(self.in_gold_order, self.gold, strict=True)
        return [
            f"{self.name} #{row['position']}: {got} for {want}"
            for comment, row in pairs
            for got, want in [(_fields(comment), self._wanted(row))]
            if got != want
        ]

    @property
    def in_gold_order(self) -> list[Comment]:
        """Put the comments in the gold's order, which is that of time."""
        comments = self.thread.comments
        if self.layout in {"nested.html", "wp.html"}:
            return sorted(comments, key=lambda c: int((c.external_id or "0").lstrip("c")))
        return list(comments)

    @property
    def edges(self) -> list[tuple[bool, float]]:
        """Give for each comment whether its parent is right, and the confidence it was given."""
        order = self.in_gold_order
        number = {
            comment.id: row["position"] for comment, row in zip(order, self.gold, strict=True)
        }
        replies = {reply.comment_id: reply for reply in self.thread.replies}
        return [
            (number.get(reply.parent_id or "") == row["parent"], reply.confidence)
            for comment, row in zip(order, self.gold, strict=True)
            for reply in [replies[comment.id]]
        ]

    def _wanted(self, row: dict[str, Any]) -> tuple[object, ...]:
        subject = row["subject"]
        if self.layout == "nosubj.txt" or (self.layout == "bare.txt" and subject == "Re:"):
            subject = ""
        return row["author"], row["registered"], row["posted_at"], subject


def _fields(comment: Comment) -> tuple[object, ...]:
    return comment.author, comment.registered, (comment.posted_at or "")[:16], comment.subject


def readings(layout: str) -> Iterator[Reading]:
    """Read every discussion in one layout."""
    for path in sorted(SHAPED.glob("*.gold.json")):
        page = path.with_name(path.name.replace("gold.json", layout))
        thread = rebuild(read_page(Page.from_bytes(page.read_bytes(), page.name)))
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield Reading(path.name.split(".")[0], layout, thread, gold)


def have_bench() -> bool:
    """Tell whether the benchmark data stands beside the checkout."""
    return Path(SHAPED).is_dir()
