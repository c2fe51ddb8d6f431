"""Progress bars on stderr: for people who wait, never in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from rejoinder.terminal import cells, fold, one_line, text_width

_BAR = 24
_BESIDE_NAME = 60  # columns of label, bar, count and time; the rest is left to the item's name


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], object]]:
    """Give a function to be called with the name of each item that is done.

    Nothing is drawn when stderr is no terminal, and none for a single item.
    """
    hidden = total < 2 or not sys.stderr.isatty()
    with click.progressbar(
        length=total,
        label=label,
        file=sys.stderr,
        hidden=hidden,
        item_show_func=_short,
        show_pos=True,
        width=_BAR,
    ) as bar:
        yield lambda name: bar.update(1, name)


def _short(name: str | None) -> str:
    """Give the end of a name, which for a path is what tells it from the others."""
    text = one_line(name or "")
    room = max(text_width() - _BESIDE_NAME, 8)
    return text if cells(text) <= room else "…" + fold(text[::-1], room - 1)[0][::-1]
