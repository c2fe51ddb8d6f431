"""``rejoinder export``: the database in other programs' shapes."""

from __future__ import annotations

import click

from rejoinder import arguments, completing
from rejoinder.mistakes import OneOf

# As in ``rejoinder.api``, which is not imported to show help.
_SHAPES = ("csv", "jsonl", "parquet", "flat", "gexf", "graphml", "convokit")


@click.command(
    epilog=arguments.example(
        "rejoinder export opinions.db --to csv -o tables/",
        "rejoinder export opinions.db doorbell --to flat -o doorbell.csv",
        "rejoinder export opinions.db doorbell --to gexf --people -o people.gexf",
        "rejoinder export opinions.db --to convokit -o corpus/",
    )
)
@arguments.database
@arguments.articles
@click.option(
    "--to",
    "shape",
    type=OneOf(_SHAPES),
    required=True,
    help="In which shape, see above.",
)
@click.option(
    "--people",
    is_flag=True,
    help="In gexf and graphml: people are the nodes, in place of comments.",
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="PATH",
    callback=arguments.place,
    shell_complete=completing.files,
    required=True,
    help="Where it goes: a folder or a file, as the shape has it.",
)
def command(db: str, articles: tuple[str, ...], shape: str, people: bool, out: str) -> None:
    """Write articles for other programs.

    ARTICLE is an id or its beginning, a URL or a part of the title; without any, all articles in
    the database DB are written. The path is printed. Shapes are:

    \b
    csv       a folder, one file a table; no cell is a formula for a spreadsheet
    jsonl     the same as JSON lines
    parquet   the same as Parquet; needs pyarrow: 'rejoinder[parquet]'
    flat      one row a comment, with reply, sentiment, stance and chain;
              a file that ends in .csv, .jsonl or .parquet
    gexf      the reply network for Gephi, a file: comments as nodes, or people
    graphml   the same for yEd, Cytoscape, igraph and others
    convokit  ConvoKit's corpus, a folder, or a .jsonl file of its utterances,
              which `rejoinder read` takes, too

    A file is whole or not written at all. docs/exports.md says what stands in each.
    """  # noqa: D301 (click takes a backspace for "leave these lines as they are")
    from rejoinder import stages
    from threads.store import Store

    with Store(db, mode="look") as store:
        click.echo(stages.export(store, out, articles, shape, people=people))
