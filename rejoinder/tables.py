"""Tables and JSON on stdout."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from rejoinder.terminal import one_line, text_width

_UNBOUNDED = 10_000
_TRAILING = re.compile(r"(?<! ) ++(?=(?:\x1b\[0m)?$)")
_ROOMY = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand to the right, only a ``folding`` one may be broken."""

    heading: str
    number: bool = False
    folding: bool = False


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, folded to the terminal; whole and one line each when piped."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = table_width()
    gap = 1 if width < _ROOMY else 2
    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.number else "left",
            no_wrap=not column.folding,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    drawn = io.StringIO()
    Console(file=drawn, width=width, force_terminal=True, color_system="standard").print(table)
    click.echo("\n".join(_TRAILING.sub("", line) for line in drawn.getvalue().splitlines()))


def print_json(data: Any) -> None:
    """Print ``data`` as JSON in ASCII, so that no terminal or encoding trips over a comment."""
    click.echo(json.dumps(data, indent=2))


def table_width() -> int:
    """Give the columns that a table may take; of a pipe, as many as it likes."""
    return text_width() if sys.stdout.isatty() or "COLUMNS" in os.environ else _UNBOUNDED
