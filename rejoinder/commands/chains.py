"""``rejoinder chains``: where opinion split, ranked."""

from __future__ import annotations

import shlex

import click

from rejoinder import arguments
from rejoinder.mistakes import OneOf


@click.command(
    epilog=arguments.example(
        "rejoinder chains opinions.db doorbell",
        "rejoinder chains opinions.db --sort split --limit 5",
        'rejoinder chains opinions.db --where "size>=5" --where "heat>0.1"',
    )
)
@arguments.database
@arguments.article
@click.option(
    "--sort",
    type=OneOf(("size", "split", "heat", "recency")),
    default="size",
    show_default=True,
    help="What comes first: the largest, the most evenly split, the most heated, the one with the"
    " latest comment.",
)
@click.option(
    "--where",
    metavar="CONDITION",
    multiple=True,
    help="Only chains that meet this; repeatable, then all have to be met.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N.")
@arguments.as_json
def command(
    db: str,
    article: str | None,
    *,
    sort: str,
    where: tuple[str, ...],
    limit: int | None,
    as_json: bool,
) -> None:
    """Rank chains of replies, by size, split, heat or recency.

    A chain is a top-level comment with everything under it: of ARTICLE (an id or its beginning, a
    URL, a part of the title), or of all in the database DB. + ○ − count the replies that agree
    with what they answer, are neutral, disagree; split goes from 0 (those who take a side on the
    article are of one mind, or can't be told) to nearly 1 (many, evenly split); heat from 0 (calm)
    to 1; flip is the comment where the chain turns. Of one ARTICLE it is also told how opinion
    moves and who takes part. The articles have to be analyzed.

    A CONDITION is a column, one of = != < <= > >=, and a value: a number, a time as far as it
    matters (ended>=2019-03-12), a name (author=Tollbooth), or none (flip!=none). Columns are
    size, depth, people, agree, neutral, disagree, split, heat, flip, number (of the first
    comment), author (of it), started, ended, and of the table chains also sentiment, support,
    oppose, controversy, heat_disagree, heat_negative, heat_speed, heat_pile_on. Where nobody
    answered there is no split and no heat, and no condition on them is met.
    """
    from rejoinder.chain_table import print_chains
    from rejoinder.tables import print_json
    from rejoinder.terminal import fold, one_line, text_width
    from reports.chain_ranking import as_data, rank, ranked
    from reports.dynamics import told
    from threads.store import Store

    with Store(db, mode="look") as store, store.one_moment():
        names = [store.resolve(article)] if article else [a.id for a in store.articles()]
        found = rank(ranked(store.db.conn, names, where), sort)
        chains = found[:limit]
        moves = told(store.db.conn, names[0]) if article and not where else []
        data = as_data(store, chains) if as_json else []
        counted = bool(names) and all("chains" in store.fingerprints(name) for name in names)
    if as_json:
        print_json(data)
    elif chains:
        print_chains(chains, with_article=len(names) > 1, with_time=sort == "recency")
        if len(chains) < len(found):
            click.echo(f"rejoinder: {len(chains):,} of {len(found):,} chains", err=True)
        for line in ("", *moves) if moves else ():
            click.echo("\n".join(fold(one_line(line), text_width())))
    elif where:
        met = one_line(" and ".join(where))
        click.echo(f"rejoinder: no chain meets this: {met}", err=True)
    else:
        remedy = "" if counted else f"; run first: rejoinder analyze {shlex.quote(db)}"
        click.echo(f"rejoinder: no chains{remedy}", err=True)
