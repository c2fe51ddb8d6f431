"""``rejoinder analyze``: score what is in the database."""

from __future__ import annotations

import click

from rejoinder import arguments


@click.command(
    epilog=arguments.example(
        "rejoinder analyze opinions.db", "rejoinder analyze opinions.db --only sentiment"
    )
)
@arguments.database
@click.option("--only", metavar="NAME", multiple=True, help="Run just this analyzer; repeatable.")
@arguments.engine
def command(db: str, only: tuple[str, ...], engine: str) -> None:
    """Score stance, sentiment and chains.

    Runs what is stale in the database DB: articles that are new or changed, and analyzers that
    are newer than their last run. So a second run does nothing. With --engine auto, stances stay
    as whichever engine judged them; asking for one by name judges anew what the other did.
    """
    from rejoinder import stages
    from threads.store import Store

    with Store(db, mode="change") as store:
        stages.analyze(store, only, engine)
