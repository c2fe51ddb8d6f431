"""Progress on stderr: for people who wait, never in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import click

from rejoinder.terminal import cells, fold, one_line, text_width

_BAR = 24
_BESIDE_NAME = 60  # columns of label, bar, count and time; the rest is left to the item's name


def is_terminal() -> bool:
    """Tell whether somebody is watching what is said."""
    return sys.stderr.isatty()


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], object]]:
    """Give a function to be called with the name of each item that is done.

    Nothing is drawn when stderr is no terminal, and none for a single item.
    """
    hidden = total < 2 or not is_terminal()
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


@contextmanager
def page_lines(label: str) -> Iterator[Callable[[str], object]]:
    """Give a function that tells each page that is done on a line of its own, with its number.

    For pages of which nobody knows how many will come. Nothing is said when stderr is no terminal.
    """
    number = count(1)

    def tell(name: str) -> None:
        if is_terminal():
            lead = f"{label} {next(number)}: "
            click.echo(lead + _short(name, len(lead)), err=True)

    yield tell


def _short(name: str | None, beside: int = _BESIDE_NAME) -> str:
    """Give the end of a name, which for a path is what tells it from the others."""
    text = one_line(name or "")
    room = max(text_width() - beside, 8)
    return text if cells(text) <= room else "…" + fold(text[::-1], room - 1)[0][::-1]
