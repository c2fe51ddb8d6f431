"""Progress bars on stderr: for people who wait, never in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from rejoinder.terminal import one_line

_SHOWN = 40


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
    ) as bar:
        yield lambda name: bar.update(1, name)


def _short(name: str | None) -> str:
    text = one_line(name or "")
    return text if len(text) <= _SHOWN else "…" + text[1 - _SHOWN :]
