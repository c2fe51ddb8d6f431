"""``rejoinder chains``: where opinion split, ranked."""

from __future__ import annotations

from dataclasses import asdict

import click

from rejoinder import arguments

_SORTS = {"split": "split", "heat": "heat", "size": "comments"}


@click.command(
    epilog=arguments.example(
        "rejoinder chains opinions.db doorbell", "rejoinder chains opinions.db --sort heat"
    )
)
@arguments.database
@click.argument("article", required=False)
@click.option(
    "--sort",
    type=click.Choice(list(_SORTS)),
    default="split",
    show_default=True,
    help="What comes first: the most evenly split, the most heated, the largest.",
)
@arguments.as_json
def command(db: str, article: str | None, sort: str, as_json: bool) -> None:
    """Rank the chains: each a top-level comment with everything under it.

    Of ARTICLE (an id or its beginning, a URL, a part of the title), or of all in the database DB.
    Split goes from 0 (of one mind) to 1 (evenly split), heat from 0 to 1; flip is the comment
    where the chain turns. Needs the articles to be analyzed.
    """
    from rejoinder.rankings import ranked_chains, warn_unanalyzed
    from rejoinder.tables import print_json, print_table
    from threads.store import Store

    with Store(db, mode="look") as store:
        names = [store.resolve(article)] if article else [a.id for a in store.articles()]
        chains = ranked_chains(store.db.conn, names, _SORTS[sort])
    if as_json:
        print_json([asdict(chain) for chain in chains])
    else:
        pass
