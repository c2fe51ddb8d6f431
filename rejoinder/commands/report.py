"""``rejoinder report``: the database as a page to read and to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rejoinder import arguments, completing

if TYPE_CHECKING:
    from threads.store import Store


@click.command(
    epilog=arguments.example(
        "rejoinder report opinions.db doorbell -o report.html",
        "rejoinder report opinions.db -o reports/",
        "rejoinder report opinions.db doorbell -o report.html --data report.json",
        "rejoinder report opinions.db doorbell --embed split > split.html",
    )
)
@arguments.database
@arguments.articles
@arguments.output_or_embed
@arguments.title
@click.option(
    "--figures",
    metavar="DIR",
    shell_complete=completing.files,
    callback=arguments.place,
    help="Also write each figure as PNG, SVG and CSV.",
)
@click.option(
    "--data",
    metavar="FILE",
    shell_complete=completing.files,
    callback=arguments.place,
    help="Also write every number of one article, as JSON.",
)
@click.option(
    "--embed",
    metavar="FIGURE",
    help="Write one figure alone, as a piece of HTML for a page of yours; to stdout without -o.",
)
@click.option(
    "--no-plotlyjs",
    "bare",
    is_flag=True,
    help="With --embed: leave out plotly.js, where the page has it of another figure.",
)
@click.option(
    "--lang",
    "language",
    metavar="CODE",
    default="en",
    show_default=True,
    help="Write numbers and dates as in de, fr, en-GB...; the words stay English.",
)
@arguments.jobs
@click.option("--redact", is_flag=True, help="Give people pseudonyms, and shorten their words.")
def command(
    db: str,
    articles: tuple[str, ...],
    *,
    out: str | None,
    embed: str | None,
    bare: bool,
    jobs: int | None,
    **wanted: Any,
) -> None:
    """Write a report on one article or several.

    ARTICLE is an id or its beginning, a URL or a part of the title; without any, the report is on
    all articles in the database DB. On one article it is an HTML file, which opens offline; on
    several, a folder with a page each, its numbers as JSON, and a comparison. The path of the file
    to open is printed. DB may also be the folder of a data set (rejoinder analyze --out).
    """
    from rejoinder.opening import opened

    files = {name: wanted.pop(name) for name in ("figures", "data")}
    if embed is None and out is None:
        arguments.missing("'-o' / '--output'")
    if bare and embed is None:
        raise click.UsageError("--no-plotlyjs goes with --embed alone: a report opens offline.")
    if embed is not None and (any(files.values()) or len(articles) > 1):
        raise click.UsageError("--embed writes one figure of one article, and nothing else.")
    with opened(db, articles) as store:
        if embed is not None:
            _embed(store, articles, embed, out, {"library": not bare, **wanted})
        else:
            in_parts = Path(db).is_dir()  # a data set has its rows from one analysis
            _publish(store, articles, str(out), {"jobs": jobs, **files}, wanted, in_parts=in_parts)


def _embed(
    store: Store, articles: tuple[str, ...], figure: str, out: str | None, wanted: dict[str, Any]
) -> None:
    from rejoinder import api
    from reports.files import write_file
    from reports.publishing import Edition

    library = wanted.pop("library")
    with store.one_moment():
        article = arguments.one_article(store, articles[0] if articles else None)
        fragment = api.embed(store, article, figure, Edition(**wanted), library=library)
    click.echo(write_file(Path(out), fragment) if out else fragment, nl=out is not None)


def _publish(
    store: Store,
    articles: tuple[str, ...],
    out: str,
    files: dict[str, Any],
    wanted: dict[str, Any],
    *,
    in_parts: bool,
) -> None:
    from rejoinder import api
    from rejoinder.summaries import tell_names_left, tell_outdated
    from reports.publishing import Edition

    made = api.publish(store, out, articles, Edition(**wanted), **files)
    tell_names_left(made.names_left)
    if not in_parts:
        tell_outdated(_outdated(store, articles))
    click.echo(made.page)


def _outdated(store: Store, articles: tuple[str, ...]) -> int:
    """Count the articles of a report whose figures an earlier version made."""
    from analyzers.outdated import outdated

    named = [store.resolve(name) for name in articles]
    return len(outdated(store, named or [article.id for article in store.articles()]))
