"""``rejoinder read``: pages into the database."""

from __future__ import annotations

import click

from rejoinder import arguments


@click.command(
    epilog=arguments.example(
        "rejoinder read opinions.db doorbells.html",
        "cat doorbells.html | rejoinder read opinions.db -",
    )
)
@arguments.database
@arguments.sources
@arguments.delay
@arguments.jobs
@click.pass_context
def command(
    ctx: click.Context, db: str, sources: tuple[str, ...], delay: float, jobs: int | None
) -> None:
    """Read pages into a database.

    The database DB is made where there is none. A SOURCE is a saved page, a text extract of one,
    comments as data (ConvoKit's JSON Lines, WordPress's REST comments or comment feed), a folder
    of such, a web archive (.warc, .warc.gz), a web address, or - for standard input. What was
    read before is not read twice; of a changed page, what is new is added. The exit code is 3
    where some sources could not be read: the others are in the database.

    At a web address, the other pages of the article's comments are read, too. robots.txt is
    obeyed, and pages are kept so that a second reading asks only for what has changed.
    """
    from rejoinder import stages

    with stages.store_for(db) as store:
        summary = stages.read(store, sources, delay, jobs)
    ctx.exit(summary.exit_code)
