"""Every layout that a written thread is tried in, and what a perfect reader would see of it there.

``python -m benchmarks.layouts`` writes the two example pages anew from their sources.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.layouts import extracts, pages
from benchmarks.layouts.written import (
    Style,
    View,
    Written,
    WrittenComment,
    printed,
    read_written,
    subjects,
)

Subjects = Literal["kept", "no bare", "none"]
Tells = Literal["nothing", "order", "level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to print a thread.

    ``tells``: what it says of a reply's parent (its ``level`` down to the deepest, the thread's
    ``order`` alone, ``nothing``). ``subjects``: which subject lines it keeps. ``named``: whether
    authors are shown, ``dated``: whether times are.
    """

    lay_out: Callable[[Written], str]
    view: View
    style: Style = "legacy"
    html: bool = False
    tells: Tells = "nothing"
    deepest: int | None = None
    subjects: Subjects = "kept"
    named: bool = True
    dated: bool = True


LAYOUTS: Mapping[str, Layout] = {
    "legacy-flat-html": Layout(lay_out=pages.legacy_flat, view="time", html=True),
    "legacy-inside-html": Layout(
        lay_out=pages.legacy_inside, view="thread", html=True, tells="level"
    ),
    "legacy-after-html": Layout(
        lay_out=pages.legacy_after, view="thread", html=True, tells="level"
    ),
    "legacy-flat-text": Layout(lay_out=extracts.legacy_flat, view="time"),
    "legacy-bare-text": Layout(lay_out=extracts.legacy_bare, view="time", subjects="no bare"),
    "legacy-nosubject-text": Layout(
        lay_out=extracts.legacy_no_subjects, view="time", subjects="none"
    ),
    "legacy-thread-text": Layout(lay_out=extracts.legacy_thread, view="thread", tells="order"),
    "wordpress-html": Layout(
        lay_out=pages.wordpress,
        view="thread",
        style="wordpress",
        html=True,
        tells="level",
        deepest=pages.WORDPRESS_DEEPEST,
    ),
    "wordpress-text": Layout(
        lay_out=extracts.wordpress,
        view="thread",
        style="wordpress",
        tells="order",
        dated=False,
    ),
    "wordpress-nameless-text": Layout(
        lay_out=extracts.wordpress_nameless,
        view="thread",
        style="wordpress",
        tells="order",
        named=False,
        dated=False,
    ),
}

# The pages that stand in examples/ and the layout of each.
PAGES: Mapping[str, str] = {"doorbells": "legacy-flat-html", "ebooks": "wordpress-html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a layout shows of one comment.

    ``parent`` and ``under`` are positions in the source, None for the article: whom the comment
    answers, and the comment inside whose element it is laid (``level`` 1: none; also None where
    the layout tells no level). Facts that the layout hides are None.
    """

    written: WrittenComment
    author: str | None
    registered: bool | None
    posted_at: str | None
    subject: str
    subject_lost: bool
    parent: int | None
    under: int | None
    level: int | None
    text: str
    blockquotes: tuple[str, ...]


def shown(thread: Written, layout: Layout) -> tuple[Shown, ...]:
    """Give what a layout shows of each comment, in printed order."""
    lines = subjects(thread, layout.style)
    order = printed(thread, layout.view)
    unders = _unders(order, layout.deepest)
    return tuple(
        _shown(comment, layout, lines[comment.position], unders[comment.position], level)
        for comment, level in order
    )


def _shown(
    comment: WrittenComment, layout: Layout, line: str, under: int | None, level: int
) -> Shown:
    kept = layout.subjects == "kept" or (layout.subjects == "no bare" and line != "Re:")
    levelled = layout.tells == "level"
    return Shown(
        written=comment,
        author=comment.author if layout.named else None,
        registered=comment.registered if layout.named else None,
        posted_at=comment.posted_at.isoformat()[:16] if layout.dated else None,
        subject=line if kept else "",
        subject_lost=layout.subjects == "no bare" and not kept,
        parent=comment.parent,
        under=under if levelled else None,
        level=min(level, layout.deepest or level) if levelled else None,
        text="\n\n".join(p.plain if layout.html else p.text for p in comment.paragraphs),
        blockquotes=tuple(p.plain for p in comment.paragraphs if p.mark == "block"),
    )


def _unders(order: list[tuple[WrittenComment, int]], deepest: int | None) -> dict[int, int | None]:
    """Map each position to the comment laid around it: the parent, if that is above the floor."""
    levels = {comment.position: level for comment, level in order}
    unders: dict[int, int | None] = {}
    for comment, _ in order:
        under = comment.parent
        if deepest and under is not None and levels[under] >= deepest:
            under = unders[under]
        unders[comment.position] = under
    return unders


def example_page(name: str) -> str:
    """Lay out an example as it stands in ``examples/NAME.html``."""
    return LAYOUTS[PAGES[name]].lay_out(read_written(name))
