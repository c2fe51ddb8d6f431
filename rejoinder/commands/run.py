"""``rejoinder run``: from pages to the report at once."""

from __future__ import annotations

import click

from rejoinder import arguments, completing


@click.command(
    epilog=arguments.example(
        "rejoinder run doorbells.html -o report.html",
        "rejoinder run pages/ -o reports/ --db opinions.db",
    )
)
@arguments.sources
@arguments.output
@click.option(
    "--db",
    metavar="DB",
    callback=arguments.remembered,
    shell_complete=completing.files,
    help="Keep the database in this file. Without it, a temporary one is used and discarded.",
)
@arguments.engine
@arguments.title
@arguments.delay
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    *,
    out: str,
    db: str | None,
    engine: str,
    title: str | None,
    delay: float,
) -> None:
    """Read, analyze and report your own pages.

    A SOURCE is a saved page, a text extract of one, a folder of such, a web archive, a web
    address, or - for standard input. The report is on the articles of these pages, whatever else
    the database holds: on one article it is an HTML file, on several a folder.
    """
    from rejoinder import stages

    with stages.store_for(db) as store:
        exit_code = stages.run(store, sources, out, title, delay=delay, engine=engine)
    ctx.exit(exit_code)
