"""``rejoinder export``: the database in other programs' shapes."""

from __future__ import annotations

import click

from rejoinder import arguments


@click.command(
    epilog=arguments.example(
        "rejoinder export opinions.db --to convokit -o corpus/",
        "rejoinder export opinions.db doorbell --to convokit -o doorbell.jsonl",
    )
)
@arguments.database
@click.argument("articles", metavar="[ARTICLE...]", nargs=-1)
@click.option(
    "--to",
    "shape",
    type=click.Choice(["convokit"]),
    required=True,
    help="In whose shape: ConvoKit's corpus.",
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="PATH",
    required=True,
    help="Where it goes: a folder, or a .jsonl file for the utterances alone.",
)
def command(db: str, articles: tuple[str, ...], shape: str, out: str) -> None:
    """Write articles for other programs.

    ARTICLE is an id or its beginning, a URL or a part of the title; without any, all articles in
    the database DB are written. In a corpus each article is a conversation: its first utterance
    is the article, the comments answer it or one another as the tree says, and how sure each reply
    is stands in its meta. `rejoinder read` takes what was written. The path is printed.
    """
    from rejoinder import stages
    from threads.store import Store

    with Store(db, mode="look") as store:
        click.echo(stages.export(store, out, articles, shape))
