"""``rejoinder report``: the database as a page to read and to hand on."""

from __future__ import annotations

import click

from rejoinder import arguments


@click.command(
    epilog=arguments.example(
        "rejoinder report opinions.db doorbell -o report.html",
        "rejoinder report opinions.db -o reports/",
    )
)
@arguments.database
@click.argument("articles", metavar="[ARTICLE...]", nargs=-1)
@arguments.output
@arguments.title
def command(db: str, articles: tuple[str, ...], out: str, title: str | None) -> None:
    """Write a report on one article or several.

    ARTICLE is an id or its beginning, a URL or a part of the title; without any, the report is on
    all articles in the database DB. On one article it is an HTML file, which opens offline; on
    several, a folder with a page each and a comparison. The path of the file to open is printed.
    """
    from rejoinder import api
    from threads.store import Store

    with Store(db, mode="look") as store:
        click.echo(api.report(store, out, articles, title))
