"""``rejoinder show``: one thread as a tree."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from rejoinder import arguments


@click.command(
    epilog=arguments.example(
        "rejoinder show opinions.db doorbell",
        "rejoinder show opinions.db --evidence | less",
    )
)
@arguments.database
@click.argument("article", required=False)
@click.option("--evidence", is_flag=True, help="Say of each comment why it stands where it does.")
@arguments.as_json
def command(db: str, article: str | None, evidence: bool, as_json: bool) -> None:
    """Print a thread as a tree: who answers whom.

    ARTICLE is an id or its beginning, a URL or a part of the title; it may be left out where the
    database DB holds one. #N is a comment's place on the page, > marks what it quotes. + and −
    say how it stands to what it answers and to the article, once the thread is analyzed.
    """
    from rejoinder.tables import print_json
    from rejoinder.terminal import text_width
    from rejoinder.tree_view import tree_view
    from reports import queries
    from threads.store import Store

    with Store(db, mode="look") as store:
        name = arguments.one_article(store, article)
        if as_json:
            rows = queries.COMMENTS.rows(store.db.conn, name)
            print_json(
                [asdict(row) | {"evidence": json.loads(row.evidence or "{}")} for row in rows]
            )
            return
        view = tree_view(store.db.conn, name, width=text_width(), evidence=evidence)
    for comment in view.blocks():
        click.echo("\n".join(comment))
