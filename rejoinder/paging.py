"""Long output on a terminal goes through a pager, as it is made; elsewhere it is just printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

import click

# Leave at once what fits the screen, keep colours, leave the text on the screen in the end.
_LESS = "-FRX"


def print_blocks(blocks: Iterable[Sequence[str]], *, paged: bool) -> None:
    """Print blocks of lines one by one; ``paged`` only has a meaning where people read along.

    The pager is ``PAGER``, ``less`` where that isn't set; set to nothing, it is none.
    """
    texts = ("".join(f"{line}\n" for line in block) for block in blocks)
    watched = sys.stdout.isatty() and sys.stdin.isatty()
    if paged and watched and os.environ.get("PAGER", "less").strip():
        os.environ.setdefault("LESS", _LESS)
        click.echo_via_pager(texts, color=click.get_current_context().color)
        return
    for text in texts:
        click.echo(text, nl=False)
