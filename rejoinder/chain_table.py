"""Chains as a table for the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import compress
from typing import Any

import click

from rejoinder.tables import Column, print_table, table_width
from rejoinder.terminal import cut, fold, one_line, text_width
from reports.chain_ranking import Chain
from reports.reading import opening
from reports.rows import ChainRow
from reports.selection import NO_NAME

_ROOMY = 120
_MINUTE = len("2019-03-12T09:44")
# Cells for who begins a chain and how. On 80 columns that is two lines of the table.
_BEGINS = 58
_BEGINS_BESIDE = 42  # where further columns stand
_BEGINS_ROOMY = 72
_COLUMNS = (
    Column("article"),
    Column("chain", number=True),
    Column("begins", folding=True),
    *(Column(name, number=True) for name in ("size", "depth", "people")),
    *(Column(name, number=True) for name in ("+", "○", "−", "split", "heat", "flip")),
    Column("last comment"),
)


def print_ranked(
    chains: Collection[Chain],
    *,
    of: int,
    moves: Collection[str],
    with_article: bool,
    with_time: bool,
) -> None:
    """Print some ``of`` so many chains, then how opinion ``moves``, a line each."""
    print_chains(chains, with_article=with_article, with_time=with_time)
    if len(chains) < of:
        click.echo(f"rejoinder: {len(chains):,} of {of:,} chains", err=True)
    for line in ("", *moves) if moves else ():
        click.echo("\n".join(fold(one_line(line), text_width())))


def print_chains(chains: Collection[Chain], *, with_article: bool, with_time: bool) -> None:
    """Print chains in the order given; ``with_time`` says when each was last commented on.

    A wide terminal says it in any case; a narrow one has no room for depth and people beside it
    and the article.
    """
    roomy = table_width() >= _ROOMY
    beside = with_article or with_time
    room = _BEGINS_ROOMY if roomy else _BEGINS_BESIDE if beside else _BEGINS
    short = _beginnings({name for name, _ in chains})
    rows = [(short[name], *_cells(row, room)) for name, row in chains]
    shown = [True] * len(_COLUMNS)
    shown[0], shown[-1] = with_article, with_time or roomy
    shown[4] = shown[5] = roomy or not (with_article and with_time)
    print_table(list(compress(_COLUMNS, shown)), [list(compress(row, shown)) for row in rows])


def _beginnings(ids: Collection[str]) -> dict[str, str]:
    """Shorten ids to what still tells them apart, and is taken as an ARTICLE."""
    lengths = range(4, max(map(len, ids)) + 1)
    length = next(n for n in lengths if len({name[:n] for name in ids}) == len(ids))
    return {name: name[:length] for name in ids}


def _cells(row: ChainRow, room: int) -> Iterator[str]:
    yield f"#{row.position}"
    said = opening(row.subject, row.text, 2 * room)
    yield cut(one_line(f"{row.author or NO_NAME}: {said}"), room)
    yield from (f"{number:,}" for number in (row.comments, row.depth, row.authors))
    sides, shares = (row.agree, row.neutral, row.disagree), (row.split, row.heat)
    yield from (_or_dash(number if row.counted else None, ",") for number in sides)
    yield from (_or_dash(share if row.counted else None, ".2f") for share in shares)
    yield f"#{row.flip_position}" if row.flip_position else "–"
    yield (row.ended_at or "–")[:_MINUTE].replace("T", " ")


def _or_dash(value: Any, form: str) -> str:
    return "–" if value is None else format(value, form)
