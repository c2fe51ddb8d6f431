"""``rejoinder read``: pages into the database."""

from __future__ import annotations

import click

from rejoinder import arguments
from rejoinder.summaries import tell_read


@click.command(
    epilog=arguments.example(
        "rejoinder read opinions.db doorbells.html",
        "curl -s https://example.org/story | rejoinder read opinions.db -",
    )
)
@arguments.database
@arguments.sources
@click.pass_context
def command(ctx: click.Context, db: str, sources: tuple[str, ...]) -> None:
    """Read pages into the database DB, which is made if need be.

    A SOURCE is a saved page, a text extract of one, a folder of such, or - for standard input.
    What was read before is not read twice; of a changed page, what is new is added. The exit code
    is 3 where some sources could not be read: the others are in the database.
    """
    from rejoinder import api
    from threads.store import Store

    with Store(db) as store:
        summary = api.read(store, *sources)
    tell_read(summary)
    ctx.exit(summary.exit_code)
