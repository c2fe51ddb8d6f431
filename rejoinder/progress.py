"""Progress on stderr: for people who wait, never in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import click

from rejoinder.terminal import cells, fold, one_line, text_width

_BAR, _SHORTEST_BAR = 24, 4
_BESIDE_BAR = 36  # columns of label, count and time; the rest is left to the item's name
_SHORTEST_NAME = 8


def is_terminal() -> bool:
    """Tell whether somebody is watching what is said."""
    return sys.stderr.isatty()


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], object]]:
    """Give a function to be called with the name of each item that is done.

    Nothing is drawn when stderr is no terminal, and none for a single item.
    """
    hidden = total < 2 or not is_terminal()
    width = max(_SHORTEST_BAR, min(_BAR, text_width(sys.stderr) - _BESIDE_BAR))

    def named(name: str | None) -> str | None:
        return _short(name, _BESIDE_BAR + width) or None

    with click.progressbar(
        length=total,
        label=label,
        file=sys.stderr,
        hidden=hidden,
        item_show_func=named,
        show_pos=True,
        width=width,
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
            click.echo(lead + _short(name, len(lead), least=_SHORTEST_NAME), err=True)

    yield tell


def _short(name: str | None, beside: int, least: int = 0) -> str:
    """Give the end of a name, which for a path is what tells it from the others.

    "" where there is no room for as much of it as could be told, unless it has to be told.
    """
    text = one_line(name or "")
    room = max(text_width(sys.stderr) - beside, least)
    if room < _SHORTEST_NAME:
        return ""
    return text if cells(text) <= room else "…" + fold(text[::-1], room - 1)[0][::-1]
