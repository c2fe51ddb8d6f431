"""Tables and JSON on stdout."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from rejoinder.terminal import cells, fold, one_line, text_width

_UNBOUNDED = 10_000
_TRAILING = re.compile(r"(?<! ) ++(?=(?:\x1b\[0m)?$)")
_ROOMY = 100
_FOLDED = 12  # cells that are worth to fold words into
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand to the right, only a ``folding`` one may be broken."""

    heading: str
    number: bool = False
    folding: bool = False


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, folded to the terminal; whole and one line each when piped.

    On a terminal too narrow for that a row is several lines, a value after its heading each: a
    number that is cut is another number.
    """
    told = [[one_line(cell) for cell in row] for row in rows]
    width = table_width()
    gap = 1 if width < _ROOMY else 2
    lines = _beneath(columns, told, width) if _least(columns, told, gap) > width else None
    click.echo("\n".join(_drawn(columns, told, width, gap) if lines is None else lines))


def _least(columns: Sequence[Column], rows: Sequence[Sequence[str]], gap: int) -> int:
    """Give the cells that a table takes at least: what may not be broken stands whole."""
    widths = (
        min(widest, max(_FOLDED, cells(column.heading))) if column.folding else widest
        for column, *found in zip(columns, *rows, strict=True)
        for widest in [max(map(cells, (column.heading, *found)))]
    )
    return sum(widths) + gap * (len(columns) - 1)


def _beneath(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Give each row as lines of headings and values; an empty value has none."""
    for number, row in enumerate(rows):
        if number:
            yield ""
        for column, cell in zip(columns, row, strict=True):
            if cell:
                first, *rest = fold(f"{column.heading}: {cell}", width - _INDENT)
                yield click.style(column.heading, bold=True) + first[len(column.heading) :]
                yield from (" " * _INDENT + line for line in rest)


def _drawn(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int, gap: int
) -> Iterator[str]:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.number else "left",
            no_wrap=not column.folding,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*map(Text, row))
    drawn = io.StringIO()
    # Without the environment: where TERM is dumb, rich takes every line for 80 columns wide.
    console = Console(
        file=drawn, width=width, force_terminal=True, color_system="standard", _environ={}
    )
    console.print(table)
    return (_TRAILING.sub("", line) for line in drawn.getvalue().splitlines())


def print_json(data: Any) -> None:
    """Print ``data`` as JSON in ASCII, so that no terminal or encoding trips over a comment."""
    click.echo(json.dumps(data, indent=2))


def table_width() -> int:
    """Give the columns that a table may take; of a pipe, as many as it likes."""
    return text_width() if sys.stdout.isatty() or "COLUMNS" in os.environ else _UNBOUNDED
