"""``rejoinder chains``: where opinion split, ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments

if TYPE_CHECKING:
    from reports.rows import ChainRow

_SORTS = {"size": "comments", "split": "split", "heat": "heat"}
_OPENING = 48  # characters of a chain's first comment


@click.command(
    epilog=arguments.example(
        "rejoinder chains opinions.db doorbell", "rejoinder chains opinions.db --sort split"
    )
)
@arguments.database
@click.argument("article", required=False)
@click.option(
    "--sort",
    type=click.Choice(list(_SORTS)),
    default="size",
    show_default=True,
    help="What comes first: the largest, the most evenly split, the most heated.",
)
@arguments.as_json
def command(db: str, article: str | None, sort: str, as_json: bool) -> None:
    """Rank chains of replies, by size, split or heat.

    A chain is a top-level comment with everything under it: of ARTICLE (an id or its beginning, a
    URL, a part of the title), or of all in the database DB. + ○ − count the replies that agree
    with what they answer, are neutral, disagree; split goes from 0 (those who take a side on the
    article are of one mind, or can't be told) to nearly 1 (many, evenly split); heat from 0 (calm)
    to 1; flip is the comment where the chain turns. Of one ARTICLE it is also told how opinion
    moves and who takes part. The articles have to be analyzed.
    """
    from rejoinder.tables import print_json
    from reports import queries
    from reports.dynamics import told
    from threads.store import Store

    with Store(db, mode="look") as store:
        names = [store.resolve(article)] if article else [a.id for a in store.articles()]
        chains = [(name, row) for name in names for row in queries.CHAINS.rows(store.db.conn, name)]
        moves = told(store.db.conn, names[0]) if article else []
    chains.sort(key=lambda chain: _rank(chain[1], _SORTS[sort]))
    if as_json:
        print_json([{"article_id": name, **asdict(row)} for name, row in chains])
    elif chains:
        _print(chains, with_article=len(names) > 1)
        click.echo("".join(f"{line}\n" for line in ("", *moves) if moves), nl=False)
    else:
        click.echo(f"rejoinder: no chains; run first: rejoinder analyze {db}", err=True)


def _rank(row: ChainRow, measure: str) -> tuple[bool, float, int, int]:
    """Put the highest first, what has no value last; of equals the larger."""
    value = getattr(row, measure)
    return value is None, -(value or 0), -row.comments, row.position


def _print(chains: Collection[tuple[str, ChainRow]], *, with_article: bool) -> None:
    from rejoinder.tables import Column, print_table

    columns = [
        Column("chain", number=True),
        Column("begins", folding=True),
        *(Column(name, number=True) for name in ("size", "depth", "people")),
        *(Column(name, number=True) for name in ("+", "○", "−", "split", "heat", "flip")),
    ]
    rows = (tuple(_cells(row)) for _, row in chains)
    if with_article:
        columns.insert(0, Column("article"))
        short = _beginnings({name for name, _ in chains})
        rows = ((short[name], *_cells(row)) for name, row in chains)
    print_table(columns, rows)


def _beginnings(ids: Collection[str]) -> dict[str, str]:
    """Shorten ids to what still tells them apart, and is taken as an ARTICLE."""
    lengths = range(4, max(map(len, ids)) + 1)
    length = next(n for n in lengths if len({name[:n] for name in ids}) == len(ids))
    return {name: name[:length] for name in ids}


def _cells(row: ChainRow) -> Iterator[str]:
    from reports.reading import opening

    yield f"#{row.position}"
    yield f"{row.author or '(no name)'}: {opening(row.subject, row.text, _OPENING)}"
    yield from (str(number) for number in (row.comments, row.depth, row.authors))
    # Where nothing was scored, or nobody answered, all are 0 for want of anything to count.
    counted = row.split is not None and row.comments > 1
    sides, shares = (row.agree, row.neutral, row.disagree), (row.split, row.heat)
    yield from (_or_dash(number if counted else None) for number in sides)
    yield from (_or_dash(share if counted else None, ".2f") for share in shares)
    yield f"#{row.flip_position}" if row.flip_position else "–"


def _or_dash(value: Any, form: str = "") -> str:
    return "–" if value is None else format(value, form)
