"""Measure how often replies are given the parent that they answer."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.baselines import BASELINES
from benchmarks.calibration import expected_error
from benchmarks.iac import Layout, discussions
from benchmarks.layouts import LAYOUTS as WRITTEN
from benchmarks.layouts import shown
from benchmarks.layouts.written import read_written
from benchmarks.measured import Measured
from benchmarks.shaped import LAYOUTS as SHAPED
from benchmarks.shaped import Reading, readings
from threads.formats import read_page
from threads.page import Page
from threads.tree import rebuild
from threads.turns import ARTICLE, Conversation, converse

EXAMPLES = ("doorbells", "ebooks")
# The least share of edges that must be right, a little below what is reached.
FLOORS = {
    "full.txt": 0.97,
    "bare.txt": 0.97,
    "nosubj.txt": 0.87,
    "flat.html": 0.97,
    "nested.html": 1.0,
    "wp.html": 0.985,
}
EXAMPLE_FLOORS = {
    "legacy-flat-html": 0.87,
    "legacy-inside-html": 1.0,
    "legacy-after-html": 1.0,
    "legacy-flat-text": 0.86,
    "legacy-bare-text": 0.86,
    "legacy-nosubject-text": 0.6,
    "legacy-thread-text": 0.82,
    "wordpress-html": 1.0,
    "wordpress-text": 0.85,
}
MOST_CALIBRATION_ERROR = 0.05


def shaped() -> Iterator[Measured | str]:
    """Measure the discussions laid out as Techdirt pages."""
    for layout in SHAPED:
        found = list(readings(layout))
        yield f"{layout}: {len(found)} discussions, {sum(len(r.gold) for r in found)} comments"
        yield Measured("comments or fields wrong", sum(len(r.faults) for r in found), ceiling=0)
        edges = [edge for reading in found for edge in reading.edges]
        yield Measured("edges right", _share(edges), floor=FLOORS[layout])
        yield Measured("calibration error", expected_error(edges), ceiling=MOST_CALIBRATION_ERROR)
        talks = [converse(reading.thread) for reading in found]
        for name in BASELINES:
            yield Measured(f"  simple: {name}", _simple(found, talks, name))


def _share(edges: list[tuple[bool, float]]) -> float:
    return sum(right for right, _ in edges) / max(1, len(edges))


def _simple(found: list[Reading], talks: list[Conversation], name: str) -> float:
    guess, right, total = BASELINES[name], 0, 0
    for reading, talk in zip(found, talks, strict=True):
        ranks = {comment.id: at for at, comment in enumerate(reading.in_gold_order, 1)}
        for child, turn in enumerate(talk.turns):
            parent = guess(talk, child)
            rank = None if parent == ARTICLE else ranks[talk.turns[parent].comment.id]
            right += rank == reading.gold[ranks[turn.comment.id] - 1]["parent"]
            total += 1
    return right / total


def corpus() -> Iterator[Measured | str]:
    """Measure the held-out discussions of the corpus, without subjects and without parents."""
    edges, total = [], 0
    for page in discussions("dev", Layout(subjects=False)):
        total += 1
        edges += [
            (page.parents[reply.comment_id] == reply.parent_id, reply.confidence)
            for reply in rebuild(page.thread).replies
        ]
    yield f"Internet Argument Corpus, dev, no subjects: {total} discussions, {len(edges)} comments"
    yield Measured("edges right", _share(edges), floor=0.865)
    yield Measured("calibration error", expected_error(edges), ceiling=MOST_CALIBRATION_ERROR)


def examples() -> Iterator[Measured | str]:
    """Measure the project's own threads in every layout."""
    for name in EXAMPLES:
        yield f"example {name}"
        written = read_written(name)
        for layout, how in WRITTEN.items():
            thread = rebuild(read_page(Page(f"{name}.{layout}", how.lay_out(written))))
            gold = shown(written, how)
            if len(thread.comments) != len(gold):
                yield f"  {layout:<44} {len(thread.comments)} of {len(gold)} comments"
                continue
            positions = {
                comment.id: row.written.position
                for comment, row in zip(thread.comments, gold, strict=True)
            }
            right = sum(
                positions.get(reply.parent_id or "") == row.written.parent
                for reply, row in zip(thread.replies, gold, strict=True)
            )
            yield Measured(f"{layout}, edges right", right / len(gold), EXAMPLE_FLOORS[layout])
