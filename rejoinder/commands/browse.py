"""``rejoinder browse``: a database in the browser."""

from __future__ import annotations

import click

from rejoinder import arguments


@click.command(epilog=arguments.example("rejoinder browse opinions.db --open"))
@arguments.database
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8001,
    show_default=True,
    help="Where it is served; 0 takes any port that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Who may look: 127.0.0.1 is this machine, 0.0.0.0 everyone who can reach it.",
)
@click.option("--open", "open_page", is_flag=True, help="Open it in the browser.")
def command(db: str, port: int, host: str, open_page: bool) -> None:
    """Look around in a database, in the browser.

    Serves the database DB, read-only, until you press Ctrl-C: prepared queries, search over the
    comments, every table with filters and what its columns mean, SQL of your own, all of it as
    CSV and JSON too. Needs Datasette: 'rejoinder[browse]'.
    """
    from pathlib import Path

    from reports.browsing.serving import browse

    def say(line: str, warning: bool) -> None:
        click.echo(f"rejoinder: {line}" if warning else line, err=warning)

    browse(Path(db), host, port, say, open_page=open_page)
